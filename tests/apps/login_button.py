# SPDX-License-Identifier: GPL-3.0-or-later
"""A LoginButton as a Space has it: nobody is logged in, and who wants to be is sent to another server.

A real one wants secrets of the Hub and the Hub itself.
"""
import gradio as gr
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse


class Session:
    """As in a browser that never logged in."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        scope["session"] = {}
        if scope["type"] == "http" and scope["path"] == "/login/huggingface":
            await RedirectResponse("http://127.0.0.1:9/oauth/authorize")(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class Page(gr.Blocks):
    expects_oauth = False


def who(profile: gr.OAuthProfile | None):
    return "nobody" if profile is None else profile.name


with Page(title="login button") as demo:
    gr.LoginButton()
    out = gr.Textbox(label="who")
    gr.Button("who").click(who, None, out)

if __name__ == "__main__":
    demo.launch(app_kwargs={"middleware": [Middleware(Session)]})
