#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is seen of an app at work: messages, the status of runs, errors at fields, a server that goes away.

usage: with-server VERSION APP.py -- gui-session -- test-app-status.py PART
"""
import os
import pathlib
import signal
import subprocess
import sys

from gui_test import PATIENCE, Program, need, run_tests, until

URL = os.environ["GRADIO_TEST_URL"]


class AppTest:
    """The app's own page in front."""

    def __init__(self):
        self.program = Program(URL, view=None)
        self.program.wait("page tab:App")
        self.program.click("page tab:App")
        self.find = self.program.find
        self.wait = self.program.wait
        self.click = self.program.click

    def seen(self, selector):
        """One that is shown; what lets the pointer through is not in front."""
        return next((n for n in self.program.app.find_all(selector) if n.shown), None)

    def wait_seen(self, selector):
        return until(lambda: self.seen(selector), selector)

    def text_of(self, label):
        """What is in a text box."""
        node = self.seen(f"entry:{label}")
        return node.text if node else None

    def wait_text(self, label, text):
        until(lambda: self.text_of(label) == text, f"{label} to be {text!r}, not {self.text_of(label)!r}")

    def close_runs(self):
        """The list of them."""
        self.program.key("Escape")
        until(lambda: not any("expanded" in n.states for n in self.program.app.find_all("button:*")),
              "the list of runs to close")

    def close_messages(self):
        def close():
            left = [n for n in self.program.app.find_all("button:Close this message") if n.shown]
            button = next(filter(self.program.in_front, left), None)
            if button is not None:  # none is in front for a moment, while the others move
                self.click(button)
            return not left
        until(close, "all messages to go")


class Messages(AppTest):
    def kinds(self):
        self.click("button:info")
        self.wait("label:News")
        self.wait("label:Some bold news with a link")
        self.click("button:short")
        self.wait_text("out", "short")
        self.program.wait_gone("label:Soon over")
        need(self.find("label:News"), "one message took another one with it")
        self.program.screenshot("messages")
        self.close_messages()

    def errors(self):
        self.click("button:error")
        self.wait("label:Custom title")
        self.wait("label:An HTML error")
        self.wait("button:Clear the error")
        self.click("button:crash")
        self.wait("label:division by zero")
        self.program.screenshot("messages-errors")
        self.click("button:Clear the error")
        self.program.wait_gone("button:Clear the error")
        self.close_messages()

    def silent(self):
        """Nothing is told, but the output is marked; the next run takes the mark away."""
        self.click("button:silent")
        self.wait("button:Clear the error")
        need(not self.find("label:not shown as a message"), "it was shown")
        self.click("button:classify")
        self.program.wait_gone("button:Clear the error")

    def folded(self):
        self.click("button:stay")
        self.wait("label:Stays until closed")
        self.click("button:three")
        self.wait("button:4 messages")
        self.wait("label:message 2")
        need(not self.find("label:Stays until closed"), "the oldest one is not folded")
        self.click("button:4 messages")
        self.wait("label:Stays until closed")
        self.click("button:Close All")
        self.program.wait_gone("label:Stays until closed")

    def tests(self):
        return [("Messages have a kind, a title, HTML and a time", self.kinds),
                ("Errors are told, and marked until they are cleared", self.errors),
                ("An error that is not to be shown marks the output", self.silent),
                ("Of many the older ones are folded", self.folded)]


class Progress(AppTest):
    def go_on(self, text):
        self.click("button:go on")
        self.wait_text("out", text)
        self.program.wait_gone("button:Stop")

    def levels(self):
        self.click("button:bare")
        self.wait_seen("label:Working - 10.0%")
        self.wait_seen("label:Running · *")
        self.go_on("bare done")
        self.click("button:nested")
        self.wait_seen("label:outer - *% / inner - *%")
        self.wait_seen("label:?/3 epochs · ?/4 steps · *")
        self.wait_seen("label:?? %")  # in the button
        self.program.screenshot("status-levels")
        self.go_on("nested done")

    def counts(self):
        self.click("button:unknown")
        self.wait_seen("label:1.2k records · *")
        self.go_on("unknown done")

    def amounts(self):
        self.click("button:full")
        self.wait_seen("label:Running*")
        self.go_on("full done")
        self.click("button:minimal")
        self.wait("button:Stop")
        self.wait_seen("label:* s")
        need(not self.seen("label:Running*"), "minimal says more than the time")
        self.go_on("minimal done")

    def hidden(self):
        """Nothing on the output, but in the list of what goes on."""
        self.click("button:hidden")
        self.wait("button:1 run goes on")
        need(not self.find("button:Stop"), "the output tells of it")
        self.go_on("hidden done")
        self.wait("button:Runs")

    def elsewhere(self):
        self.click("button:elsewhere")
        stop = self.wait("button:Stop")
        label = self.wait("label:second")
        need(stop.extents[1] > label.extents[1], "the status is not on the second output")
        self.go_on("elsewhere done")

    def listed(self):
        self.click("button:streamed")
        self.wait_text("out", "first")
        need(not self.seen("label:Running, results*"), "a generator has words over its result")
        self.click(self.wait("button:1 run goes on"))
        self.wait_seen("button:Stop All")
        self.program.screenshot("runs")
        self.close_runs()
        self.go_on("last")
        self.click(self.wait("button:Runs"))
        self.wait_seen("label:Done · *")
        self.close_runs()

    def cache(self):
        for _ in range(2):
            self.click("button:classify")
            self.wait_text("out", "class 3")
            self.wait("button:Runs")
        self.click(self.wait("button:Runs"))
        self.wait_seen("label:From cache · *")
        self.close_runs()

    def about(self):
        self.program.choose("App Menu", "About This App")
        self.wait("label:*is sent to the server at 127.0.0.1*")
        self.wait(f"label:{os.environ['GRADIO_TEST_VERSION']}")
        self.program.screenshot("app-info")
        self.program.key("Escape")
        self.program.wait_gone("label:*is sent to the server at 127.0.0.1*")

    def tests(self):
        return [("Levels of progress are named", self.levels),
                ("What is counted is told with its unit", self.counts),
                ("Full says what goes on, minimal the time", self.amounts),
                ("Hidden says nothing on the output", self.hidden),
                ("Elsewhere is where the author says", self.elsewhere),
                ("Runs are listed while they go on and after", self.listed),
                ("A result of the cache says so", self.cache),
                ("The app says what it is and where data goes", self.about)]


class Queue(AppTest):
    def places(self):
        """One runs, two wait: place and time on the output and in the button."""
        for _ in range(3):
            self.click("button:slow")
        self.wait_seen("label:Waiting in the queue: ? of ?*")
        self.wait_seen("label:? of ?*")
        self.program.screenshot("status-queue")
        self.wait("button:3 runs go on")

    def direct(self):
        """What does not queue does not wait."""
        self.click("button:direct")
        self.wait_text("out", "direct cat")
        need(self.find("button:3 runs go on"), "the others have ended meanwhile")

    def stop_all(self):
        self.click(self.wait("button:* runs go on"))
        self.click(self.wait_seen("button:Stop All"))
        self.wait("button:Runs")  # the button to stop them, which has the focus, is gone
        self.close_runs()
        self.click("button:go on")

    def full(self):
        """It is sent again while it is full."""
        for _ in range(6):
            self.click("button:slow")
        self.wait_seen("label:The app’s queue is full. Trying again in *")
        self.program.screenshot("status-full")
        self.stop_all()

    def tests(self):
        return [("The place in the queue is told", self.places),
                ("Unqueued calls go past", self.direct),
                ("All can be stopped", self.stop_all),
                ("A full queue is waited for", self.full)]


class Validator(AppTest):
    def refused(self):
        self.click("button:send")
        age = self.wait("label:Age must be between 1 and 129")
        self.wait("label:City starts with a capital letter")
        self.program.screenshot("fields")
        focus = self.program.app.until(
            lambda: next((n for n in self.program.app.find_all("*") if "focused" in n.states), None), PATIENCE,
            "the focus in the first field")
        need(abs(focus.extents[1] - age.extents[1]) < 100, "the focus is not in the first field")
        need(not self.find("button:Close this message"), "there is a message as well")
        need(not self.find("button:Clear the error"), "the output is marked")
        need(self.text_of("after") == "", "what follows ran")

    def edited(self):
        """The message of a field goes away with the next change of it."""
        self.program.app.type(self.program.find("entry:city"), "Paris")
        self.program.wait_gone("label:City starts with a capital letter")
        need(self.find("label:Age must be between 1 and 129"), "the other message went away as well")
        self.click("button:send")
        self.wait("label:Age must be between 1 and 129")
        need(not self.find("label:City starts with a capital letter"), "it is still refused")

    def accepted(self):
        age = self.program.app.find("spin button:age") if self.program.app.find_all("spin button:age") \
            else self.program.find("entry:age")
        self.program.app.type(age, "30")
        self.program.wait_gone("label:Age must be between 1 and 129")
        self.click("button:send")
        self.wait_text("out", "30 Paris")
        self.wait_text("after", "success ran")

    def tests(self):
        return [("What is refused is told at its field", self.refused),
                ("An edit takes the message away", self.edited),
                ("What is fine runs", self.accepted)]


class Cancel(AppTest):
    def begin(self):
        before = self.text_of("count")
        self.click("button:start")
        self.wait("button:Stop")
        until(lambda: self.text_of("count") not in ("", None, before), "the first result")

    def ended(self):
        self.program.wait_gone("button:Stop")
        self.wait("button:Runs")
        self.wait_text("after", "then ran")
        self.click("button:go on")
        self.wait_text("after", "went on")

    def escape(self):
        self.begin()
        self.program.key("Escape")
        self.ended()

    def from_status(self):
        self.begin()
        self.click("button:Stop")
        self.ended()

    def tests(self):
        return [("Escape stops what gives results", self.escape),
                ("A run is stopped from its status", self.from_status)]


class Connection(AppTest):
    """The server goes away, and comes again as another one."""

    def lost(self):
        pid = int(os.environ["GRADIO_TEST_PID"])
        proc = pathlib.Path(f"/proc/{pid}")
        self.command = proc.joinpath("cmdline").read_bytes().split(b"\0")[:-1]
        self.environment = dict(pair.split(b"=", 1) for pair in proc.joinpath("environ").read_bytes().split(b"\0")
                                if b"=" in pair)
        self.folder = os.readlink(proc / "cwd")
        self.program.app.type(self.wait("entry:word"), "mine")
        self.click("button:start")
        self.wait("button:Stop")
        os.kill(pid, signal.SIGKILL)
        self.wait("label:The connection to the app was lost.*“start”.")
        self.program.screenshot("connection-lost")
        need(not self.find("button:Stop"), "the run still goes on")

    def restarted(self):
        server = subprocess.Popen(self.command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.wait("label:The app was started anew on its server.*")
            self.program.screenshot("connection-restarted")
            before = self.wait("button:start")
            self.click("button:Reload")
            self.program.wait_gone("label:The app was started anew on its server.*")
            until(lambda: self.wait("button:start").ref != before.ref, "the app anew")
            self.wait_text("word", "mine")
            self.click("button:start")
            self.wait("button:1 run goes on")
            self.click(self.wait("button:Stop"))
        finally:
            server.kill()
            server.wait()

    def tests(self):
        return [("A server that is away is told, and what was interrupted", self.lost),
                ("One that was started anew is used after a reload, with what was entered", self.restarted)]


PARTS = {"messages": Messages, "progress": Progress, "queue": Queue, "validator": Validator, "cancel": Cancel,
         "connection": Connection}


def main():
    test = PARTS[sys.argv[1]]()
    status = run_tests(test.tests(), lambda: test.program)
    test.program.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
