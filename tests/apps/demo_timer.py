# SPDX-License-Identifier: GPL-3.0-or-later
"""Timer: ticks twice a second, can be stopped and sped up by events; every= on a component; load event; a value that is a function.

"ticks" counts only while the window shows the page. "now" is refreshed each second by every=1. "slow ticks" uses a handler
slower than the interval: with trigger_mode once, ticks that find it busy are dropped.
"""
import datetime
import time

import gradio as gr


def clock():
    return datetime.datetime.now().strftime("%H:%M:%S")


with gr.Blocks(title="timer") as demo:
    gr.Textbox(clock, label="now", every=1)
    loaded = gr.Textbox(label="loaded at")
    demo.load(clock, None, loaded)
    timer = gr.Timer(0.5)
    ticks = gr.Number(0, label="ticks")
    timer.tick(lambda t: t + 1, ticks, ticks, show_progress="hidden")
    with gr.Row():
        gr.Button("stop").click(lambda: gr.Timer(active=False), None, timer)
        gr.Button("start").click(lambda: gr.Timer(active=True), None, timer)
        gr.Button("faster").click(lambda: gr.Timer(0.2), None, timer)
    slow_timer = gr.Timer(0.3)
    slow = gr.Number(0, label="slow ticks")

    def crawl(t):
        time.sleep(1)
        return t + 1

    slow_timer.tick(crawl, slow, slow)
    base = gr.Slider(1, 10, value=2, label="base")
    gr.Number(lambda b: b * b, inputs=base, label="square of base")

if __name__ == "__main__":
    demo.launch()
