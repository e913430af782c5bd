#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a size that finds out what a client does with them, in the app view: each is made by a
button, and while it is made, comes and is shown, the window is asked time and again for an answer.

usage: with-server VERSION huge.py -- gui-session -- test-huge.py
"""
import os
import time

from gui_test import PATIENCE, Program, comment, run_tests, until

# Name of the endpoint, and a part of the value that is to be seen.
VALUES = (
    ("rows", "row 000000"),
    ("wide", "column 0"),
    ("pictures", "picture 0"),
    ("messages", "Question 1998"),
    ("text", "The quick brown fox"),
    ("code", "The quick brown fox"),
    ("markdown", "Part"),
    ("json", "level"),
    ("points", "Scatter chart, 3 series"),
    ("line", "Line chart, 3 series"),
    ("choices", "choice 00001"),
    ("spans", "word0"),
    ("listing", "file 0000.txt"),
    ("grow", "0001 "),
)
# So much of a text is read: all of 20 MB for each look would keep the program busy.
READ = 3000
COMPONENT = "org.a11y.atspi.Component"


class Huge:
    def __init__(self):
        self.program = None
        self.headers = {}
        self.worst = 0

    def start(self):
        self.program = Program(os.environ["GRADIO_TEST_URL"])
        app = self.program.app
        app.text_end = READ
        self.program.wait("frame:Huge values*")
        self.program.click("page-tab:App")
        # All at once, for later the tree is large.
        self.headers = {name: self.program.app.find(f"button:{name}") for name, _ in VALUES}

    def ask(self, node):
        """Does nothing but wait for the main loop; fails when that is stuck."""
        start = time.monotonic()
        self.program.app.bus.call(node.ref, COMPONENT, "GetLayer")
        self.worst = max(self.worst, time.monotonic() - start)

    def look(self, section, words):
        """Whether the words are shown; only the part with the value is read."""
        self.ask(section)
        return any(words in (node.text or "") or words in node.name or words in node.description
                   for node in self.program.app.tree(section).walk()
                   if node.shown and node.role != "push-button")

    def make(self, name, words):
        app, header, self.worst = self.program.app, self.headers[name], 0
        section = header.parent.parent
        self.program.failure_scope = lambda: app.tree(section)
        app.click(header)
        app.click(until(lambda: next(iter(app.find_all(f"button:Make {name}", app.tree(section))), None), "the button"))
        start = time.monotonic()
        until(lambda: self.look(section, words), f"{words!r} of {name}", PATIENCE * 4)
        comment(f"{name}: {time.monotonic() - start:.1f} s, the slowest answer {self.worst * 1000:.0f} ms")
        self.program.screenshot(f"huge-{name}")
        app.click(header)

    def tests(self):
        def making(name, words):
            return lambda: self.make(name, words)
        return [("The app of huge values opens", self.start)] + [
            (f"/{name} is shown", making(name, words)) for name, words in VALUES] + [
            ("The program ends", lambda: self.program.close())]


if __name__ == "__main__":
    huge = Huge()
    raise SystemExit(run_tests(huge.tests(), lambda: huge.program))
