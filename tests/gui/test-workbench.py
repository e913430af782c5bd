#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample Space as a user meets it: installed, started, each endpoint run, and ended.

Run by gui-session. GUI_TEST_CACHE is a folder that is kept between runs: the
Space's Python environment is installed there by the first one, over the network.
"""
import os
import pathlib
import sys

from gui_test import PATIENCE, Program, comment, need, processes, run_tests, texts, until

ENDPOINTS = ("/greet", "/tell", "/classify", "/describe", "/filter", "/develop", "/tone", "/shape")
INSTALL_PATIENCE = 300
# The slowest one tells a story for some six seconds.
RUN_PATIENCE = max(60, PATIENCE)


class Workbench:
    """The program with the sample Space in it."""

    def __init__(self, cache):
        self.cache = cache
        self.program = None
        self.space = []  # its processes

    def tests(self):
        return [("It is installed and started", self.start),
                *((f"{name} gives a result", lambda name=name: self.run(name)) for name in ENDPOINTS),
                ("It ends with the program", self.close)]

    def start(self):
        self.program = Program("space:workbench", env={"XDG_CACHE_HOME": str(self.cache)})
        # Either may be over before it is looked at, but not both: Python alone takes longer.
        page = self.program.app.until(
            lambda: next((n.name or n.text for n in self.program.app.find_all("label:*“Workbench”")), None),
            PATIENCE, "the page that says what is being done")
        need(page.startswith(("Installing", "Starting")), f"the page says {page!r}")
        comment(page)
        self.program.wait_api(INSTALL_PATIENCE)
        self.program.wait("label:/greet")
        listed = [n.text or n.name for n in self.program.app.find_all("list:Endpoints > label:/*")]
        need(listed == list(ENDPOINTS), f"the endpoints are {listed}")
        self.space = [pid for pid in descendants(processes(self.program.home)) if b"app.py" in command_line(pid)]
        need(self.space, "the Space's process is not to be found")

    def run(self, name):
        need(self.program, "the program did not start")
        form = self.program.form(name)
        outputs = form.run(timeout=RUN_PATIENCE)
        need(outputs, f"{name} has no outputs")
        for number, output in enumerate(outputs):
            shown = texts(output) or [n for n in output.walk() if n.role in ("image", "slider") and n.shown]
            need(shown, f"output {number} of {name} is empty")

    def close(self):
        need(self.program, "the program did not start")
        need(self.space, "the Space did not start")
        self.program.close()
        until(lambda: not processes(self.program.home) and not any(map(command_line, self.space)),
              f"{self.space} to end")


def descendants(pids):
    """What processes started, and that again: in its sandbox a Space has another HOME."""
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
        except OSError:
            pass  # it ended
    found, new = set(), list(pids)
    while new:
        pid = new.pop()
        if pid not in found:
            found.add(pid)
            new += children.get(pid, [])
    return sorted(found)


def command_line(pid):
    """Of a process, or nothing when it has ended."""
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def main():
    cache = pathlib.Path(os.environ["GUI_TEST_CACHE"]).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    test = Workbench(cache)
    try:
        return run_tests(test.tests(), lambda: test.program)
    finally:
        if test.program is not None:
            test.program.app.close()


if __name__ == "__main__":
    sys.exit(main())
