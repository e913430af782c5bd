# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Mounting Within Another FastAPI App, OAuth with external providers - two apps under paths of one server."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import uvicorn
from fastapi import FastAPI, Request
from _seedmedia import port

app = FastAPI()


@app.get("/")
def root():
    return {"message": "the apps live at /open and /closed"}


def user_of(request: Request):
    return request.headers.get("user")


def hello(name, request: gr.Request):
    return f"Hello {name} from {request.username or 'nobody'}"


open_app = gr.Interface(hello, gr.Textbox(label="name"), gr.Textbox(label="said"), api_name="hello", title="Open")
closed_app = gr.Interface(hello, gr.Textbox(label="name"), gr.Textbox(label="said"), api_name="hello", title="Closed")
app = gr.mount_gradio_app(app, open_app, path="/open")
app = gr.mount_gradio_app(app, closed_app, path="/closed", auth_dependency=user_of)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=port(), log_level="warning")
