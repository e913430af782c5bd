# SPDX-License-Identifier: GPL-3.0-or-later
"""Protocol test app: streaming OUTPUT (audio, video, image frames) and streaming
INPUT (image, audio) with stream events.

Runs on Gradio 3.50.2, 4.44.1, 5.x and 6.x.  In 3.x/4.x streaming output is one
chunked HTTP response per output; from 5.0 it is an HLS playlist, and stream()
events keep one queue event open (connection "stream").
Needs ffmpeg for the video part (left out without it).  Port: GRADIO_SERVER_PORT.
"""
import inspect
import os
import shutil
import subprocess
import tempfile
import time
import wave

import gradio as gr
import numpy as np

V = tuple(int(x) for x in gr.__version__.split(".")[:2])
TMP = tempfile.mkdtemp(prefix="proto_stream_")
FFMPEG = shutil.which("ffmpeg")


def tone(i, seconds=0.5, rate=16000):
    t = np.arange(int(seconds * rate)) / rate
    return rate, (0.3 * 32767 * np.sin(2 * np.pi * (300 + 100 * i) * t)).astype("int16")


def wav_file(i):
    rate, data = tone(i)
    path = os.path.join(TMP, f"tone{i}.wav")
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(rate)
        w.writeframes(data.tobytes())
    return path


def speak(n):
    for i in range(int(n)):
        time.sleep(0.1)
        yield tone(i)


def film(n):
    for i in range(int(n)):
        path = os.path.join(TMP, f"part{i}.ts")
        if not os.path.exists(path):
            subprocess.run(
                [FFMPEG, "-y", "-loglevel", "error", "-f", "lavfi", "-i",
                 f"testsrc=size=64x48:rate=10:duration=1", "-pix_fmt", "yuv420p", "-c:v", "libx264",
                 "-f", "mpegts", path],
                check=True,
            )
        time.sleep(0.1)
        yield path


def frames(n):
    for i in range(int(n)):
        time.sleep(0.05)
        yield np.full((8, 8, 3), i * 20 % 255, dtype="uint8")


def on_image(image, state):
    state = (state or 0) + 1
    return state, {"n": state, "shape": None if image is None else list(image.shape)}


def on_audio(chunk, state):
    if chunk is None:
        return state, {"n": 0}
    rate, data = chunk
    state = (state or 0) + len(data)
    return state, {"rate": rate, "samples": state}


def kw(fn, **k):
    names = inspect.signature(fn).parameters
    return {a: b for a, b in k.items() if a in names}


with gr.Blocks(title="proto stream") as demo:
    n = gr.Number(3, label="n", precision=0)
    out_audio = gr.Audio(label="speech", streaming=True, autoplay=True)
    gr.Button("speak").click(speak, n, out_audio, api_name="speak")
    if FFMPEG and V >= (5, 0):
        out_video = gr.Video(label="film", streaming=True, autoplay=True)
        gr.Button("film").click(film, n, out_video, api_name="film")
    out_image = gr.Image(label="frame")
    gr.Button("frames").click(frames, n, out_image, api_name="frames")

    state_i = gr.State(0)
    state_a = gr.State(0)
    info = gr.JSON(label="info")
    if V >= (4, 0):
        cam = gr.Image(label="cam", sources=["webcam"], streaming=True)
        mic = gr.Audio(label="mic", sources=["microphone"], streaming=True)
    else:
        cam = gr.Image(label="cam", source="webcam", streaming=True)
        mic = gr.Audio(label="mic", source="microphone", streaming=True)
    more = {"time_limit": 5, "stream_every": 0.2, "concurrency_limit": 4} if V >= (5, 0) else {}
    cam.stream(on_image, [cam, state_i], [state_i, info], api_name="cam", **more)
    mic.stream(on_audio, [mic, state_a], [state_a, info], api_name="mic", **more)

if __name__ == "__main__":
    demo.queue()
    demo.launch(server_name="127.0.0.1")
