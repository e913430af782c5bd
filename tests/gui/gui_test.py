# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the whole program share: they start it, drive it and report in TAP.

Run inside gui-session, with the system's Python. SPACEPORT is the program,
GUI_TEST_OUTPUT the folder for screenshots. A test waits for conditions, never
for a time; PATIENCE is when it gives up.
"""
import base64
import json
import mimetypes
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

from gui_wait import PATIENCE, TESTS, copy_files, copy_to_clipboard, need, processes, read_clipboard, until
import atspi_drive
from atspi_drive import DriveError
from gui_form import EMPTY_WORDS, Form, choice_labels, json_rows, texts

MEDIA = TESTS / "media"


def output_folder():
    folder = pathlib.Path(os.environ.get("GUI_TEST_OUTPUT") or tempfile.gettempdir()) / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# ---- the report ----------------------------------------------------------

def comment(text, limit=400):
    lines = str(text).splitlines()
    for line in lines[:limit]:
        print("#", line)
    if len(lines) > limit:
        print(f"# … and {len(lines) - limit} lines more")
    sys.stdout.flush()


def describe_failure(number, program):
    comment(traceback.format_exc())
    if program is None or program.app is None:
        return
    try:
        picture = output_folder() / f"{pathlib.Path(sys.argv[0]).stem}-{number}-failed.png"
        program.app.screenshot(str(picture))
        comment(f"screenshot: {picture}")
        comment(atspi_drive.dump(program.failure_scope()))
    except (DriveError, OSError, subprocess.SubprocessError) as error:
        comment(f"the program shows nothing: {error}")
    comment(program.log_text())
    if program.app.process.poll() is None:
        program.key("Escape")  # an open popover would be in the way of the next test


def run_tests(tests, get_program=lambda: None):
    """tests: (name, function) in their order; one that gives a word back was skipped, and that
    is why. Returns the exit status."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        name = name.replace("#", "")
        try:
            reason = function()
        except (AssertionError, DriveError, OSError, subprocess.SubprocessError, LookupError,
                TypeError, ValueError):
            failed += 1
            print(f"not ok {number} - {name}", flush=True)
            describe_failure(number, get_program())
        else:
            skipped = f" # SKIP {reason}" if reason else ""
            print(f"ok {number} - {name}{skipped}", flush=True)
    return 1 if failed else 0


# ---- the server ----------------------------------------------------------

def fetch_json(url):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=20) as answer:
        return json.load(answer)


class Interface:
    """What a real Gradio server says about its endpoints, read without the program."""

    def __init__(self, url):
        self.url = url
        config = fetch_json(url + "/config")
        self.components = {c["id"]: c for c in config["components"]}
        self.dependencies = {str(d["api_name"]): d for d in config["dependencies"] if d.get("api_name")}
        self.prefix = config.get("api_prefix", "")
        self.version = config["version"]

    def components_of(self, name, side):
        """(type, props) of each input or output."""
        found = [self.components[i] for i in self.dependencies[name.lstrip("/")][side]]
        return [(c["type"], c["props"]) for c in found if c["type"] != "state"]

    def start(self, name, *values):
        """Puts a job of somebody else into the queue; the address of its result."""
        address = f"{self.url}{self.prefix}/call{name}"
        request = urllib.request.Request(address, json.dumps({"data": values}).encode(),
                                         {"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=20) as answer:
            return f"{address}/{json.load(answer)['event_id']}"

    def call(self, name, *values):
        """The first output of an endpoint."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        if self.version.startswith("3."):  # has no /call, and its test app no queue
            request = urllib.request.Request(f"{self.url}/run{name}", json.dumps({"data": values}).encode(),
                                             {"Content-Type": "application/json"})
            with opener.open(request, timeout=60) as answer:
                return json.load(answer)["data"][0]
        with opener.open(self.start(name, *values), timeout=60) as answer:
            data = [line[6:] for line in answer.read().decode().splitlines() if line.startswith("data: ")]
        return json.loads(data[-1])[0]

    def upload(self, path, form=None):
        """A file of the server as it stands in values: Gradio 3 has files inside of the JSON."""
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if form is not None:
            data = f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
            return data if form == "data" else {"name": path.name, "data": data}
        limit = "spaceport-test-file"
        head = (f"--{limit}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{path.name}\"\r\n"
                f"Content-Type: {kind}\r\n\r\n")
        request = urllib.request.Request(f"{self.url}{self.prefix}/upload",
                                         head.encode() + path.read_bytes() + f"\r\n--{limit}--\r\n".encode(),
                                         {"Content-Type": f"multipart/form-data; boundary={limit}"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return {"path": json.load(answer)[0], "orig_name": path.name, "mime_type": kind,
                    "meta": {"_type": "gradio.FileData"}}


# ---- the program ---------------------------------------------------------

class Program:
    """The program with a HOME of its own, settings kept there. Where these are new ones apps open in the view of
    that name, None for the program's own choice: the page of a large app beside the forms of its endpoints makes
    every look at the tree many times as long."""

    def __init__(self, *arguments, home=None, env=None, view="api"):
        self.home = pathlib.Path(home or tempfile.mkdtemp(prefix="spaceport-gui-"))
        self.own_home = home is None
        self.choose_view(view)
        self.catch_links()
        self.log = self.home / "log"
        self.app = None
        self.search = None
        self.stack = None
        self.forms = {}
        self.form_in_front = None
        with open(self.log, "wb") as log:
            self.app = atspi_drive.launch([os.environ["SPACEPORT"], *arguments], timeout=PATIENCE,
                                          env={**self.environment(), **(env or {})}, stderr=log)
        self.app.timeout = PATIENCE
        self.app.focus_window("?*")

    def environment(self):
        return {"HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config"),
                "XDG_DATA_HOME": str(self.home / "data"), "XDG_CACHE_HOME": str(self.home / "cache"),
                "XDG_STATE_HOME": str(self.home / "state"), "GSETTINGS_BACKEND": "keyfile",
                "SPACEPORT_PORTS": "",  # what other tests run is not looked for
                "LANGUAGE": "C", "no_proxy": "*"}

    def choose_view(self, view):
        settings = self.home / "config/glib-2.0/settings/keyfile"
        if view is not None and not settings.exists():
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text(f"[io/github/spaceport_app/Spaceport]\nview='{view}'\n", encoding="utf-8")

    def catch_links(self):
        """What the program gives to the web browser ends in a file."""
        browser = self.home / "browser"
        browser.write_text(f'#!/bin/sh\necho "$1" >>"{self.home}/links"\n', encoding="utf-8")
        browser.chmod(0o755)
        for path, text in {
            "data/applications/browser.desktop":
                f"[Desktop Entry]\nType=Application\nName=Browser\nExec={browser} %u\n",
            "config/mimeapps.list": "[Default Applications]\nx-scheme-handler/http=browser.desktop\n"
                                    "x-scheme-handler/https=browser.desktop\n",
        }.items():
            (self.home / path).parent.mkdir(parents=True, exist_ok=True)
            (self.home / path).write_text(text, encoding="utf-8")

    def wait_link(self):
        """The address that the browser was given, which is forgotten then."""
        links = self.home / "links"
        link = until(lambda: links.exists() and links.read_text(encoding="utf-8").strip(), "a link for the browser")
        links.unlink()
        return link

    def log_text(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def failure_scope(self):
        """The part of the tree that tells why: with many forms open, only those in front."""
        if self.form_in_front is not None and self.in_front(self.app.tree(self.form_in_front)):
            return self.app.tree(self.form_in_front)
        return self.app.tree()

    def stopped(self):
        """Whether the program has ended; when it asks about jobs that go on, they are to be stopped."""
        try:
            self.app.process.wait(2)
            return True
        except subprocess.TimeoutExpired:
            pass
        try:
            for stop in self.app.find_all("button:Stop and Quit*")[:1]:
                self.app.click(stop)
        except atspi_drive.DriveError:  # it ends just now
            pass
        return False

    def close(self):
        """Ends the program as the user would; its exit status."""
        if self.app is None:
            return None
        if self.app.process.poll() is None:
            self.app.key("ctrl+q")
            try:
                until(self.stopped, "the program to end by Ctrl+Q")
            except AssertionError:
                self.app.close()
                raise
        status = self.app.process.returncode
        log = self.log_text()
        if self.own_home:
            shutil.rmtree(self.home, ignore_errors=True)
        need(status == 0, f"the program ended with status {status}:\n{log}")
        return status

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.close()
        elif self.app is not None:
            self.app.close()

    # ---- looking ---------------------------------------------------------

    def frame(self):
        return self.app.find("frame:*")

    def in_front(self, node):
        """Whether a node is what the user sees at its place: the tree of GTK 4.8 also has
        the hidden pages of stacks. One that goes away meanwhile is not."""
        try:
            return self.is_at_its_place(node)
        except atspi_drive.GoneError:
            return False

    def is_at_its_place(self, node):
        x, y, width, height = node.extents or (0, 0, 0, 0)
        frame = node.ancestor("frame", "dialog", "window")
        if width <= 0 or height <= 0 or frame is None:
            return False
        ref = self.app.at(frame, x + width / 2, y + height / 2)
        if ref is not None:
            return node.ref in self.path(ref, frame)
        # Some inner parts, such as the text of an entry and the icon of a button that was hidden
        # at first, have no place in the tree: what is around them tells.
        beside = self.app.at(frame, x - 4, y + height / 2)
        return beside is not None and bool({node.ref, node.parent.ref} & set(self.path(beside, frame)))

    def path(self, ref, frame):
        """A reference and those above it, up to its window."""
        found = [ref]
        while found[-1] != frame.ref and found[-1][1] not in (atspi_drive.ROOT, "/org/a11y/atspi/null"):
            found.append(self.app.parent_of(found[-1]))
        return found

    def find(self, selector, tree=None):
        """The first match that is in front, or None."""
        return next((n for n in self.app.find_all(selector, tree) if self.in_front(n)), None)

    def wait(self, selector, timeout=PATIENCE):
        return self.app.until(lambda: self.find(selector), timeout, f"{selector!r} in front")

    def wait_gone(self, selector, timeout=PATIENCE):
        self.app.until(lambda: not self.find(selector), timeout, f"{selector!r} to go away")

    def click(self, selector):
        node = selector if isinstance(selector, atspi_drive.Node) else self.wait(selector)
        return self.app.click(node)

    def key(self, *keys):
        self.app.key(*keys)

    def screenshot(self, name):
        self.app.screenshot(str(output_folder() / f"{name}.png"))

    def choose(self, menu, entry):
        """An entry of the menu below a button."""
        self.wait(f"button:{menu}")
        button = next(n for n in self.app.find_all(f"button:{menu}") if "focusable" in n.states)
        if "focused" in button.states:  # as after the entry before
            self.key("Return")
        else:
            self.click(button)
        self.click(self.app.find(f"menu-item:{entry}"))
        self.app.gone("menu-item:")

    def wait_focus(self, selector):
        return self.app.until(
            lambda: next((n for n in self.app.find_all(selector) if "focused" in n.states), None),
            PATIENCE, f"the focus on {selector!r}")

    # ---- doing -----------------------------------------------------------

    def open_address(self, address, name="Address"):
        self.forget_forms()
        self.key("ctrl+l")
        self.app.type(self.wait_focus(f"entry:{name}"), address)
        self.key("Return")

    def show_app(self, address):
        """Opens an address in the view of the app; the page before may have the same words."""
        before = self.find("page tab:App")

        def look():
            tab = self.find("page tab:App")
            return tab if tab is not None and (before is None or tab.ref != before.ref) else None
        self.open_address(address)
        self.click(self.app.until(look, PATIENCE, f"the app at {address}"))

    def address(self):
        return self.app.read("entry:Address")

    def wait_api(self, timeout=PATIENCE):
        """The search of the endpoints, which are brought to the front; later apps open there, too."""
        def look():
            tab = self.find("page-tab:API")
            if tab is not None and "selected" not in tab.states:
                self.app.click(tab)
            return self.find("entry:Find an endpoint")
        return self.app.until(look, timeout, "the endpoints of the app")

    def form(self, name):
        """Goes to an endpoint by the search entry and the keyboard."""
        if self.search is None:
            self.search = self.wait_api()
        self.focus_search()
        self.app.type(self.search, name)
        self.key("Return")
        return self.wait_form(name)

    def focus_search(self):
        """A form may still be busy with its own focus, as after a value that it refused: then the key is pressed again."""
        pressed = 0

        def look():
            nonlocal pressed
            if time.monotonic() - pressed > 2:
                self.key("ctrl+f")
                pressed = time.monotonic()
            return "focused" in self.app.tree(self.search).states

        self.app.until(look, PATIENCE, "the search to have the focus")

    def wait_page(self, button):
        """The words of a page of its own, such as an error, that has this button."""
        node = self.wait(f"button:{button}")
        pane = node.ancestor("scroll-pane")
        return [n.text or n.name for n in pane.walk()
                if n.role == "label" and n.shown and n.parent.role != "push-button"]

    def wait_form(self, name):
        """The form of an endpoint, once it is in front."""
        if self.search is None:  # found once: with many forms the whole tree is large
            self.search = self.wait_api()

        def look():
            self.learn_forms()
            node = self.forms.get(name)
            return node if node is not None and self.in_front(self.app.tree(node)) else None
        self.form_in_front = self.app.until(look, PATIENCE, f"the form of {name}")
        return Form(self, name, self.form_in_front)

    def forget_forms(self):
        """Another app, or the same one anew, has other ones."""
        self.search = self.stack = self.form_in_front = None
        self.forms = {}

    def learn_forms(self):
        """Forms stay once they were shown: only the new ones are read."""
        if self.stack is None:
            # The start page and errors have no such button.
            button = next((n for n in self.app.find_all("button:Run")), None)
            pane = button.ancestor("scroll-pane") if button else None
            if pane is None:
                return
            self.stack = pane.parent.parent
        children = self.app.bus.call(self.stack.ref, atspi_drive.A11Y + "Accessible", "GetChildren")[0]
        known = {node.ref for node in self.forms.values()}
        for ref in children:
            if ref not in known:
                node = self.app.tree(atspi_drive.Node(self.app.bus, ref, self.stack))
                heading = next((n for n in node.walk() if n.role == "label"), None)
                if heading is not None:
                    self.forms[heading.text or heading.name] = node


__all__ = ["EMPTY_WORDS", "MEDIA", "PATIENCE", "TESTS", "DriveError", "Form", "Interface", "Program", "choice_labels",
           "comment", "copy_files", "copy_to_clipboard", "fetch_json", "json_rows", "need", "output_folder", "processes",
           "read_clipboard", "run_tests", "texts", "until"]
