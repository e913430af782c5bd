# SPDX-License-Identifier: GPL-3.0-or-later
"""A chat with everything: streaming, stop, retry, undo, edit, like, copy, examples with labels, options, nested thoughts with
status and duration, a picture, a file, a component, an error half way, additional inputs and outputs.

Commands: "think", "options", "picture", "file", "table", "error", "long", anything else is echoed word by word.
"""
import os
import tempfile
import time

import gradio as gr


def reply(message, history, style, log):
    log = (log or "") + f"{message} "
    if message == "think":
        thought = gr.ChatMessage("Looking at the question", role="assistant", metadata={"title": "Thinking", "id": 1, "status": "pending"})
        yield thought, log
        time.sleep(1)
        inner = gr.ChatMessage("2 + 2", role="assistant", metadata={"title": "Used calculator", "id": 2, "parent_id": 1, "status": "done", "duration": 0.4, "log": "ok"})
        thought.metadata.update(status="done", duration=1.1)
        yield [thought, inner], log
        time.sleep(0.5)
        yield [thought, inner, gr.ChatMessage("The answer is **4**.", role="assistant")], log
    elif message == "options":
        yield gr.ChatMessage("Pick one", role="assistant", options=[{"value": "red"}, {"value": "blue", "label": "Blue!"}]), log
    elif message == "picture":
        import numpy as np

        yield gr.Image(np.full((40, 60, 3), (200, 30, 30), dtype="uint8")), log
    elif message == "file":
        path = os.path.join(tempfile.mkdtemp(), "answer.txt")
        with open(path, "w") as f:
            f.write("42\n")
        yield {"role": "assistant", "content": {"path": path}}, log
    elif message == "table":
        yield gr.Dataframe([[1, 2], [3, 4]], headers=["a", "b"]), log
    elif message == "error":
        yield "this far", log
        raise gr.Error("the model gave up")
    else:
        words = [f"word{i}" for i in range(60)] if message == "long" else message.split()
        text = ""
        for w in words:
            text += (w.upper() if style == "loud" else w) + " "
            time.sleep(0.1)
            yield text, log


def liked(data: gr.LikeData):
    return f"{data.index} {data.liked}"


with gr.Blocks(title="chat", fill_height=True) as demo:
    log = gr.Textbox(label="messages so far", render=False)
    bot = gr.Chatbot(
        label="bot",
        placeholder="## Ask me",
        buttons=["copy", "copy_all", "share"],
        feedback_options=["Like", "Dislike", "Off topic"],
        render=False,
    )
    style = gr.Radio(["plain", "loud"], value="plain", label="style", render=False)
    gr.ChatInterface(
        reply,
        chatbot=bot,
        editable=True,
        additional_inputs=[style, log],
        additional_outputs=[log],
        title="All of a chat",
        description="Try *think* or *options*.",
        examples=[["think", None, None], ["options", None, None], ["long", "loud", None]],
        run_examples_on_click=False,
        api_name="chat",
    )
    vote = gr.Textbox(label="vote")
    bot.like(liked, None, vote)

if __name__ == "__main__":
    demo.launch()
