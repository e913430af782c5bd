# SPDX-License-Identifier: GPL-3.0-or-later
"""One maker for each of eighteen component kinds, for apps of any size."""
import gradio as gr

CHOICES = [f"choice number {i}" for i in range(12)]
KINDS = [
    lambda i: gr.Textbox(label=f"Text {i}", info="what to write", placeholder="type here"),
    lambda i: gr.Number(label=f"Number {i}", value=i, minimum=0, maximum=100000),
    lambda i: gr.Slider(0, 100, value=i % 100, label=f"Slider {i}", step=0.5),
    lambda i: gr.Dropdown(CHOICES, label=f"Dropdown {i}", multiselect=i % 2 == 0),
    lambda i: gr.Checkbox(label=f"Check {i}"),
    lambda i: gr.Radio(CHOICES[:4], label=f"Radio {i}"),
    lambda i: gr.Image(label=f"Image {i}", type="filepath"),
    lambda i: gr.Audio(label=f"Audio {i}", type="filepath"),
    lambda i: gr.File(label=f"File {i}", file_count="multiple"),
    lambda i: gr.Dataframe(label=f"Table {i}", headers=["a", "b", "c"], value=[[1, 2, 3], [4, 5, 6]]),
    lambda i: gr.Chatbot(label=f"Chat {i}"),
    lambda i: gr.Gallery(label=f"Gallery {i}"),
    lambda i: gr.Markdown(f"### Heading {i}\n\nSome *text* of a few words, with a [link](https://example.org)."),
    lambda i: gr.JSON(label=f"JSON {i}", value={"a": [1, 2, 3], "b": None}),
    lambda i: gr.Label(label=f"Label {i}"),
    lambda i: gr.CheckboxGroup(CHOICES[:6], label=f"Group {i}"),
    lambda i: gr.ColorPicker(label=f"Colour {i}"),
    lambda i: gr.Code(label=f"Code {i}", language="python"),
]
