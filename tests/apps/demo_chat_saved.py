# SPDX-License-Identifier: GPL-3.0-or-later
"""ChatInterface with saved conversations in a side list, examples inside the chat, flagging, multimodal input with a file."""
import time

import gradio as gr


def reply(message, history):
    names = [f.rsplit("/", 1)[-1] for f in message["files"]]
    text = ""
    for w in f"You wrote {message['text']!r} with {names or 'no files'}; turn {len(history) // 2 + 1}".split():
        text += w + " "
        time.sleep(0.05)
        yield text


demo = gr.ChatInterface(
    reply,
    multimodal=True,
    save_history=True,
    flagging_mode="manual",
    flagging_options=["Like", "Spam", "Other"],
    examples=[{"text": "hello"}, {"text": "two words"}],
    example_labels=["Say hello", "Say more"],
    textbox=gr.MultimodalTextbox(file_count="multiple", sources=["upload"], placeholder="text and files"),
    title="Saved chats",
)

if __name__ == "__main__":
    demo.launch()
