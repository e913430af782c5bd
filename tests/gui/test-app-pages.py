#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app with several pages in the window: its bar, what the pages keep, links to them, and what is
around the app: its menu, its settings, what is recorded.

usage: gui-session -- with-server VERSION demo_pages.py -- test-app-pages.py
"""
import os
import sys

from gui_test import Program, need, read_clipboard, run_tests, until


class Pages:
    def __init__(self):
        self.url = os.environ["GRADIO_TEST_URL"]
        self.program = Program(self.url, view=None)
        self.program.wait("button:App Menu")
        self.show_app()

    def show_app(self):
        self.program.click(self.program.wait("page tab:App"))
        self.program.wait("entry:name")

    def menu(self, entry):
        """Chooses an entry of the app's menu."""
        self.program.choose("App Menu", entry)

    def field(self, name):
        """Of the page in front: other tabs keep theirs in the tree."""
        return self.program.wait(f"entry:{name}").text

    def type(self, name, text):
        entry = self.program.wait(f"entry:{name}")
        self.program.app.click(entry, mouse=True)
        self.program.app.type(self.program.wait_focus(f"entry:{name}"), text)

    # ---- pages -------------------------------------------------------------

    def bar(self):
        for name in ("Start", "Numbers", "Manual"):
            self.program.wait(name)
        need(not self.program.find("Secret"), "a hidden page is in the bar")
        self.program.screenshot("pages-bar")

    def keeps_values(self):
        self.type("name", "Ada")
        self.program.key("Return")
        until(lambda: self.field("hello") == "hello Ada", "the greeting")
        self.program.key("ctrl+2")
        self.program.wait("double")
        until(lambda: self.program.address() == f"{self.url}/numbers", "the address of the page")
        until(lambda: "42" in self.program.app.read("spin button:double"), "what the page does when it is opened")
        self.program.screenshot("pages-second")
        self.program.key("ctrl+1")
        self.program.wait("entry:name")
        until(lambda: self.program.address().rstrip("/") == self.url, "the address of the app")
        need(self.field("name") == "Ada" and self.field("hello") == "hello Ada", "the page lost its values")

    def hides(self):
        self.program.click("button:hide bar")
        self.program.wait_gone("Manual")
        self.program.click("button:show bar")
        self.program.wait("Begin")

    def by_address(self):
        self.program.show_app(f"{self.url}/secret")
        self.program.wait("secret page, reached by its address only")
        self.program.key("ctrl+w")
        self.show_app()

    # ---- around the app ----------------------------------------------------

    def links(self):
        self.menu("Copy Link")
        until(lambda: read_clipboard().rstrip("/") == self.url, "the link in the clipboard")
        self.menu("Copy Link to This State")
        until(lambda: "?deep_link=" in read_clipboard(), "the link to the state in the clipboard")
        self.program.show_app(read_clipboard())
        until(lambda: self.field("name") == "Ada", "the value that the link leads to")
        self.program.key("ctrl+w")
        self.show_app()

    def recorder(self):
        self.menu("Record Calls")
        self.program.wait("What you do in the app appears here as a program.")
        self.type("name", "Grace")
        self.program.key("Return")
        code = self.program.wait("Recorded Program")
        text = until(lambda: "Grace" in (now := self.program.app.tree(code).text) and now, "the call in the program")
        need("api_name=\"/greet\"" in text and text.startswith("from gradio_client"), text)
        self.program.screenshot("pages-recorder")
        self.program.click("Copy Program")
        until(lambda: read_clipboard().strip() == text.strip(), "the program in the clipboard")
        self.program.click("Run All Calls Again")
        self.program.wait("All calls ran again.")
        self.program.click("Clear Calls")
        self.program.wait_gone("Recorded Program")
        self.program.click("Stop Recording")

    def settings(self):
        self.program.click("Settings")
        self.program.wait("App Colors")
        self.program.wait("Keep Pages as They Are")
        self.program.screenshot("pages-settings")
        self.program.key("Escape")
        self.program.wait_gone("App Colors")

    def view_api(self):
        self.program.click("View API")
        self.program.wait_api()
        self.show_app()

    def close(self):
        self.program.close()


def main():
    pages = Pages()
    return run_tests([
        ("the bar shows the pages and links", pages.bar),
        ("pages keep their values", pages.keeps_values),
        ("the app hides and renames the bar", pages.hides),
        ("an address leads to a page", pages.by_address),
        ("links to the page and to its state", pages.links),
        ("what is done is recorded", pages.recorder),
        ("settings of the app", pages.settings),
        ("the footer leads to the API", pages.view_api),
        ("the program ends", pages.close),
    ], lambda: pages.program)


if __name__ == "__main__":
    sys.exit(main())
