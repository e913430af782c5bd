# SPDX-License-Identifier: GPL-3.0-or-later
"""The App view of the program, as the tests of whole apps use it: parts are found by their labels."""
import os

from gui_test import PATIENCE, DriveError, Program, copy_files, need, run_tests, until

URL = os.environ["GRADIO_TEST_URL"]
FIELDS = ("text", "entry", "spin-button", "combo-box")


class AppPage:
    """A program that shows one app, high enough for all of it to be on the screen."""

    def __init__(self, program=None, size=(1000, 2000), url=URL):
        self.program = program or Program(view=None)
        self.app = self.program.app
        self.size = size
        self.url = url
        self.view = None

    def open(self, address=None):
        self.view = None
        self.resize(*self.size)
        self.program.show_app(address or self.url)
        self.view = self.find_view()

    def find_view(self):
        """Beside it is the view of endpoints, which has the same words: both are pages of what lies below the tabs."""
        def look():
            node = self.program.find("page tab:App")
            while node is not None and node.parent is not None:
                for beside in node.parent.children:
                    if beside is not node and self.has_endpoints(beside):
                        while len(beside.children) == 1:
                            beside = beside.children[0]
                        return next((v for v in beside.children if not self.has_endpoints(v)), None)
                node = node.parent
            return None
        return self.app.until(look, PATIENCE, "the view of the app")

    def has_endpoints(self, tree):
        return bool(self.app.find_all("!entry:Find an endpoint", tree))

    def resize(self, width, height):
        frame = self.program.frame()
        window = self.app.until(lambda: next((w for w in self.app.x_windows()
                                              if w[5] == self.program.frame().name), None),
                                PATIENCE, "the window on the screen")
        self.app._xdotool("windowsize", window[0], width + window[3] - frame.extents[2],
                          height + window[4] - frame.extents[3])
        self.app.until(lambda: self.program.frame().extents[2:] == (width, height), PATIENCE, "the window's new size")
        if self.view is not None:
            self.view = self.find_view()  # what is above it in the tree tells how large the window is

    # ---- looking ---------------------------------------------------------

    def tree(self):
        return self.app.tree(self.view)

    def find(self, selector, tree=None):
        """What is seen: tabs and accordions keep what they hide in the tree."""
        return self.program.find(selector, tree or self.tree())

    def wait(self, selector, timeout=PATIENCE):
        return self.app.until(lambda: self.find(selector), timeout, f"{selector!r} in the app")

    def wait_gone(self, selector):
        self.app.until(lambda: not self.find(selector), PATIENCE, f"{selector!r} to go away")

    def texts(self):
        """All words on the page."""
        return [n.text or n.name for n in self.tree().walk()
                if n.shown and n.role in ("label", "heading", *FIELDS) and (n.text or n.name)]

    def wait_text(self, part):
        """Words anywhere in the window, messages included."""
        return until(lambda: next((n.text or n.name for n in self.app.tree().walk()
                                   if n.shown and part in (n.text or n.name or "")), None), f"the words {part!r}")

    def field(self, label, tree=None):
        """The input or output with this label that is shown."""
        return next((n for n in (tree or self.tree()).walk()
                     if n.shown and n.role in FIELDS and n.name == label and self.program.in_front(n)), None)

    def value(self, label):
        node = self.field(label)
        if node is None:
            return None
        return (node.text or "").replace("−", "-")

    def wait_value(self, label, value):
        try:
            until(lambda: self.value(label) == value, "")
        except AssertionError:
            raise AssertionError(f"{label} is {self.value(label)!r}, not {value!r}") from None

    def part(self, label):
        """What belongs to a label that is above it: the component."""
        node = self.wait(f"label:{label}")
        return node.parent.parent

    def places(self):
        """{words: (x, y, width, height)} of labels, headings and buttons, the first of each."""
        found = {}
        for n in self.tree().walk():
            if n.shown and n.role in ("label", "heading", "push-button"):
                found.setdefault(n.name or n.text, n.extents)
        return found

    def wait_rows(self, *rows):
        """Until what each row names stands beside each other from left to right, below the row before."""
        faults = []

        def look():
            faults[:] = find_faults(self.places(), rows)
            return not faults
        try:
            until(look, "")
        except AssertionError:
            raise AssertionError("; ".join(faults)) from None

    # ---- doing -----------------------------------------------------------

    def press(self, name):
        return self.app.click(self.wait(f"button:{name}"))

    def check(self, name):
        """Clicks on what is not checked yet."""
        self.app.click(self.wait(f"check-box:{name}"), mouse=True)
        self.app.until(lambda: "checked" in self.wait(f"check-box:{name}").states, PATIENCE, f"{name} to be checked")

    def choose_tab(self, name):
        self.app.click(self.wait(f"page tab:{name}"), mouse=True)
        self.app.until(lambda: "selected" in self.wait(f"page tab:{name}").states, PATIENCE, f"the tab {name}")

    def type(self, label, text):
        """As people do: a click into it, all marked, keys; "" only marks. It is there before anything else is done:
        what a test presses takes another way to the program than keys."""
        field = self.app.until(lambda: self.field(label), PATIENCE, f"the field {label}")
        self.app.mouse(field)
        self.app.until(lambda: "focused" in self.app.tree(field).states, PATIENCE, f"the focus in {label}")
        self.app.key("ctrl+a")
        self.app.keys_text(text)
        if text:
            self.app.until(lambda: self.app.tree(field).text == text, PATIENCE, f"{text!r} in {label}")
        return field

    def set_number(self, label, number):
        field = self.type(label, f"{number}")
        self.app.key("Tab")
        self.app.until(lambda: "focused" not in self.app.tree(field).states, PATIENCE, f"{label} to be left")

    def paste(self, label, paths, shown):
        """Puts files on the clipboard and presses Paste until it took them."""
        copy_files(paths)

        def look():
            if self.find(f"*{shown}*", self.part(label)):
                return True
            button = self.find("button:*Paste", self.part(label))
            if button is not None:
                self.app.click(button)
            return False
        until(look, f"{shown} in {label}")


def find_faults(places, rows):
    missing = [f"{name!r} is not there" for row in rows for name in row if name not in places]
    if missing:
        return missing
    faults = []
    for row in rows:
        for left, right in zip(row, row[1:]):
            x, y, width, height = places[left]
            other = places[right]
            if other[0] < x + width or other[1] >= y + height or other[1] + other[3] <= y:
                faults.append(f"{right!r} at {other} is not beside {left!r} at {places[left]}")
    for above, row in zip(rows, rows[1:]):
        if places[row[0]][1] < max(places[name][1] + places[name][3] for name in above):
            faults.append(f"{row[0]!r} at {places[row[0]]} is not below {above}")
    return faults


def app_url(app):
    """The address of one of the apps that with-server started together."""
    return os.environ[f"GRADIO_TEST_URL_{app}"]


def run_apps(program, pages):
    """The cases of several apps one after the other in one window, each in a tab that is closed then."""
    tests = []
    for name, page in pages:
        cases = page.tests()
        tests += [(f"{name}: {case}", function) for case, function in cases[:-1]]
        tests.append((f"{name}: {cases[-1][0]}", lambda last=cases[-1][1]: close_after(program, last)))
    with program:
        return run_tests(tests, lambda: program)


def close_after(program, function):
    try:
        return function()
    finally:
        program.key("ctrl+w")
        program.wait("label:Open an App")


__all__ = ["URL", "AppPage", "DriveError", "app_url", "need", "run_apps", "run_tests", "until"]
