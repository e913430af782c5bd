# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Slack Bot, Website Widget, curl stateful chat - a bot that takes text and files and streams."""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import folder, picture, serve


def reply(message, history, tone_of_voice):
    names = [os.path.basename(f if isinstance(f, str) else f["path"]) for f in message["files"]]
    said = f"[{tone_of_voice}] turn {1 + sum(m['role'] == 'user' for m in history)}: {message['text']}"
    if names:
        said += " with " + ", ".join(names)
    for i in range(1, 6):
        time.sleep(0.1)
        yield said[: len(said) * i // 5]


demo = gr.ChatInterface(
    reply,
    multimodal=True,
    title="Playground bot",
    textbox=gr.MultimodalTextbox(file_count="multiple", file_types=["image", ".txt"], sources=["upload", "microphone"]),
    additional_inputs=[gr.Dropdown(["polite", "brusque"], value="polite", label="Tone")],
    examples=[[{"text": "hello", "files": []}, "polite"], [{"text": "what is this?", "files": [picture("q.png")]}, "brusque"]],
    cache_examples=False,
    flagging_mode="manual",
    flagging_options=["Like", "Spam"],
    flagging_dir=folder("flagged"),
    save_history=True,
    stop_btn=True,
    api_name="chat",
)

if __name__ == "__main__":
    demo.launch(**serve())
