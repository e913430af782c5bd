# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Rust Client, FastAPI App With The Gradio Client - one sound in, two sounds out."""
import os
import subprocess
import wave

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import numpy as np
from _seedmedia import WORK, serve, tone

MODELS = ["BS-RoFormer", "Mel-RoFormer", "Demucs v4"]


def separate(audio: str, model: str, progress=gr.Progress()):
    """Pretends to split a song: the mean goes left, the rest goes right."""
    if model not in MODELS:
        raise gr.Error(f"no such model: {model}")
    wav = os.path.join(WORK, "in.wav")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", audio, "-ac", "1", "-ar", "16000", wav], check=True)
    with wave.open(wav) as w:
        x = np.frombuffer(w.readframes(w.getnframes()), "<i2").astype("float32")
    for i in progress.tqdm(range(4), desc="separating", unit="bands"):
        pass
    soft = np.convolve(x, np.ones(64) / 64, "same")
    return (16000, soft.astype("int16")), (16000, (x - soft).astype("int16"))


demo = gr.Interface(
    separate,
    [gr.Audio(type="filepath", label="Audio"), gr.Dropdown(MODELS, value=MODELS[0], label="Model")],
    [gr.Audio(label="Vocals"), gr.Audio(label="Background")],
    examples=[[tone("song.wav"), MODELS[0]]],
    cache_examples=False,
    api_name="separate",
    title="Vocal separation",
)

if __name__ == "__main__":
    demo.launch(**serve())
