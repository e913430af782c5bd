# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: the component pages (Dialogue, ImageSlider, Model3D, Plot, SimpleImage, Dataset, ...) and Custom Components."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from gradio._simple_templates import SimpleImage
from gradio.components.base import Component
from gradio.data_classes import FileData
from _seedmedia import cube_obj, no_stub, picture, serve, tone


class PDF(Component):
    """A component type no client knows: stands for any community component."""

    EVENTS = ["change", "upload"]
    data_model = FileData

    def __init__(self, value=None, *, height=None, **kwargs):
        self.height = height
        super().__init__(value, **kwargs)

    def preprocess(self, payload):
        return payload.path if payload else None

    def postprocess(self, value):
        return FileData(path=value) if value else None

    def example_payload(self):
        return None

    def example_value(self):
        return None


no_stub(__file__)

with gr.Blocks(title="Components") as demo:
    talk = gr.Dialogue(
        [{"speaker": "Speaker 1", "text": "Hello"}, {"speaker": "Speaker 2", "text": "Hi (laughs)"}],
        type="list", speakers=["Speaker 1", "Speaker 2"], tags=["(laughs)", "(sighs)"], submit_btn=True, interactive=True,
    )
    heard = gr.Dialogue(label="Diarized", speakers=["Speaker 1", "Speaker 2"], interactive=False,
                        color_map={"Speaker 1": "red", "Speaker 2": "#22FFEE"})
    talk.submit(lambda d: d, talk, heard, api_name="talk")
    compare = gr.ImageSlider((picture("l.png"), picture("r.png", hue=2)), label="Before and after", slider_position=30)
    model = gr.Model3D(cube_obj(), label="Model", display_mode="wireframe", camera_position=(90, 60, 5), interactive=True)
    back = gr.Model3D(label="Same model", interactive=False)
    model.upload(lambda p: p, model, back, api_name="model")
    simple = SimpleImage(picture("s.png"), label="Simple picture")
    gr.Image(picture("i.png"), label="Picture", buttons=["download", "fullscreen"])
    gallery = gr.Gallery([(picture("g1.png"), "One"), (picture("g2.png", hue=1), "Two")], label="Gallery")
    picked = gr.JSON(label="event data")
    table = gr.Dataframe([[1, 2, 3], [4, 5, 6]], label="Table")
    words = gr.Textbox("Hello world", label="Select text here")
    for comp in (gallery, table, words):
        def on_select(evt: gr.SelectData):
            return {"index": evt.index, "value": evt.value, "selected": evt.selected}
        comp.select(on_select, None, picked)
    gr.HighlightedText([("The ", None), ("cat", "animal"), (" sat", None)], label="Marked")
    gr.Label({"cat": 0.7, "dog": 0.2, "cow": 0.1}, label="Label")
    gr.AnnotatedImage((picture("ann.png"), [((10, 10, 60, 60), "box")]), label="Annotated")
    gr.ImageEditor(label="Editor")
    gr.Code("print('hi')", language="python", label="Code")
    gr.ColorPicker("#ff0000", label="Colour")
    gr.DateTime("2024-05-01 10:00:00", label="When")
    gr.CheckboxGroup(["a", "b", "c"], value=["b"], label="Several")
    gr.Dropdown(["x", "y", "z"], multiselect=True, value=["x", "z"], allow_custom_value=True, label="Many")
    gr.ParamViewer({"size": {"type": "int", "description": "how big", "default": "3"}})
    gr.JSON({"a": [1, {"b": None}]}, label="JSON")
    gr.Audio(tone(), label="Sound", interactive=False)
    gr.Video(label="Film")
    gr.MultimodalTextbox(label="Text and files")
    gr.Markdown("# Heading\n\n| a | b |\n|---|---|\n| 1 | $x^2$ |\n\n```python\nprint(1)\n```", buttons=["copy"])
    samples = gr.Dataset(components=[gr.Textbox(visible=False)], samples=[["Chicago"], ["Little Rock"]], label="Dataset")
    samples.click(lambda s: {"sample": s}, samples, picked, api_name="sample")
    gr.ClearButton([words])
    gr.DuplicateButton()
    doc, name = PDF(label="Upload a PDF", interactive=True, height=300), gr.Textbox(label="PDF path")
    doc.upload(lambda f: os.path.basename(f or ""), doc, name, api_name="pdf")

if __name__ == "__main__":
    demo.launch(**serve())
