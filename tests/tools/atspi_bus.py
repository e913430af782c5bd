# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility bus, and what a program shows there: atspi_drive builds on it."""
import functools
import os

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
A11Y = "org.a11y.atspi."
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"
NOTHING = "/org/a11y/atspi/null"
AT_ONCE = 2000  # requests: each has its time from when it was sent
WINDOW_COORDINATES = 1
GONE = (Gio.DBusError.UNKNOWN_METHOD, Gio.DBusError.UNKNOWN_OBJECT, Gio.DBusError.UNKNOWN_INTERFACE)
IN_WINDOW = GLib.Variant("(u)", (WINDOW_COORDINATES,))
ALL_OF_ACCESSIBLE = GLib.Variant("(s)", (A11Y + "Accessible",))
ALL_OF_VALUE = GLib.Variant("(s)", (A11Y + "Value",))


class DriveError(Exception):
    pass


class GoneError(DriveError):
    """What was asked is no longer there."""


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
            gone = any(error.matches(Gio.dbus_error_quark(), code) for code in GONE)
            raise (GoneError if gone else DriveError)(f"{interface}.{method}: {error.message}") from None

    def many(self, requests):
        """requests: (ref, interface, method, args) -> list of results, as variants, or None."""
        return [result for i in range(0, len(requests), AT_ONCE) for result in self._many(requests[i:i + AT_ONCE])]

    def _many(self, requests):
        results = [None] * len(requests)
        left = [len(requests)]

        def done(connection, task, index):
            try:
                results[index] = connection.call_finish(task)
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
                 "interfaces", "extents", "text", "number", "range", "id", "child_count", "below")

    def __init__(self, bus, ref, parent=None):
        self.bus, self.ref, self.parent, self.children = bus, ref, parent, []
        self.role, self.name, self.description, self.id = "invalid", "", "", ""
        self.states, self.interfaces = frozenset(), frozenset()
        self.extents = self.text = self.number = self.range = None
        self.child_count = self.below = None  # of one that has gone already

    # ---- answers, as App.tree() gets them: only what is wanted of them becomes Python, which is what takes the time

    def take_properties(self, answer):
        properties = answer.get_child_value(0)
        self.name = _text(properties, "Name")
        self.description = _text(properties, "Description")
        self.id = _text(properties, "AccessibleId")
        count = properties.lookup_value("ChildCount", None)
        self.child_count = count.get_int32() if count is not None else -1

    def take_states(self, answer):
        words = answer.get_child_value(0)
        bits = words.get_child_value(0).get_uint32() | words.get_child_value(1).get_uint32() << 32
        self.states = _states(bits)

    def take_role(self, answer):
        role = answer.get_child_value(0).get_uint32()
        self.role = ROLES[role] if role < len(ROLES) else f"role-{role}"

    def take_interfaces(self, answer):
        self.interfaces = frozenset(name.removeprefix(A11Y) for name in answer.unpack()[0])

    def take_children(self, answer):
        self.below = [ref for ref in answer.unpack()[0] if ref[1] != NOTHING]

    def take_extents(self, answer):
        self.extents = answer.unpack()[0]

    def take_text(self, answer):
        self.text = answer.get_child_value(0).get_string()

    def take_value(self, answer):
        values = answer.unpack()[0]
        self.number = values.get("CurrentValue")
        self.range = (values.get("MinimumValue", 0), values.get("MaximumValue", 0))

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
        count = self.bus.call(self.ref, PROPERTIES, "Get",
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


def _text(properties, name):
    value = properties.lookup_value(name, None)
    return value.get_string() if value is not None else ""


@functools.lru_cache(maxsize=None)
def _states(bits):
    return frozenset(name for bit, name in enumerate(STATES) if bits >> bit & 1)


def dump(node, indent=0):
    return "\n".join(["  " * indent + str(node)] + [dump(c, indent + 1) for c in node.children])
