#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps that ask who their users are, and one that has no page of its own.

usage: with-server VERSION APP.py --also APP.py -- gui-session -- test-app-login.py APP...
"""
import sys

from app_page import AppPage, app_url, need, run_apps, until
from gui_test import Program, json_rows


class Login(AppPage):
    USER, PASSWORD, OTHER = "ann", "one", "bob"

    def ask(self):
        self.resize(*self.size)
        self.program.open_address(self.url)
        self.wait_page("Login Needed", "Use ann / one")

    def wait_page(self, title, words):
        """The page that asks instead of the app."""
        said = until(lambda: (page := self.program.wait_page("Log In")) and page[0] == title and page, title)
        need(words in said[1], f"{said} does not say {words!r}")

    def fill(self, user, password):
        self.app.type(self.program.wait("entry:User Name"), user)
        self.app.type(self.program.wait("password-text:Password"), password)
        self.program.click("button:Log In")

    def wrong(self):
        self.fill(self.USER, "two")
        self.wait_page("Login Refused", "does not know this user name with this password")

    def right(self):
        self.app.type(self.program.wait_focus("password-text:Password"), self.PASSWORD)
        self.app.key("Return")
        self.show()
        until(lambda: (self.value("who") or "").startswith("ann {} "), "the name of who logged in")

    def show(self):
        self.program.wait("page tab:App")
        self.view = self.find_view()

    def about(self):
        self.program.choose("App Menu", "About This App")
        self.program.wait("label:Logged in as")
        self.program.wait("label:ann")
        self.app.key("Escape")
        self.program.wait_gone("label:Logged in as")
        self.app.focus_window("?*")  # there is no window manager to do it

    def menu(self):
        self.program.choose("App Menu", "Log Out")
        self.wait_page("Login Needed", "Use ann / one")
        self.fill(self.OTHER, "two")
        self.show()
        until(lambda: (self.value("who") or "").startswith("bob {} "), "the name of who logged in then")

    def tests(self):
        return [("asks", self.ask), ("wrong password", self.wrong), ("right password", self.right),
                ("about", self.about), ("log out", self.menu)]


class Members(Login):
    """Its author logs people out by buttons; the words on its login page are Markdown."""

    def ask(self):
        self.program.open_address(self.url)
        self.wait_page("Login Needed", "Members only.")

    def right(self):
        self.fill("ada", "lovelace")
        self.show()
        self.wait("label:Welcome, ada")

    def request(self):
        """What the function sees of the request."""
        self.type("text", "hello")
        self.app.key("Return")
        rows = until(lambda: {row[0]: row[1] for row in json_rows(self.part("request"))}, "what the function saw")
        need("hello" in rows["text"] and rows["session"] == "true", f"it saw {rows}")

    def here_only(self):
        self.press("Logout here only")
        self.wait_page("Login Needed", "Members only.")
        self.right()

    def everywhere(self):
        self.press("Logout")
        self.wait_page("Login Needed", "Members only.")

    def tests(self):
        return [("asks", self.ask), ("right password", self.right), ("request", self.request),
                ("logout here only", self.here_only), ("logout", self.everywhere)]


class LoginButton(AppPage):
    def usable(self):
        """Nobody has to log in."""
        self.open()
        self.wait("button:Sign in with Hugging Face")
        self.press("who")
        self.wait_value("who", "nobody")

    def leads_out(self):
        """Signing in is done in the browser, which is said."""
        self.press("Sign in with Hugging Face")
        self.wait_text("signs in by Hugging Face in the browser")
        link = self.program.wait_link()
        need(link == f"{self.url}/login/huggingface", f"the browser got {link}")

    def tests(self):
        return [("usable", self.usable), ("leads out", self.leads_out)]


class Server(AppPage):
    def no_page(self):
        self.resize(*self.size)
        self.program.open_address(self.url)
        self.program.wait_api()
        self.program.click("page tab:App")
        self.program.wait("label:No Page to Show Here")
        self.program.wait("button:Show Endpoints")

    def browser(self):
        self.program.click("button:Open in Browser")
        link = self.program.wait_link()
        need(link.rstrip("/") == self.url, f"the browser got {link}")
        self.program.choose("App Menu", "Open in Browser")
        link = self.program.wait_link()
        need(link.rstrip("/") == self.url, f"the browser got {link}")

    def endpoint(self):
        self.program.click("button:Show Endpoints")
        form = self.program.form("/add")
        form.fill("a", "number", 2)
        form.fill("b", "number", 40)
        form.run(when=lambda outputs: any(n.text == "42" for out in outputs for n in out.walk()), what="the sum")

    def stream(self):
        form = self.program.form("/generate")
        form.fill("prompt", "textbox", "one")
        form.run(when=lambda outputs: any(n.text == "one and so on" for out in outputs for n in out.walk()),
                 what="the end of the stream")

    def tests(self):
        return [("no page", self.no_page), ("browser", self.browser), ("endpoint", self.endpoint),
                ("stream", self.stream)]


APPS = {"demo_login": Login, "seed_auth": Members, "login_button": LoginButton, "seed_server_mode": Server}


def main():
    program = Program(view=None)
    return run_apps(program, [(name, APPS[name](program, size=(1000, 900), url=app_url(name)))
                              for name in sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
