# SPDX-License-Identifier: GPL-3.0-or-later
"""gr.Interface: title, description, article, two inputs and two outputs, additional inputs in an accordion, flag options,
examples, submit by Enter, stop button of a generator, live mode: as a TabbedInterface of five, which is a layout of its own."""
import time

import gradio as gr


def greet(name, times, loud):
    text = " ".join([f"Hello {name}!"] * int(times))
    return (text.upper() if loud else text), len(text)


def steps(n):
    for i in range(int(n)):
        time.sleep(0.3)
        yield f"step {i + 1}"


standard = gr.Interface(
    greet,
    ["text", gr.Slider(1, 5, step=1, label="times")],
    ["text", gr.Number(label="length")],
    additional_inputs=[gr.Checkbox(label="loud")],
    title="Greeter",
    description="Says *hello*.",
    article="Made for **tests**.",
    examples=[["Ann", 2, False], ["Bob", 3, True]],
    flagging_options=["good", "bad"],
    clear_btn="Clear",
    api_name="greet",
)
generator = gr.Interface(steps, gr.Number(5, label="n"), "text", flagging_mode="never", api_name="steps")
live = gr.Interface(lambda a, b: a + b, [gr.Number(1, label="a"), gr.Number(2, label="b")], gr.Number(label="sum"), live=True, api_name="add")
output_only = gr.Interface(lambda: time.strftime("%H:%M:%S"), None, gr.Textbox(label="time"), api_name="now")
same = gr.Textbox(label="text to reverse")
unified = gr.Interface(lambda s: (s or "")[::-1], same, same, flagging_mode="auto", api_name="reverse")

demo = gr.TabbedInterface(
    [standard, generator, live, output_only, unified], ["Standard", "Generator", "Live", "Output only", "Unified"], title="Interfaces"
)

if __name__ == "__main__":
    demo.launch()
