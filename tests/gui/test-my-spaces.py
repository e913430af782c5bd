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
        def look():
            return next((n for n in self.program.app.find_all(f"button:{button}*")
                         if n.shown and n.name in (button, f"{button} {button}") and n.ancestor("frame") is None), None)
        self.program.app.click(self.program.app.until(look, 30, button))
        self.program.app.focus_window("*Spaceport")

    def manage(self, space):
        """From the list to the care of one."""
        if self.program.find("entry:Find a Space of mine") is None:
            self.program.click("button:Back to My Spaces")
            self.program.wait("entry:Find a Space of mine")
        self.program.choose(f"Menu of “{space}”", "Manage")
        self.program.wait("button:Back to My Spaces")
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
        self.manage("tester/sleepy")
        self.program.screenshot("care")
        self.program.click("button:Wake Up")
        self.program.wait_gone("button:Wake Up")
        self.program.wait("label:Running*", 60)
        need(stage("tester/sleepy") == "RUNNING", "the Hub says something else")

    def paused(self):
        self.program.click("button:Pause")
        until(lambda: stage("tester/sleepy") == "PAUSED", "it to be paused")
        self.program.click("button:*Undo")
        until(lambda: stage("tester/sleepy") != "PAUSED", "it to start again")
        self.program.wait("label:Running*", 60)

    def asked(self):
        """Nothing costs before its price was read and agreed to; what the Hub refuses it says."""
        self.program.app.select("combo box:Hardware", "Nvidia T4 - small")
        self.dialog_label("T4 small costs $0.40 an hour*")
        self.program.screenshot("care-cost")
        self.answer("Move")
        self.dialog_label("The Hardware Is the Same")
        self.answer("Close")
        need(info("tester/sleepy")["runtime"]["hardware"]["requested"] == "cpu-basic", "it was moved")

    def variables(self):
        """A secret is written and never read, a variable that was removed comes back."""
        ask_hub("POST", "/api/spaces/tester/sleepy/variables", {"key": "MODE", "value": "fast"})
        self.show("Variables")
        self.program.wait("label:fast")
        self.program.app.type(self.program.wait("text:Name, such as API_KEY"), "API_KEY")
        self.program.app.type(self.program.wait("text:Value"), "s3cret")
        self.program.click("button:Add Secret")
        self.program.wait("button:Remove “API_KEY”")
        need("API_KEY" in ask_hub("GET", "/api/spaces/tester/sleepy/secrets"), "it is not set")
        need(self.program.find("label:*s3cret*") is None, "its value is shown")
        self.program.screenshot("care-variables")
        self.program.click("button:Remove “MODE”")
        self.program.wait_gone("button:Remove “MODE”")
        self.program.click("button:*Undo")
        self.program.wait("label:fast")

    def logs(self):
        """Live, in colours, and searched."""
        self.show("Logs")
        until(lambda: any("request 1 handled" in node.text for node in self.program.app.find_all("text:Output")
                          if node.shown), "what the app writes")
        self.program.wait("label:Processor *Memory*")
        self.program.click("button:Build")
        until(lambda: any("Pushing image" in node.text and "request" not in node.text
                          for node in self.program.app.find_all("text:Output") if node.shown), "the log of the build")
        self.program.screenshot("care-logs")
        self.program.key("ctrl+f")
        self.program.wait_focus("entry:*")

    def repository(self):
        self.manage("acme/internal")
        self.show("Files")
        self.program.wait("label:README.md")
        self.program.wait("label:* file* · * · commit *")
        self.program.screenshot("care-files")
        self.show("History")
        self.program.wait("label:Update files")
        self.program.screenshot("care-commits")

    def duplicated(self):
        """A copy is private, and one that is there is used."""
        self.program.choose("Menu of the Space", "Duplicate…")
        self.dialog_label("This costs nothing.")
        self.program.screenshot("duplicate")
        self.answer("Duplicate")
        until(lambda: self.program.address() == "tester/internal", "the copy to be opened")
        need(info("tester/internal")["private"], "it is not private")

    def deleted(self):
        """Only when its name was typed."""
        self.program.choose("Main Menu", "My Spaces")
        self.program.wait("label:tester/internal")
        self.manage("tester/internal")
        self.program.app.click("button:Delete…")
        self.program.app.type("text:Name of the Space", "tester/internal")
        self.program.screenshot("care-delete")
        self.answer("Delete")
        self.program.wait("label:tester/sleepy")
        self.program.wait_gone("label:tester/internal")

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
