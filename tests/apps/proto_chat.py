# SPDX-License-Identifier: GPL-3.0-or-later
"""Protocol test app: gr.ChatInterface with a streaming reply, an additional
input, a file-accepting chat, and a Chatbot with like / select events.

Runs on Gradio 3.50.2, 4.44.1, 5.x and 6.x.  Port: GRADIO_SERVER_PORT.
"""
import inspect
import time

import gradio as gr

V = tuple(int(x) for x in gr.__version__.split(".")[:2])


def reply(message, history, shout=False):
    text = message if isinstance(message, str) else message.get("text", "")
    if shout:
        text = text.upper()
    out = ""
    for word in ("You said: " + text + f" (turn {len(history)})").split(" "):
        out += word + " "
        time.sleep(0.03)
        yield out


def known(fn, **kw):
    names = inspect.signature(fn).parameters
    return {k: v for k, v in kw.items() if k in names}


messages = known(gr.ChatInterface.__init__, type="messages") if V >= (5, 0) else {}

with gr.Blocks(title="proto chat") as demo:
    chat = gr.ChatInterface(reply, additional_inputs=[gr.Checkbox(label="Shout")], **messages)

    # A plain Chatbot driven by hand: tool message, like and select event data.
    bot_kw = known(gr.Chatbot.__init__, type="messages") if V >= (5, 0) else {}
    bot = gr.Chatbot(label="bot", **bot_kw)
    info = gr.JSON(label="event")

    def talk():
        if V < (5, 0):
            yield [["hi", "he"]]
            time.sleep(0.05)
            yield [["hi", "hello"], ["more", None]]
            return
        yield [{"role": "user", "content": "hi"}]
        time.sleep(0.05)
        msg = {"role": "assistant", "content": "he", "metadata": {"title": "thinking", "status": "pending"}}
        yield [{"role": "user", "content": "hi"}, msg]
        time.sleep(0.05)
        msg = {"role": "assistant", "content": "hello", "metadata": {"title": "thinking", "status": "done", "duration": 0.1},
               "options": [{"value": "yes", "label": "Yes!"}]}
        yield [{"role": "user", "content": "hi"}, msg, {"role": "assistant", "content": "bye"}]

    gr.Button("talk").click(talk, None, bot, api_name="talk")

    def liked(e: gr.LikeData):
        return {"index": e.index, "value": e.value, "liked": e.liked}

    def selected(e: gr.SelectData):
        return {"index": e.index, "value": e.value, "selected": e.selected}

    bot.like(liked, None, info, api_name="liked")
    bot.select(selected, None, info, api_name="selected")

if __name__ == "__main__":
    demo.queue()
    demo.launch(server_name="127.0.0.1")
