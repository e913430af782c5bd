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

TESTS = pathlib.Path(__file__).resolve().parent.parent
MEDIA = TESTS / "media"
sys.path.insert(0, str(TESTS / "tools"))

import atspi_drive  # noqa: E402
from atspi_drive import DriveError  # noqa: E402

PATIENCE = float(os.environ.get("GUI_TEST_PATIENCE", 30))
# What a component shows that has no value.
EMPTY_WORDS = ("Nothing here yet", "No result", "Nothing chosen", "No file yet", "No picture yet",
               "No pictures yet", "No film yet", "No sound yet", "No model yet", "No plot yet", "No rows", "(None)")


def output_folder():
    folder = pathlib.Path(os.environ.get("GUI_TEST_OUTPUT") or tempfile.gettempdir()) / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def need(condition, what):
    if not condition:
        raise AssertionError(what)


def until(test, what, timeout=PATIENCE):
    """What test() gives as soon as it is true."""
    deadline = time.monotonic() + timeout
    while True:
        begin = time.monotonic()
        result = test()
        if result:
            return result
        need(time.monotonic() < deadline, f"waited in vain for {what}")
        atspi_drive.rest(begin)


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


# ---- the clipboard -------------------------------------------------------

def copy_to_clipboard(data, kind):
    """Offers data to the program as another program would; ends with the next copy."""
    subprocess.run(["xclip", "-selection", "clipboard", "-t", kind, "-i"], input=data.encode(),
                   check=True, timeout=20, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def copy_files(paths):
    copy_to_clipboard("".join(pathlib.Path(p).resolve().as_uri() + "\r\n" for p in paths),
                      "text/uri-list")


def read_clipboard():
    return subprocess.run(["xclip", "-selection", "clipboard", "-o"], check=True, timeout=20,
                          capture_output=True).stdout.decode()


def processes(home):
    """Ids of what runs with this HOME: the program and what it started."""
    mark = f"HOME={home}".encode()
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            pass  # it ended, or is another user's
    return found


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
        the hidden pages of stacks."""
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


class Form:
    """One endpoint's form and its result."""

    def __init__(self, program, name, node):
        self.program, self.app, self.name, self.node = program, program.app, name, node
        self.old_error = None  # shown until the next job starts
        self.rows = {}

    def tree(self):
        return self.app.tree(self.node)

    def find_all(self, selector, tree=None):
        return self.app.find_all(selector, tree or self.tree())

    def find(self, selector, tree=None):
        """A node of the form, which may be scrolled out of sight."""
        return next(iter(self.find_all(selector, tree)), None)

    def wait(self, selector, timeout=PATIENCE):
        return self.app.until(lambda: self.find(selector), timeout, f"{selector!r} in the form {self.name}")

    def row(self, label):
        """The part of the form that belongs to one parameter. It stays, whatever is in it."""
        if label in self.rows:
            return self.app.tree(self.rows[label])
        tree = self.tree()
        result = self.find("panel:Result", tree)
        skip = set(result.walk()) if result else set()
        for node in tree.walk():
            if node not in skip and label in (node.name, node.text) and node.role != "list-item":
                while node.parent is not None and not is_parameter_row(node):
                    node = node.parent
                if is_parameter_row(node):
                    self.rows[label] = node
                    return node
        raise DriveError(f"no field {label!r} in the form {self.name}:\n" + atspi_drive.dump(tree))

    # ---- filling ---------------------------------------------------------

    def fill(self, label, kind, value, props=None):
        """Gives a value as the user would, with the widget that its component has."""
        props = props or {}
        if kind in ("image", "simpleimage", "audio", "video", "playablevideo", "file", "model3d"):
            self.fill_files(label, value if isinstance(value, list) else [value])
        elif kind == "checkbox":
            self.set_checked(label, [label] if value else [])
        elif kind in ("checkboxgroup", "radio"):
            self.set_checked(label, choice_labels(props, value))
        elif kind in ("dropdown", "simpledropdown"):
            self.fill_dropdown(label, props, value)
        elif kind == "slider":
            self.app.set_value(self.field(label, "slider"), value)
        elif kind in ("number", "timer"):
            self.type(label, spell_number(value))
        elif kind in ("json", "label"):
            self.app.type(self.edit_as_json(label), json.dumps(value, ensure_ascii=False))
        else:
            self.type(label, value)

    def fill_json(self, label, value):
        """Gives a value as JSON to the widget of the form."""
        editor = self.edit_as_json(label)
        self.app.type(editor, json.dumps(value, ensure_ascii=False))
        if self.choose_in_menu(label, "Back to the Form"):
            self.app.until(lambda: editor.ref not in {n.ref for n in self.row(label).walk()}, PATIENCE,
                           f"the form of {label!r}")

    def edit_as_json(self, label):
        """The text of the JSON that a form gives way to; where there is JSON already the menu has no such item."""
        old = {n.ref for n in self.row(label).walk()}
        if not self.choose_in_menu(label, "Edit as JSON"):
            old = set()
        return self.app.until(lambda: next((n for n in self.row(label).walk()
                                            if n.role == "text" and n.shown and n.ref not in old), None),
                              PATIENCE, f"the JSON of {label!r}")

    def choose_in_menu(self, label, name):
        """Chooses an item of a parameter's menu, or gives False when there is none of this name."""
        menu = next(n for n in self.row(label).walk() if n.name.startswith("Value of") and n.shown)
        self.app.click(next((n for n in menu.walk() if n.actions()), menu))
        items = self.app.until(lambda: [n for n in self.app.tree(menu).walk() if n.role == "menu-item" and n.shown],
                               PATIENCE, f"the menu of {label!r}")
        item = next((n for n in items if n.name == name), None)
        if item is None:
            self.program.key("Escape")
            return False
        self.app.click(item)
        return True

    def field(self, label, *roles):
        roles = roles or ("text", "entry", "password-text", "spin-button", "combo-box")
        row = self.row(label)
        for node in row.walk():
            if node.role in roles and node.shown and (node.role == "slider" or "EditableText" in node.interfaces):
                return node
        raise DriveError(f"nothing to type into at {label!r}:\n" + atspi_drive.dump(row))

    def type(self, label, text):
        self.app.type(self.field(label), text)
        got = self.field(label).text
        need(got == text or self.field(label).role == "password-text",
             f"{label}: typed {text!r}, there is {got!r}")

    def set_checked(self, label, wanted):
        """Ticks exactly these check boxes of a parameter, with the mouse."""
        def wrong():
            boxes = [n for n in self.row(label).walk() if n.role in ("check-box", "radio-button") and n.shown]
            missing = set(wanted) - {box.name for box in boxes}
            need(not missing, f"{label} does not offer {missing}")
            # Choosing another one is what unchecks a radio button.
            left = [b for b in boxes if b.name in wanted and "checked" not in b.states]
            return left or [b for b in boxes if b.name not in wanted and "checked" in b.states]
        for _ in range(100):
            left = wrong()
            if not left:
                return
            name, was = left[0].name, "checked" in left[0].states
            self.app.mouse(left[0])
            self.app.until(lambda: any(n.name == name and n.role in ("check-box", "radio-button")
                                       and ("checked" in n.states) != was for n in self.row(label).walk()),
                           PATIENCE, f"{name!r} to change")
        raise DriveError(f"{label}: {wanted} cannot be chosen")

    def fill_dropdown(self, label, props, value):
        if props.get("multiselect"):
            self.choose_several(label, choice_labels(props, value))
        elif props.get("allow_custom_value"):
            self.type(label, value)
        else:
            entry = [n for n in self.row(label).walk()
                     if n.role == "combo-box" and n.shown and "EditableText" in n.interfaces]
            if entry:  # a long list is searched in an entry
                self.app.type(entry[0], choice_labels(props, value)[0])
            else:
                self.choose_one(label, choice_labels(props, value)[0])

    def popover_rows(self, combo):
        """Rows of an open list, when one of them has the focus."""
        rows = [n for n in self.app.tree(combo).walk() if n.role == "list-item" and n.shown]
        return rows if any("focused" in r.states for r in rows) else None

    def choose_one(self, label, choice):
        combo = next(n for n in self.row(label).walk() if n.role == "combo-box" and n.shown)
        self.app.put_mouse_away()
        self.app.click(next(n for n in combo.walk() if n.role in ("push-button", "toggle-button")))
        rows = self.app.until(lambda: self.popover_rows(combo), PATIENCE, f"the list of {label!r}")
        search = [n for n in self.app.tree(combo).walk() if n.role == "entry" and n.shown]
        if search:
            self.app.type(search[0], choice)
            self.app.until(lambda: choice in texts(combo_list(self.app.tree(combo))), PATIENCE,
                           f"{choice!r} found in {label!r}")
            if self.popover_rows(combo) is None:
                self.program.key("Tab")  # back to the list
            rows = self.app.until(lambda: self.popover_rows(combo), PATIENCE, "the focus in the list")
        names = [r.name or next(n.text or n.name for n in r.walk() if n.role == "label" and n.shown)
                 for r in rows]
        need(choice in names, f"{label} offers {names}, not {choice!r}")
        steps = names.index(choice) - next(i for i, r in enumerate(rows) if "focused" in r.states)
        self.program.key(*(["Down"] * steps if steps > 0 else ["Up"] * -steps), "Return")

        def chosen():
            """While the list is open, it has the choice as well."""
            nodes = [n for n in self.app.tree(combo).walk() if n.shown]
            return (not any(n.role == "list-item" for n in nodes) and
                    any(n.role == "label" and choice in (n.text, n.name) for n in nodes))
        self.app.until(chosen, PATIENCE, f"{choice!r} chosen")

    def choose_several(self, label, wanted):
        def chips():
            return [n.name for n in self.row(label).walk()
                    if n.role == "push-button" and n.shown and "Remove" in n.name]
        remove_all = [n for n in self.row(label).walk() if n.name == "Remove All" and n.shown]
        if remove_all:
            self.app.click(remove_all[0])
            self.app.until(lambda: not chips(), PATIENCE, "all choices to be removed")
        if not wanted:
            return
        button = next(n for n in self.row(label).walk() if n.description == "Choose" and n.shown and n.actions())
        self.app.click(button)
        search = self.app.until(
            lambda: next((n for n in self.row(label).walk()
                          if n.name == "Search the choices" and "focused" in n.states), None),
            PATIENCE, "the search of the choices")
        for choice in wanted:
            self.app.type(search, choice)
            self.program.key("Return")
            self.app.until(lambda c=choice: any(c in n.name for n in self.row(label).walk()
                                                if n.role == "push-button" and "Remove" in n.name),
                           PATIENCE, f"{choice!r} among the chosen")
        self.program.key("Escape")

    def fill_files(self, label, paths):
        """Puts files on the clipboard and presses Paste."""
        remove = self.program.find("button:Remove", self.row(label))
        if remove is not None:
            self.app.click(remove)
            self.app.until(lambda: self.program.find("button:*Paste", self.row(label)), PATIENCE,
                           "the place for a file to be empty")
        copy_files(paths)
        names = {file.name for p in map(pathlib.Path, paths)
                 for file in (p.iterdir() if p.is_dir() else [p])}

        pressed = None

        def taken():
            """Pastes once, and again where that was refused: the program learns of a new clipboard a moment after it
            is there. For a second a refusal may still be that of the time before."""
            nonlocal pressed
            row = self.row(label)
            shown = {n.name for n in row.walk() if n.role in ("panel", "label", "grouping") and n.shown}
            if names <= shown:
                return True
            refused = any("clipboard" in name for name in shown)
            if pressed is None or (refused and time.monotonic() > pressed + 1):
                paste = self.program.find("button:*Paste", row)
                if paste is not None:
                    self.app.click(paste)
                    pressed = time.monotonic()
            return False
        self.app.until(taken, PATIENCE, f"{names} in {label!r}")

    def value(self, label):
        """What a field of the form has now."""
        return self.field(label).text

    def has_focus(self, label):
        return "focused" in self.field(label).states

    # ---- running ---------------------------------------------------------

    def press_run(self, by_key=False):
        tree = self.tree()
        self.old_error = self.error(tree)
        if by_key:
            self.program.key("ctrl+Return")
        else:
            self.app.click(self.find("button:Run", tree) or self.wait("button:Run"))

    def error(self, tree=None):
        """What the error card says, or None."""
        button = self.find("button:Copy Details", tree)
        if button is None:
            return None
        card = button.parent.parent
        return [n.text or n.name for n in card.children if n.role in ("alert", "label", "notification")]

    def status(self, tree=None):
        """Texts of the card of a running job."""
        bar = self.find("status-bar:", tree)
        return (bar.text or bar.name) if bar else None

    def wait_status(self, *starts):
        """Until the card of the job says one of these."""
        return self.app.until(lambda: (self.status() or "").startswith(starts) and self.status(), PATIENCE,
                              f"the state {starts} of {self.name}")

    def fault(self, label):
        """What is wrong with the value of one parameter, or None."""
        row = self.row(label)
        component, facts = row.children[0], row.children[1]
        words = [n.text or n.name for n in component.walk() if n.role == "label" and n.shown]
        return words[-1] if words and words[-1] not in (label, "Required") and facts.shown else None

    def bars(self):
        """{text: fraction} of the progress bars."""
        return {n.name: n.number for n in self.tree().walk() if n.role == "progress-bar" and n.shown}

    def result(self, tree=None):
        return self.find("panel:Result", tree)

    def duration(self, result):
        """How long the job took: said when it is complete."""
        label = next((n for n in result.walk() if n.description == "Time it took"), None)
        return (label.text or "") if label is not None else ""

    def outputs(self, result):
        return [n for n in result.children[-1].children if n.shown]

    def wait_result(self, when=lambda outputs: True, timeout=PATIENCE, what="the result"):
        """The outputs of a job that is complete, when they are as told; an error fails."""
        def look():
            tree = self.tree()
            error = self.error(tree)
            need(error in (None, self.old_error), f"{self.name} failed: {error}")
            if error is not None:
                return None
            result = self.result(tree)
            if result is None or not self.duration(result):
                return None
            outputs = self.outputs(result)
            return (outputs,) if when(outputs) else None
        return self.app.until(look, timeout, what)[0]

    def wait_error(self, timeout=PATIENCE):
        return self.app.until(self.error, timeout, f"an error of {self.name}")

    def run(self, by_key=False, **more):
        self.press_run(by_key)
        return self.wait_result(**more)


def is_parameter_row(node):
    """A row ends with a line that has the parameter's own name and facts."""
    if len(node.children) != 2 or node.parent is None:
        return False
    facts = node.children[1]
    return (facts.role == "panel" and len(facts.children) >= 2 and
            all(c.role in ("label", "push-button") for c in facts.children) and
            facts.children[0].role == facts.children[1].role == "label")


def choice_labels(props, value):
    """The words that stand for values of a choice."""
    labels = {json.dumps(v): str(label) for label, v in
              (c if isinstance(c, (list, tuple)) else (c, c) for c in props.get("choices") or [])}
    return [labels[json.dumps(v)] for v in (value if isinstance(value, list) else [value])]


def spell_number(value):
    if isinstance(value, int):
        return str(value)
    return f"{value:.12f}".rstrip("0").rstrip(".")


def combo_list(combo):
    """The open list of a drop-down."""
    return next((n for n in combo.walk() if n.role == "list"), combo)


def texts(node):
    """What a part of the window says, without the words for nothing."""
    found = []
    for n in node.walk():
        if n.shown and n.role in ("label", "heading", "text", "entry", "spin-button", "image", "combo-box"):
            word = n.text if n.text else n.name
            if word and word not in EMPTY_WORDS and not word.startswith("Gtk"):
                found.append(word)
    return found


def json_rows(node):
    """[key, value, kind] of each row of a JSON output."""
    rows = []
    for item in node.walk():
        if item.role == "list-item":
            row = [n.text or n.name for n in item.walk() if n.role == "label"]
            if len(row) >= 2:
                rows.append(row)
    return rows
