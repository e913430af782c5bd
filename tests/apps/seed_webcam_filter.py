# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Streaming Inputs, Reactive Interfaces, Webcam guide - frames in, changed frames out."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import numpy as np
from _seedmedia import serve

CSS = ".narrow {max-width: 600px !important}"


def change(frame, how):
    if frame is None:
        return None
    if how == "mirror":
        return np.fliplr(frame)
    if how == "negative":
        return 255 - frame
    return np.flipud(frame)


with gr.Blocks(title="Webcam") as demo:
    with gr.Tab("Two pictures"):
        with gr.Row():
            with gr.Column():
                how = gr.Dropdown(["flip", "mirror", "negative"], value="flip", label="Transformation")
                cam = gr.Image(sources=["webcam"], label="Camera")
            out = gr.Image(streaming=True, label="Result")
        cam.stream(change, [cam, how], out, time_limit=30, stream_every=0.1, concurrency_limit=30, api_name="filter")
    with gr.Tab("One picture"):
        with gr.Column(elem_classes=["narrow"]):
            how2 = gr.Dropdown(["flip", "mirror", "negative"], value="mirror", label="Transformation")
            same = gr.Image(sources=["webcam"], streaming=True, label="Camera and result")
        same.stream(change, [same, how2], same, time_limit=15, stream_every=0.2, api_name="filter_in_place")
    still = gr.Image(label="Still picture")
    gr.Button("Apply to the still picture").click(change, [still, how], still, api_name="filter_still")

if __name__ == "__main__":
    demo.launch(**serve(css=CSS))
