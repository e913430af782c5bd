#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spaces of this computer as a user meets them: installed from a folder, run, stopped, and uninstalled.

Run by gui-session. SPACEPORT_SERVERS has uv, and the packages that were fetched once for all runs of the tests.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from gui_test import PATIENCE, TESTS, DriveError, Program, need, run_tests, texts, until

SAMPLES = TESTS / "servers" / "hub-spaces" / "samples"
INSTALL_PATIENCE = 240
START_PATIENCE = 120
BROKEN = 'print("\\033[31mlooking for the model\\033[0m", flush=True)\n'\
         'raise RuntimeError("no model of that name")\n'


class Installed:
    def __init__(self, folder):
        self.folder = folder
        self.greeter = folder / "greeter"
        shutil.copytree(SAMPLES / "greeter", self.greeter)
        self.broken = folder / "broken"
        shutil.copytree(SAMPLES / "greeter", self.broken)
        (self.broken / "app.py").write_text(BROKEN, encoding="utf-8")
        readme = self.broken / "README.md"
        text = readme.read_text(encoding="utf-8").replace("title: Greeter", "title: Broken")
        readme.write_text(text, encoding="utf-8")
        servers = pathlib.Path(os.environ["SPACEPORT_SERVERS"])
        self.program = Program(env={
            "SPACEPORT_UV": str(servers / "uv/bin/uv"), "UV_CACHE_DIR": str(servers / "uv-cache"),
            "SPACEPORT_SPACES_DIR": "/nonexistent", "SPACEPORT_EXTENSIONS_DIR": "/nonexistent"})
        self.spaces = self.program.home / "data/spaceport/spaces"

    def ask(self, text):
        """Opens the dialog and looks at a Space."""
        self.program.click("button:Install a Space…")
        self.program.app.type(self.program.wait_focus("entry:Space to install"), str(text))
        self.program.key("Return")

    def in_dialog(self, selector):
        """What is shown in the dialog, which has a window of its own."""
        app = self.program.app

        def look():
            dialogs = app.find_all("filler:Install a Space")
            return next((n for d in dialogs for n in app.find_all(selector, d) if n.shown), None)
        return app.until(look, PATIENCE, f"{selector!r} in the dialog")

    def wait_closed(self):
        """There is no window manager that gives the keyboard back to the window."""
        self.program.app.gone("filler:Install a Space")
        self.program.app.focus_window("Spaceport")

    def install(self, folder, title):
        self.ask(folder)
        self.in_dialog("label:Licence")
        self.program.screenshot(f"install-{title.lower()}")
        self.program.click(self.in_dialog("button:Install"))
        self.wait_closed()
        self.program.wait(f"label:“{title}” is installed", INSTALL_PATIENCE)
        self.program.wait("label:Not running*")

    def refused(self):
        """What cannot be installed says why, and nothing is there afterwards."""
        self.ask(self.folder / "nothing")
        self.in_dialog("label:There is no folder or archive*")
        self.program.screenshot("install-refused")
        self.program.key("Escape")
        self.wait_closed()
        need(not self.spaces.exists() or not list(self.spaces.glob("*/")), "something was installed")

    def installed(self):
        self.install(self.greeter, "Greeter")
        need((self.spaces / "greeter/space.json").exists(), "it is not in the store")
        self.program.screenshot("installed")

    def job(self):
        self.program.open_address("space:greeter")
        self.program.wait_api(START_PATIENCE)
        form = self.program.form("/greet")
        form.type("Name", "Grace")
        outputs = form.run(timeout=60)
        need(any("Hello, Grace!" in text for output in outputs for text in texts(output)), "the answer is another one")
        need(self.program.address() == "space:greeter", f"the address is {self.program.address()}")

    def jobs(self):
        """What it did is listed, and leads back to the form with its result."""
        self.program.key("alt+3")
        done = self.program.wait("label:Done · *")
        need(done.ancestor("list item", "list-item") is not None, "it is in no list")
        self.program.screenshot("jobs")
        self.program.key("Tab", "Return")
        self.program.wait("entry:Find an endpoint")

    def files(self):
        """What is in its home is listed as it comes, and nothing behind a link."""
        home = self.spaces / "greeter/home"
        (home / "notes.txt").write_text("Grace was here", encoding="utf-8")
        (home / "way out").symlink_to(self.folder)
        self.program.key("alt+4")
        self.program.wait("label:notes.txt")
        self.program.wait("label:Link, not followed*")
        (home / "later.txt").write_text("later", encoding="utf-8")
        self.program.wait("label:later.txt")
        self.program.screenshot("files")
        self.program.choose("Menu of “way out”", "Delete")
        self.program.wait_gone("button:Menu of “way out”")
        until(lambda: not (home / "way out").is_symlink(), "the link to be removed", 60)
        need(self.greeter.exists(), "what it led to is gone, too")
        self.program.wait("label:notes.txt")

    def update(self):
        """Before anything is changed it says what that would be."""
        requirements = self.greeter / "requirements.txt"
        before = requirements.read_text(encoding="utf-8") if requirements.exists() else ""
        requirements.write_text(before + "\nsmall-package==1.0\n", encoding="utf-8")
        self.program.choose("Menu of “Greeter”", "Update…")
        self.program.wait("label:small-package==1.0")
        self.program.wait("button:Update")
        self.program.screenshot("update")
        self.program.key("Escape")
        self.program.app.gone("label:small-package==1.0")
        self.program.app.focus_window("Spaceport")

    def logs(self):
        self.program.click("page-tab:Logs")
        until(lambda: any("Running on local URL" in node.text
                          for node in self.program.app.find_all("text:Output") if node.shown),
              "what the Space writes")
        self.program.wait("label:Memory *")
        self.program.screenshot("logs")

    def has_name(self):
        """Whether the form has what was typed. The one before may be found, and be gone at the next look."""
        self.program.forget_forms()
        self.program.search = None
        try:
            self.program.wait_api(START_PATIENCE)
            return self.program.form("/greet").value("Name") == "Grace"
        except DriveError:
            return False

    def stopped(self):
        """When it is stopped the page says so, and what was typed is still there when it runs again."""
        self.program.click("button:Stop the Space")
        self.program.wait("label:The Space is not running.")
        self.program.click("button:Start")
        self.program.wait_gone("button:Start", START_PATIENCE)
        until(self.has_name, "the name that was typed", START_PATIENCE)

    def stopped_by_another(self):
        """The command line stops it, and the page says so too."""
        cli = pathlib.Path(os.environ["SPACEPORT"]).parents[1] / "cli/spaceport-cli"
        subprocess.run([cli, "space", "stop", "greeter"], check=True, timeout=START_PATIENCE,
                       env={**os.environ, **self.program.environment()})
        self.program.wait("label:The Space is not running.")
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")
        self.program.wait("label:Not running*")

    def broken_one(self):
        """One that fails shows what its log says of it."""
        self.program.forget_forms()
        self.install(self.broken, "Broken")
        self.program.open_address("space:broken")
        self.program.wait("button:Try Again", START_PATIENCE)
        lines = self.program.wait("label:*no model of that name*")
        need("looking for the model" in lines.text and "[31m" not in lines.text, f"it says {lines.text!r}")
        self.program.screenshot("space-failed")
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def uninstalled(self):
        self.program.choose("Menu of “Broken”", "Uninstall")
        self.program.wait("label:“Broken” uninstalled")
        self.program.wait_gone("button:Menu of “Broken”")
        self.program.click("button:*Undo")
        self.program.wait("button:Menu of “Broken”")
        self.program.choose("Menu of “Broken”", "Uninstall")
        self.program.wait("label:“Broken” is gone, * are free again", 60)
        need(not (self.spaces / "broken").exists(), "its folder is there")
        need((self.spaces / "greeter/space.json").exists(), "the other one is gone")
        need(not list((self.program.home / "cache/spaceport").glob("apps/*")), "what its page looked like is kept")

    def tests(self):
        return [
            ("what is no Space is refused", self.refused),
            ("a folder is installed", self.installed),
            ("it runs and answers", self.job),
            ("what it did is listed", self.jobs),
            ("what it keeps is listed", self.files),
            ("its log is shown", self.logs),
            ("it is stopped and started", self.stopped),
            ("the command line stops it", self.stopped_by_another),
            ("an update says what it changes", self.update),
            ("one that fails says why", self.broken_one),
            ("it is uninstalled, which can be undone", self.uninstalled),
        ]


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="spaceport-installed-"))
    test = Installed(folder)
    try:
        with test.program:
            return run_tests(test.tests(), lambda: test.program)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
