# SPDX-License-Identifier: GPL-3.0-or-later
"""Gradio 3 and 4 before its Timer: what is done again every so many seconds, for as long as the page is open."""
import itertools
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve

with gr.Blocks(title="Every") as demo:
    ticks, steps = itertools.count(1), itertools.count(1)
    clock = gr.Textbox(lambda: f"tick {next(ticks)}", every=0.3, label="Clock")
    name, walked = gr.Textbox("Ada", label="Name"), gr.Textbox(label="Walked")
    walk, stop = gr.Button("Walk"), gr.Button("Stop")
    walking = walk.click(lambda who: f"{who} {next(steps)}", name, walked, every=0.3)
    stop.click(None, None, None, cancels=[walking])
    asked = gr.Textbox(label="Asked")
    gr.Button("Ask").click(lambda: f"{next(steps)} so far", None, asked)

if __name__ == "__main__":
    demo.queue().launch(**serve())
