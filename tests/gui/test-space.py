#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Space that has to start first: the window says how it is and for how long, until the app is there.

usage: with-hub VERSION --build-time SECONDS --start-time SECONDS -- gui-session -- test-space.py
"""
import re
import sys

from gui_test import Program, need, run_tests, until


class Space:
    def __init__(self):
        self.program = Program()

    def page(self, title):
        """What the page with this title says, once all of it is there: the state and the time."""
        def look():
            said = self.program.wait_page("Cancel")
            return said if len(said) == 3 and said[0] == title else None
        return until(look, f"the page “{title}”")

    def cancelled(self):
        """One that sleeps: it can be given up, and tried again."""
        self.program.open_address("demo/hello")
        said = self.page("Waiting for the Space")
        need(said[1].startswith("demo/hello is "), f"the page says {said}")
        need(re.fullmatch(r"\d+ s", said[2]), f"the page does not say for how long: {said}")
        self.program.click("button:Cancel")
        self.program.wait("label:Cancelled")
        need(self.program.address() == "demo/hello", "the address is gone")

    def waited_for(self):
        self.program.click("button:Try Again")
        first = self.page("Waiting for the Space")[2]
        until(lambda: self.page("Waiting for the Space")[2] != first, "the time to go on")
        self.program.screenshot("space-waiting")
        self.program.wait_api(120)
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def paused(self):
        """One that nobody can wake is not waited for."""
        self.program.open_address("tester/paused")
        said = until(lambda: self.program.wait_page("Try Again"), "the error")
        need(said[0] == "Not Running" and "paused by its owner" in said[1], f"the page says {said}")

    def static(self):
        """One that is a page and no app has its page shown, after asking."""
        self.program.open_address("edge/no-runtime")
        said = until(lambda: self.program.wait_page("Try Again"), "the error")
        need("is a web page and no app" in said[1], f"the page says {said}")
        self.program.click("button:Show Its Web Page")
        self.program.wait("button:Open the Page")
        need(re.search(r"edge-no-runtime", self.program.address()), f"the address is {self.program.address()}")

    def tests(self):
        return [
            ("a Space that sleeps can be given up", self.cancelled),
            ("a Space that sleeps is waited for", self.waited_for),
            ("a Space that is paused", self.paused),
            ("a Space that is a web page", self.static),
        ]


def main():
    test = Space()
    with test.program:
        return run_tests(test.tests(), lambda: test.program)


if __name__ == "__main__":
    sys.exit(main())
