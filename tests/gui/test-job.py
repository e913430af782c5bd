#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One job after another in the window: queue, progress, streams, messages, errors, cancelling,
wrong values; and the keys of the window.

usage: gui-session -- with-server VERSION proto_basic.py -- test-job.py
"""
import os
import sys

from gui_test import Interface, PATIENCE, Program, need, run_tests, texts, until


class Jobs:
    def __init__(self):
        self.interface = Interface(os.environ["GRADIO_TEST_URL"])
        self.program = Program(self.interface.url)

    def output(self, form):
        """The text of the first output, as far as it has come."""
        result = form.result()
        fields = [n for n in result.walk() if n.role == "text"] if result else []
        return fields[0].text if fields else ""

    # ---- jobs --------------------------------------------------------------

    def run_by_button(self):
        form = self.program.form("/gen_text")
        form.type("text", "abc")
        form.type("delay", "0")
        outputs = form.run(when=lambda outputs: texts(outputs[0])[-1] == "abc")
        need(texts(outputs[0])[0] == "out", f"the output is called {texts(outputs[0])}")

    def queue_position(self):
        """Somebody's job runs, another one waits, and ours is behind it."""
        form = self.program.form("/sleep")
        form.type("num", "0.2")
        for seconds in (4, 3):
            self.interface.start("/sleep", seconds)
        form.press_run(by_key=True)
        form.wait_status("Waiting in the queue: 2 of 2")
        self.program.screenshot("job-queue")
        form.wait_status("Waiting in the queue: 1 of 1")
        outputs = form.wait_result()
        need("slept 0.2" in texts(outputs[0]), f"the result is {texts(outputs[0])}")

    def progress(self):
        form = self.program.form("/progress")
        form.type("num", "3")
        form.type("delay", "0.7")
        form.press_run()
        seen = {}

        def outer_two():
            seen.update(form.bars())
            return any(name.startswith("outer 2/3") for name in seen)
        until(outer_two, "the progress “outer 2/3”")
        self.program.screenshot("job-progress")
        until(lambda: seen.update(form.bars()) or any(name.startswith("inner 1/2") for name in seen),
              "the progress of the inner loop")
        fraction = next(value for name, value in seen.items() if name.startswith("outer 2/3"))
        need(abs(fraction - 2 / 3) < 0.01, f"“outer 2/3” is a bar at {fraction}")
        outputs = form.wait_result()
        need("done 3" in texts(outputs[0]), f"the result is {texts(outputs[0])}")
        need(not form.bars(), "there are bars after the end")

    def stream(self):
        text = "partial outputs grow"
        form = self.program.form("/gen_text")
        form.type("text", text)
        form.type("delay", "0.3")
        form.press_run()

        def grows(more_than):
            now = self.output(form)
            return now if text.startswith(now) and more_than < len(now) < len(text) else None
        first = until(lambda: grows(0), "the first part of the text")
        need(form.status().startswith("Running"), f"while it streams it says {form.status()}")
        until(lambda: grows(len(first)), "more of the text")
        form.wait_result(when=lambda outputs: text in texts(outputs[0]))

    def messages(self):
        form = self.program.form("/alerts")
        form.type("text", "hello")
        form.press_run()
        self.program.wait("label:T-info: info hello")
        self.program.screenshot("job-message")
        self.program.wait("label:*yes hello*")
        need(not self.program.app.find_all("!label:*warn hello*"), "a message that is not to be shown is shown")
        form.wait_result()

    def error(self):
        form = self.program.form("/fail")
        form.type("kind", "gr")
        form.press_run()
        need(form.wait_error() == ["T-err", "bad thing"], f"the error is {form.error()}")
        self.program.screenshot("job-error")
        need(form.value("kind") == "gr", "what was typed is gone")
        form.type("kind", "other")
        form.press_run()
        until(lambda: form.error() not in (None, ["T-err", "bad thing"]), "the other error")
        title, text = form.error()
        need(title and text.endswith("."), f"the error is {title!r}, {text!r}")
        need(form.value("kind") == "other", "what was typed is gone")

    def stream_error(self):
        form = self.program.form("/gen_fail")
        form.type("num", "3")
        form.press_run()
        need(form.wait_error() == ["T-half", "stopped half way"], f"the error is {form.error()}")
        until(lambda: self.output(form) == "part 2", "what had come before the error")

    def cancel_by_key(self):
        self.cancel(lambda form: self.program.key("Escape"))

    def cancel_by_button(self):
        self.cancel(lambda form: self.program.click(form.wait("button:Cancel")))

    def cancel(self, how):
        form = self.program.form("/gen_sleep")
        form.type("num", "60")
        before = self.output(form)  # is shown until there is something new
        form.press_run()
        until(lambda: self.output(form).startswith("tick") and self.output(form) != before, "the first tick")
        how(form)
        form.wait_status("Cancelled")
        last = self.output(form)
        need(last.startswith("tick"), "what had come is gone")
        need(form.find("button:Cancel") is None, "there is still something to cancel")
        need("sensitive" in form.find("button:Run").states, "it cannot be run again")
        need(form.value("num") == "60", "what was typed is gone")

    # ---- wrong values ------------------------------------------------------

    def validation(self):
        form = self.program.form("/validated")
        form.type("text", "")
        form.press_run()
        until(lambda: "word must not be empty" in (form.fault("text") or ""), "the fault at the field")
        need(form.fault("num") is None, f"the other field says {form.fault('num')}")
        form.type("text", "ab")
        outputs = form.run()
        need("ababab" in texts(outputs[0]), f"the result is {texts(outputs[0])}")
        need(form.fault("text") is None, "the fault stays")

    def wrong_value(self):
        """Marked at the field; nothing is sent."""
        form = self.program.form("/count")
        form.type("step", "many")
        form.press_run(by_key=True)
        until(lambda: (form.fault("step") or "").startswith("This is not a number"), "the fault at the field")
        need(form.status() is None and form.result() is None and form.error() is None, "something was sent")
        need(form.value("step") == "many", "what was typed is gone")
        form.type("step", "5")
        outputs = form.run()
        need(texts(outputs[0])[-1] == "5", f"the total is {texts(outputs[0])}")

    def reset(self):
        form = self.program.form("/sleep")
        form.type("num", "12")
        self.program.click(form.wait("button:Reset “num”"))
        until(lambda: form.value("num") == "3", "the default")

    # ---- the window's keys -------------------------------------------------

    def find_endpoint(self):
        search = self.program.wait_api()
        self.program.app.type(search, "progress")
        listed = lambda: [n.name or n.text for n in self.program.app.tree(search.parent).walk()  # noqa: E731
                          if n.role == "label" and n.ancestor("list-item") and n.shown]
        until(lambda: [w for w in listed() if w.startswith("/")] == ["/progress", "/progress_tqdm"],
              "the two endpoints found")
        self.program.app.type(search, "no such endpoint")
        self.program.wait("label:Nothing Found")
        self.program.key("ctrl+f", "Escape")
        until(lambda: self.program.app.tree(search).text == "", "the search to be over")
        self.program.wait("label:/echo_types")

    def address_key(self):
        self.program.key("ctrl+l")
        self.program.wait_focus("entry:Address")
        self.program.app.type("entry:Address", "never mind")
        self.program.key("Escape")
        until(lambda: self.program.address() == self.interface.url, "the address as it was")

    def tabs(self):
        app = self.program.app
        self.program.key("ctrl+t")
        self.program.wait("label:Open an App")
        need(self.program.address() == "", f"the new tab has the address {self.program.address()}")
        self.program.key("ctrl+Tab")
        until(lambda: self.program.address() == self.interface.url, "the first tab")
        self.program.key("ctrl+shift+Tab")
        self.program.wait("label:Open an App")
        self.program.key("ctrl+w")
        until(lambda: self.program.address() == self.interface.url, "the first tab again")
        need(app.process.poll() is None, "the program ended")

    def shortcuts(self):
        app = self.program.app
        self.program.key("ctrl+question")
        window = app.until(lambda: next((n for n in app.tree().children if "modal" in n.states), None),
                           PATIENCE, "the window of shortcuts")
        words = until(lambda: [n.name or n.text for n in app.tree(window).walk() if n.role == "label"],
                      "what it says")
        for word in ("Run", "Find an endpoint", "Open an address", "Cancel the running job"):
            need(word in words, f"the shortcuts say nothing of “{word}”")
        app.focus_window("Keyboard Shortcuts")
        self.program.key("Escape")
        until(lambda: len([n for n in app.tree().children if n.shown]) == 1, "the window to go away")
        app.focus_window()

    def tests(self):
        return [
            ("runs by the button", self.run_by_button),
            ("shows the position in the queue", self.queue_position),
            ("shows progress with its text", self.progress),
            ("shows a stream while it grows", self.stream),
            ("shows messages as toasts", self.messages),
            ("shows errors and keeps values", self.error),
            ("shows what came before an error", self.stream_error),
            ("cancels by Escape", self.cancel_by_key),
            ("cancels by the button", self.cancel_by_button),
            ("shows what the app refuses at the field", self.validation),
            ("sends no wrong value", self.wrong_value),
            ("resets a field", self.reset),
            ("finds endpoints", self.find_endpoint),
            ("goes to the address", self.address_key),
            ("opens and closes tabs", self.tabs),
            ("shows its shortcuts", self.shortcuts),
        ]


def main():
    test = Jobs()
    with test.program:
        return run_tests(test.tests(), lambda: test.program)


if __name__ == "__main__":
    sys.exit(main())
