# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Quickstart / The Interface Class - three inputs, two outputs, prose around them."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve


def greet(name: str, is_morning: bool, temperature: float):
    """Greets somebody and turns Fahrenheit into Celsius.

    Args:
        name: who is greeted.
        is_morning: picks the salutation.
        temperature: degrees Fahrenheit.
    """
    word = "Good morning" if is_morning else "Good evening"
    return f"{word}, {name}. It is {temperature:g} degrees today", round((temperature - 32) * 5 / 9, 2)


demo = gr.Interface(
    greet,
    [
        gr.Textbox(label="Name", info="Your first name", placeholder="Ada"),
        gr.Checkbox(label="Is it morning?"),
        gr.Slider(0, 100, value=20, step=1, label="Temperature"),
    ],
    [gr.Textbox(label="Greeting", lines=3), gr.Number(label="Celsius")],
    title="Greeter",
    description="Says **hello** and converts the temperature.",
    article="*Text under the form.*",
    api_name="greet",
    flagging_mode="never",
)

if __name__ == "__main__":
    demo.launch(**serve())
