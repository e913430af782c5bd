#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window itself: start page, recent apps, names of everything that can be used, a narrow
window, the dark appearance, another language. Saves pictures of the main states.

usage: gui-session -- with-server VERSION kitchen_sink.py -- test-window.py
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from gui_test import MEDIA, DriveError, Program, Interface, need, output_folder, run_tests, until

# What a user acts on, by its role.
INTERACTIVE = {"push-button", "toggle-button", "text", "entry", "password-text", "spin-button", "slider",
               "combo-box", "check-box", "radio-button", "switch", "menu-item", "link", "page-tab"}
# GTK 4.8 names what has no name after its class.
CLASS_NAME = re.compile(r"(Gtk|Adw|Sp)[A-Z][A-Za-z]+$|$")
NARROW = 360
FORMS = ("/textbox_lines", "/textbox_password", "/number", "/slider", "/checkbox", "/checkboxgroup", "/radio",
         "/dropdown", "/dropdown_multi", "/dropdown_custom", "/image", "/audio", "/file_many", "/model3d",
         "/json", "/markdown")
RESULTS = ("/give_textbox", "/give_number", "/give_slider", "/give_image", "/give_audio", "/give_file_many",
           "/give_model3d", "/give_json", "/give_label", "/give_markdown")


def is_named(node):
    """By its own name, or as a part of a named one, or by the words on it."""
    if not CLASS_NAME.match(node.name):
        return True
    whole = node.parent
    if whole is not None and (whole.role in ("push-button", "combo-box") or whole.number is not None):
        return is_named(whole)
    return any(n.role == "label" and (n.text or n.name) and not CLASS_NAME.match(n.text or n.name)
               for n in node.walk() if n is not node)


def is_ours(node):
    """The tab bar and the close button of toasts are libadwaita's own."""
    while node is not None:
        if re.match(r"Adw(Tab|TabBar|TabBox|ToastWidget)$", node.name):
            return False
        node = node.parent
    return True


def nameless(tree):
    return [f"{node} in {node.parent}" for node in tree.walk()
            if node.role in INTERACTIVE and node.shown and not is_named(node) and is_ours(node)]


class Window:
    def __init__(self):
        self.url = os.environ["GRADIO_TEST_URL"]
        self.title = "Kitchen sink 6"
        self.home = tempfile.mkdtemp(prefix="spaceport-gui-")
        self.program = None

    def start(self, *arguments, **more):
        self.stop()
        self.program = Program(*arguments, home=self.home, **more)

    def stop(self):
        if self.program is not None:
            program, self.program = self.program, None
            program.close()

    # ---- start page --------------------------------------------------------

    def start_page(self):
        self.start()
        self.program.wait("label:Open an App")
        self.program.wait("button:Workbench")
        self.program.wait("label:Apps that you open will be kept here.")
        need(not self.program.app.find_all("list:Recent apps"), "there are recent apps before any was opened")
        self.program.wait_focus("entry:Address")
        self.program.screenshot("window-start")

    def recent(self):
        self.program.open_address(self.url)
        self.program.wait_api()
        until(lambda: self.program.frame().name == f"{self.title} – Spaceport", "the app's title")
        self.start()
        self.program.wait(f"list:Recent apps > label:{self.title}")
        self.program.wait(f"label:{self.url}")
        self.program.screenshot("window-recent")

    def remove(self):
        self.program.click("list:Recent apps > button:")
        self.program.wait("label:Apps that you open will be kept here.")
        self.program.click("button:*Undo")
        self.program.wait(f"list:Recent apps > label:{self.title}")

    def open_recent(self):
        self.program.app.mouse(self.program.wait(f"list:Recent apps > label:{self.title}"))
        self.program.wait_api()
        until(lambda: self.program.address() == self.url, "its address")

    # ---- names -------------------------------------------------------------

    def names_of_window(self):
        found = nameless(self.program.app.tree())
        need(not found, "without a name:\n" + "\n".join(found))

    def names_of_start_page(self):
        self.program.key("ctrl+t")
        self.program.wait("label:Open an App")
        self.names_of_window()
        self.program.open_address("not an address at all")
        self.program.wait("button:Try Again")
        self.names_of_window()
        self.program.key("ctrl+w")
        self.program.wait_api()
        self.program.forget_forms()

    def names_of_forms(self):
        found = []
        for name in FORMS:
            form = self.program.form(name)
            found += [f"{name}: {line}" for line in nameless(form.tree())]
        need(not found, "without a name:\n" + "\n".join(found))
        self.program.screenshot("window-form")

    def names_of_results(self):
        found = []
        for name in RESULTS:
            form = self.program.form(name)
            form.run()
            found += [f"{name}: {line}" for line in nameless(form.tree())]
        need(not found, "without a name:\n" + "\n".join(found))
        self.program.screenshot("window-result")

    def names_of_filled_files(self):
        found = []
        interface = Interface(self.url)
        for name, file in (("/image", "rgb.png"), ("/audio", "mono48k.wav"), ("/file", "notes.txt")):
            form = self.program.form(name)
            (_, props), = interface.components_of(name, "inputs")
            form.fill_files(props["label"], [MEDIA / file])
            found += [f"{name}: {line}" for line in nameless(form.tree())]
        need(not found, "without a name:\n" + "\n".join(found))

    # ---- sizes and looks ---------------------------------------------------

    def resize(self, width, height):
        app = self.program.app
        frame = self.program.frame()
        window, _, _, drawn_width, drawn_height, _ = next(w for w in app.x_windows() if w[5] == frame.name)
        # Around its window GTK draws a border that counts for X.
        border = drawn_width - frame.extents[2], drawn_height - frame.extents[3]
        app._xdotool("windowsize", window, width + border[0], height + border[1])
        # The keys are for the window under the pointer.
        app._xdotool("mousemove", "--sync", 100, 300)
        until(lambda: self.program.frame().extents[2:] == (width, height),
              f"the window to be {width} × {height}: it is {self.program.frame().extents}")

    def narrow(self):
        """It really gets that narrow, the list leads to the form, and nothing is cut off."""
        self.start(self.url)  # hidden pages of forms that were wide keep their size in the tree
        self.program.wait_api()
        self.resize(NARROW, 700)
        for name in FORMS:
            if not self.program.find("entry:Find an endpoint"):
                self.program.key("ctrl+f")
                self.program.wait_api()
            form = self.program.form(name)
            self.within(form, name)
        self.program.screenshot("window-narrow")
        form = self.program.form("/give_label")
        form.run()
        self.within(form, "the result")
        self.program.screenshot("window-narrow-result")

    def within(self, form, what):
        """Once the form no longer slides in, all of it is inside of the window."""
        left = []

        def inside():
            left[:] = self.outside(form.tree())
            return not left
        try:
            until(inside, "the form")
        except AssertionError:
            raise AssertionError(f"{what} is not within {NARROW} px: {[str(n) for n in left]}") from None

    def outside(self, tree):
        """What is cut off, but for what scrolls sideways on its own."""
        found = []
        for node in tree.walk():
            scrolled = node.ancestor("scroll-pane")
            if node.shown and node.extents and scrolled is not None and scrolled.parent.ref == tree.ref:
                x, _, width, _ = node.extents
                if x < 0 or x + width > NARROW:
                    found.append(node)
        return found

    def brightness(self):
        picture = output_folder() / "window-dark.png"
        self.program.app.screenshot(str(picture))
        crop = subprocess.run(["convert", str(picture), "-crop", "400x300+350+300", "-colorspace", "Gray",
                               "-format", "%[fx:mean]", "info:"], check=True, capture_output=True, text=True)
        return float(crop.stdout)

    def choose_appearance(self, name):
        self.program.key("F10")
        item = self.program.app.until(
            lambda: next(iter(self.program.app.find_all(f"menu-item:{name}")), None), None, f"“{name}”")
        self.program.app.click(item)

    def dark(self):
        self.resize(990, 710)
        self.program.form("/slider")
        need(self.brightness() > 0.6, "it is dark before")
        self.choose_appearance("Dark")
        until(lambda: self.brightness() < 0.4, "the window to be dark")
        self.start(self.url)
        self.program.wait_api()
        until(lambda: self.brightness() < 0.4, "the window to be dark at the next start")
        self.choose_appearance("Light")
        until(lambda: self.brightness() > 0.6, "the window to be light")

    # ---- library -----------------------------------------------------------

    def has_window(self, title):
        """None where that cannot be told, since a window went away just now."""
        try:
            return title in [name for *_, name in self.program.app.x_windows()]
        except DriveError:
            return None

    def type_path(self, title, path):
        """In a file chooser, which takes a path where a name is typed."""
        until(lambda: self.has_window(title), f"“{title}”")
        self.program.app.focus_window(title)
        self.program.app.keys_text(path)
        self.program.key("Return")
        until(lambda: self.has_window(title) is False, f"“{title}” to go away")
        self.program.app.focus_window("*Spaceport")

    def library(self):
        """Its list is exported, and what somebody else's has is imported."""
        kept = pathlib.Path(self.home) / "data/spaceport/library.json"
        exported = pathlib.Path(self.home) / "list.json"
        self.stop()
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"apps": [{"address": "owner/kept", "title": "Kept"}]}), encoding="utf-8")
        self.start()
        self.program.wait("label:Kept")
        self.program.choose("Library Menu", "Export Apps…")
        self.type_path("Export Apps", str(exported.with_suffix("")))  # the ending of the name that is there is left
        until(exported.exists, "the file")  # which is there whole, or not at all
        apps = json.loads(exported.read_text(encoding="utf-8"))
        need([app["address"] for app in apps["apps"]] == ["owner/kept"], f"it exports {apps}")
        apps["apps"].append({"address": "owner/given", "title": "Given"})
        exported.write_text(json.dumps(apps), encoding="utf-8")
        self.program.choose("Library Menu", "Import Apps…")
        self.type_path("Import Apps", str(exported))
        self.program.app.until(lambda: self.program.app.find_all("label:Given"), what="what was imported")
        until(lambda: "owner/given" in kept.read_text(encoding="utf-8"), "it to be kept")
        need(len(json.loads(kept.read_text(encoding="utf-8"))["apps"]) == 2, "an app is there twice")

    def german(self):
        self.start(env={"LANGUAGE": "de"})
        self.program.wait("label:Eine App öffnen")
        self.program.screenshot("window-german")
        found = nameless(self.program.app.tree())
        need(not found, "without a name:\n" + "\n".join(found))

    def tests(self):
        tests = [
            ("start page", self.start_page),
            ("an opened app is offered at the next start", self.recent),
            ("a recent app can be removed and brought back", self.remove),
            ("a recent app opens", self.open_recent),
            ("start page and errors: everything has a name", self.names_of_start_page),
            ("forms: everything has a name", self.names_of_forms),
            ("forms with files: everything has a name", self.names_of_filled_files),
            ("results: everything has a name", self.names_of_results),
            ("360 pixels are enough", self.narrow),
            ("light and dark", self.dark),
            ("the library is exported and imported", self.library),
        ]
        translations = os.environ.get("SPACEPORT_LOCALE_DIR", "")
        if (pathlib.Path(translations) / "de/LC_MESSAGES/spaceport.mo").exists():
            tests.append(("German", self.german))
        return tests


def main():
    test = Window()
    try:
        status = run_tests(test.tests(), lambda: test.program)
        test.stop()
    finally:
        if test.program is not None and test.program.app is not None:
            test.program.app.close()
        shutil.rmtree(test.home, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
