#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps whose results come piece by piece, and the parts of an Interface, used as people use them.

usage: with-server VERSION APP.py -- gui-session --size 1280x2700 -- test-app-stream.py NAME
"""
import os
import pathlib
import sys

from app_page import AppPage, need, run_tests, until


class Text(AppPage):
    """Words, numbers, errors and messages while they are made."""

    def grows(self):
        self.open()
        self.press("Ask")
        first = until(lambda: self.value("answer"), "the first words")
        until(lambda: len(self.value("answer")) > len(first), "more words")
        self.wait_value("answer", "A native toolkit draws fast, scrolls well and follows the")
        self.program.wait("button:Runs")

    def stopped(self):
        """What came stays."""
        self.set_number("Value", 50)
        self.press("Ask")
        until(lambda: (self.value("answer") or "").count("native") > 1, "the second round of words")
        self.app.click([n for n in self.app.find_all("button:Stop", self.tree()) if self.program.in_front(n)][-1])
        self.program.wait("button:Runs")
        words = self.value("answer").split()
        need(11 < len(words) < 50, f"the answer has {len(words)} words")

    def counted(self):
        self.press("Count")
        self.wait_value("tick", "2")

    def told(self):
        self.app.mouse(self.wait("check-box:gr.Error"))
        self.press("Fail")
        self.wait_text("Planned")
        self.check("warn")
        self.press("Fail")
        self.wait_value("said", "survived warn")

    def tests(self):
        return [("grows", self.grows), ("stopped", self.stopped), ("counted", self.counted), ("told", self.told)]


class Out(AppPage):
    """Sound, pictures, a table and a gallery that grow."""

    def played(self):
        self.open()
        self.press("play")
        self.wait_in("sound", "button:Pause")
        self.wait_in("sound", "button:Save*")

    def frames(self):
        self.press("frames")
        self.wait_in("frames", "label:160 × 90")

    def grown(self):
        self.press("grow")
        self.wait_value("text", "".join(f"line {i}\n" for i in range(8)))
        self.wait("table cell:49")
        self.wait("image:n 7")

    def wait_in(self, label, selector):
        return self.app.until(lambda: next((n for n in self.app.find_all(selector, self.part(label)) if n.shown), None),
                              None, f"{selector} in {label}")

    def tests(self):
        return [("sound is played", self.played), ("pictures follow each other", self.frames),
                ("text, table and gallery grow", self.grown)]


class Audio(AppPage):
    """What is spoken is heard while more of it is made, and the app knows."""

    def log(self):
        return (self.value("Player events") or "").split()

    def spoken(self):
        self.open()
        self.press("Say")
        until(lambda: self.log()[:1] == ["play"], "the player to begin")

    def paused(self):
        player = self.part("Said")
        self.app.click(until(lambda: next((n for n in self.app.find_all("button:Pause", player) if n.shown), None), "Pause"))
        until(lambda: self.log()[-1:] == ["pause"], "the pause in the log")
        self.app.click(until(lambda: next((n for n in self.app.find_all("button:Play", self.part("Said")) if n.shown), None),
                             "Play"))

    def ended(self):
        """The end pauses and stops, of which the app writes down what is answered last; all of it is one file."""
        until(lambda: len(self.log()) == 4, "the end in the log")
        need(self.log()[:3] == ["play", "pause", "play"] and self.log()[3] in ("pause", "stop"), f"the log is {self.log()}")
        position = next(n for n in self.app.find_all("slider:Position", self.part("Said")) if n.shown)
        need(position.range[1] > 3 and position.range[1] - position.number < 0.1,
             f"{position} is not at the end of three seconds")
        self.app.until(lambda: self.app.find_all("button:Save*", self.part("Said")), None, "a file to be saved")

    def tests(self):
        return [("spoken", self.spoken), ("paused", self.paused), ("ended", self.ended)]


class Interface(AppPage):
    """Submit, Stop, Clear, flags, examples and what is live."""

    def __init__(self):
        super().__init__(size=(1000, 1100))

    def example(self):
        self.open()
        self.wait("heading:Interfaces")
        self.app.mouse(self.wait("list item:Bob*"))
        self.wait_value("name", "Bob")
        self.press("Submit")
        self.wait_value("length", "32")

    def flagged(self):
        """The server has it, and the button is back."""
        saved = pathlib.Path(f"/proc/{os.environ['GRADIO_TEST_PID']}/cwd/.gradio/flagged")
        self.press("Flag as good")
        until(lambda: [f for f in saved.glob("**/*.csv") if "good" in f.read_text() and "Bob" in f.read_text()],
              f"what was flagged in {saved}")
        self.wait("button:Flag as good")
        need(self.find("button:Flag as bad"), "the other flag is gone")

    def cleared(self):
        self.press("Clear")
        self.wait_value("name", "")
        until(lambda: self.value("length") in ("", "0"), "the length to be gone")

    def stopped(self):
        self.choose_tab("Generator")
        self.set_number("n", 100)
        self.press("Submit")
        until(lambda: (self.value("output") or "").startswith("step "), "the first step")
        self.press("Stop")
        self.wait("button:Submit")
        need(self.find("button:Flag*") is None, "a flag where there is none")

    def live(self):
        self.choose_tab("Live")
        self.set_number("a", 40)
        self.wait_value("sum", "42")
        need(self.find("button:Submit") is None, "a live interface has Submit")

    def reversed(self):
        self.choose_tab("Unified")
        self.type("text to reverse", "abc")
        self.press("Submit")
        self.wait_value("text to reverse", "cba")

    def tests(self):
        return [("example", self.example), ("flagged", self.flagged), ("cleared", self.cleared),
                ("stopped", self.stopped), ("live", self.live), ("one field for both", self.reversed)]


APPS = {"seed_stream_text": Text, "seed_stream_audio": Audio, "demo_stream_out": Out, "demo_interface": Interface}


def main():
    page = APPS[sys.argv[1]]()
    with page.program:
        return run_tests(page.tests(), lambda: page.program)


if __name__ == "__main__":
    sys.exit(main())
