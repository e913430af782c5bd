# SPDX-License-Identifier: GPL-3.0-or-later
"""The Hub's login as an app on the developer's computer has it: Gradio lets in who asks, as its owner, whom it would
look up at the Hub."""
import time

import gradio as gr
import gradio.oauth


def ada():
    return {"access_token": "none", "token_type": "bearer", "scope": "openid profile", "expires_at": int(time.time()) + 3600,
            "userinfo": {"sub": "1", "name": "Ada Lovelace", "preferred_username": "ada", "picture": "",
                         "profile": "https://huggingface.co/ada", "website": ""}}


gradio.oauth._get_mocked_oauth_info = ada


def who(profile: gr.OAuthProfile | None):
    return "nobody" if profile is None else profile.username


with gr.Blocks(title="oauth") as demo:
    gr.LoginButton()
    ask = gr.Button("Who am I?")
    answer = gr.Textbox(label="answer")
    ask.click(who, None, answer)

if __name__ == "__main__":
    demo.launch()
