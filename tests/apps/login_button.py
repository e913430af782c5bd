# SPDX-License-Identifier: GPL-3.0-or-later
"""A LoginButton on a server that is no Space: nobody is logged in, and what would sign in only says that it was asked.

A real one wants packages, secrets of the Hub and the Hub itself.
"""
import gradio as gr
from starlette.middleware import Middleware


class Session:
    """As in a browser that never logged in."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        scope["session"] = {}
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
