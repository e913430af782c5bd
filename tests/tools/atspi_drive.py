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
out together (a tree of 50 nodes takes some 40 ms), what can't change is asked once, and a program that hangs
gives an error that says so.
"""
import fnmatch
import os
import subprocess
import sys
import time

from gi.repository import GLib

from atspi_bus import (A11Y, ALL_OF_ACCESSIBLE, ALL_OF_VALUE, IN_WINDOW, NOTHING, PROPERTIES, ROLES, ROOT,
                       WINDOW_COORDINATES, Bus, DriveError, GoneError, Node, dump)

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


def rest(begin):
    """Between two looks, as long as the last one took that was begun then: the program and its server need the
    processor for what is waited for."""
    time.sleep(max(0.02, time.monotonic() - begin))


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
        self.kinds = {}  # (role, interfaces) by reference, which stay as they are
        self.below = {}  # references below a reference, at the last look
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
        return self.bus.call(ref, PROPERTIES, "Get",
                             GLib.Variant("(ss)", (A11Y + "Accessible", "Name")))[0]

    # ---- looking -------------------------------------------------------

    def tree(self, top=None):
        """The whole tree as it is now, or what is below one node of it."""
        root = Node(self.bus, top.ref if top else self.ref, top.parent if top else None)
        found = {root.ref: root, **{ref: Node(self.bus, ref) for ref in self._known_below(root.ref)}}
        known = [node for node in found.values() if node.ref in self.kinds]
        for node in known:
            node.role, node.interfaces = self.kinds[node.ref]
        self._ask(known, lambda node: [*self._facts(node), *self._details(node)])
        level = [root]
        while level:
            new = [node for node in level if node.ref not in self.kinds]
            self._ask(new, self._facts)
            self.kinds.update((node.ref, (node.role, node.interfaces)) for node in new if node.role != "invalid")
            self._ask([node for node in new if node.role != "invalid"], self._details)
            self._ask([node for node in level if node.child_count and node.below is None], self._children)
            level = [child for node in level for child in self._join(node, found)]
        return root

    def _known_below(self, ref):
        """What was below it at the last look: asked again at once, instead of level by level."""
        found, left = {}, [ref]
        while left:
            new = [child for child in self.below.get(left.pop(), ()) if child not in found]
            found.update(dict.fromkeys(new))
            left += new
        return found

    def _join(self, node, found):
        """Gives a node its children, those of the answers where they were asked already."""
        if node.child_count is None:  # it has gone
            node.role = "invalid"
        elif node.below is not None:
            self.below[node.ref] = node.below
            node.children = [found.get(ref) or Node(self.bus, ref) for ref in node.below]
            for child in node.children:
                child.parent = node
        return node.children

    def _ask(self, nodes, questions):
        """Puts all questions about the nodes at once, and gives the answers to those who asked."""
        asked = [(node, take, request) for node in nodes for take, request in questions(node)]
        for (node, take, _), answer in zip(asked, self.bus.many([request for _, _, request in asked])):
            if answer is not None:  # it went away meanwhile
                take(node, answer)

    def _facts(self, node):
        """What decides what else there is to ask."""
        accessible = A11Y + "Accessible"
        yield Node.take_properties, (node.ref, PROPERTIES, "GetAll", ALL_OF_ACCESSIBLE)
        yield Node.take_states, (node.ref, accessible, "GetState", None)
        if node.ref not in self.kinds:
            yield Node.take_role, (node.ref, accessible, "GetRole", None)
            yield Node.take_interfaces, (node.ref, accessible, "GetInterfaces", None)

    def _details(self, node):
        if node.child_count or self.below.get(node.ref):
            yield from self._children(node)
        if "Component" in node.interfaces:
            yield Node.take_extents, (node.ref, A11Y + "Component", "GetExtents", IN_WINDOW)
        if "Text" in node.interfaces:
            # GTK 4.8 answers "" for an end of -1 where later ones give all.
            yield Node.take_text, (node.ref, A11Y + "Text", "GetText", GLib.Variant("(ii)", (0, self.text_end)))
        if "Value" in node.interfaces:
            yield Node.take_value, (node.ref, PROPERTIES, "GetAll", ALL_OF_VALUE)

    def _children(self, node):
        yield Node.take_children, (node.ref, A11Y + "Accessible", "GetChildren", None)

    def at(self, frame, x, y):
        """The reference of what is drawn at a point of a window, or None: unlike the tree,
        this knows which page of a stack is in front."""
        ref = self.bus.call(frame.ref, A11Y + "Component", "GetAccessibleAtPoint",
                            GLib.Variant("(iiu)", (int(x), int(y), WINDOW_COORDINATES)))[0]
        return ref if ref[1] != NOTHING else None

    def parent_of(self, ref):
        """The reference above a reference."""
        return self.bus.call(ref, PROPERTIES, "Get",
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
            begin = time.monotonic()
            tree = self.tree()
            found = self.find_all(selector, tree)
            if found:
                return found[0]
            if time.monotonic() > deadline:
                raise DriveError(f"nothing matches {selector!r}; the program shows:\n" + dump(tree))
            rest(begin)

    wait = find

    def gone(self, selector, timeout=None):
        self.until(lambda: not self.find_all(selector), timeout, f"{selector!r} to go away")

    def until(self, test, timeout=None, what="the condition"):
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        while True:
            self._alive()
            begin = time.monotonic()
            result = test()
            if result:
                return result
            if time.monotonic() > deadline:
                raise DriveError(f"waited in vain for {what}")
            rest(begin)

    def read(self, selector):
        node = self.find(selector)
        if node.text is not None:
            return node.text
        return f"{node.number:g}" if node.number is not None else node.name

    def caret(self, node):
        """Before which character of a text the cursor is."""
        return self.bus.call(node.ref, PROPERTIES, "Get",
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
        self.bus.call(node.ref, PROPERTIES, "Set", GLib.Variant(
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
                                 IN_WINDOW)[0]
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
            print(found, ref[0], bus.call(ref, PROPERTIES, "Get", GLib.Variant(
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
