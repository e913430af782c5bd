# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that go round in a circle, results that come after a part of the page was made anew, examples with gaps."""
import threading

import gradio as gr

gate = threading.Event()
TRIANGLE = [[3.0, None, "narrow"], [4.0, None, "wide"]]


def late(text):
    """Ends when the page says so."""
    gate.clear()
    yield text + "begun"
    gate.wait(60)
    yield text + "done"


with gr.Blocks(title="flow") as demo:
    with gr.Row():
        celsius = gr.Number(0, label="celsius")
        fahrenheit = gr.Number(32, label="fahrenheit")
    celsius.change(lambda c: c * 9 / 5 + 32, celsius, fahrenheit)
    fahrenheit.change(lambda f: (f - 32) * 5 / 9, fahrenheit, celsius)

    with gr.Row():
        base = gr.Number(label="base")
        height = gr.Number(7, label="height")
        word = gr.Textbox(label="word")
    gr.Examples(TRIANGLE, [base, height, word])

    count = gr.Number(1, label="count", precision=0)
    release = gr.Button("release")
    release.click(gate.set, None, None, queue=False)

    @gr.render(inputs=count)
    def part(n):
        gr.Markdown(f"part {n}")
        kept = gr.Textbox("", label="kept", key="kept", preserved_by_key=["value"])
        fresh = gr.Textbox("", label="fresh")
        begin = gr.Button("begin", key="begin")
        begin.click(late, kept, kept, key="late", concurrency_limit=2)
        lose = gr.Button("lose")
        lose.click(late, fresh, fresh, concurrency_limit=2)

if __name__ == "__main__":
    demo.launch()
