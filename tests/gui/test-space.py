#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Space that does not run: the window says how it is, what can be done, and for how long it has been starting, until the
app is there.

usage: with-hub VERSION --build-time SECONDS --start-time SECONDS -- gui-session -- test-space.py
"""
import json
import os
import re
import sys
import urllib.request

from gui_test import Program, fetch_json, need, run_tests, until


HUB = os.environ["HF_ENDPOINT"]


def change(space, **facts):
    request = urllib.request.Request(f"{HUB}/_fake/spaces/{space}", json.dumps(facts).encode(),
                                     {"Content-Type": "application/json"}, method="PATCH")
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20).close()


def set_stage(space, name, error=None):
    change(space, stage=name, error=error)


def stage(space):
    return fetch_json(f"{HUB}/api/spaces/{space}/runtime")["stage"]


class Space:
    def __init__(self):
        self.program = Program()

    def page(self, title, button):
        """What the page with this title says, once it is there."""
        def look():
            said = self.program.wait_page(button)
            return said if said and said[0] == title else None
        return until(look, f"the page “{title}”")

    def asleep(self):
        """One that sleeps is not woken by being looked at."""
        self.program.open_address("demo/hello")
        said = self.page("Asleep", "Wake Up")
        need(said[1].startswith("demo/hello is asleep"), f"the page says {said}")
        need(self.program.address() == "demo/hello", "the address is gone")
        need(stage("demo/hello") == "SLEEPING", "it was woken")
        self.program.click("button:Notify Me")
        self.program.wait("button:You Will Be Told")
        self.program.screenshot("space-asleep")

    def cancelled(self):
        """The waiting can be given up, and tried again."""
        self.program.click("button:Wake Up")
        until(lambda: stage("demo/hello") != "SLEEPING", "it to be woken")
        said = until(lambda: next((s for s in [self.program.wait_page("Cancel")] if len(s) > 2), None), "the time")
        need(re.fullmatch(r"\d+ s", said[2]), f"the page does not say for how long: {said}")
        self.program.click("button:Cancel")
        self.program.wait("label:Cancelled")
        need(self.program.address() == "demo/hello", "the address is gone")

    def waited_for(self):
        change("demo/hello", hardware="zero-a10g")
        self.program.click("button:Try Again")
        first = until(lambda: next((s[2] for s in [self.program.wait_page("Cancel")] if len(s) > 2), None), "the time")
        until(lambda: self.program.wait_page("Cancel")[2:] != [first], "the time to go on")
        self.program.screenshot("space-waiting")
        self.program.wait_api(120)
        self.program.wait("label:This Space runs on ZeroGPU. Without an account*")
        self.program.wait("button:Sign In")
        self.program.screenshot("space-zero-gpu")

    def refused(self):
        """Without time on ZeroGPU a run is refused; it can be kept until there is some again."""
        form = self.program.form("/greet")
        form.type("Name", "quota")
        form.press_run()
        said = form.wait_error()
        need(said[0] == "ZeroGPU quota exceeded", f"the error says {said}")
        self.program.wait("label:You have exceeded your GPU quota (60s requested vs. 0s left). Get more of it. Try again *")
        self.program.wait("label:The little ZeroGPU time that there is without an account is used up until *")
        self.program.screenshot("space-refused")
        self.program.click("button:Run at *")
        self.program.wait("label:The run starts at * with the values that it had*")
        self.program.screenshot("space-run-later")
        self.program.click("button:Call Off")
        self.program.wait("button:Run at *")
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def queued(self):
        """One that is known is there while it sleeps, and what is run in it waits."""
        set_stage("demo/hello", "SLEEPING")
        self.program.open_address("demo/hello")
        self.program.wait("button:Wake Up")
        form = self.program.form("/greet")
        self.program.screenshot("space-asleep-known")
        form.press_run()
        self.program.wait("status-bar:Runs as soon as the Space is awake*")
        self.program.wait("label:*1 run waits for it.*")
        self.program.screenshot("space-run-waits")
        form.wait_result(timeout=120)
        self.program.wait_gone("status-bar:Runs as soon as the Space is awake*")
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def paused(self):
        """One that nobody can wake is not waited for, until its owner starts it."""
        self.program.open_address("tester/paused")
        said = self.page("Paused by Its Author", "Install…")
        need("only its author can start it" in said[1], f"the page says {said}")
        self.program.wait("button:Discussions")
        self.program.screenshot("space-paused")

    def broken(self):
        set_stage("tester/paused", "RUNTIME_ERROR", "ValueError: no\nthe rest of it")
        self.program.key("ctrl+r")
        said = self.page("Stopped With an Error", "Try Again")
        need(said[1].endswith("does not run: ValueError: no"), f"the page says {said}")
        self.program.screenshot("space-broken")

    def unknown(self):
        """A state that is new has the Hub’s word."""
        set_stage("tester/paused", "DREAMING")
        self.program.click("button:Try Again")
        said = self.page("Not Running", "Try Again")
        need("DREAMING" in said[1], f"the page says {said}")

    def private(self):
        self.program.open_address("tester/my-private")
        self.page("Not Found, or Private", "Try Again")
        self.program.wait("button:Sign In")
        self.program.screenshot("space-private")

    def renamed(self):
        """Its name of today is the one that counts."""
        self.program.open_address("edge/old-name")
        until(lambda: self.program.address() == "edge/huge-likes", "the new name")

    def static(self):
        """One that is a page and no app has its page shown, after asking."""
        self.program.open_address("edge/no-runtime")
        said = until(lambda: self.program.wait_page("Try Again"), "the error")
        need("is a web page and no app" in said[1], f"the page says {said}")
        self.program.click("button:Show Its Web Page")
        self.program.wait("button:Open the Page")
        need(re.search(r"edge-no-runtime", self.program.address()), f"the address is {self.program.address()}")

    def own(self):
        """Its owner can do more, and has GPU time of their own."""
        self.program.close()
        self.program = Program(env={"HF_TOKEN": "hf_tester"})
        set_stage("tester/paused", "PAUSED")
        self.program.open_address("tester/paused")
        self.program.click("button:Restart the Space")
        until(lambda: stage("tester/paused") != "PAUSED", "it to be restarted")
        self.program.wait("button:Show Its Log")
        self.program.screenshot("space-own")
        self.program.open_address("demo/hello")
        self.program.wait("label:5 min of 5 min ZeroGPU time are left*")
        self.program.screenshot("space-gpu-time")

    def tests(self):
        return [
            ("a Space that sleeps is not woken by itself", self.asleep),
            ("a Space that wakes up can be given up", self.cancelled),
            ("a Space that wakes up is waited for", self.waited_for),
            ("a run that there is no GPU time for", self.refused),
            ("a run waits for a Space that sleeps", self.queued),
            ("a Space that is paused", self.paused),
            ("a Space that is broken", self.broken),
            ("a Space in a state that nobody knows", self.unknown),
            ("a Space that is private", self.private),
            ("a Space that was renamed", self.renamed),
            ("a Space that is a web page", self.static),
            ("a Space that is the user’s own", self.own),
        ]


def main():
    test = Space()
    status = run_tests(test.tests(), lambda: test.program)
    test.program.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
