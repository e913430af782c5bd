# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Real Time Speech Recognition, Streaming Inputs - microphone to text, whole and streamed."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import numpy as np
from _seedmedia import serve


def hear(rate, samples):
    x = np.asarray(samples, dtype="float32")
    if x.ndim > 1:
        x = x.mean(axis=1)
    loud = float(np.abs(x).mean()) if x.size else 0.0
    return f"{len(x) / max(rate, 1):.1f} s at {rate} Hz, {'silence' if loud < 50 else 'sound'}"


def transcribe(audio):
    if audio is None:
        raise gr.Error("no audio given")
    return hear(*audio)


def transcribe_chunk(stream, new_chunk):
    rate, y = new_chunk
    y = np.asarray(y)
    if y.ndim > 1:
        y = y.mean(axis=1)
    stream = (rate, y if stream is None else np.concatenate([stream[1], y]), (0 if stream is None else stream[2]) + 1)
    return stream, f"{stream[2]} chunks: " + hear(rate, stream[1])


with gr.Blocks(title="Speech recognition") as demo:
    with gr.Tab("Whole recording"):
        gr.Interface(
            transcribe,
            gr.Audio(sources=["microphone", "upload"], label="Speak"),
            gr.Textbox(label="Heard"),
            api_name="transcribe",
            flagging_mode="never",
        )
    with gr.Tab("While speaking"):
        mic = gr.Audio(sources=["microphone"], streaming=True, label="Live")
        state = gr.State()
        live = gr.Textbox(label="Heard so far")
        mic.stream(transcribe_chunk, [state, mic], [state, live], time_limit=10, stream_every=0.5, api_name="stream")

if __name__ == "__main__":
    demo.launch(**serve())
