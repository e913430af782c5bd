#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps with texts in several languages, on a desktop in German, and what is around such an app.

usage: with-server VERSION APP.py --also APP.py -- gui-session -- test-app-language.py APP...
"""
import sys

from app_page import AppPage, app_url, need, run_apps, until
from gui_test import Program, copy_to_clipboard, read_clipboard


class Texts(AppPage):
    def by_locale(self):
        self.open()
        for words in ("label:Hallo", "label:Dein Name", "label:Hallo / 2", "button:Senden", "button:Submit"):
            self.wait(words)
        self.wait("label:not_defined")  # a key without a text is shown as it is

    def from_a_function(self):
        self.type("Dein Name", "Ada")
        self.press("Senden")
        self.wait_gone("label:Hallo / 2")
        until(lambda: [n.text for n in self.app.find_all("text:Dein Name", self.tree())] == ["Ada", "Ada"],
              "the label that a function gave in German")

    def chosen(self):
        """The list has the languages by their own names; what was typed stays."""
        self.press("Settings")
        self.program.wait("label:App Colors")
        self.app.select("combo-box:Language", "Português")
        self.wait("label:Olá")
        self.app.key("Escape")
        self.program.wait_gone("label:App Colors")
        self.wait("button:Enviar")
        need([n.text for n in self.app.find_all("text:Seu nome", self.tree())] == ["Ada", "Ada"],
             "what was typed is lost")

    def tests(self):
        return [("by locale", self.by_locale), ("from a function", self.from_a_function), ("chosen", self.chosen)]


class Pages(AppPage):
    def fallback(self):
        """A text that German lacks is there in English, one that all lack as its key."""
        self.open()
        for words in ("label:Hallo, willkommen", "label:Name", "label:missing_key", "button:Senden"):
            self.wait(words)

    def bar(self):
        for name in ("Dashboard", "Settings", "News", "About*"):
            self.wait(f"button:{name}")
        self.press("About*")
        need(self.program.wait_link() == "https://example.com/about", "the link leads elsewhere")

    def own_bar(self):
        """Each page has a bar of its own, or the usual one."""
        self.type("Name", "Ada")
        self.press("Senden")
        self.wait_value("Answer", "Hello Ada")
        self.press("Settings")
        self.wait("button:Home")
        self.wait("button:Documentation*")
        self.press("News")
        self.wait("label:No Navbar here: the default one applies.")
        need(self.find("button:Documentation*") is None, "the bar of another page is there")
        self.app.key("ctrl+1")
        self.wait_value("Answer", "Hello Ada")

    def link(self):
        """The link leads to what the app shows now."""
        copy_to_clipboard("nothing yet", "UTF8_STRING")
        self.press("Share via Link")
        link = until(lambda: "?deep_link=" in read_clipboard() and read_clipboard(), "the link in the clipboard")
        other = AppPage(self.program, self.size)
        other.open(link)
        other.wait_value("Answer", "Hello Ada")
        need(other.value("Name") == "Ada", "the link lost a value")
        self.app.key("ctrl+w")
        self.wait_value("Answer", "Hello Ada")

    def changed(self):
        self.press("Rename the page")
        self.wait("button:Start")
        self.wait_gone("button:About*")
        self.press("Hide the bar")
        self.wait_gone("button:News")

    def tests(self):
        return [("fallback", self.fallback), ("bar", self.bar), ("own bar", self.own_bar), ("link", self.link),
                ("changed", self.changed)]


APPS = {"demo_i18n": Texts, "seed_pages_i18n": Pages}


def main():
    program = Program(env={"LANGUAGE": "de"}, view=None)
    return run_apps(program, [(name, APPS[name](program, size=(1000, 900), url=app_url(name)))
                              for name in sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
