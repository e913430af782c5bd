#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app that listens, by a recording and while it is made.

usage: with-server VERSION seed_asr.py -- gui-session --microphone --size 1280x1300 -- test-app-microphone.py
"""
import sys

from app_page import AppPage, need, run_tests, until


class Listening(AppPage):
    def __init__(self):
        super().__init__(size=(1000, 1100))

    def recorded(self):
        """A recording is sent like a sound that was chosen."""
        self.open()
        self.press("*Record")
        self.wait("button:Stop recording, 0:0[1-9]")  # it has heard something
        self.press("Pause")
        self.wait("button:Resume")
        self.app.click(self.wait("button:Stop recording*"))
        self.wait("button:Record Again")
        self.press("Submit")
        heard = until(lambda: self.value("Heard"), "what was heard")
        need(heard.endswith("Hz, sound"), f"the app heard {heard!r}")

    def streamed(self):
        """The app hears while it is recorded, each piece once, and no more when it has ended."""
        self.choose_tab("While speaking")
        self.press("*Record")
        until(lambda: int((self.value("Heard so far") or "0").split()[0]) >= 2, "the second piece")
        self.app.click(self.wait("button:Stop recording*"))
        self.wait("button:Record Again")
        need((self.value("Heard so far") or "").endswith("sound"), f"the app heard {self.value('Heard so far')!r}")

    def tests(self):
        return [("recorded", self.recorded), ("streamed", self.streamed)]


def main():
    page = Listening()
    with page.program:
        return run_tests(page.tests(), lambda: page.program)


if __name__ == "__main__":
    sys.exit(main())
