#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user's own Spaces on the Hub: the list, the care of one, and copies.

usage: with-hub VERSION --build-time SECONDS --start-time SECONDS -- gui-session -- test-my-spaces.py
"""
import json
import os
import sys
import urllib.request

from gui_test import Program, need, run_tests, until

HUB = os.environ["HF_ENDPOINT"]
SPACE = "acme/internal"  # of an organisation whose admin the user is; asleep, with files and a log


def ask_hub(method, path, body=None):
    """The Hub as its owner sees it, without the program."""
    request = urllib.request.Request(HUB + path, json.dumps(body or {}).encode() if method != "GET" else None,
                                     {"Authorization": "Bearer hf_tester"}, method=method)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


def info(space):
    return ask_hub("GET", f"/api/spaces/{space}")


def stage(space):
    return info(space)["runtime"]["stage"]


class MySpaces:
    def __init__(self):
        self.program = Program(env={"HF_TOKEN": "hf_tester"})

    def dialog_label(self, text):
        return self.program.app.until(
            lambda: next((n for n in self.program.app.find_all(f"label:{text}") if n.shown), None), 30, f"“{text}”")

    def answer(self, button):
        """Of a dialog, which is a window of its own: without a window manager it gives the keys back by hand. One of
        questions has its buttons twice, with their names twice."""
        def is_in_dialog(node):
            frame = node.ancestor("frame", "dialog", "window", "alert")
            return frame is None or not frame.name.endswith("Spaceport")

        def look():
            return next((n for n in self.program.app.find_all(f"button:{button}*") if n.shown and
                         n.name in (button, f"{button} {button}") and is_in_dialog(n)), None)
        self.program.app.click(self.program.app.until(look, 30, button))
        self.program.app.focus_window("*Spaceport")

    def manage(self, space):
        """From the list to the care of one."""
        self.program.choose(f"Menu of “{space}”", "Manage")
        self.program.wait("label:Restart")

    def show(self, view):
        self.program.click(f"page-tab:{view}")

    def listed(self):
        self.program.choose("Main Menu", "My Spaces")
        self.program.wait("label:tester/sleepy")
        self.program.wait("label:acme/private-tool")  # of an organisation
        self.program.wait("label:Paused*")
        need(self.program.find("label:demo/hello") is None, "a Space of somebody else is listed")
        self.program.screenshot("my-spaces")

    def searched(self):
        self.program.app.type(self.program.wait("entry:Find a Space of mine"), "sleepy asleep")
        self.program.wait_gone("label:tester/paused")
        self.program.wait("label:tester/sleepy")
        self.program.app.type(self.program.wait("entry:Find a Space of mine"), "no such thing")
        self.program.wait("label:Nothing Found")
        self.program.key("Escape")
        self.program.wait("label:tester/paused")

    def woken(self):
        """How it is changes by itself."""
        self.manage(SPACE)
        self.program.app.click("button:Wake Up")
        self.program.wait("label:Running*", 60)
        need(stage(SPACE) == "RUNNING", "the Hub says something else")

    def paused(self):
        self.program.app.click("button:Pause")
        until(lambda: stage(SPACE) == "PAUSED", "it to be paused")
        self.program.click("button:*Undo")
        until(lambda: stage(SPACE) == "RUNNING", "it to start again", 60)

    def asked(self):
        """Nothing costs before its price was read and agreed to; what the Hub refuses it says."""
        self.program.app.select("combo box:Hardware", "Nvidia T4 - small")
        self.dialog_label("T4 small costs $0.40 an hour*")
        self.answer("Move")
        self.dialog_label("The Hardware Is the Same")
        self.answer("Close")
        need(info(SPACE)["runtime"]["hardware"]["requested"] == "cpu-basic", "it was moved")

    def variables(self):
        """A secret is written and never read, a variable that was removed comes back."""
        ask_hub("POST", f"/api/spaces/{SPACE}/variables", {"key": "MODE", "value": "fast"})
        self.show("Variables")
        self.program.wait("label:fast")
        self.program.app.type("text:Name, such as API_KEY", "API_KEY")
        self.program.app.type(next(n for n in self.program.app.find_all("text:Value") if n.shown), "s3cret")
        self.program.app.click("button:Add Secret")
        self.program.wait("button:Remove “API_KEY”")
        need("API_KEY" in ask_hub("GET", f"/api/spaces/{SPACE}/secrets"), "it is not set")
        need(not self.program.app.find_all("label:*s3cret*"), "its value is shown")
        self.program.screenshot("care-variables")
        self.program.app.click("button:Remove “MODE”")
        self.program.click("button:*Undo")
        until(lambda: "MODE" in ask_hub("GET", f"/api/spaces/{SPACE}/variables"), "the variable to be set again")

    def wait_output(self, text):
        until(lambda: any(text in node.text for node in self.program.app.find_all("text:Output") if node.shown), text)

    def logs(self):
        """Live, and what was written while it was built."""
        self.show("Logs")
        self.wait_output("request 1 handled")
        self.program.wait("label:Processor *Memory*")
        self.program.click("button:Build")
        self.wait_output("Pushing image")
        self.program.screenshot("care-logs")

    def repository(self):
        self.show("Files")
        self.program.wait("label:README.md")
        self.show("History")
        self.program.wait("label:Update files")

    def duplicated(self):
        """A copy is private, and it is opened."""
        self.program.choose("Menu of the Space", "Duplicate…")
        self.dialog_label("This costs nothing.")
        self.answer("Duplicate")
        until(lambda: self.program.address() == "tester/internal", "the copy to be opened")
        need(info("tester/internal")["private"], "it is not private")

    def deleted(self):
        """Only when its name was typed."""
        self.program.choose("Main Menu", "My Spaces")
        self.manage("tester/internal")
        self.program.app.click("button:Delete…")
        self.program.app.type("text:Name of the Space", "tester/internal")
        self.answer("Delete")
        self.program.wait(f"button:Menu of “{SPACE}”")
        self.program.app.gone("button:Menu of “tester/internal”")

    def tests(self):
        return [
            ("own Spaces and those of organisations are listed", self.listed),
            ("they are searched", self.searched),
            ("one is woken", self.woken),
            ("one is paused, and that is taken back", self.paused),
            ("what costs is asked first", self.asked),
            ("secrets and variables", self.variables),
            ("logs are followed", self.logs),
            ("files and history are listed", self.repository),
            ("one is duplicated", self.duplicated),
            ("one is deleted by its name", self.deleted),
        ]


def main():
    test = MySpaces()
    with test.program:
        return run_tests(test.tests(), lambda: test.program)


if __name__ == "__main__":
    sys.exit(main())
