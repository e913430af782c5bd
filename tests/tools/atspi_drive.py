#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drive and read a GTK 4 program through the accessibility bus.

As a module (inside gui-session, with the system's python3 and python3-gi):

    import atspi_drive
    app = atspi_drive.launch(["./spaceport", "http://127.0.0.1:7860"])
    app.type("entry:Name", "Bob")
    app.click("button:Greet")
    app.wait("label:Hello, Bob!")
    assert app.value("progress bar:Progress") == 0.25
    app.screenshot("after.png")
    app.close()

As a command, on a program that already runs in this session:

    usage: atspi_drive.py [--pid N | --app NAME] [--timeout SEC] COMMAND ...
      apps                          programs on the bus: pid, name, toolkit
      tree [SELECTOR]               everything below, one line per node
      find SELECTOR                 matching nodes; status 1 when there is none
      click SELECTOR                press, toggle or activate
      type SELECTOR TEXT            replace the text of a field
      read SELECTOR                 text, else value, else name
      value SELECTOR                number of a progress bar, slider, spin button
      set SELECTOR NUMBER           set such a number
      toggle SELECTOR on|off        switches, check and toggle buttons
      select SELECTOR ITEM          choose in a drop-down
      key KEYS...                   keys by name: ctrl+Return, Tab, a
      wait SELECTOR                 until it is there (--timeout, default 10)
      gone SELECTOR                 until it is no longer there

A selector is "role:name", "role:" or "name"; name is a shell pattern; "#N"
at the end takes the N-th match (from 0); "A > B" looks for B below A. Only
nodes that are shown count, unless the selector begins with "!". Roles are the
AT-SPI ones with these words joined: button, entry, switch (a check box in
GTK 4.8), text.

It speaks D-Bus itself instead of using libatspi: no stale cache, requests go
out together (a tree of 50 nodes takes some 40 ms), and a program that hangs
gives an error that says so.
"""
import fnmatch
import os
import subprocess
import sys
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

ROLES = """invalid accelerator-label alert animation arrow calendar canvas check-box
check-menu-item color-chooser column-header combo-box date-editor desktop-icon desktop-frame dial
dialog directory-pane drawing-area file-chooser filler focus-traversable font-chooser frame
glass-pane html-container icon image internal-frame label layered-pane list list-item menu menu-bar
menu-item option-pane page-tab page-tab-list panel password-text popup-menu progress-bar
push-button radio-button radio-menu-item root-pane row-header scroll-bar scroll-pane separator
slider spin-button split-pane status-bar table table-cell table-column-header table-row-header
tearoff-menu-item terminal text toggle-button tool-bar tool-tip tree tree-table unknown viewport
window extended header footer paragraph ruler application autocomplete editbar embedded entry chart
caption document-frame heading page section redundant-object form link input-method-window
table-row tree-item document-spreadsheet document-presentation document-text document-web
document-email comment list-box grouping image-map notification info-bar level-bar title-bar
block-quote audio video definition article landmark log marquee math rating timer static
math-fraction math-root subscript superscript description-list description-term description-value
footnote content-deletion content-insertion mark suggestion push-button-menu switch""".split()
STATES = """invalid active armed busy checked collapsed defunct editable enabled expandable expanded
focusable focused has-tooltip horizontal iconified modal multi-line multiselectable opaque pressed
resizable selectable selected sensitive showing single-line stale transient vertical visible
manages-descendants indeterminate required truncated animated invalid-entry supports-autocompletion
selectable-text is-default visited checkable has-popup read-only""".split()
ALIASES = {
    "button": {"push-button", "toggle-button", "push-button-menu"},
    "entry": {"text", "entry", "password-text", "editbar"},
    "switch": {"switch", "check-box", "toggle-button"},
    "check-box": {"check-box", "switch"},
    "drop-down": {"combo-box"},
    "dialog": {"dialog", "alert"},
    "window": {"window", "frame", "dialog"},
    "panel": {"panel", "grouping", "filler"},
}
A11Y = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
WINDOW_COORDINATES = 1


class DriveError(Exception):
    pass


class Bus:
    """The accessibility bus, with requests that go out together."""

    def __init__(self, timeout_ms=8000):
        self.timeout_ms = timeout_ms
        address = os.environ.get("AT_SPI_BUS_ADDRESS")
        if not address:
            if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
                raise DriveError("no session bus: run inside gui-session (or source its --env-file)")
            try:
                session = Gio.bus_get_sync(Gio.BusType.SESSION)
                address = session.call_sync(
                    "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                    None, None, 0, timeout_ms).unpack()[0]
            except GLib.Error as error:
                raise DriveError(f"no accessibility bus: {error.message}") from None
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def call(self, ref, interface, method, args=None):
        try:
            return self.connection.call_sync(
                ref[0], ref[1], interface, method, args, None, 0, self.timeout_ms).unpack()
        except GLib.Error as error:
            if error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT):
                raise DriveError(f"the program did not answer {method} in "
                                 f"{self.timeout_ms / 1000:g} s: is its main loop blocked?") from None
            raise DriveError(f"{interface}.{method}: {error.message}") from None

    def many(self, requests):
        """requests: (ref, interface, method, args) -> list of results or None."""
        results = [None] * len(requests)
        left = [len(requests)]

        def done(connection, task, index):
            try:
                results[index] = connection.call_finish(task).unpack()
            except GLib.Error as error:
                if error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT):
                    results[index] = DriveError(
                        "the program does not answer: is its main loop blocked?")
            left[0] -= 1

        for index, (ref, interface, method, args) in enumerate(requests):
            self.connection.call(ref[0], ref[1], interface, method, args, None, 0,
                                 self.timeout_ms, None, done, index)
        context = GLib.MainContext.default()
        while left[0]:
            context.iteration(True)
        for result in results:
            if isinstance(result, DriveError):
                raise result
        return results

    def pid_of(self, name):
        return self.call(("org.freedesktop.DBus", "/org/freedesktop/DBus"), "org.freedesktop.DBus",
                         "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))[0]

    def apps(self):
        """(pid, ref) of every program on the bus."""
        found = self.call((A11Y + "Registry", ROOT), A11Y + "Accessible", "GetChildren")[0]
        result = []
        for ref in found:
            try:
                result.append((self.pid_of(ref[0]), ref))
            except DriveError:
                pass
        return result


class Node:
    __slots__ = ("bus", "ref", "parent", "children", "role", "name", "description", "states",
                 "interfaces", "extents", "text", "number", "range", "id")

    def __init__(self, bus, ref, parent):
        self.bus, self.ref, self.parent, self.children = bus, ref, parent, []
        self.role, self.name, self.description, self.id = "invalid", "", "", ""
        self.states, self.interfaces = frozenset(), frozenset()
        self.extents = self.text = self.number = self.range = None

    @property
    def shown(self):
        node = self
        while node is not None:
            if node.role != "application":
                if "visible" not in node.states:
                    return False
                if node is self and node.extents and (node.extents[2] <= 0 or node.extents[3] <= 0):
                    return False
            node = node.parent
        return True

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestor(self, *roles):
        node = self
        while node is not None and node.role not in roles:
            node = node.parent
        return node

    def actions(self):
        """Action names, in their order."""
        if "Action" not in self.interfaces:
            return []
        count = self.bus.call(self.ref, "org.freedesktop.DBus.Properties", "Get",
                              GLib.Variant("(ss)", (A11Y + "Action", "NActions")))[0]
        return [self.bus.call(self.ref, A11Y + "Action", "GetName", GLib.Variant("(i)", (i,)))[0]
                for i in range(count)]

    def act(self, action):
        names = self.actions()
        if action not in names:
            raise DriveError(f"{self} has no action {action!r}, only {names}")
        return self.bus.call(self.ref, A11Y + "Action", "DoAction",
                             GLib.Variant("(i)", (names.index(action),)))[0]

    def __str__(self):
        line = f"{self.role.replace('-', ' ')}:{self.name}"
        if self.text is not None and self.text != self.name:
            line += f" text={self.text!r}"
        if self.number is not None:
            line += f" value={self.number:g}"
            if self.range:
                line += f" in {self.range[0]:g}..{self.range[1]:g}"
        if self.description:
            line += f" description={self.description!r}"
        if self.extents:
            line += " at %d,%d %dx%d" % self.extents
        notable = self.states - {"visible", "showing", "sensitive", "enabled", "focusable",
                                 "horizontal", "vertical", "single-line", "resizable"}
        if "sensitive" not in self.states and self.role != "application":
            notable = notable | {"insensitive"}
        if notable:
            line += " [" + " ".join(sorted(notable)) + "]"
        if not self.shown:
            line += " (not shown)"
        return line


def _parse(selector):
    parts = []
    for part in selector.split(" > "):
        hidden = part.startswith("!")
        part = part[1:] if hidden else part
        index = None
        head, hash_, tail = part.rpartition("#")
        if hash_ and tail.isdigit():
            part, index = head, int(tail)
        role, colon, name = part.partition(":")
        key = role.strip().replace(" ", "-")
        if colon and (key in ROLES or key in ALIASES):
            roles = ALIASES.get(key, {key})
        else:
            roles, name = None, part
        parts.append((roles, name, index, hidden))
    return parts


class App:
    """One running program."""

    def __init__(self, pid=None, name=None, timeout=10, process=None):
        self.bus, self.process, self.timeout = Bus(), process, timeout
        self.text_end = 2**31 - 1  # so much is read of each text
        deadline = time.monotonic() + timeout
        while True:
            for found, ref in self.bus.apps():
                if pid is not None and found != pid:
                    continue
                if name is not None and not fnmatch.fnmatch(self._name(ref), name):
                    continue
                if pid is None and name is None and found == os.getpid():
                    continue
                self.pid, self.ref = found, ref
                if self.bus.call(ref, A11Y + "Accessible", "GetChildren")[0]:
                    return
            if process is not None and process.poll() is not None:
                raise DriveError(f"the program ended with status {process.returncode} "
                                 "before it showed a window")
            if time.monotonic() > deadline:
                raise DriveError(f"no program with a window on the accessibility bus "
                                 f"(pid {pid}, name {name}) within {timeout:g} s")
            time.sleep(0.01)

    def _name(self, ref):
        return self.bus.call(ref, "org.freedesktop.DBus.Properties", "Get",
                             GLib.Variant("(ss)", (A11Y + "Accessible", "Name")))[0]

    # ---- looking -------------------------------------------------------

    def tree(self, top=None):
        """The whole tree as it is now, or what is below one node of it."""
        root = Node(self.bus, top.ref if top else self.ref, top.parent if top else None)
        level = [root]
        accessible, properties = A11Y + "Accessible", "org.freedesktop.DBus.Properties"
        window = GLib.Variant("(u)", (WINDOW_COORDINATES,))
        while level:
            requests = []
            for node in level:
                requests += [
                    (node.ref, accessible, "GetChildren", None),
                    (node.ref, accessible, "GetRole", None),
                    (node.ref, accessible, "GetState", None),
                    (node.ref, accessible, "GetInterfaces", None),
                    (node.ref, properties, "GetAll", GLib.Variant("(s)", (accessible,))),
                ]
            answers = self.bus.many(requests)
            details, below = [], []
            for i, node in enumerate(level):
                children, role, states, interfaces, props = answers[5 * i:5 * i + 5]
                if props is None or role is None:  # went away meanwhile
                    continue
                props = props[0]
                node.name = props.get("Name", "")
                node.description = props.get("Description", "")
                node.id = props.get("AccessibleId", "")
                node.role = ROLES[role[0]] if role[0] < len(ROLES) else f"role-{role[0]}"
                if states:
                    bits = states[0][0] | (states[0][1] << 32 if len(states[0]) > 1 else 0)
                    node.states = frozenset(
                        n for b, n in enumerate(STATES) if bits >> b & 1)
                if interfaces:
                    node.interfaces = frozenset(i.removeprefix(A11Y) for i in interfaces[0])
                for kind, method, args in (
                        ("Component", "GetExtents", window),
                        # GTK 4.8 answers "" for an end of -1 where later ones give all.
                        ("Text", "GetText", GLib.Variant("(ii)", (0, self.text_end))),
                        ("Value", None, None)):
                    if kind in node.interfaces:
                        details.append((node, kind, (
                            node.ref, A11Y + kind, method, args) if method else (
                            node.ref, properties, "GetAll", GLib.Variant("(s)", (A11Y + kind,)))))
                for ref in (children[0] if children else []):
                    if ref[1] != "/org/a11y/atspi/null":
                        child = Node(self.bus, ref, node)
                        node.children.append(child)
                        below.append(child)
            for (node, kind, _), answer in zip(details, self.bus.many([d[2] for d in details])):
                if answer is None:
                    continue
                if kind == "Component":
                    node.extents = tuple(answer[0])
                elif kind == "Text":
                    node.text = answer[0]
                else:
                    node.number = answer[0].get("CurrentValue")
                    node.range = (answer[0].get("MinimumValue", 0), answer[0].get("MaximumValue", 0))
            level = below
        return root

    def at(self, frame, x, y):
        """The reference of what is drawn at a point of a window, or None: unlike the tree,
        this knows which page of a stack is in front."""
        ref = self.bus.call(frame.ref, A11Y + "Component", "GetAccessibleAtPoint",
                            GLib.Variant("(iiu)", (int(x), int(y), WINDOW_COORDINATES)))[0]
        return ref if ref[1] != "/org/a11y/atspi/null" else None

    def parent_of(self, ref):
        """The reference above a reference."""
        return self.bus.call(ref, "org.freedesktop.DBus.Properties", "Get",
                             GLib.Variant("(ss)", (A11Y + "Accessible", "Parent")))[0]

    def find_all(self, selector, tree=None):
        if isinstance(selector, Node):
            return [selector]
        scope = [tree or self.tree()]
        for roles, name, index, hidden in _parse(selector):
            matches = []
            for top in scope:
                for node in top.walk():
                    if node is top and len(scope) == 1 and top.role == "application":
                        continue
                    if roles is not None and node.role not in roles:
                        continue
                    if name and not (fnmatch.fnmatchcase(node.name, name) or
                                     node.text is not None and fnmatch.fnmatchcase(node.text, name)):
                        continue
                    if (hidden or node.shown) and node not in matches:
                        matches.append(node)
            if index is not None:
                matches = matches[index:index + 1]
            scope = matches
            if not scope:
                break
        return scope

    def find(self, selector, timeout=None):
        """The first match; waits for it; DriveError with a tree when there is none."""
        if isinstance(selector, Node):
            return selector
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        while True:
            self._alive()
            tree = self.tree()
            found = self.find_all(selector, tree)
            if found:
                return found[0]
            if time.monotonic() > deadline:
                raise DriveError(f"nothing matches {selector!r}; the program shows:\n" + dump(tree))
            time.sleep(0.02)

    wait = find

    def gone(self, selector, timeout=None):
        self.until(lambda: not self.find_all(selector), timeout, f"{selector!r} to go away")

    def until(self, test, timeout=None, what="the condition"):
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        while True:
            self._alive()
            result = test()
            if result:
                return result
            if time.monotonic() > deadline:
                raise DriveError(f"waited in vain for {what}")
            time.sleep(0.02)

    def read(self, selector):
        node = self.find(selector)
        if node.text is not None:
            return node.text
        return f"{node.number:g}" if node.number is not None else node.name

    def caret(self, node):
        """Before which character of a text the cursor is."""
        return self.bus.call(node.ref, "org.freedesktop.DBus.Properties", "Get",
                             GLib.Variant("(ss)", (A11Y + "Text", "CaretOffset")))[0]

    def value(self, selector):
        node = self.find(selector)
        if node.number is None:
            raise DriveError(f"{node} has no value")
        return node.number

    def checked(self, selector):
        return bool(self.find(selector).states & {"checked", "pressed"})

    def dump(self, selector=None):
        return dump(self.find(selector) if selector else self.tree())

    def _alive(self):
        if self.process is not None and self.process.poll() is not None:
            raise DriveError(f"the program ended with status {self.process.returncode}")

    # ---- doing ---------------------------------------------------------

    def click(self, selector, mouse=False):
        """Press by action where there is one, else with the mouse."""
        node = self.find(selector)
        if "sensitive" not in node.states:
            raise DriveError(f"{node} is insensitive")
        actions = [] if mouse else node.actions()
        for action in ("click", "Click", "toggle", "Toggle", "activate", "Activate", "press", "select"):
            if action in actions:
                node.act(action)
                return node
        self.mouse(node)
        return node

    def type(self, selector, text):
        node = self.find(selector)
        if "EditableText" not in node.interfaces:
            raise DriveError(f"{node} takes no text")
        if not self.bus.call(node.ref, A11Y + "EditableText", "SetTextContents",
                             GLib.Variant("(s)", (text,)))[0]:
            raise DriveError(f"{node} refused the text")
        return node

    def set_value(self, selector, number):
        node = self.find(selector)
        if "Value" not in node.interfaces:
            raise DriveError(f"{node} has no value")
        self.bus.call(node.ref, "org.freedesktop.DBus.Properties", "Set", GLib.Variant(
            "(ssv)", (A11Y + "Value", "CurrentValue", GLib.Variant("d", float(number)))))
        return node

    def toggle(self, selector, on=True):
        node = self.find(selector)
        if bool(node.states & {"checked", "pressed"}) != bool(on):
            self.click(node)
            self.until(lambda: self.checked(selector) == bool(on), None,
                       f"{selector!r} to be {'on' if on else 'off'}")

    def select(self, selector, item):
        """Choose in a GtkDropDown / AdwComboRow: opens it and uses the keyboard."""
        combo = self.find(selector)
        opener = next((n for n in combo.walk() if n.role in ("push-button", "toggle-button")), None)
        self.click(opener) if opener else self.mouse(combo)

        def items():
            top = self.tree()
            for node in top.walk():
                if node.role == "list":
                    rows = [r for r in node.children if r.role == "list-item" and r.shown]
                    if rows and any("focused" in r.states for r in rows):
                        return rows
            return None
        rows = self.until(items, None, f"the list of {selector!r}")
        names = [r.name or next((n.text or n.name for n in r.walk() if n.role == "label"), "")
                 for r in rows]
        if item not in names:
            self.key("Escape")
            raise DriveError(f"{selector!r} offers {names}, not {item!r}")
        steps = names.index(item) - next(i for i, r in enumerate(rows) if "focused" in r.states)
        self.key(*(["Down"] * steps if steps > 0 else ["Up"] * -steps), "Return")

    # ---- X11 -----------------------------------------------------------

    def _xdotool(self, *args):
        if not os.environ.get("DISPLAY"):
            raise DriveError("keys and mouse need an X display (gui-session without --wayland)")
        try:
            return subprocess.run(["xdotool", *map(str, args)], check=True, timeout=20,
                                  capture_output=True, text=True).stdout
        except FileNotFoundError:
            raise DriveError("xdotool is missing: apt-get install xdotool") from None
        except subprocess.CalledProcessError as error:
            raise DriveError(f"xdotool {args[0]}: {error.stderr.strip()}") from None

    def x_windows(self):
        """(id, x, y, width, height, title) of the program's visible X windows."""
        found = []
        for window in self._xdotool("search", "--onlyvisible", "--pid", self.pid, "").split():
            shell = dict(line.split("=") for line in
                         self._xdotool("getwindowgeometry", "--shell", window).splitlines())
            size = int(shell["WIDTH"]), int(shell["HEIGHT"])
            if size[0] > 1 and size[1] > 1:
                found.append((window, int(shell["X"]), int(shell["Y"]), *size,
                              self._xdotool("getwindowname", window).rstrip("\n")))
        return found

    def focus_window(self, title="*"):
        """Give the keyboard to a window; there is no window manager to do it."""
        for window, *_, name in self.x_windows():
            if fnmatch.fnmatch(name, title):
                self._xdotool("windowfocus", "--sync", window)
                return
        raise DriveError(f"no X window titled {title!r}")

    def key(self, *keys):
        self._xdotool("key", "--clearmodifiers", "--delay", "15", *keys)

    def keys_text(self, text):
        """Type with the keyboard into what has the focus."""
        self._xdotool("type", "--clearmodifiers", "--delay", "8", text)

    def put_mouse_away(self):
        """To a corner of the screen: what comes to be below it would take the focus of a list."""
        self._xdotool("mousemove", "0", "0")

    def mouse(self, selector, button=1, dx=0.5, dy=0.5):
        """Move to a point of the node (fractions of its size) and click."""
        node = self.find(selector)
        frame = node.ancestor("frame", "dialog", "window", "alert")
        if frame is None or not node.extents:
            raise DriveError(f"{node} has no place on the screen")
        windows = [w for w in self.x_windows()
                   if abs(w[3] - frame.extents[2]) < 80 and abs(w[4] - frame.extents[3]) < 120]
        windows = [w for w in windows if w[5] == frame.name] or windows
        if not windows:
            raise DriveError(f"no X window for {frame}")
        _, x, y, width, height, _ = windows[0]
        # GTK 4.8 counts from inside the shadow or border around a window, later
        # ones call that point negative: the frame's own extents tell which.
        x += (width - frame.extents[2]) / 2 - frame.extents[0]
        y += (height - frame.extents[3]) / 2 - frame.extents[1]
        place = self._place(node)

        def points():
            """Whether it stays below the pointer: what is loaded or opens above it moves it."""
            nonlocal place
            at = round(x + place[0] + place[2] * dx), round(y + place[1] + place[3] * dy)
            # To where it is already it would wait in vain for the pointer to move.
            self._xdotool("mousemove", at[0] - 1, at[1], "mousemove", "--sync", *at)
            before, place = place, self._place(node)
            return place == before
        self.until(points, None, f"{node} to stay at its place")
        self._xdotool("click", button)
        return node

    def _place(self, node):
        """Where it is now, or was when it was found when it is gone since."""
        try:
            return self.bus.call(node.ref, A11Y + "Component", "GetExtents",
                                 GLib.Variant("(u)", (WINDOW_COORDINATES,)))[0]
        except DriveError:
            return node.extents

    def screenshot(self, path):
        """The whole screen as PNG (needs imagemagick)."""
        subprocess.run([os.path.join(os.path.dirname(os.path.abspath(__file__)), "screenshot"), path],
                       check=True)

    def close(self):
        """End the program that launch() started."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


def launch(argv, env=None, timeout=20, name=None, **popen):
    """Start a program and wait for its first window.

    A Flatpak is on the bus under its proxy's process id: give the accessible
    name of the program (see "apps") instead.
    """
    process = subprocess.Popen(argv, env={**os.environ, **(env or {})}, **popen)
    try:
        return App(pid=None if name else process.pid, name=name, timeout=timeout, process=process)
    except BaseException:
        if process.poll() is None:
            process.kill()
            process.wait()
        raise


def dump(node, indent=0):
    return "\n".join(["  " * indent + str(node)] + [dump(c, indent + 1) for c in node.children])


def main(argv):
    pid = name = None
    timeout = 10.0
    while argv and argv[0].startswith("--"):
        option = argv.pop(0)
        if option == "--help":
            print(__doc__)
            return 0
        if not argv:
            raise DriveError(f"{option} wants a value")
        if option == "--pid":
            pid = int(argv.pop(0))
        elif option == "--app":
            name = argv.pop(0)
        elif option == "--timeout":
            timeout = float(argv.pop(0))
        else:
            raise DriveError(f"unknown option {option} (try --help)")
    if not argv:
        print(__doc__)
        return 2
    command, *rest = argv
    if command == "apps":
        bus = Bus()
        for found, ref in bus.apps():
            print(found, ref[0], bus.call(ref, "org.freedesktop.DBus.Properties", "Get", GLib.Variant(
                "(ss)", (A11Y + "Accessible", "Name")))[0])
        return 0
    counts = {"tree": (0, 1), "find": (1, 1), "click": (1, 1), "type": (2, 2), "read": (1, 1),
              "value": (1, 1), "set": (2, 2), "toggle": (2, 2), "select": (2, 2), "key": (1, 99),
              "wait": (1, 1), "gone": (1, 1)}
    if command not in counts or not counts[command][0] <= len(rest) <= counts[command][1]:
        raise DriveError(f"cannot do {' '.join(argv)!r} (try --help)")
    app = App(pid=pid, name=name, timeout=timeout)
    if command == "tree":
        print(app.dump(*rest))
    elif command == "find":
        found = app.find_all(rest[0])
        print("\n".join(map(str, found)))
        return 0 if found else 1
    elif command == "click":
        app.click(rest[0])
    elif command == "type":
        app.type(*rest)
    elif command == "read":
        print(app.read(rest[0]))
    elif command == "value":
        print(f"{app.value(rest[0]):g}")
    elif command == "set":
        app.set_value(rest[0], float(rest[1]))
    elif command == "toggle":
        app.toggle(rest[0], rest[1] in ("on", "1", "true", "yes"))
    elif command == "select":
        app.select(*rest)
    elif command == "key":
        app.key(*rest)
    elif command == "wait":
        print(app.wait(rest[0]))
    elif command == "gone":
        app.gone(rest[0])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (DriveError, AssertionError) as error:
        print(f"atspi_drive: {error}", file=sys.stderr)
        sys.exit(1)
