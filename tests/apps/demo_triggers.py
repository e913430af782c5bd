# SPDX-License-Identifier: GPL-3.0-or-later
"""Trigger modes. Each button starts a 1 s job; the server counts the runs per session and returns "count: text".

Three quick clicks: once -> 1 run, multiple -> 3 runs, always_last -> 2 runs, the second one with the text as it is when the
first one ends. "typing" is a change listener (always_last by default), "keys" an input listener (once by default).
gr.on with two triggers makes one endpoint with two targets.
"""
import collections
import threading
import time

import gradio as gr

runs = collections.Counter()
lock = threading.Lock()


def job(mode):
    def run(text, request: gr.Request):
        time.sleep(1)
        with lock:
            runs[request.session_hash, mode] += 1
            return f"{runs[request.session_hash, mode]}: {text}"

    run.__name__ = mode
    return run


with gr.Blocks(title="triggers") as demo:
    text = gr.Textbox("a", label="text")
    with gr.Row():
        for mode in ("once", "multiple", "always_last"):
            with gr.Column(min_width=100):
                b = gr.Button(mode)
                out = gr.Textbox(label=f"{mode} out")
                b.click(job(mode), text, out, trigger_mode=mode, concurrency_limit=3)
    typing = gr.Textbox(label="typing")
    keys = gr.Textbox(label="keys")
    seen = gr.Textbox(label="seen by change")
    seen2 = gr.Textbox(label="seen by input")

    def slow(x):
        time.sleep(0.4)
        return x

    typing.change(slow, typing, seen)
    keys.input(slow, keys, seen2)
    either = gr.Textbox(label="on two triggers")
    gr.on([typing.submit, keys.submit], lambda a, b: f"{a}|{b}", [typing, keys], either, api_name="both")

if __name__ == "__main__":
    demo.launch()
