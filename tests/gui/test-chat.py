#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ChatInterface in the window: sending, stopping, and the conversations that are kept.

usage: gui-session -- with-server VERSION saved_chat.py -- test-chat.py
"""
import os
import shutil
import sys
import tempfile

from gui_test import Program, need, run_tests, until

class Chat:
    def __init__(self):
        self.url, self.home, self.program = os.environ["GRADIO_TEST_URL"], tempfile.mkdtemp(prefix="spaceport-chat-"), None

    def open(self):
        self.program = Program(self.url, home=self.home, view=None)
        self.program.click("page-tab:App")
        until(self.box, "the box for a message")

    def close(self):
        if self.program is not None:
            self.program.close()
        self.program = None

    def nodes(self):
        """Of the app's own page."""
        view = next((n for n in self.program.frame().walk() if n.name == "SpAppView"), None)
        return [n for n in view.walk() if n.shown] if view is not None else []

    def box(self):
        """The only thing to write in."""
        found = [n for n in self.nodes() if "EditableText" in n.interfaces]
        return found[-1] if found else None

    def says(self, words):
        return any(words in (n.text or "") or words in (n.name or "") for n in self.nodes() if n.role == "label")

    def button(self, name):
        found = [n for n in self.nodes() if n.role == "push-button" and n.name == name]
        return found[-1] if found else None

    def press(self, name):
        self.program.app.click(until(lambda: self.button(name), f"the button “{name}”"))

    def has_focus(self):
        box = self.box()
        return box is not None and "focused" in box.states

    def send(self, text):
        until(lambda: (box := self.box()) and "editable" in box.states, "the box to be emptied for the next message")
        if not self.has_focus():
            self.program.app.mouse(self.box())
        until(self.has_focus, "the focus in the box")
        self.program.app.keys_text(text)
        until(lambda: self.box().text == text, "what was typed")
        self.program.key("Return")

    def answers(self, words):
        until(lambda: self.says(words), f"the answer “{words}”")
        until(lambda: self.button("Stop") is None, "the end of the answer")

    # ---- the tests, in their order ---------------------------------------

    def sending(self):
        self.open()
        self.program.screenshot("chat-empty")
        self.send("hello")
        self.answers("You wrote hello")
        until(self.has_focus, "the focus where it was")
        need(self.box().text == "", "the box is not empty")
        self.program.screenshot("chat-answered")

    def stopping(self):
        for by_key in (False, True):
            self.send("long")
            until(lambda: self.button("Stop") and self.says("word3"), "the beginning of the answer")
            if by_key:
                self.program.key("Escape")
            else:
                self.press("Stop")
            until(lambda: self.button("Stop") is None, "the end of it")
        self.send("again")
        self.answers("You wrote again")

    def keeping(self):
        """They are there when the program is started again."""
        until(lambda: self.says("hello"), "the title of the conversation")
        self.close()
        self.open()
        until(lambda: self.says("hello"), "the conversation of before")
        need(not self.says("You wrote hello"), "it is open already")
        self.program.screenshot("chat-kept")
        self.program.app.mouse(next(n for n in self.nodes() if n.role == "label" and "hello" in (n.text or n.name)))
        until(lambda: self.says("You wrote hello"), "what was said in it")

    def run(self):
        try:
            return run_tests([("chat sends and answers", self.sending), ("chat is stopped", self.stopping),
                              ("conversations are kept", self.keeping)], lambda: self.program)
        finally:
            if self.program is not None:
                self.program.app.close()
            shutil.rmtree(self.home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(Chat().run())
