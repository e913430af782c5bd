# SPDX-License-Identifier: GPL-3.0-or-later
"""Input streams: pictures from the camera and sound from the microphone, sent every half second while recording, with a
time limit of ten seconds; the camera picture comes back grey, the sound comes back as its length so far."""
import gradio as gr
import numpy as np


def grey(image):
    return None if image is None else np.repeat(image.mean(axis=2, keepdims=True).astype("uint8"), 3, axis=2)


def length(chunk, seconds):
    if chunk is None:
        return seconds, f"{seconds:.1f} s"
    rate, data = chunk
    seconds = (seconds or 0) + len(data) / rate
    return seconds, f"{seconds:.1f} s"


with gr.Blocks(title="stream in") as demo:
    with gr.Row():
        camera = gr.Image(sources=["webcam"], streaming=True, label="camera")
        back = gr.Image(label="grey")
    camera.stream(grey, camera, back, stream_every=0.5, time_limit=10, concurrency_limit=4)
    total = gr.State(0.0)
    mic = gr.Audio(sources=["microphone"], streaming=True, label="microphone")
    heard = gr.Textbox(label="heard")
    mic.stream(length, [mic, total], [total, heard], stream_every=0.5, time_limit=10)
    mic.stop_recording(lambda: "stopped", None, heard)

if __name__ == "__main__":
    demo.launch()
