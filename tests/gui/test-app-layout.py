#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layouts of whole apps in the window: tabs and steps, sidebars, and what gr.render makes while the app runs.

usage: with-server VERSION demo_NAME.py -- gui-session --size 1280x2200 -- test-app-layout.py NAME
"""
import sys

from app_page import AppPage, need, run_tests, until


class Tabs(AppPage):
    def in_tree(self, selector):
        """Of what takes no clicks nothing is found at its place."""
        return next(iter(self.app.find_all(selector, self.tree())), None)

    def chosen(self):
        self.open()
        self.wait_value("b", "b")
        need(self.field("a") is None and self.field("d") is None, "the fields of other tabs are there")
        need(self.find("page tab:Four") is None, "the button of a hidden tab is there")

    def events(self):
        self.choose_tab("One")
        self.wait_value("select event", "0 One True")
        self.wait_value("change event", "1")
        self.wait_value("a", "a")
        need(self.field("b") is None, "the tab of before can still be seen")

    def locked(self):
        need("sensitive" not in self.in_tree("page tab:Three").states, "a locked tab can be chosen")
        self.press("go to three")
        self.wait_value("d", "3")
        self.wait_value("change event", "2")
        need(self.value("select event") == "0 One True", "an update fires what people do")

    def shown(self):
        self.press("show four")
        self.wait("page tab:Four!")
        self.choose_tab("Four!")
        until(lambda: self.in_tree("slider:e"), "what is in the tab that was hidden")

    def hidden(self):
        self.choose_tab("One")
        self.wait_value("a", "a")
        self.press("hide one")
        self.wait_gone("page tab:One")
        self.wait_value("b", "b")

    def unseen(self):
        """A part that was never opened has its value, takes others, and fires."""
        self.press("read")
        self.wait_value("select event", "a b c 3 0")
        self.press("write c")
        self.wait_value("c changed to", "set while unseen")
        self.choose_tab("inner 2")
        self.wait_value("never opened", "set while unseen")
        self.wait_value("select event", "inner 2 opened")

    def steps(self):
        need(self.find("button:back") is None, "the second step can be seen at first")
        self.press("next")
        self.wait("button:back")
        need(self.find("label:Step 2 of 2: Second"), "the place among the steps is not told")

    def tests(self):
        return [("chosen", self.chosen), ("events", self.events), ("locked", self.locked), ("shown", self.shown),
                ("hidden", self.hidden), ("unseen", self.unseen), ("steps", self.steps)]


class Shell(AppPage):
    def sides(self):
        self.open()
        menu, content = self.wait("heading:Menu"), self.wait("heading:Content")
        need(menu.extents[0] < content.extents[0], "the left sidebar is not left of the page")
        need(self.find("label:help text") is None, "the right sidebar is open")
        need(len(self.app.find_all("button:Show the sidebar", self.tree())) == 1, "no button opens the right one")

    def toggled(self):
        self.press("Hide the sidebar")
        self.wait_value("sidebar event", "collapsed")
        self.wait_gone("heading:Menu")
        self.app.click(self.app.find_all("button:Show the sidebar", self.tree())[0])
        self.wait_value("sidebar event", "expanded")
        self.wait("heading:Menu")

    def by_the_app(self):
        self.press("toggle side")
        self.wait_gone("heading:Menu")
        need(self.value("sidebar event") == "expanded", "the app's own doing fires an event")

    def tests(self):
        return [("sides", self.sides), ("toggled", self.toggled), ("by the app", self.by_the_app)]


class RenderKeys(AppPage):
    def rows(self, number):
        self.type("Value", str(number))
        self.app.key("Tab")
        self.wait(f"heading:{number} rows as row")

    def keeps(self):
        self.open()
        self.wait("heading:2 rows as row")
        self.type("keyed 0", "mine")
        self.type("plain 0", "gone")
        self.rows(3)
        self.wait_value("plain 2", "p2")
        need(self.value("keyed 0") == "mine", "what was typed is lost")
        need(self.value("plain 0") == "p0", "a new part shows what an old one had")

    def inside(self):
        self.press("upper 0")
        self.wait_value("keyed 0", "MINE")
        self.press("join")
        self.wait_value("joined", "MINE,k1,k2")

    def outside(self):
        self.press("outside")
        self.wait_value("pressed", "oi")

    def shrinks(self):
        self.rows(1)
        self.wait_gone("button:upper 1")
        need(self.field("keyed 1") is None, "a part that is gone can be seen")
        self.press("join")
        self.wait_value("joined", "MINE")

    def tabs(self):
        self.rows(2)
        self.app.click(self.wait("check-box:tabs"), mouse=True)
        self.wait("heading:2 rows as tabs")
        self.choose_tab("tab 1")
        self.wait_value("plain 1", "p1")

    def tests(self):
        return [("keeps", self.keeps), ("inside", self.inside), ("outside", self.outside),
                ("shrinks", self.shrinks), ("tabs", self.tabs)]


APPS = {"tabs": Tabs, "shell": Shell, "render_keys": RenderKeys}


def main():
    page = APPS[sys.argv[1]]()
    with page.program:
        return run_tests(page.tests(), lambda: page.program)


if __name__ == "__main__":
    sys.exit(main())
