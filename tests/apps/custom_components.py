# SPDX-License-Identifier: GPL-3.0-or-later
"""Components that are the app's own, as packages of the community bring them: what draws them is code of the page."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from gradio.components.base import Component
from gradio.data_classes import FileData, GradioModel
from _seedmedia import no_stub, picture, serve


class Range(GradioModel):
    low: float
    high: float


class Plain(Component):
    """Values go as they are."""

    EVENTS = ["change"]

    def preprocess(self, payload):
        return payload

    def postprocess(self, value):
        return value

    def example_payload(self):
        return 4

    def example_value(self):
        return 4

    def api_info(self):
        return {"type": "integer", "minimum": 0, "maximum": 11}


class Dial(Plain):
    """A number, as the app says."""


class Secret(Plain):
    """Of which the app says nothing."""

    @property
    def skip_api(self):
        return True


class Band(Plain):
    """A value with members."""

    data_model = Range

    def postprocess(self, value):
        return value and Range(**value)

    def preprocess(self, payload):
        return payload and payload.model_dump()

    def api_info(self):
        return Component.api_info(self)


class Stamp(Plain):
    """A file, which its value tells from others."""

    data_model = FileData

    def postprocess(self, value):
        return value and FileData(path=value)

    def preprocess(self, payload):
        return payload and payload.path

    def example_payload(self):
        return FileData(path="https://example.org/stamp.png", url="https://example.org/stamp.png").model_dump()

    def api_info(self):
        return Component.api_info(self)


no_stub(__file__)


def tell(dial, secret, band, stamp):
    return f"{dial!r} {secret!r} {band!r} {stamp and os.path.basename(stamp)}"


with gr.Blocks(title="Components of its own") as demo:
    dial, secret = Dial(label="Dial", interactive=True), Secret([1, 5], label="Secret", interactive=True)
    band = Band({"low": 1, "high": 5}, label="Band", interactive=True)
    stamp = Stamp(picture("stamp.png"), label="Stamp")
    said = gr.Textbox(label="Said")
    gr.Button("Tell").click(tell, [dial, secret, band, stamp], said, api_name="tell")
    changed = gr.Textbox(label="Changed")
    dial.change(lambda n: f"changed to {n!r}", dial, changed)
    gr.Button("Turn").click(lambda: (9, {"low": 2, "high": 3}), None, [dial, band])
    gr.Examples([[3, picture("first.png")], [8, picture("second.png", hue=4)]], [dial, stamp])

if __name__ == "__main__":
    demo.launch(**serve())
