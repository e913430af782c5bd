# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Conversational Chatbot, Automatic Voice Detection - speak, pause, hear the answer, speak again."""
import os
from dataclasses import dataclass, field

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import numpy as np
from _seedmedia import serve, tone


@dataclass
class Talk:
    stream: object = None
    rate: int = 0
    started: bool = False
    stopped: bool = False
    turns: list = field(default_factory=list)


def listen(audio, talk: Talk):
    """Appends the chunk; half a second of silence after sound ends the recording from the server side."""
    if audio is None:
        return None, talk
    talk.rate, y = audio
    y = np.asarray(y, dtype="float32").reshape(-1)
    talk.stream = y if talk.stream is None else np.concatenate([talk.stream, y])
    loud = np.abs(y).mean() > 200
    talk.started = talk.started or bool(loud)
    if talk.started and not loud:
        return gr.Audio(recording=False), talk
    return None, talk


def answer(talk: Talk):
    heard = 0 if talk.stream is None else len(talk.stream) / max(talk.rate, 1)
    talk.turns.append({"role": "user", "content": f"(spoke {heard:.1f} s)"})
    for i in range(3):
        with open(tone(f"talk{i}.wav", 250 + 90 * i, 1.1), "rb") as f:
            yield f.read(), talk
    talk.turns.append({"role": "assistant", "content": {"path": tone("said.wav")}})
    yield None, Talk(turns=talk.turns)


with gr.Blocks(title="Conversation") as demo:
    with gr.Row():
        mic = gr.Audio(label="Your voice", sources=["microphone"], type="numpy",
                       waveform_options=gr.WaveformOptions(waveform_color="#B83A4B"))
        with gr.Column():
            chat = gr.Chatbot(label="Conversation")
            out = gr.Audio(label="Answer", streaming=True, autoplay=True)
    state = gr.State(value=Talk())
    mic.stream(listen, [mic, state], [mic, state], stream_every=0.5, time_limit=30, api_name="listen")
    spoken = mic.stop_recording(answer, state, [out, state], api_name="answer")
    spoken.then(lambda t: t.turns, state, chat, api_name="turns")
    again = out.stop(lambda t: gr.Audio(recording=True) if not t.stopped else gr.skip(), state, mic, api_name="again")
    gr.Button("Stop conversation", variant="stop").click(
        lambda: (Talk(stopped=True), gr.Audio(recording=False)), None, [state, mic], cancels=[spoken, again], api_name="stop"
    )

if __name__ == "__main__":
    demo.launch(**serve())
