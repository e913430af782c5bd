# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that are functions: called when the page is loaded, every so often, and when an input changes.

Runs on Gradio 4.44 and later.  Port: GRADIO_SERVER_PORT.
"""
import itertools

import gradio as gr

ticks = itertools.count(1)

with gr.Blocks(title="values") as demo:
    gr.Textbox(lambda: "made when loaded", label="loaded")
    gr.Textbox(lambda: f"tick {next(ticks)}", every=gr.Timer(0.3), label="ticking")
    # A server asks for one call at a time here: what changes during it is not told of. A check box changes once.
    loud = gr.Checkbox(False, label="loud")
    gr.Textbox(lambda is_loud: "HELLO" if is_loud else "hello", inputs=loud, label="greeting")

demo.queue()

if __name__ == "__main__":
    demo.launch(server_name="127.0.0.1")
