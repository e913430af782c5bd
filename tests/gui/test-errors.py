#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong with an address or a server is said in the window, and what was typed stays.

usage: gui-session -- with-server VERSION proto_basic.py -- test-errors.py
"""
import os
import pathlib
import signal
import sys

from fault_server import FaultServer
from gui_test import MEDIA, PATIENCE, TESTS, Program, copy_files, need, run_tests, texts, until

sys.path.insert(0, str(TESTS / "cli"))

import fake_gradio  # noqa: E402

FILE = {"type": "object", "title": "FileData", "properties": {
    "path": {"type": "string", "title": "Path"},
    "meta": {"default": {"_type": "gradio.FileData"}, "type": "object"}}, "required": ["path"]}
# One more job, which takes a file.
fake_gradio.ENDPOINTS["upload"] = ([fake_gradio.parameter("file", "File", FILE)], 0)
fake_gradio.NAMES.append("upload")

# What is at /faults/NAME: status, content type, body.
ANSWERS = {
    "page": (200, "text/html", b"<!doctype html><p>A page"),
    "garbage": (200, "application/json", b"{nonsense"),
    "old": (200, "application/json", b'{"version":"2.9.4","components":[],"dependencies":[]}'),
    "broken": (500, "text/plain", b"Internal Server Error"),
    "asleep": (503, "text/html", b"<!doctype html><p>Service Unavailable"),
}


class RecordedHandler(fake_gradio.Handler):
    """Below /faults/NAME is a fault; when it is over, the app of fake_gradio is there."""

    def fault(self):
        """Answers with the fault that is due. Returns whether it did."""
        start, _, rest = self.path.removeprefix("/faults/").partition("/")
        if not self.path.startswith("/faults/") or start not in (*ANSWERS, "cut"):
            return False  # the program also looks above an address
        if start in self.server.over:
            self.path = "/app/" + rest
            return False
        with self.server.lock:
            self.server.n_faults += 1
        if start == "cut":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{")
            self.close_connection = True
        else:
            status, kind, body = ANSWERS[start]
            self.answer(status, body, kind)
        return True

    def end_headers(self):
        if self.server.retry_after:
            self.send_header("Retry-After", str(self.server.retry_after))
        super().end_headers()

    def do_GET(self):
        if not self.fault():
            super().do_GET()

    def do_POST(self):
        refusal = self.server.refusals.get(self.path.rpartition("/")[2])
        if refusal is not None:
            self.body()
            self.answer(*refusal)
        else:
            super().do_POST()


class RecordedServer(fake_gradio.Server):
    def __init__(self):
        self.over = set()  # names of faults that are
        self.n_faults = 0  # how often there was one
        self.refusals = {}  # last part of the path of a POST: status, body
        self.retry_after = 0  # seconds that a client is to wait, 0 for as long as it likes
        super().__init__()
        self.RequestHandlerClass = RecordedHandler

    def address(self, fault):
        return f"{self.url}/faults/{fault}"


def is_advice(text):
    """Says what happened and what to do: sentences, the last one with an end."""
    return len(text) > 20 and text.rstrip()[-1] in ".”?"


class Errors:
    def __init__(self):
        self.server = FaultServer(os.environ["GRADIO_TEST_URL"])
        self.server.start()
        self.program = Program()

    def fails(self, address, title, *words):
        """Opening an address shows a page with this title and these words, which the one before may have as well."""
        if self.program.find("label:Open an App") is None:
            self.program.key("ctrl+w")
            self.program.wait("label:Open an App")
        self.program.open_address(address)
        self.wait_failure(address, title, *words)

    def wait_failure(self, address, title, *words):
        text = until(lambda: self.page_with(title), f"the page “{title}”")[1]
        need(is_advice(text), f"{text!r} does not say what to do")
        for word in words:
            need(word in text, f"{text!r} does not say “{word}”")
        need(self.program.address() == address, f"the address is now {self.program.address()}")

    def page_with(self, title):
        said = self.program.wait_page("Edit Address")
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
        self.program.wait_api()
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
        self.program.wait_api()  # before it are only the forms that go away
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
            ("a Gradio that is too old", url("gradio2"), "This App Speaks Another Language", "Gradio 2"),
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


class Recoveries:
    """Faults that end, with an app that answers as a real one was recorded to."""

    def __init__(self, program):
        self.server = RecordedServer()
        self.program = program

    def open(self, address):
        if self.program.find("label:Open an App") is None:
            self.leave()  # a test before this one failed
        self.program.open_address(address)

    def check(self, address, title, words):
        """The page of an error: its title, what to do, and the address."""
        program = self.program
        program.wait(f"label:{title}")
        said = program.wait(f"label:*{words}*")
        text = said.text or said.name
        need(text.endswith(".") and "\n" not in text, f"this is no sentence: {text!r}")
        need(program.address() == address, f"the address is now {program.address()!r}")
        for button in ("Try Again", "Edit Address"):
            program.wait(f"button:{button}")

    def leave(self):
        self.program.key("ctrl+w")
        self.program.wait("label:Open an App")

    def recovers(self, fault, title, words):
        """The same, and once the server has become an app, Try Again shows it."""
        address, start = self.server.address(fault), self.server.n_faults
        self.open(address)
        self.check(address, title, words)
        before = self.server.n_faults
        self.program.click("button:Try Again")  # the fault goes on
        # The page stays for a moment: an app that answers at once is to be there without another one between.
        until(lambda: self.server.n_faults - before == before - start, "the server to be asked all of it again")
        self.check(address, title, words)
        self.server.over.add(fault)
        self.program.click("button:Try Again")
        self.program.wait_form("/echo")
        need(self.program.address() == address, f"the address is now {self.program.address()!r}")
        self.leave()

    def edit_address(self):
        self.open(self.server.address("page"))
        self.program.click("button:Edit Address")
        entry = self.program.wait_focus("entry:Address")
        self.program.app.type(entry, self.server.url + "/app")
        self.program.key("Return")
        self.program.wait_form("/echo")
        self.leave()

    def app_form(self, name):
        """A form of the app that does not fail by itself, which stays open for the next test."""
        if self.program.address() != self.server.url + "/app":
            self.open(self.server.url + "/app")
            self.program.wait_form("/echo")
        return self.program.form(name)

    def check_job(self, form, title, words):
        error = form.wait_error()
        need(error[0] == title and words in error[1], f"the card says {error}")
        need("\n" not in error[1] and error[1].endswith("."), f"this is no sentence: {error[1]!r}")
        need(form.status() is None, f"the job is still {form.status()}")
        need(form.find("button:Cancel") is None, "a job that failed can be cancelled")

    def refused_job(self, status, body, title, words, button="Run Again"):
        form = self.app_form("/echo")
        form.type("Word", "kept")
        form.type("Number", "7")
        self.server.refusals["join"] = (status, body)
        form.press_run()
        self.check_job(form, title, words)
        need(form.value("Word") == "kept" and form.value("Number") == "7", "the values are gone")
        del self.server.refusals["join"]
        form.app.click(form.wait(f"button:{button}"))
        form.app.until(lambda: form.error() is None, PATIENCE, "the error to go away")
        need("kept" in texts(form.wait_result()[0]), "the second run gave another result")

    def full(self):
        """A queue that stays full: the job is sent again as often as is reasonable, then it has failed."""
        self.server.retry_after = 1
        self.refused_job(503, {"detail": "Queue is full."}, "The App Is Full", "Try again in 1 second.", "Try Again")
        self.server.retry_after = 0

    def full_for_a_while(self):
        form = self.app_form("/busy")
        self.server.n_refusals = 2
        form.press_run()
        form.wait_status("The app’s queue is full. Trying again in ")
        self.program.screenshot("queue-full")
        need("there is room" in texts(form.wait_result()[0]), "the job did not come again")
        need(self.server.n_refusals == 0 and form.error() is None, "the job was not refused twice")

    def full_and_stopped(self):
        form = self.app_form("/busy")
        self.server.n_refusals, before = 100, self.server.n_jobs
        form.press_run()
        form.wait_status("The app’s queue is full. Trying again in ")
        form.app.click(form.wait("button:Cancel"))
        form.wait_status("Cancelled")
        need(form.error() is None and form.find("button:Cancel") is None, "the job goes on")
        self.server.n_refusals = 0
        need("there is room" in texts(form.run()[0]), "it cannot be run again")
        need(self.server.n_jobs == before + 1, "the job that was stopped came again")

    def not_sent(self):
        form = self.app_form("/echo")
        form.type("Number", "seven")
        before = self.server.n_jobs
        form.press_run()
        form.wait("label:This is not a number*")
        form.app.until(lambda: form.has_focus("Number"), PATIENCE, "the focus at the wrong value")
        need(self.server.n_jobs == before, "a wrong value was sent")
        need(form.value("Number") == "seven", "what was typed is gone")

    def too_large(self):
        """The server said how much it takes: the field does not take more."""
        big = pathlib.Path(self.program.home) / "large.bin"
        big.write_bytes(bytes(200_000))
        form = self.app_form("/upload")
        copy_files([big])
        form.app.until(lambda: form.find("label:“large.bin” has 200*kB. The app takes files of up to 100*kB.") or
                       form.app.click(form.wait("button:*Paste")) is None, PATIENCE, "why the file is refused")
        need(self.server.uploads == [], f"{self.server.uploads} was sent")

    def upload_refused(self):
        """Something before the server takes less than the server said."""
        form = self.app_form("/upload")
        form.fill_files("File", [MEDIA / "notes.txt"])
        self.server.refusals["upload"] = (413, b"too much", "text/plain")
        form.press_run()
        self.check_job(form, "File Too Large", "too large. Choose a smaller one.")
        need("notes.txt" in texts(form.row("File")), "the file is gone from its field")
        self.leave()

    def tests(self):
        faults = [
            ("broken JSON", "garbage", "Not a Gradio App", "answers, but not as a Gradio app does."),
            ("Gradio 2", "old", "This App Speaks Another Language", "runs on Gradio 2, which is too old."),
            ("a failure (500)", "broken", "The Server Failed", "failed (500)."),
            ("a sleeping app (503)", "asleep", "Not Running", "does not run at the moment (503)."),
            ("an answer that is cut", "cut", "Connection Lost", "broke. Try again."),
        ]
        jobs = [
            ("fails (500)", 500, {"detail": "out of memory."}, "The Server Failed", "failed (500): out of memory"),
            ("wants a login (401)", 401, {"detail": "Not authenticated"}, "Login Needed", "wants a login"),
        ]
        return [(f"{what}, and Try Again", lambda more=more: self.recovers(*more)) for what, *more in faults] + [
            ("an address that is corrected", self.edit_address),
        ] + [(f"a server {what} at a job", lambda more=more: self.refused_job(*more)) for what, *more in jobs] + [
            ("a queue that stays full", self.full),
            ("a queue that is full for a while", self.full_for_a_while),
            ("a queue that is full, and the job is stopped", self.full_and_stopped),
            ("a wrong value, which is not sent", self.not_sent),
            ("a file larger than the app takes", self.too_large),
            ("a file that the server refuses", self.upload_refused),
        ]


def main():
    test = Errors()
    with test.program:
        # The last of the other tests ends the real server.
        status = run_tests(Recoveries(test.program).tests() + test.tests(), lambda: test.program)
    test.server.stop()
    return status


if __name__ == "__main__":
    sys.exit(main())
