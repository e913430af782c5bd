#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in to the Hub in each way, with several accounts, and out again. The test plays the browser.

usage: with-hub VERSION -- gui-session -- test-sign-in.py
"""
import os
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from gui_test import PATIENCE, Program, comment, need, run_tests, until

HUB = os.environ["HF_ENDPOINT"]
PRIVATE = "acme/internal"


def fetch(url, **form):
    """What a browser gets there; None when it is an error."""
    data = urllib.parse.urlencode(form).encode() if form else None
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, data, timeout=20) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        comment(f"{url} answers {error.code}")
        return None


def decide(link, decision, user="tester"):
    """What the user does on the page of the Hub, which leads back to the program."""
    return fetch(f"{HUB}/oauth/authorize", q=urllib.parse.urlsplit(link).query, decision=decision, user=user)


class SignIn:
    def __init__(self, folder):
        self.keyring = os.path.join(folder, "keyring")
        self.program = self.start()

    def start(self, home=None, **env):
        program = Program(home=home, env={"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PASSWORD": "test",
                                          "SECRET_FILE_TEST_PATH": self.keyring, **env,
                                          "SPACEPORT_OAUTH_CLIENT_ID": "spaceport-test"})
        return program

    def windows(self, title):
        """Of GTK 4.8 one without a button to close it is no frame."""
        return [n for role in ("frame", "filler") for n in self.program.app.find_all(f"{role}:{title}")]

    def inside(self, title, selector):
        """What is shown in a window of its own with this title; None when it is not there."""
        return next((n for w in self.windows(title) for n in self.program.app.find_all(selector, w) if n.shown), None)

    def wait_inside(self, title, selector):
        return self.program.app.until(lambda: self.inside(title, selector), PATIENCE, f"{selector!r} in “{title}”")

    def wait_closed(self, title, back="*Spaceport"):
        """There is no window manager that gives the keyboard back."""
        until(lambda: not self.windows(title), f"“{title}” to close")
        self.program.app.focus_window(back)

    def ask_for_private(self):
        """A Space that is not shown to everybody: the reason is said, and what will be allowed."""
        self.program.open_address(PRIVATE)
        said = until(lambda: self.program.wait_page("Sign In"), "the page that offers to sign in")
        need(said[0] == "Not Found, or Private", f"the page says {said}")
        self.program.click("button:Sign In")
        self.wait_inside("Sign In", f"label:*{PRIVATE}*")
        self.wait_inside("Sign In", "label:*know who you are*see and use your private Spaces*")
        self.program.screenshot("sign-in")

    def denied(self):
        self.program.click(self.wait_inside("Sign In", "button:Continue in Browser"))
        link = self.program.wait_link()
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
        need(link.startswith(f"{HUB}/oauth/authorize?"), f"the browser is sent to {link}")
        need(asked["code_challenge_method"] == ["S256"] and asked["state"][0], f"it is asked {asked}")
        need(asked["scope"] == ["openid profile read-repos"], f"it asks for {asked['scope']}")
        self.wait_inside("Sign In", "button:Open Again")
        decide(link, "deny")
        self.wait_inside("Sign In", "label:Signing in was refused on the Hub’s page*")
        self.program.screenshot("sign-in-denied")

    def in_browser(self):
        """What was interrupted goes on."""
        self.program.click(self.wait_inside("Sign In", "button:Continue in Browser"))
        page = decide(self.program.wait_link(), "allow")
        need("has what it needs" in page, "the browser is not told that it is done")
        self.wait_closed("Sign In")
        self.program.wait("label:Signed in as tester")
        said = until(lambda: self.program.wait_page("Wake Up"), "the Space")
        need(said[0] == "Asleep" and said[1].startswith(PRIVATE), f"the page says {said}")

    def open_accounts(self):
        self.program.choose("Main Menu", "Accounts…")
        self.wait_inside("Accounts", "button:Add an Account…")
        self.program.app.focus_window("Accounts")

    def with_code(self):
        """Another account, by a code that is typed on another device."""
        self.open_accounts()
        self.wait_inside("Accounts", "label:tester")
        self.program.click(self.wait_inside("Accounts", "button:Add an Account…"))
        self.wait_inside("Sign In", "button:Continue in Browser")
        self.program.app.focus_window("Sign In")
        self.program.wait_focus("button:Continue in Browser")
        self.program.key("Tab", "Tab", "Return")
        code = self.wait_inside("Sign In", "label:????-????")
        self.wait_inside("Sign In", "label:The code is good for *")
        self.program.screenshot("sign-in-code")
        need(fetch(f"{HUB}/_fake/device", user_code=code.text or code.name, user="prouser", decision="allow") == "done",
             f"the Hub does not know the code {code}")
        self.wait_closed("Sign In", "Accounts")
        self.wait_inside("Accounts", "label:prouser")

    def with_token(self):
        """One that is wrong, and one that may do more than is needed."""
        self.program.click(self.wait_inside("Accounts", "button:Add an Account…"))
        token = self.wait_inside("Sign In", "text:Token")
        self.program.app.type(token, "hf_wrong")
        self.program.click(self.wait_inside("Sign In", "button:Check"))
        self.wait_inside("Sign In", "label:The Hub does not accept the token*")
        self.program.screenshot("sign-in-wrong")
        self.program.app.type(self.wait_inside("Sign In", "text:Token"), "hf_stranger")
        self.program.click(self.wait_inside("Sign In", "button:Check"))
        self.wait_inside("Sign In", "label:This Token May Do More Than Is Needed")
        self.program.screenshot("sign-in-wide")
        self.program.click(self.wait_inside("Sign In", "button:Keep It"))
        self.wait_closed("Sign In", "Accounts")
        self.wait_inside("Accounts", "label:stranger")
        self.program.screenshot("accounts")

    def sign_out(self):
        app = self.program.app
        app.click(self.wait_inside("Accounts", "label:stranger"), mouse=True)
        self.program.click(self.wait_inside("Accounts", "button:Sign Out"))
        self.wait_inside("Accounts", "label:stranger is signed out")
        self.program.click(self.wait_inside("Accounts", "button:*Undo"))
        app.click(self.wait_inside("Accounts", "label:stranger"), mouse=True)
        used = self.wait_inside("Accounts", "check-box:Use stranger")
        need("checked" in used.states, "it is not the one that is used")
        self.program.click(self.wait_inside("Accounts", "button:Sign Out"))
        self.wait_inside("Accounts", "label:stranger is signed out")
        until(lambda: not self.inside("Accounts", "label:stranger"), "the account to go away")
        until(lambda: "checked" in self.wait_inside("Accounts", "check-box:No Account").states, "no account")
        app.click(self.wait_inside("Accounts", "check-box:Use tester"))
        self.program.click(self.wait_inside("Accounts", "button:Close"))
        self.wait_closed("Accounts")

    def kept(self):
        """Accounts are still there the next time; beside them the login of the hf tool, which is only offered."""
        home = self.program.home
        self.program.own_home = False
        self.program.close()
        tool = home / "hf"
        tool.mkdir()
        (tool / "token").write_text("hf_pro\n", encoding="utf-8")
        self.program = self.start(home, HF_HOME=str(tool))
        self.program.own_home = True
        self.program.open_address(PRIVATE)
        said = until(lambda: self.program.wait_page("Wake Up"), "the Space")
        need(said[0] == "Asleep", f"the page says {said}")
        self.open_accounts()
        self.wait_inside("Accounts", "label:tester")
        need(not self.inside("Accounts", "label:stranger"), "the account that signed out is there again")
        self.program.click(self.wait_inside("Accounts", "button:Add an Account…"))
        self.wait_inside("Sign In", "label:Use the login of the hf tool (prouser)*")
        self.program.screenshot("sign-in-tool")
        self.program.click(self.wait_inside("Sign In", "button:Use It"))
        self.wait_closed("Sign In", "Accounts")
        self.program.key("Escape")
        self.wait_closed("Accounts")

    def no_token_told(self):
        log = self.program.log_text()
        need("hf_" not in log, f"the program tells tokens:\n{log}")

    def tests(self):
        return [
            ("a Space that may be private asks to sign in", self.ask_for_private),
            ("what was denied in the browser is said", self.denied),
            ("sign in with the browser", self.in_browser),
            ("sign in with a code", self.with_code),
            ("sign in with a token", self.with_token),
            ("sign out", self.sign_out),
            ("accounts are kept, and the hf tool is offered", self.kept),
            ("no token is told", self.no_token_told),
        ]


def main():
    with tempfile.TemporaryDirectory(prefix="spaceport-keyring-") as folder:
        test = SignIn(folder)
        try:
            return run_tests(test.tests(), lambda: test.program)
        finally:
            test.program.close()


if __name__ == "__main__":
    sys.exit(main())
