#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole apps made of fields, used as people use them.

usage: with-server VERSION seed_NAME.py -- gui-session --size 1280x5200 -- test-app-forms.py NAME
"""
import os
import pathlib
import sys

from app_page import URL, AppPage, need, run_tests, until
from gui_test import MEDIA


class Hello(AppPage):
    def defaults(self):
        self.open()
        self.wait("heading:Greeter")
        texts = self.texts()
        for words in ("Says hello and converts the temperature.", "Your first name", "Text under the form."):
            need(words in texts, f"{words!r} is not among {texts}")
        need(texts.index("Greeter") < texts.index("Name") < texts.index("Text under the form."),
             f"the prose is not around the form: {texts}")
        need(self.find("slider:Temperature").number == 20, "the slider does not start at 20")
        need(not self.find("check-box:Is it morning?").states & {"checked"}, "the check box is checked at first")
        need(self.find("button:Flag*") is None, "there is a button for flags")

    def enter_submits(self):
        self.type("Name", "Ada")
        self.app.key("Return")
        self.wait_value("Greeting", "Good evening, Ada. It is 20 degrees today")
        self.wait_value("Celsius", "-6.67")

    def button_submits(self):
        self.check("Is it morning?")
        self.set_number("Value", 50)
        self.press("Submit")
        self.wait_value("Greeting", "Good morning, Ada. It is 50 degrees today")
        self.wait_value("Celsius", "10")

    def clear(self):
        self.press("Clear")
        self.wait_value("Name", "")
        self.wait_value("Greeting", "")
        until(lambda: not self.find("check-box:Is it morning?").states & {"checked"}, "the check box to be clear")
        until(lambda: [n for n in self.app.find_all("slider:Temperature", self.tree()) if n.number != 50],
              "the slider to be moved back")

    def tests(self):
        return [("defaults", self.defaults), ("enter submits", self.enter_submits),
                ("button submits", self.button_submits), ("clear", self.clear)]


class Sepia(AppPage):
    def thumbnails(self):
        self.open()
        for name in ("a.png", "b.png", "c.png"):
            self.wait(f"image:{name}", 30)

    def example(self):
        self.app.mouse(self.wait("image:b.png"))
        until(lambda: self.find("label:160 × 120", self.part("Input")), "the example in the input")

    def result(self):
        self.press("Submit")
        until(lambda: self.find("label:160 × 120", self.part("Sepia")), "the result")
        # A button that was hidden at first has no place in the tree of GTK 4.8 to be found at.
        until(lambda: any(n.shown for n in self.app.find_all("button:Save*", self.part("Sepia"))), "a button to save it")

    def pasted(self):
        self.press("Clear")
        until(lambda: self.find("button:*Paste", self.part("Input")), "the input to be empty")
        self.paste("Input", [MEDIA / "rgb.png"], "rgb.png")
        self.press("Submit")
        until(lambda: self.find("label:64 × 48*", self.part("Sepia")), "the result of the pasted picture")

    def tests(self):
        return [("thumbnails", self.thumbnails), ("example fills", self.example), ("result", self.result),
                ("pasted", self.pasted)]


class Calculator(AppPage):
    def accordion(self):
        self.open()
        self.wait("heading:Five interfaces")
        need(self.find("slider:digits") is None, "the accordion is open at first")
        self.press("Rounding")
        self.wait("slider:digits")
        self.press("Rounding")
        self.wait_gone("slider:digits")

    def examples(self):
        self.wait("list item:45, add, 3")
        need(self.find("list item:144*") is None, "a page of examples has more than two")
        self.press("Next Page")
        self.wait("list item:144, multiply, 2.5")
        self.app.mouse(self.wait("list item:144, multiply, 2.5"))
        self.wait_value("num1", "144")
        self.wait_value("num2", "2.5")
        until(lambda: "checked" in self.find("check-box:multiply").states, "the operation of the example")
        self.press("Submit")
        self.wait_value("result", "360")

    def error(self):
        self.check("divide")
        self.set_number("num2", 0)
        self.press("Submit")
        need("Arithmetic" in self.wait_text("Cannot divide by zero!") or self.wait_text("Arithmetic"),
             "the error has no title")
        need(self.value("result") == "360", "the old result is gone")

    def flags(self):
        self.set_number("num2", 2)
        self.press("Submit")
        self.wait_value("result", "72")
        for number in (1, 2):
            self.press("Flag as off by one")
            until(lambda n=number: self.flagged() == n, f"{number} of them at the server")
            self.wait("button:Flag as off by one")  # it said that it saves

    def flagged(self):
        """How often the server wrote it down."""
        folder = pathlib.Path(f"/proc/{os.environ['GRADIO_TEST_PID']}/cwd")
        return sum(file.read_text().count("off by one") for file in folder.glob("seedapp-*/flags/**/*.csv"))

    def live(self):
        """What is typed last counts, however fast."""
        self.choose_tab("Live")
        self.set_number("num1", 12345)
        self.wait_value("output", "12345")
        self.set_number("num2", 55)
        self.wait_value("output", "12400")
        need(self.find("button:Submit") is None, "a live interface has Submit")

    def output_only(self):
        self.choose_tab("Output only")
        self.press("Generate")
        until(lambda: self.find("label:160 × 120", self.part("made")), "the picture that was made")

    def input_only(self):
        self.choose_tab("Input only")
        self.paste("eaten", [MEDIA / "rgb.png"], "rgb.png")
        self.press("Submit")
        self.wait_text("stored")

    def unified(self):
        self.choose_tab("Unified")
        self.type("story", "once")
        for words in ("once and then", "once and then and then"):
            self.press("Submit")
            self.wait_value("story", words)

    def tests(self):
        return [("accordion", self.accordion), ("examples", self.examples), ("error", self.error),
                ("flags", self.flags), ("live", self.live), ("output only", self.output_only),
                ("input only", self.input_only), ("unified", self.unified)]


class SessionState(AppPage):
    def words(self):
        self.open()
        self.wait_value("Visits to this server", "1")
        for number in ("0", "1", "2"):
            self.type("word", "a")
            self.app.key("Return")
            self.wait_value("seen before", number)

    def cart(self):
        self.press("Add")
        self.wait_value("items in the cart", "1")
        self.press("Add")
        self.wait_value("items in the cart", "2")

    def second_tab(self):
        """Another one has a session of its own; the server is the same."""
        self.app.key("ctrl+t")
        self.program.wait("label:Open an App")
        other = AppPage(self.program)
        other.open(URL.replace("127.0.0.1", "localhost"))  # the same one would show the tab that has it
        other.wait_value("Visits to this server", "2")
        other.type("word", "a")
        other.app.key("Return")
        other.wait_value("seen before", "0")
        other.press("Add")
        other.wait_value("items in the cart", "1")
        self.app.key("ctrl+w")
        self.wait_value("items in the cart", "2")  # and not that of the other tab

    def tests(self):
        return [("words", self.words), ("cart", self.cart), ("second tab", self.second_tab)]


APPS = {"hello": Hello, "sepia": Sepia, "calculator": Calculator, "session_state": SessionState}


def main():
    page = APPS[sys.argv[1]]()
    with page.program:
        return run_tests(page.tests(), lambda: page.program)


if __name__ == "__main__":
    sys.exit(main())
