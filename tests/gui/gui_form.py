# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of an endpoint in the window, and what its parts say."""
import json
import pathlib
import time

from gui_wait import PATIENCE, copy_files, need
import atspi_drive
from atspi_drive import DriveError

# What a component shows that has no value.
EMPTY_WORDS = ("Nothing here yet", "No result", "Nothing chosen", "No file yet", "No picture yet",
               "No pictures yet", "No film yet", "No sound yet", "No model yet", "No plot yet", "No rows", "(None)")


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
