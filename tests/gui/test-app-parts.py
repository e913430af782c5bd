#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole apps with files, tables, media and sessions, used as people use them.

usage: with-server VERSION seed_NAME.py -- gui-session --size 1280x5200 -- test-app-parts.py NAME
"""
import pathlib
import sys
import tempfile
import time

from app_page import URL, AppPage, need, run_tests, until
from gui_test import MEDIA, Interface, Program, copy_files


class Files(AppPage):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="spaceport-gui-files-")

    def own_file(self, name, size):
        path = pathlib.Path(self.folder.name) / name
        path.write_bytes(b"x" * size)
        return path

    def received(self):
        return [n.text or n.name for n in self.part("received").walk() if n.shown and n.role == "label"]

    def wait_received(self, *words):
        until(lambda: set(words) <= set(self.received()), f"{words} among what was received")

    def logo(self):
        self.open()
        self.wait("image:logo")

    def several(self):
        """One has a name with spaces and letters that ASCII lacks."""
        odd = self.own_file("we ird näme.txt", 4)
        self.paste("Several files", [MEDIA / "rgb.png", odd], odd.name)
        self.wait_received("bytes", "4")
        need(any("ird" in word for word in self.received()), f"the odd name is not in {self.received()}")

    def kind_refused(self):
        self.press_remove("Several files")
        self.refused("Several files", MEDIA / "tone.flac")

    def limit(self):
        self.refused("Several files", self.own_file("large.txt", 200_000))

    def press_remove(self, label):
        while (button := self.find("button:Remove*", self.part(label))) is not None:
            self.app.click(button)
            self.app.until(lambda: self.find("button:*Paste", self.part(label)) or
                           self.find("button:Remove*", self.part(label)), None, "the file to go")

    def refused(self, label, path):
        """The words why stand where the file was put; nothing is sent."""
        before = self.received()
        before_words = {n.text or n.name for n in self.part(label).walk() if n.role == "label" and n.shown}

        def reason():
            words = {n.text or n.name for n in self.part(label).walk() if n.role == "label" and n.shown}
            return next((w for w in words - before_words if path.name in w or "large" in w or "KB" in w
                         or "kB" in w or "type" in w or "kind" in w), None)
        self.copy_and_paste(label, path, reason)
        need(self.received() == before, "a file that was refused was sent")

    def copy_and_paste(self, label, path, seen):
        copy_files([path])
        until(lambda: seen() or (self.app.click(self.wait_in(label, "button:*Paste")) and seen()),
              f"why {path.name} is refused")

    def wait_in(self, label, selector):
        return self.app.until(lambda: self.find(selector, self.part(label)), None, f"{selector} in {label}")

    def tree_opens(self):
        """Level by level."""
        need(self.find("check-box:c.txt") is None, "a folder is open at first")
        self.open_folder("deep")
        self.wait("check-box:c.txt")
        need(self.find("check-box:d.txt") is None, "the folder within is open")
        self.open_folder("deeper")
        self.wait("check-box:d.txt")
        need(self.find("check-box:secret.key") is None, "what the app ignores is there")
        self.app.click(self.find("check-box:d.txt > check-box:") or self.wait("check-box:d.txt"), mouse=True)
        until(lambda: any("d.txt" in word for word in self.received()), "the path that was chosen")

    def open_folder(self, name):
        row = self.wait(f"panel:{name}")
        self.app.click(self.app.find_all("button:Expand", row)[0])

    def report(self):
        self.type("text", "hello there")
        self.app.key("Return")
        until(lambda: self.find("label:my report.txt", self.part("report")), "the file with a space in its name")

    def forbidden(self):
        self.press("Read a file I must not give away")
        self.wait_text("/etc/hostname")

    def tests(self):
        return [("logo", self.logo), ("several files", self.several), ("wrong kind", self.kind_refused),
                ("too large", self.limit), ("tree", self.tree_opens), ("report", self.report),
                ("forbidden", self.forbidden)]


class Components(AppPage):
    PARTS = ("Dialogue", "Diarized", "Before and after", "Model", "Same model", "Simple picture", "Picture",
             "Gallery", "event data", "Table", "Select text here", "Marked", "Label", "Annotated", "Editor", "Code",
             "Colour", "When", "Several", "Many", "Parameters", "JSON", "Sound", "Film", "Text and files", "Dataset",
             "PDF path")

    def __init__(self):
        super().__init__(size=(1000, 5000))

    def event(self):
        return [n.text or n.name for n in self.part("event data").walk() if n.shown and n.role == "label"]

    def wait_event(self, *words):
        until(lambda: set(words) <= set(self.event()), f"{words} among the data of the event")

    def all_drawn(self):
        self.open()
        self.wait("label:PDF path")
        texts = self.texts()
        missing = [part for part in self.PARTS if part not in texts]
        need(not missing, f"{missing} are not among {texts}")
        places = [self.wait(f"label:{part}").extents[1] for part in self.PARTS]
        need(places == sorted(places), f"not in their order: {places}")

    def document(self):
        """A component of another author, which the program knows by its name."""
        self.wait("label:Drop a PDF document here")

    def picture_picked(self):
        self.app.mouse(self.wait("image:Two"))
        self.wait_event("index", "1")

    def cell_picked(self):
        self.app.mouse(self.wait("table cell:6"))
        self.wait_event("index", "value", "6")

    def sample_picked(self):
        self.app.mouse(self.wait("table cell:Little Rock"))
        self.wait_event("sample", "“Little Rock”")

    def dialogue_sent(self):
        self.app.click(self.wait("button:Send"))
        until(lambda: self.find("*Hi (laughs)*", self.part("Diarized")), "what was sent in the other one")

    def tests(self):
        return [("all drawn", self.all_drawn), ("document", self.document), ("picture picked", self.picture_picked),
                ("cell picked", self.cell_picked), ("sample picked", self.sample_picked),
                ("dialogue sent", self.dialogue_sent)]


class Dashboard(AppPage):
    def __init__(self):
        super().__init__(size=(1000, 2700))

    def ticks(self):
        return float(self.value("Ticks") or 0)

    def beats(self):
        self.open()
        self.wait("label:Prices")
        first = until(self.ticks, "the first tick")
        until(lambda: self.ticks() > first, "the next tick")

    def paused(self):
        self.press("Pause")
        last, since = self.ticks(), time.monotonic()

        def rests():
            """Whether nothing came while it would have twice."""
            nonlocal last, since
            now = self.ticks()
            if now != last:
                last, since = now, time.monotonic()
            return time.monotonic() - since > 5
        until(rests, "the ticks to rest", 120)
        self.press("Resume")
        until(lambda: self.ticks() > last, "the ticks to go on")

    def tables(self):
        for words in ("20.50", "1. Coder", "79.3"):
            self.wait(f"table cell:{words}")
        need(self.find("entry:Search rows") is not None or self.find("*Search rows*"), "no search above the table")

    def edited(self):
        """The function sees the new number."""
        self.press("Pause")
        self.app.mouse(self.app.until(lambda: self.find("table cell:2", self.part("Editable")), None, "the cell"))
        self.app.key("Return")
        self.app.keys_text("40")
        self.app.key("Return")
        self.wait_value("Sum", "41")

    def libraries(self):
        for label in ("matplotlib", "altair", "plotly"):
            self.wait(f"label:{label}")
            need(self.find("label:No plot yet", self.part(label)) is None, f"{label} shows nothing")

    def tests(self):
        return [("beats", self.beats), ("paused", self.paused), ("tables", self.tables), ("edited", self.edited),
                ("libraries", self.libraries)]


class Conversation(AppPage):
    """As far as it goes without a voice."""

    def drawn(self):
        self.open()
        places = [self.wait(f"label:{label}").extents for label in ("Your voice", "Conversation", "Answer")]
        need(places[0][0] < places[1][0] == places[2][0], f"not beside and below each other: {places}")
        need(places[1][1] < places[2][1], "the answer is above the conversation")

    def stopped(self):
        self.press("Stop conversation")
        self.program.wait("button:Runs")  # until then it counts what goes on
        need("sensitive" in self.wait("button:Stop conversation").states, "the button is not ready again")
        words = [n.text or n.name or "" for n in self.app.tree().walk() if n.shown and n.role in ("label", "alert")]
        need(not any("rror" in text for text in words), f"an error: {words}")

    def tests(self):
        return [("drawn", self.drawn), ("stopped", self.stopped)]


class Cleanup(AppPage):
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="spaceport-gui-home-")
        super().__init__(Program(home=self.folder.name, view=None))

    def numbers(self):
        """What the server says of sessions, read by another client."""
        return Interface(URL).call("/report")

    def made(self):
        self.open()
        until(lambda: (self.value("Session") or "").startswith("session "), "the session's name")
        self.press("Make")
        until(lambda: self.find("label:64 × 64*", self.part("Made")), "the picture that was made")
        self.press("Report")
        until(lambda: {"loads", "open_sessions"} <= {n.text or n.name for n in self.part("Seen by the server").walk()},
              "the report")
        need(self.numbers()["folders"] == 1, "the session has no folder of its own")

    def name(self):
        self.type("Preferred name", "Ada")
        self.wait_text("saved Ada ")  # not what it is with the first key

    def closed(self):
        """Closing tells the server: what it kept for the session goes."""
        before = self.numbers()
        self.program.close()
        until(lambda: self.numbers()["unloads"] > before["unloads"], "the server to know of the end")
        need(self.numbers()["folders"] == 0, "the session's folder is still there")

    def remembered(self):
        self.program = Program(home=self.folder.name, view=None)
        self.app = self.program.app
        self.open()
        self.wait_value("Preferred name", "Ada")

    def killed(self):
        """The server notices without being told."""
        until(lambda: (self.value("Session") or "").startswith("session "), "the session's name")
        before = self.numbers()
        self.app.process.kill()
        self.app.process.wait()
        until(lambda: self.numbers()["unloads"] > before["unloads"], "the server to notice", 120)
        self.program = Program(home=self.folder.name, view=None)
        self.app = self.program.app

    def tests(self):
        return [("made", self.made), ("name", self.name), ("closed", self.closed), ("remembered", self.remembered),
                ("killed", self.killed)]


APPS = {"files": Files, "components": Components, "dashboard": Dashboard, "conversation": Conversation,
        "cleanup": Cleanup}


def main():
    page = APPS[sys.argv[1]]()
    status = run_tests(page.tests(), lambda: page.program)
    page.program.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
