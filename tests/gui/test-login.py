#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app that wants a login is asked for and given one.

usage: with-server VERSION proto_auth.py -- gui-session -- test-login.py
"""
import os
import sys

from gui_test import Program, need, run_tests, until

URL = os.environ["GRADIO_TEST_URL"]


class Login:
    def __init__(self):
        self.program = Program()

    def wait_page(self, title, *words):
        """The page that asks, with what is said about the last try."""
        def look():
            said = self.program.wait_page("Log In")
            return said if said and said[0] == title else None
        said = until(look, f"the page “{title}”")
        for word in words:
            need(word in said[1], f"{said} does not say “{word}”")
        need(self.program.find("button:Try Again") is None, "it offers to try the same again")
        need(self.program.address() == URL, f"the address is now {self.program.address()!r}")

    def asks(self):
        self.program.open_address(URL)
        self.wait_page("Login Needed", "user name and a password")
        self.program.screenshot("login")
        self.program.wait_focus("entry:User Name")
        self.program.key("Tab")
        self.program.wait_focus("password-text:Password")
        self.program.click("button:Log In")
        self.program.wait_focus("entry:User Name")  # without one nothing is sent

    def wrong_password(self):
        self.program.app.type(self.program.wait_focus("entry:User Name"), "ada")
        self.program.key("Return")
        self.program.app.type(self.program.wait_focus("password-text:Password"), "byron")
        self.program.click("button:Log In")
        self.wait_page("Login Refused", "does not know this user name with this password")
        password = self.program.wait_focus("password-text:Password")
        need(not password.text, "the wrong password is still there")
        self.program.screenshot("login-refused")

    def right_password(self):
        self.program.app.type(self.program.wait_focus("password-text:Password"), "lovelace")
        self.program.key("Return")
        form = self.program.form("/whoami")
        form.run(when=lambda outputs: any(n.text == "ada" for out in outputs for n in out.walk()), what="“ada”")

    def reload(self):
        """The page keeps the login for as long as it is open."""
        before = self.program.search
        self.program.forget_forms()
        self.program.key("F5")
        until(lambda: self.program.wait_api().ref != before.ref, "the endpoints anew")
        form = self.program.form("/whoami")
        form.run(when=lambda outputs: any(n.text == "ada" for out in outputs for n in out.walk()), what="“ada”")

    def forgotten(self):
        """And no longer."""
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")
        self.program.open_address(URL)
        self.wait_page("Login Needed")

    def tests(self):
        return [
            ("an app that wants a login asks for it", self.asks),
            ("a wrong password is said, and the user name stays", self.wrong_password),
            ("the right password opens the app", self.right_password),
            ("a reload logs in by itself", self.reload),
            ("a page that was closed asks again", self.forgotten),
        ]


def main():
    test = Login()
    with test.program:
        return run_tests(test.tests(), lambda: test.program)


if __name__ == "__main__":
    sys.exit(main())
