#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app that was opened before: it is there before its server answers, and also when it does not. The same from the
library, in which it is saved.

usage: with-server VERSION demo_tabs.py -- gui-session -- test-opening.py
"""
import contextlib
import os
import signal
import sys

from gui_test import Program, need, run_tests, until

URL = os.environ["GRADIO_TEST_URL"]
SERVER = int(os.environ["GRADIO_TEST_PID"])


@contextlib.contextmanager
def silent_server():
    """It takes what is asked, and says nothing."""
    os.kill(SERVER, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(SERVER, signal.SIGCONT)


class Opening:
    def __init__(self):
        self.program = Program(view="app")

    def sensitive(self, selector):
        """What is seen, but takes no events, is not found at its place; GTK 4.8 does not say so of what is within it."""
        until(lambda: any(n.shown for n in self.program.app.find_all(selector)), selector)
        return self.program.find(selector) is not None

    def first(self):
        """Nothing is known of it yet."""
        with silent_server():
            self.program.open_address(URL)
            self.program.wait("Connecting…")
            need(not self.program.find("page tab:One"), "an app that was never opened is shown")
        self.program.wait("page tab:One")
        until(lambda: self.sensitive("button:read"), "the app to be ready")
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def second(self):
        """It is all there, and its tabs can be looked at, but nothing can be started."""
        with silent_server():
            self.program.open_address(URL)
            self.program.wait("page tab:One")
            self.program.wait("label:Connecting…")
            need(not self.sensitive("button:read"), "a button can be pressed before the server answers")
            self.program.click("page tab:One")
            need(not self.sensitive("entry:a"), "something can be typed before the server answers")
            self.program.screenshot("opening-waits")
        until(lambda: self.sensitive("button:read"), "the app to be ready")
        self.program.wait_gone("label:Connecting…")
        self.program.wait("entry:a")  # the tab is still in front
        until(lambda: self.program.app.read("entry:select event") != "", "what the app does when a tab is chosen")

    def cancelled(self):
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")
        with silent_server():
            self.program.open_address(URL)
            self.program.click("button:Cancel")
            self.program.wait("button:Try Again")
            need(not self.sensitive("button:read"), "a button can be pressed although the server said nothing")
            self.program.screenshot("opening-cancelled")
        self.program.click("button:Try Again")
        until(lambda: self.sensitive("button:read"), "the app to be ready")
        self.program.wait_gone("button:Try Again")

    def saved(self):
        """The row of the library, when there is one."""
        lists = [n for n in self.program.app.find_all("list:Saved apps") if n.shown]
        return self.program.find("list item:*", self.program.app.tree(lists[0])) if lists else None

    def save(self):
        """From the menu of the app; it is there after the next start, too."""
        self.program.choose("App Menu", "Save to Library")
        self.program.wait("label:“tabs” saved to the library")
        self.program.key("ctrl+w")
        until(self.saved, "the saved app on the start page")
        self.program.screenshot("library")
        self.program.own_home = False
        self.program.close()
        self.program = Program(home=self.program.home, view="app")
        until(self.saved, "the saved app after a new start")
        self.program.own_home = True

    def open_saved(self):
        """As it was the last time, before its server says anything."""
        with silent_server():
            self.program.click(until(self.saved, "the saved app"))
            self.program.wait("page tab:One")
            need(not self.sensitive("button:read"), "a button can be pressed before the server answers")
        until(lambda: self.sensitive("button:read"), "the app to be ready")

    def remove(self):
        """Here or there, and back."""
        self.program.choose("App Menu", "Remove from Library")
        self.program.click("button:*Undo")
        self.program.wait_gone("button:*Undo")
        self.program.key("ctrl+w")
        until(self.saved, "the app that was not to be removed")
        self.program.choose("Menu of “tabs”", "Remove from Library")
        self.program.wait("label:“tabs” removed from the library")
        until(lambda: self.saved() is None, "the app to be gone")

    def tests(self):
        return [("an app that was never opened is waited for", self.first),
                ("an app that was opened is there at once", self.second),
                ("waiting can be ended, and begun again", self.cancelled),
                ("an app is saved in the library", self.save),
                ("a saved app is there at once", self.open_saved),
                ("an app is removed from the library, and put back", self.remove)]


def main():
    opening = Opening()
    status = run_tests(opening.tests(), lambda: opening.program)
    opening.program.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
