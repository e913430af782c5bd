#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app's own page in a tab of the window.

usage: with-server VERSION seed_client_js.py -- gui-session -- test-web-page.py

The app's script changes the title of its page, which is how this test sees that it ran: what is in a web view is not in the
tree of GTK 4.8.
"""
import os
import sys

from gui_test import Program, need, run_tests, until

URL = os.environ["GRADIO_TEST_URL"]
TITLE = "loaded by script"
PATIENCE = 90  # seconds until the processes of a web view have started


class WebPage:
    def __init__(self):
        self.program = Program(URL, view=None)

    def titles(self):
        return [node.name for node in self.program.app.find_all("frame:*")]

    def open_from_menu(self):
        """Again, when the button was still on its way to its place."""
        def item():
            return next(iter(self.program.app.find_all("menu-item:Open as Web Page")), None)
        def opened():
            self.program.click("entry:Address")
            self.program.click("button:App Menu")
            try:
                return until(item, "the menu", 5)
            except AssertionError:
                return None
        self.program.app.click(until(opened, "“Open as Web Page” in the menu"))

    def asks(self):
        self.program.wait("frame:Client side – Spaceport")
        self.open_from_menu()
        self.program.wait("label:Open the App’s Own Page?")
        self.program.screenshot("web-page-ask")
        need(TITLE not in self.titles()[0], "it did not wait for an answer")

    def opens(self):
        self.program.click("button:Open the Page")
        self.program.wait(f"frame:{TITLE} – Spaceport", PATIENCE)
        need(self.program.address() == URL + "/", f"the address is {self.program.address()!r}")
        self.program.screenshot("web-page")

    def once(self):
        """Its tab is found again, and an app that was allowed is not asked for again."""
        self.program.key("ctrl+Tab")
        self.program.wait("frame:Client side – Spaceport")
        self.open_from_menu()
        self.program.wait(f"frame:{TITLE} – Spaceport")
        self.program.key("ctrl+w")
        self.program.wait("frame:Client side – Spaceport")
        self.open_from_menu()
        self.program.wait(f"frame:{TITLE} – Spaceport", PATIENCE)

    def close(self):
        self.program.close()

    def tests(self):
        return [
            ("An app's own page is asked for", self.asks),
            ("It is shown in a tab, with the scripts of the app", self.opens),
            ("It is asked for once", self.once),
            ("Ctrl+Q ends the program", self.close),
        ]


if __name__ == "__main__":
    page = WebPage()
    sys.exit(run_tests(page.tests(), lambda: page.program))
