#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Spaces of the Hub: searched for, narrowed, looked at and opened, also when the Hub is busy or away.

usage: with-hub VERSION --count 500 -- gui-session -- test-discover.py
"""
import json
import os
import sys
import urllib.request

from gui_test import Program, need, run_tests, until

ENDPOINT = os.environ["HF_ENDPOINT"]


def hub(path, body):
    """A call to the Hub's own controls, see /_fake/help."""
    request = urllib.request.Request(f"{ENDPOINT}/_fake/{path}", json.dumps(body).encode(), method="POST")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
        answer.read()


class Discover:
    def __init__(self):
        self.program = Program()

    def type(self, words):
        self.program.key("ctrl+f")
        self.program.app.type(self.program.wait_focus("entry:Search the Hub"), words)

    def searched(self):
        """What is typed is looked for at once; each card says all that is on it."""
        self.program.key("ctrl+d")
        self.type("word statistics")
        card = self.program.wait("table-cell:Word statistics*")
        for words in ("samples", "Gradio", "likes"):
            need(words in card.name, f"a card says only “{card.name}”")
        self.program.screenshot("discover")

    def narrowed(self):
        self.program.click("button:Filters")
        self.program.click("button:Can Be Installed")
        self.program.wait("button:Filters (1)")
        self.program.wait("table-cell:Word statistics*")
        self.program.click("button:Filters (1)")

    def collected(self):
        """A collection is opened, and left with the keyboard."""
        self.program.click("button:Collections")
        self.program.click("list-item:Tiny but mighty*")
        self.program.wait_focus("button:All Collections")
        until(lambda: len(self.program.app.find_all("table-cell:*")) > 3, "the Spaces of the collection")
        self.program.screenshot("discover-collection")
        self.program.key("alt+Left")
        self.program.wait_focus("list-item:Tiny but mighty*")
        self.type("word statistics")
        self.program.wait("table-cell:Word statistics*")

    def looked_at(self):
        """With the keyboard: to the card, into its page, and back."""
        self.program.key("ctrl+f")
        self.program.wait_focus("entry:Search the Hub")
        self.program.key("Down")
        self.program.wait_focus("table-cell:Word statistics*")
        self.program.key("Return")
        self.program.wait_focus("button:Open")
        until(lambda: self.program.app.find_all("label:What Its Author Writes"), "the README")
        self.program.screenshot("discover-details")
        self.program.choose("More About This Space", "Report a Problem")
        link = self.program.wait_link()
        need(link == f"{ENDPOINT}/spaces/samples/word-stats/discussions", f"the browser got {link}")
        self.program.key("alt+Left")
        self.program.wait("table-cell:Word statistics*")

    def paused(self):
        """What the Hub's pause stops goes on by itself."""
        hub("chaos", {"match": "/api/*", "fail_status": 429, "retry_after": 8, "fail_times": 1})
        self.type("hello")
        self.program.wait("label:The Hub asks for a pause*")
        self.program.wait("table-cell:Hello*")
        self.program.wait_gone("label:The Hub asks for a pause*")

    def away(self):
        """What was found before is shown, with its age."""
        hub("chaos", {"match": "/api/*", "offline": True})
        self.program.key("F5")
        self.program.wait("label:The Hub can’t be reached. This is what it said*")
        self.program.wait("table-cell:Hello*")
        hub("chaos", {})
        self.program.click("button:Try Again")
        self.program.wait_gone("label:The Hub can’t be reached*")

    def opened(self):
        """An id leads to the Space itself, and from there into a tab of its own."""
        self.type("tester/paused")
        self.program.key("Return")
        self.program.wait_focus("button:Open")
        self.program.key("Return")
        until(lambda: self.program.address() == "tester/paused", "the Space in a tab")

    def tests(self):
        return [
            ("words find a Space", self.searched),
            ("filters narrow the search", self.narrowed),
            ("a collection is looked at", self.collected),
            ("a Space is looked at", self.looked_at),
            ("the Hub asks for a pause", self.paused),
            ("the Hub is away", self.away),
            ("a Space is opened", self.opened),
        ]


def main():
    test = Discover()
    with test.program:
        return run_tests(test.tests(), lambda: test.program)


if __name__ == "__main__":
    sys.exit(main())
