#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong with an address or a server is said in the window, and what was typed stays.

usage: gui-session -- with-server VERSION proto_basic.py -- test-errors.py
"""
import os
import signal
import sys

from fault_server import FaultServer
from gui_test import Program, need, run_tests, texts, until


def is_advice(text):
    """Says what happened and what to do: sentences, the last one with an end."""
    return len(text) > 20 and text.rstrip()[-1] in ".”?"


class Errors:
    def __init__(self):
        self.server = FaultServer(os.environ["GRADIO_TEST_URL"])
        self.server.start()
        self.program = Program()

    def fails(self, address, title, *words):
        """Opening an address shows a page with this title and these words."""
        self.program.open_address(address)
        self.wait_failure(address, title, *words)

    def wait_failure(self, address, title, *words):
        said = until(lambda: self.page_with(title), f"the page “{title}”")
        text = " ".join(said[1:])
        need(is_advice(text), f"{said} does not say what to do")
        for word in words:
            need(word in text, f"{said} does not say “{word}”")
        need(self.program.address() == address, f"the address is now {self.program.address()}")

    def page_with(self, title):
        said = self.program.wait_page("Try Again")
        return said if said and said[0] == title else None

    def nothing_there(self):
        self.server.stop()
        self.fails(self.server.url(), "Not Reachable", "127.0.0.1")
        self.program.screenshot("error-unreachable")
        self.server.start()
        self.program.open_address(self.server.url("html"))
        self.wait_failure(self.server.url("html"), "Not a Gradio App")

    def try_again(self):
        """Once the server is there, the same page works."""
        address = self.server.url("app")
        self.server.stop()
        self.fails(address, "Not Reachable")
        self.server.start()
        self.program.click("button:Try Again")
        self.program.wait("entry:Find an endpoint")
        need(self.program.address() == address, "the address changed")
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def hang(self):
        self.program.open_address(self.server.url("hang"))
        self.program.wait("label:Connecting…")
        self.program.click("button:Cancel")
        self.wait_failure(self.server.url("hang"), "Cancelled")

    def reload_keeps_values(self):
        address = self.server.url("app")
        self.program.open_address(address)
        self.program.form("/gen_text").type("text", "typed before")
        self.server.stop()
        self.program.key("F5")
        self.wait_failure(address, "Not Reachable")
        self.server.start()
        self.program.click("button:Try Again")
        self.program.forget_forms()
        form = self.program.wait_form("/gen_text")
        until(lambda: form.value("text") == "typed before", "what was typed before")
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def job_fails(self, form, values, break_it=lambda: None):
        """A job that breaks off: one sentence, partial results and values stay."""
        for label, value in values.items():
            form.type(label, value)
        form.press_run()
        break_it()
        title, text = form.wait_error()
        need(title == "Connection Lost" or title == "Not Reachable", f"the error is {title!r}: {text!r}")
        need(is_advice(text), f"{text!r} does not say what to do")
        for label, value in values.items():
            need(form.value(label) == value, f"{label} is now {form.value(label)!r}")
        need("sensitive" in form.find("button:Run").states, "it cannot be run again")

    def stream_cut(self):
        self.program.open_address(self.server.url("cut"))
        form = self.program.form("/gen_text")
        self.job_fails(form, {"text": "this will be cut", "delay": "0.2"})
        self.program.screenshot("error-stream-cut")
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def server_dies(self):
        self.program.open_address(os.environ["GRADIO_TEST_URL"])
        form = self.program.form("/gen_text")

        def kill():
            until(lambda: form.result() and any(n.role == "text" and n.text for n in form.result().walk()),
                  "the first part of the text")
            os.kill(int(os.environ["GRADIO_TEST_PID"]), signal.SIGKILL)
        self.job_fails(form, {"text": "the server dies while this is told", "delay": "0.3"}, kill)
        need(any("the".startswith(t) or t.startswith("the") for t in texts(form.result())),
             f"what had come is gone: {texts(form.result())}")
        form.press_run()
        until(lambda: (form.error() or [""])[0] == "Not Reachable", "that nothing answers any longer")
        need(form.value("text") == "the server dies while this is told", "what was typed is gone")

    def tests(self):
        url = self.server.url
        here = f"127.0.0.1:{self.server.port}"
        cases = [
            ("a host that does not exist", "http://no-such-host.invalid", "Server Not Found", "no-such-host.invalid"),
            ("https where there is none", url(scheme="https"), "Connection Not Secure", "127.0.0.1"),
            ("404", url("missing"), "Nothing Here", "404"),
            ("401", url("login"), "Login Needed"),
            ("a web page", url("html"), "Not a Gradio App", "web page"),
            ("JSON that is no app", url("json"), "Not a Gradio App", here.split(":")[0]),
            ("a Gradio that is too old", url("gradio2"), "This App Speaks Another Language", "2.9.4"),
            ("no address", "not an address at all", "Not an Address"),
        ]
        return [(name, lambda case=case: self.fails(*case)) for name, *case in cases] + [
            ("a port where nothing is", self.nothing_there),
            ("Try Again works once the server is back", self.try_again),
            ("a server that never answers can be cancelled", self.hang),
            ("a reload that fails keeps what was typed", self.reload_keeps_values),
            ("a stream that breaks off", self.stream_cut),
            ("a server that dies during a job", self.server_dies),
        ]


def main():
    test = Errors()
    with test.program:
        status = run_tests(test.tests(), lambda: test.program)
    test.server.stop()
    return status


if __name__ == "__main__":
    sys.exit(main())
