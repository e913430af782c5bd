#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window around the apps: start page, recent apps, tabs, narrow windows, colours, languages, names.

Run by with-server and gui-session. GUI_TEST_PO is the po folder of the build.
"""
import contextlib
import gettext
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from gui_test import PATIENCE, Program, need, run_tests, until

URL = os.environ["GRADIO_TEST_URL"]
# Another spelling of the same server is another app to the program.
OTHER_URL = URL.replace("127.0.0.1", "localhost")

INTERACTIVE = {"push-button", "toggle-button", "text", "entry", "password-text", "check-box", "radio-button",
               "slider", "spin-button", "combo-box", "switch", "menu-item", "check-menu-item", "link"}
# GTK gives what has no name the name of its type.
NO_NAME = re.compile(r"((Gtk|Adw|Sp)[A-Z]\w*)?$")
NARROW = 360


class Windows:
    """The tests; self.program is the one that runs now."""

    def __init__(self):
        self.program = None
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="spaceport-window-"))

    def tests(self):
        return [
            ("The start page offers the sample Space, and no recent apps", self.start_page),
            ("An app that was opened is offered at the next start", self.recent),
            ("A recent app is removed, and comes back by Undo", self.undo),
            ("Everything to click or type into has a name", self.names),
            ("A window of 360 pixels shows the list, then the form", self.narrow),
            ("The menu makes the program dark, and it stays dark", self.dark),
            ("The program speaks German", self.german),
            ("Two tabs, and Ctrl+Tab between them", self.tabs),
            ("A second start opens its address in the first window", self.second_start),
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

    # ---- the start page --------------------------------------------------

    def start_page(self):
        with self.start() as program:
            program.wait("label:Open an App")
            program.wait("button:Workbench")
            program.wait("label:Apps that you open will be kept here.")
            need(program.find("list:Recent apps") is None, "there is a list of recent apps")
            need(program.address() == "", "there is an address")
            program.wait_focus("Address")

    def recent(self):
        with self.start(home=self.home) as program:
            program.open_address(URL)
            program.wait("entry:Find an endpoint")
        with self.start(home=self.home) as program:
            program.app.mouse(program.wait(f"list:Recent apps > label:{URL}"))
            program.wait("entry:Find an endpoint")
            need(program.address() == URL, f"{program.address()} was opened")

    def undo(self):
        with self.start(home=self.home) as program:
            row = f"list:Recent apps > label:{URL}"
            program.wait(row)
            program.app.click("list:Recent apps > button:*Remove*")
            program.wait_gone(row)
            program.click("button:Undo")
            program.wait(row)
            program.app.click("list:Recent apps > button:*Remove*")
            program.wait_gone(row)
        with self.start(home=self.home) as program:
            program.wait("label:Apps that you open will be kept here.")

    # ---- names -----------------------------------------------------------

    def names(self):
        nameless = []
        with self.start() as program:
            program.wait("button:Workbench")
            nameless += without_name("start page", program.app.tree())
            program.open_address(URL)
            program.wait("entry:Find an endpoint")
            nameless += without_name("around the form", program.app.tree())
            for name in endpoints(program):
                nameless += without_name(name, program.form(name).tree())
            program.open_address("http://127.0.0.1:9")
            program.wait("button:Try Again")
            nameless += without_name("error page", program.app.tree())
            program.key("F10")
            program.app.until(lambda: any(n.shown and "menu-item" in n.role for n in program.app.tree().walk()),
                              PATIENCE, "the menu")
            nameless += without_name("menu", program.app.tree())
            program.key("Escape")
            program.app.focus_window("*Spaceport")
        need(not nameless, "no name for " + "; ".join(sorted(set(nameless))))

    # ---- sizes and colours -----------------------------------------------

    def narrow(self):
        with self.start() as program:
            program.open_address(URL)
            program.wait("entry:Find an endpoint")
            resize(program, NARROW, 640)
            wide = [str(n) for n in program.frame().walk() if n.extents and program.in_front(n) and
                    n.role in INTERACTIVE and n.extents[0] + n.extents[2] > NARROW]
            need(not wide, f"does not fit into the window: {wide}")
            if program.find("button:Back to the endpoints"):
                program.click("button:Back to the endpoints")
            program.wait("entry:Find an endpoint")
            name = endpoints(program)[1]
            program.app.mouse(program.wait(f"list:Endpoints > label:{name}"))
            program.wait("button:Back to the endpoints")
            program.wait_form(name)
            program.click("button:Back to the endpoints")
            program.wait("entry:Find an endpoint")

    def dark(self):
        home = self.home / "dark"
        home.mkdir()
        with self.start(home=home) as program:
            program.wait("label:Open an App")
            need(brightness(program) > 0.6, "the program is not light at first")
            program.key("F10")
            menu_item(program, "Appearance")
            menu_item(program, "Dark")
            until(lambda: brightness(program) < 0.4, "a dark window")
            program.app.focus_window("*Spaceport")  # without a window manager nobody gives it back
        with self.start(home=home) as program:
            program.wait("label:Open an App")
            until(lambda: brightness(program) < 0.4, "a dark window at the next start")

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

    # ---- tabs and processes ----------------------------------------------

    def tabs(self):
        with self.start(URL) as program:
            program.wait("entry:Find an endpoint")
            program.key("ctrl+t")
            program.wait("label:Open an App")
            program.open_address(OTHER_URL)
            program.wait("entry:Find an endpoint")
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
            program.wait("entry:Find an endpoint")
            for address in (OTHER_URL, "spaceport:" + URL, "spaceport:" + URL):
                second = subprocess.run([os.environ["SPACEPORT"], address], timeout=PATIENCE,
                                        env={**os.environ, **program.environment()})
                need(second.returncode == 0, f"the second start ended with status {second.returncode}")
                wait_address(program, address.removeprefix("spaceport:"))
            tabs = program.app.find_all("AdwTab")
            need(len(tabs) == 2, f"there are {len(tabs)} tabs, not 2")

    def quit(self):
        with self.start(URL) as program:
            program.wait("entry:Find an endpoint")
            need(program.app.pid in processes(program.home), "the program is not to be found in /proc")
        need(program.app.process.returncode == 0, "the status is not 0")
        need(not processes(program.home), f"left behind: {processes(program.home)}")


# ---- looking ---------------------------------------------------------------

def without_name(place, tree):
    """What can be used and has no name, as words for a person."""
    return [f"{node} ({place})" for node in tree.walk()
            if node.role in INTERACTIVE and node.shown and NO_NAME.match(node.name) and not of_the_toolkit(node)]


def of_the_toolkit(node):
    """What GTK and libadwaita leave nameless and nobody else can name."""
    # AdwTab's close button has a tooltip only.
    if node.ancestor("filler") and node.description == "Close Tab":
        return True
    # The arrow of a drop-down and the pieces of a spin button: their parent has the name.
    return node.parent is not None and node.parent.role in ("combo-box", "spin-button") and \
        not NO_NAME.match(node.parent.name)


def endpoints(program):
    """The names in the list of endpoints, hidden ones of the app left out."""
    labels = program.app.find_all("list:Endpoints > label:/*")
    return [label.text or label.name for label in labels]


def resize(program, width, height):
    """Gives the window a size as a user would who drags its corner."""
    frame = program.frame()
    window, _, _, outer_width, outer_height, _ = next(w for w in program.app.x_windows() if w[5] == frame.name)
    # GTK draws a border around its window that counts here and not there.
    size = [width + outer_width - frame.extents[2], height + outer_height - frame.extents[3]]
    subprocess.run(["xdotool", "windowsize", window, *map(str, size)], check=True, timeout=20)
    program.app.until(lambda: program.frame().extents[2:] == (width, height), PATIENCE,
                      f"the window to be {width}x{height}")


def brightness(program):
    """Of the lower middle of the window, from 0 (black) to 1."""
    picture = program.home / "picture.png"
    program.app.screenshot(str(picture))
    x, y, width, height = next(w for w in program.app.x_windows() if w[5] == program.frame().name)[1:5]
    crop = f"{width // 2}x{height // 4}+{x + width // 4}+{y + height * 5 // 8}"
    said = subprocess.run(["convert", picture, "-crop", crop, "-colorspace", "Gray", "-format", "%[fx:mean]",
                           "info:"], check=True, capture_output=True, timeout=30)
    return float(said.stdout)


def menu_item(program, name):
    items = ("menu-item", "check-menu-item", "radio-menu-item", "push-button")
    node = program.app.until(lambda: next((n for n in program.app.tree().walk() if n.role in items and
                                           name in (n.name, n.text) and n.shown), None),
                             PATIENCE, f"{name} in the menu")
    program.app.click(node)


def wait_address(program, address):
    program.app.until(lambda: program.address() == address, PATIENCE, f"the tab of {address}")


def processes(home):
    """Who runs with this HOME: the program and what it started."""
    mark = f"HOME={home}".encode()
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            pass  # it ended, or is another user's
    return found


def main():
    test = Windows()
    try:
        return run_tests(test.tests(), lambda: test.program)
    finally:
        test.end()
        shutil.rmtree(test.home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
