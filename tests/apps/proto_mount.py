# SPDX-License-Identifier: GPL-3.0-or-later
"""Protocol test app: a Blocks app mounted under /sub/app of a FastAPI server,
with more than one page where Gradio has pages (5.12+).

Runs on Gradio 3.50.2, 4.x, 5.x and 6.x.  Port: GRADIO_SERVER_PORT.
PROTO_ROOT_PATH=path-or-URL is given to mount_gradio_app(root_path=...) where known,
PROTO_AUTH=user:password makes it want a login where that is known.
"""
import inspect
import os

import gradio as gr
import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def top():
    return {"this": "is not gradio"}


with gr.Blocks(title="proto mount") as demo:
    a = gr.Textbox(label="a")
    gr.Button("up").click(lambda s: s.upper(), a, a, api_name="up")
    img = gr.Image(label="img")
    gr.Button("pic").click(lambda: __import__("numpy").zeros((4, 4, 3), dtype="uint8"), None, img, api_name="pic")
if hasattr(demo, "route"):
    with demo.route("Second page", "/second"):
        b = gr.Textbox(label="b")
        gr.Button("down").click(lambda s: s.lower(), b, b, api_name="down")

kw = {}
if "PROTO_ROOT_PATH" in os.environ and "root_path" in inspect.signature(gr.mount_gradio_app).parameters:
    kw["root_path"] = os.environ["PROTO_ROOT_PATH"]
if "PROTO_AUTH" in os.environ and "auth" in inspect.signature(gr.mount_gradio_app).parameters:
    kw["auth"] = [tuple(os.environ["PROTO_AUTH"].split(":", 1))]
demo.queue()
app = gr.mount_gradio_app(app, demo, path="/sub/app", **kw)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("GRADIO_SERVER_PORT", "7860")), log_level="warning")
