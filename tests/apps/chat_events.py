# SPDX-License-Identifier: GPL-3.0-or-later
"""What a function is told of each event of a Chatbot.

Runs on Gradio 3.50.2, 4.44.1, 5.x and 6.x.  Port: GRADIO_SERVER_PORT.
"""
import inspect
import time

import gradio as gr

V = tuple(int(x) for x in gr.__version__.split(".")[:2])
MESSAGES = [
    {"role": "user", "content": "Hello"},
    {"role": "assistant", "content": "Hi"},
    {"role": "assistant", "content": "there"},
]
if V >= (5, 0):
    MESSAGES[-1]["options"] = [{"value": "yes", "label": "Yes"}]
PAIRS = [["Hello", "Hi"]]


def known(fn, **kw):
    names = inspect.signature(fn).parameters
    return {k: v for k, v in kw.items() if k in names}


def text_of(history):
    """The texts of a chat, whichever generation wrote it."""
    texts = []
    for message in history:
        content = message["content"] if isinstance(message, dict) else message
        parts = content if isinstance(content, list) else [content]
        texts.append(" ".join(part["text"] if isinstance(part, dict) else str(part) for part in parts))
    return texts


def report(name, *attributes):
    """A listener that returns the attributes of its event."""
    kind = getattr(gr, {"like": "LikeData", "retry": "RetryData", "undo": "UndoData", "edit": "EditData",
                        "copy": "CopyData"}.get(name, "SelectData"))

    def listen(history, event):
        return {"event": name, "texts": text_of(history), **{word: getattr(event, word) for word in attributes}}

    listen.__annotations__ = {"event": kind}
    return listen


def talk():
    """An answer that grows, which newer servers send as edits of what they sent before."""
    text = ""
    for word in ["You ", "said ", "**it** ", "well."]:
        text += word
        time.sleep(0.05)
        yield [{"role": "assistant", "content": text}] if V >= (4, 44) else [[None, text]]


with gr.Blocks(title="chat events") as demo:
    options = known(gr.Chatbot.__init__, type="messages", editable="all", feedback_options=["Like", "Dislike", "Spam"])
    chat = gr.Chatbot(MESSAGES if V >= (4, 44) else PAIRS, label="chat", **options)
    heard = gr.JSON(label="heard")
    told = {
        "select": ["index", "value"],
        "like": ["index", "value", "liked"],
        "retry": ["index", "value"],
        "undo": ["index", "value"],
        "edit": ["index", "value", "previous_value"],
        "copy": ["value"],
        "option_select": ["index", "value"],
    }
    for name, attributes in told.items():
        if hasattr(chat, name):
            getattr(chat, name)(report(name, *attributes), chat, heard)
    if V >= (5, 0):
        chat.clear(lambda history: {"event": "clear", "texts": text_of(history)}, chat, heard)

    gr.Button("talk").click(talk, None, chat)

demo.queue()

if __name__ == "__main__":
    demo.launch(server_name="127.0.0.1")
