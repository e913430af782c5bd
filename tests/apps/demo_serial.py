# SPDX-License-Identifier: GPL-3.0-or-later
"""Listeners of one event run one after another in the order they were declared; change events carry the value.

Click "two": first "A" (2 s), then "B". Typing "xy": "upper" and "length" both follow; the last values win.
The flag-like button shows "Saving..." at once, then "Saved", then "Save" again.
"""
import time

import gradio as gr


def slow():
    time.sleep(2)
    return time.strftime("%H:%M:%S")


with gr.Blocks(title="serial") as demo:
    two = gr.Button("two")
    a, b = gr.Textbox(label="A"), gr.Textbox(label="B")
    two.click(slow, None, a)
    two.click(lambda: time.strftime("%H:%M:%S"), None, b)

    word = gr.Textbox(label="word")
    upper, length = gr.Textbox(label="upper"), gr.Number(label="length")
    word.change(str.upper, word, upper)
    word.change(len, word, length)

    save = gr.Button("Save")

    def write():
        time.sleep(1)
        yield gr.Button("Saved", interactive=False)
        time.sleep(1)
        yield gr.Button("Save", interactive=True)

    save.click(lambda: gr.Button("Saving...", interactive=False), None, save, queue=False)
    save.click(write, None, save)

if __name__ == "__main__":
    demo.launch()
