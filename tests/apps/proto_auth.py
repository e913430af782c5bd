# SPDX-License-Identifier: GPL-3.0-or-later
"""Protocol test app: user and password.  Users: ada/lovelace and bob/"p@ss wörd&=+".

Runs on Gradio 3.50.2, 4.x, 5.x and 6.x.  Port: GRADIO_SERVER_PORT.
"""
import gradio as gr


def whoami(request: gr.Request):
    return request.username or "nobody"


with gr.Blocks(title="proto auth") as demo:
    out = gr.Textbox(label="user")
    gr.Button("whoami").click(whoami, None, out, api_name="whoami")

if __name__ == "__main__":
    demo.queue()
    demo.launch(
        server_name="127.0.0.1",
        auth=[("ada", "lovelace"), ("bob", "p@ss wörd&=+")],
        auth_message="Please <b>log in</b>",
    )
