# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Python Client 1.0 release, Introduction (generators, cancelling, errors), curl guide."""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve

WORDS = "A native toolkit draws fast, scrolls well and follows the desktop.".split()


def chat(message, system_prompt="You are helpful.", tokens=10):
    said = ""
    for i in range(int(tokens)):
        said += ("" if not said else " ") + WORDS[i % len(WORDS)]
        time.sleep(0.08)
        yield said


def count(n):
    for i in range(int(n)):
        time.sleep(0.1)
        yield str(i)


def fail(kind):
    if kind == "gr.Error":
        raise gr.Error("told on purpose", duration=3, title="Planned")
    if kind == "plain":
        raise ValueError("not told on purpose")
    if kind == "warn":
        gr.Warning("careful", duration=2)
        gr.Info("just so you know")
        gr.Success("went well")
    return f"survived {kind}"


with gr.Blocks(title="Streams of text") as demo:
    with gr.Row():
        msg = gr.Textbox(label="message")
        system = gr.Textbox(label="system_prompt", value="You are helpful.")
        tokens = gr.Slider(1, 50, value=10, step=1, label="tokens")
    out = gr.Textbox(label="answer", lines=4)
    with gr.Row():
        go = gr.Button("Ask", variant="primary")
        stop = gr.Button("Stop", variant="stop")
    run = go.click(chat, [msg, system, tokens], out, api_name="chat")
    stop.click(None, None, None, cancels=[run])
    n = gr.Number(3, label="n", precision=0)
    tick = gr.Textbox(label="tick")
    gr.Button("Count").click(count, n, tick, api_name="count", concurrency_limit=4)
    kind = gr.Radio(["gr.Error", "plain", "warn", "fine"], value="gr.Error", label="kind")
    said = gr.Textbox(label="said")
    gr.Button("Fail").click(fail, kind, said, api_name="fail")

if __name__ == "__main__":
    demo.launch(**serve())
