# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: The Interface Class / Four Kinds Of Interfaces - picture in, picture out, with examples."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import numpy as np
from _seedmedia import picture, serve

TINT = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])


def sepia(image: np.ndarray) -> np.ndarray:
    out = image[..., :3] @ TINT.T
    return np.clip(out, 0, 255).astype("uint8")


demo = gr.Interface(
    sepia,
    gr.Image(label="Input"),
    gr.Image(label="Sepia", format="png"),
    examples=[picture("a.png"), picture("b.png", hue=1), picture("c.png", (90, 160), 2)],
    cache_examples=False,
    title="Sepia",
    api_name="sepia",
)

if __name__ == "__main__":
    demo.launch(**serve())
