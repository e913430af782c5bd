# SPDX-License-Identifier: GPL-3.0-or-later
"""A ChatInterface that keeps its conversations in the browser. "long" is answered for as long as nobody stops it, anything
else is echoed word by word. Runs on Gradio 5.17 and later. Port: GRADIO_SERVER_PORT.
"""
import time

import gradio as gr


def reply(message, history):
    text = ""
    for word in (f"word{i}" for i in range(3000)) if message == "long" else f"You wrote {message}".split():
        text += word + " "
        time.sleep(0.05)
        yield text


demo = gr.ChatInterface(reply, save_history=True, title="Saved chats", flagging_mode="manual",
                        examples=["first example", "second example"])

if __name__ == "__main__":
    demo.launch(server_name="127.0.0.1")
