# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Streaming Outputs, Streaming AI Generated Audio - sound that plays while it is being made."""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve, tone

ANSWERS = ["Ask again later.", "It is certain.", "Do not count on it."]


def think(question_audio):
    gr.Info("Transcribing audio", duration=2)
    time.sleep(0.2)
    return ANSWERS[0 if question_audio is None else 1], None, None


def read_aloud(answer):
    for i in range(5):
        time.sleep(0.3)
        with open(tone(f"part{i}.wav", 330 + 55 * i, 1.2), "rb") as f:
            yield answer, f.read()


def repeat(text):
    for i in range(max(1, min(6, len(text.split())))):
        time.sleep(0.2)
        yield tone(f"word{i}.wav", 300 + 40 * i, 1.1)


with gr.Blocks(title="Spoken answers") as demo:
    with gr.Group():
        with gr.Row():
            speaker = gr.Audio(label="Spoken answer", streaming=True, autoplay=True)
            answer = gr.Textbox(label="Answer")
            state = gr.State()
        with gr.Row():
            ear = gr.Audio(label="Speak your question", sources=["microphone"], type="filepath")
    ear.stop_recording(think, ear, [state, answer, speaker], api_name="think").then(
        read_aloud, state, [answer, speaker], api_name="read_aloud"
    )
    text = gr.Textbox("one two three", label="Text")
    said = gr.Audio(label="Said", streaming=True, autoplay=True)
    log = gr.Textbox(label="Player events")
    gr.Button("Say").click(repeat, text, said, api_name="say")
    for name in ("play", "pause", "stop"):
        getattr(said, name)(lambda s, n=name: (s + " " + n).strip(), log, log, api_visibility="private")

if __name__ == "__main__":
    demo.launch(**serve())
