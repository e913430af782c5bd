# SPDX-License-Identifier: GPL-3.0-or-later
"""Output streams: sound in chunks that play while more come (HLS playlist), pictures as a quick series, text by diffs,
a table that grows, a gallery that grows."""
import io
import math
import struct
import time
import wave

import gradio as gr
import numpy as np


def tone(freq, seconds=1.0, rate=16000):
    n = int(seconds * rate)
    data = struct.pack("<%dh" % n, *(int(9000 * math.sin(2 * math.pi * freq * i / rate)) for i in range(n)))
    buf = io.BytesIO()
    with wave.open(buf, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(rate)
        w.writeframes(data)
    return buf.getvalue()


def music():
    for f in (262, 330, 392, 523):
        yield tone(f)
        time.sleep(0.3)


def frames():
    for i in range(12):
        image = np.zeros((90, 160, 3), dtype="uint8")
        image[:, : (i + 1) * 13] = (255 - i * 20, i * 20, 120)
        yield image
        time.sleep(0.1)


def growing():
    text, rows, pics = "", [], []
    for i in range(8):
        text += f"line {i}\n"
        rows.append([i, i * i])
        pics.append((np.full((40, 40, 3), i * 30, dtype="uint8"), f"n {i}"))
        yield text, rows, pics
        time.sleep(0.2)


with gr.Blocks(title="stream out") as demo:
    sound = gr.Audio(streaming=True, autoplay=True, label="sound")
    gr.Button("play").click(music, None, sound)
    picture = gr.Image(label="frames")
    gr.Button("frames").click(frames, None, picture)
    with gr.Row():
        text, table, gallery = gr.Textbox(label="text", lines=8), gr.Dataframe(headers=["n", "n2"], label="table"), gr.Gallery(label="gallery")
    gr.Button("grow").click(growing, None, [text, table, gallery])

if __name__ == "__main__":
    demo.launch()
