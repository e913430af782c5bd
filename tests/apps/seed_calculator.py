# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: The Interface Class, Reactive Interfaces, Four Kinds Of Interfaces, More On Examples,
Using Flagging, Tabbedinterface - five interfaces in tabs."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import folder, picture, serve

FLAGS = folder("flags")


def calculate(num1, operation, num2, digits=2):
    if operation == "divide" and num2 == 0:
        raise gr.Error("Cannot divide by zero!", title="Arithmetic", duration=5)
    table = {
        "add": lambda: num1 + num2,
        "subtract": lambda: num1 - num2,
        "multiply": lambda: num1 * num2,
        "divide": lambda: num1 / num2,
    }
    return round(table[operation](), int(digits))


def inputs():
    return [
        gr.Number(label="num1", value=4),
        gr.Radio(["add", "subtract", "multiply", "divide"], value="add", label="operation"),
        gr.Number(label="num2"),
    ]


flagged = gr.Interface(
    calculate,
    inputs(),
    gr.Number(label="result"),
    additional_inputs=[gr.Slider(0, 6, value=2, step=1, label="digits")],
    additional_inputs_accordion=gr.Accordion("Rounding", open=False),
    examples=[[45, "add", 3, 2], [3.14, "divide", 2, 3], [144, "multiply", 2.5, None], [0, "subtract", 1.2, None]],
    examples_per_page=2,
    flagging_mode="manual",
    flagging_options=["wrong sign", "off by one", "other"],
    flagging_dir=FLAGS,
    api_name="calculate",
)
live = gr.Interface(
    lambda a, op, b: calculate(a or 0, op or "add", b or 0), inputs(), "number", live=True, api_name="live"
)
made = gr.Interface(lambda: picture("made.png"), None, gr.Image(label="made"), api_name="make")


def keep(image):
    gr.Info("stored")


eaten = gr.Interface(keep, gr.Image(type="filepath", label="eaten"), None, api_name="keep")
both = gr.Textbox(label="story", lines=2)
grown = gr.Interface(lambda t: (t or "").strip() + " and then", both, both, api_name="grow")

demo = gr.TabbedInterface(
    [flagged, live, made, eaten, grown],
    ["Standard", "Live", "Output only", "Input only", "Unified"],
    title="Five interfaces",
)

if __name__ == "__main__":
    demo.launch(**serve())
