#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that are functions of the server are shown, renewed and follow their inputs.

usage: with-server VERSION value_functions.py -- gui-session -- test-values.py
"""
import os
import sys

from gui_test import Program, run_tests, until

URL = os.environ["GRADIO_TEST_URL"]


class Values:
    def __init__(self):
        self.program = Program()

    def texts(self):
        return [node.text for node in self.program.app.find_all("entry:*") if node.text]

    def wait_text(self, test, what):
        return until(lambda: next((text for text in self.texts() if test(text)), None), what)

    def loaded(self):
        self.program.open_address(URL)
        self.program.click("page tab:App")
        self.wait_text(lambda text: text == "made when loaded", "the value that is made when the page is loaded")

    def every(self):
        def number():
            text = self.wait_text(lambda text: text.startswith("tick "), "a tick")
            return int(text.removeprefix("tick "))
        first = number()
        until(lambda: number() >= first + 2, "two ticks more")

    def inputs(self):
        self.wait_text(lambda text: text == "hello", "what follows from the input that was there")
        self.program.click("check-box:loud")
        self.wait_text(lambda text: text == "HELLO", "what follows from the input as it is now")

    def tests(self):
        return [
            ("load", self.loaded),
            ("every", self.every),
            ("inputs", self.inputs),
        ]


def main():
    test = Values()
    with test.program:
        return run_tests(test.tests(), lambda: test.program)


if __name__ == "__main__":
    sys.exit(main())
