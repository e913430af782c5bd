# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Chatbot, UndoData, EditData - every event of a chat and every knob of its messages."""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import picture, serve


def text_of(message):
    content = message["content"]
    if isinstance(content, list):
        return "".join(part.get("text", "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def user(message, history):
    return "", history + [{"role": "user", "content": message}]


def bot(history):
    asked = text_of(history[-1])
    reply = f"<thinking>somebody said {asked}</thinking>You said **{asked}**. Also $$e^{{i\\pi}}+1=0$$ and `code`."
    history = history + [{"role": "assistant", "content": "", "options": [
        {"label": "Again!", "value": "again"}, {"value": "enough"}]}]
    for i in range(0, len(reply) + 12, 12):
        history[-1]["content"] = reply[:i]
        time.sleep(0.03)
        yield history


def note(log, line):
    return (log + "\n" + line).strip()


with gr.Blocks(title="Chat events") as demo:
    chat = gr.Chatbot(
        label="Talk",
        placeholder="### Nothing said yet\nPick an example",
        examples=[{"text": "Good morning", "display_text": "greet"},
                  {"text": "Look at this", "files": [picture("look.png")]}],
        avatar_images=(None, picture("bot.png", (32, 32))),
        editable="all",
        feedback_options=["Like", "Dislike", "Too long"],
        like_user_message=True,
        reasoning_tags=[("<thinking>", "</thinking>")],
        buttons=["share", "copy", "copy_all"],
        watermark="Made by a test app",
        resizable=True,
        height=420,
        layout="bubble",
    )
    box = gr.Textbox(label="Message", submit_btn=True)
    log = gr.Textbox(label="Events", lines=8)

    box.submit(user, [box, chat], [box, chat], queue=False, api_name="user").then(bot, chat, chat, api_name="bot")

    def on_undo(history, evt: gr.UndoData):
        return history[: evt.index], text_of({"content": evt.value})

    def on_retry(history, evt: gr.RetryData):
        yield from bot(history[: evt.index + 1])

    def on_edit(history, evt: gr.EditData):
        history = history[: evt.index + 1]
        history[-1]["content"] = evt.value
        return history

    chat.undo(on_undo, chat, [chat, box])
    chat.retry(on_retry, chat, chat)
    chat.edit(on_edit, chat, chat)

    @chat.like(inputs=log, outputs=log)
    def on_like(log, evt: gr.LikeData):
        return note(log, f"like {evt.index} {evt.liked}")

    @chat.option_select(inputs=log, outputs=log)
    def on_option(log, evt: gr.SelectData):
        return note(log, f"option {evt.index} {evt.value}")

    @chat.example_select(inputs=log, outputs=log)
    def on_example(log, evt: gr.SelectData):
        return note(log, f"example {evt.index} {evt.value}")

    @chat.copy(inputs=log, outputs=log)
    def on_copy(log, evt: gr.CopyData):
        return note(log, f"copy {evt.value}")

    @chat.select(inputs=log, outputs=log)
    def on_select(log, evt: gr.SelectData):
        return note(log, f"select {evt.index}")

    @chat.clear(inputs=log, outputs=log)
    def on_clear(log):
        return note(log, "clear")

if __name__ == "__main__":
    demo.launch(**serve())
