#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's tabs, its starts while it runs already, and its end.

Run by with-server and gui-session. GUI_TEST_PO is the po folder of the build.
"""
import contextlib
import gettext
import os
import pathlib
import subprocess
import sys

from gui_test import PATIENCE, Program, need, processes, run_tests

URL = os.environ["GRADIO_TEST_URL"]
# Another spelling of the same server is another app to the program.
OTHER_URL = URL.replace("127.0.0.1", "localhost")


class Tabs:
    """The tests; self.program is the one that runs now."""

    def __init__(self):
        self.program = None

    def tests(self):
        return [
            ("Two tabs, and Ctrl+Tab between them", self.tabs),
            ("A second start opens its address in the first window", self.second_start),
            ("The program speaks German", self.german),
            ("Ctrl+Q ends the program and leaves no process", self.quit),
        ]

    @contextlib.contextmanager
    def start(self, *arguments, home=None, env=None):
        """The program, ended by Ctrl+Q. After a failure it stays, to be looked at."""
        self.end()
        self.program = Program(*arguments, home=home, env=env)
        yield self.program
        self.program.close()
        self.program = None

    def end(self):
        """What a test left that failed."""
        if self.program is not None and self.program.app is not None:
            self.program.app.close()
        self.program = None

    def german(self):
        folder = os.environ.get("GUI_TEST_PO", "")
        mo = pathlib.Path(folder) / "de/LC_MESSAGES/spaceport.mo"
        if not mo.exists():
            return "the build has no German catalogue"
        with open(mo, "rb") as file:
            words = gettext.GNUTranslations(file)
        german = words.gettext("Open an App")
        need(german != "Open an App", "the catalogue does not translate")
        with self.start(env={"LANGUAGE": "de", "SPACEPORT_LOCALE_DIR": folder}) as program:
            program.wait(f"label:{german}")
            program.open_address(URL, name=words.gettext("Address"))
            program.app.wait(f"button:{words.gettext('Run')}")
        return None

    def tabs(self):
        with self.start(URL) as program:
            program.wait_api()
            program.key("ctrl+t")
            program.wait("label:Open an App")
            program.open_address(OTHER_URL)
            program.wait_api()
            wait_address(program, OTHER_URL)
            for address in (URL, OTHER_URL):
                program.key("ctrl+Tab")
                wait_address(program, address)
            program.key("ctrl+w")
            wait_address(program, URL)
            program.key("ctrl+w")
            program.wait("label:Open an App")

    def second_start(self):
        with self.start(URL) as program:
            program.wait_api()
            for address in (OTHER_URL, "spaceport:" + URL, OTHER_URL, "spaceport:" + URL):  # never twice the same
                second = subprocess.run([os.environ["SPACEPORT"], address], timeout=PATIENCE,
                                        env={**os.environ, **program.environment()})
                need(second.returncode == 0, f"the second start ended with status {second.returncode}")
                wait_address(program, address.removeprefix("spaceport:"))
            tabs = program.app.find_all("AdwTab")
            need(len(tabs) == 2, f"there are {len(tabs)} tabs, not 2")

    def quit(self):
        with self.start(URL) as program:
            program.wait_api()
            need(program.app.pid in processes(program.home), "the program is not to be found in /proc")
        need(program.app.process.returncode == 0, "the status is not 0")
        need(not processes(program.home), f"left behind: {processes(program.home)}")


def wait_address(program, address):
    program.app.until(lambda: program.address() == address, PATIENCE, f"the tab of {address}")


def main():
    test = Tabs()
    try:
        return run_tests(test.tests(), lambda: test.program)
    finally:
        test.end()


if __name__ == "__main__":
    sys.exit(main())
