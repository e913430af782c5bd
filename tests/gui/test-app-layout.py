#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layouts of whole apps in the window: tabs and steps, sidebars, and what gr.render makes while the app runs.

usage: with-server VERSION APP.py --also APP.py -- gui-session --size 1280x2200 -- test-app-layout.py APP...
"""
import sys

from app_page import AppPage, app_url, need, run_apps, until
from gui_test import Program


class Layout(AppPage):
    COLUMNS = [f"column {i}, min_width 400" for i in range(4)]
    LOWER = (["open accordion"], ["inside"], ["closed accordion"], ["in a 200 px row"], ["shown"])

    def wide(self):
        self.size = (1200, 2000)
        self.open()
        self.wait_rows(["r1a", "r1b", "r1c"], ["scale 1", "scale 3", "scale 0"], self.COLUMNS[:2], self.COLUMNS[2:],
                       ["tall", "picture", "stretched"], ["name", "label"], ["age"], ["breaks the form"],
                       ["in group"], ["left", "right"], ["compact", "row"], *self.LOWER)
        one, three = (self.field(label).extents[2] for label in ("scale 1", "scale 3"))
        need(2.5 * one < three < 4 * one, f"scales of 1 and 3 give {one} and {three}")
        need(self.places()["scale 0"][2] < one, "what has no scale grows")

    def tablet(self):
        self.resize(700, 2000)
        self.wait_rows(["r1a", "r1b", "r1c"], ["scale 1", "scale 3", "scale 0"], *[[name] for name in self.COLUMNS],
                       ["tall", "picture", "stretched"], ["name"], ["age"], ["breaks the form"], ["new form"],
                       ["label"], ["in group"], ["left", "right"], ["compact", "row"], *self.LOWER)

    def phone(self):
        self.resize(360, 2000)
        self.wait_rows(["r1a", "r1b"], ["r1c"], ["scale 1", "scale 3"], ["scale 0"],
                       *[[name] for name in self.COLUMNS], ["tall", "picture"], ["stretched"], ["name"], ["age"],
                       ["breaks the form"], ["new form"], ["label"], ["in group"], ["left", "right"], ["compact"],
                       ["row"], *self.LOWER)
        wide = {name: place for name, place in self.places().items() if place[0] + place[2] > 360}
        need(not wide, f"wider than the window: {wide}")

    def hidden(self):
        self.resize(1200, 2000)
        for name in ("not here", "hidden"):
            need(name not in self.places(), f"{name!r} is there")
        need(self.field("inside closed") is None, "what is in a closed accordion is there")
        self.press("closed accordion")
        self.wait_value("inside closed", "still has a value")

    def tests(self):
        return [("1200 pixels", self.wide), ("700 pixels", self.tablet), ("360 pixels", self.phone),
                ("hidden", self.hidden)]


class Fill(AppPage):
    def chat(self):
        return self.app.until(lambda: next((n for n in self.app.find_all("list:Chatbot", self.tree())), None),
                              None, "the chat").extents

    def wait_rest(self, height):
        """The buttons are at the end of the window, above the footer."""
        until(lambda: height - 120 < self.places()["a"][1] < height, "the buttons at the end of the window")

    def width(self):
        self.size = (1200, 1000)
        self.open()
        self.wait("heading:fills the window")
        for width in (1200, 700, 360):
            self.resize(width, 1000)
            until(lambda: width - 100 < self.chat()[2] <= width, f"the chat to be as wide as {width} pixels allow")
            self.wait_rest(1000)

    def height(self):
        before = self.chat()[3]
        table = self.places()["2 rows"][3]
        self.resize(700, 1600)
        self.wait_rest(1600)
        until(lambda: self.chat()[3] > before + 350, "the chat to take most of what the window gained")
        need(self.places()["2 rows"][3] == table, "the table without a scale grew")
        need(self.chat()[1] + self.chat()[3] < self.places()["2 rows"][1], "the chat lies over the table")

    def tests(self):
        return [("fills the width", self.width), ("fills the height", self.height)]


class Layouts(AppPage):
    def phone(self):
        """A sidebar begins closed where it would lie over the page."""
        self.size = (360, 2000)
        self.open()
        self.wait("button:Show the sidebar")
        need(self.find("heading:Sidebar") is None, "the sidebar lies over the page")
        self.wait_rows(["scale 0"], ["scale 1"], ["scale 2"], ["One"], ["Two"], ["Half of the window"],
                       ["Under the picture"], ["Go to tab"], ["Details"], ["Grouped 1"], ["Grouped 2"], ["Next"],
                       ["Name"], ["Submit"], ["Defined early, placed late"], ["Moved"])

    def wide(self):
        self.resize(1200, 2000)
        self.wait_rows(["scale 0", "scale 1", "scale 2"], ["One", "Half of the window"], ["Two"],
                       ["Under the picture"], ["Go to tab"], ["Details"], ["Grouped 1"], ["Grouped 2"], ["Next"],
                       ["Name"], ["Submit"], ["Defined early, placed late", "Moved"])

    def logged(self):
        """What people open and close is told to the app, as its web page tells it."""
        self.press("Show the sidebar")
        self.wait("heading:Sidebar")
        self.wait_value("Layout events", "sidebar open")
        self.press("Hide the sidebar")
        self.wait_gone("heading:Sidebar")
        self.wait_value("Layout events", "sidebar open\nsidebar closed")
        self.press("Details")
        self.wait("label:in the accordion")
        self.wait_value("Layout events", "sidebar open\nsidebar closed\naccordion open")
        self.choose_tab("First")
        self.wait("label:first tab")
        self.wait_value("Layout events", "sidebar open\nsidebar closed\naccordion open\ntab First True")
        need(self.find("page tab:Hidden") is None, "a hidden tab can be chosen")

    def steps(self):
        self.press("Next")
        self.wait("label:Step 2 of 3: Words")
        need(self.app.until(lambda: self.field("words"), None, "the second step"), "")

    def form(self):
        self.press("Submit")
        self.wait_value("Error", "Enter a name")
        need(self.field("Age") is None, "the rest of the form is there")
        self.type("Name", "Ada")
        self.press("Submit")
        until(lambda: self.field("Age") is not None, "the rest of the form")
        until(lambda: self.field("Error") is None, "the error to go")
        need(self.field("Hidden but present") is None, "what is hidden is there")

    def tests(self):
        return [("360 pixels", self.phone), ("1200 pixels", self.wide), ("logged", self.logged),
                ("steps", self.steps), ("form", self.form)]


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
        both = until(lambda: len(found := self.app.find_all("button:Show the sidebar", self.tree())) == 2 and found,
                     "a button for each sidebar")
        self.app.click(both[0])
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


class Render(AppPage):
    def made(self):
        self.open()
        self.wait_value("Box 1", "v1")
        need(self.field("Box 2") is None, "there are more boxes than asked for")
        self.wait("label:items: []")

    def keys(self):
        """The part is made anew while the user types into it: text, focus and cursor stay."""
        self.type("Box 0", "mine")
        box = self.type("Box 1", "abef")
        self.app.key("Left", "Left")
        until(lambda: self.app.caret(box) == 2, "the cursor between the letters")
        self.press("Add 0")
        self.wait("label:items: [[]0[]]")
        need("focused" in self.app.tree(self.field("Box 1")).states, "the focus is lost")
        self.app.keys_text("cd")
        self.wait_value("Box 1", "abcdef")
        need(self.value("Box 0") == "mine", "what was typed is lost")
        self.wait_value("total", "1 items")

    def more(self):
        self.set_number("Value", 3)
        self.wait_value("Box 2", "v2")
        self.press("Join")
        self.wait_value("total", "mine,abcdef,v2")

    def fewer(self):
        self.set_number("Value", 0)
        self.wait_gone("button:Join")
        need(self.field("Box 0") is None, "a part that is gone can be seen")
        self.press("add one")
        self.wait("label:items: [[]0, 'x'[]]")

    def chain(self):
        """Every step of a chain is seen, and its end stays."""
        self.press("chain")
        self.wait_value("total", "three")

    def tests(self):
        return [("made", self.made), ("keys", self.keys), ("more", self.more), ("fewer", self.fewer),
                ("chain", self.chain)]


class SeedRender(AppPage):
    def split(self):
        self.open()
        until(lambda: self.shown_texts() == ["abc", "a", "b", "c"], "a field for each letter")
        self.check("button")
        for letter in "abc":
            self.wait(f"button:{letter}")
        self.type("Letters", "")
        self.app.key("BackSpace", "Return")
        self.wait("heading:No input")

    def shown_texts(self):
        return [n.text for n in self.tree().walk()
                if n.shown and n.role == "text" and self.program.in_front(n)]

    def merge(self):
        self.choose_tab("Merge")
        self.type("Box 0", "one")
        self.press("Add box")
        until(lambda: self.field("Box 1") is not None, "the second box")
        need(self.value("Box 0") == "one", "what was typed is lost")
        self.type("Box 1", "two")
        self.press("Merge")
        self.wait_value("Merged", "one two")

    def to_do(self):
        """The app fails while it renders, which it says; what was rendered before stays."""
        self.choose_tab("To do")
        self.wait("heading:Open (0)")
        self.type("Task name", "milk")
        self.app.key("Return")
        self.wait_text("'list' object has no attribute '_id'")
        self.wait_value("Task name", "")
        self.wait("heading:Open (0)")

    def volumes(self):
        return [n.number for n in self.app.find_all("slider:Volume", self.tree()) if self.program.in_front(n)]

    def mixer(self):
        self.choose_tab("Mixer")
        until(lambda: self.volumes() == [100], "the track")
        self.set_number("Value", 40)
        until(lambda: self.volumes() == [40], "the volume")
        self.press("Add track")
        until(lambda: self.volumes() == [40, 100], "another track, and the first as it was")

    def tests(self):
        return [("split", self.split), ("merge", self.merge), ("to do", self.to_do), ("mixer", self.mixer)]


APPS = {"demo_layout": Layout, "demo_fill": Fill, "seed_layouts": Layouts, "demo_tabs": Tabs, "demo_shell": Shell,
        "demo_render_keys": RenderKeys, "proto_render": Render, "seed_render": SeedRender}


def main():
    program = Program(view=None)
    return run_apps(program, [(name, APPS[name](program, url=app_url(name))) for name in sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
