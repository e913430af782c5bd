# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Building An MCP Server, View API Page - one app as tools, resources and prompts."""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import picture, serve


def letter_counter(word: str, letter: str) -> int:
    """Count how often a letter occurs in a word.

    Args:
        word: the word or phrase to look at.
        letter: the letter to count.
    """
    return word.lower().count(letter.lower())


def reverse_slowly(text: str, progress=gr.Progress()) -> str:
    """Reverse a text, reporting progress.

    Args:
        text: what to reverse.
    """
    for i in range(len(text)):
        progress(i / max(len(text), 1), desc="Reversing")
        time.sleep(0.02)
    return text[::-1]


def make_picture() -> str:
    return picture("tool.png")


def call_api(prompt: str, x_api_token: gr.Header) -> str:
    """Pretend to call a service in the caller's name.

    Args:
        prompt: what to ask.
    """
    return f"{prompt}: {'with' if x_api_token else 'without'} a token"


@gr.mcp.resource("greeting://{name}")
def get_greeting(name: str) -> str:
    """A personal greeting."""
    return f"Hello, {name}!"


@gr.mcp.prompt()
def greet_user(name: str, style: str = "friendly") -> str:
    """A prompt that asks for a greeting."""
    return f"Write a {style} greeting for {name}."


def cut(items: list[str], start: int, end: int) -> list[str]:
    """Cut a piece out of a list.

    Args:
        items: the list.
        start: first index.
        end: one past the last index.
    """
    return items[start:end]


with gr.Blocks(title="Tools") as demo:
    with gr.Tab("Letters"):
        gr.Interface(letter_counter, [gr.Textbox("strawberry", label="word"), gr.Textbox("r", label="letter")],
                     gr.Number(label="count"), api_name="letter_counter")
    with gr.Tab("Reverse"):
        gr.Interface(reverse_slowly, gr.Textbox("Hello, world!"), gr.Textbox(), api_name="reverse_slowly")
    with gr.Tab("Picture"):
        gr.Interface(make_picture, None, gr.Image(), api_description="Make a test picture.", api_name="make_picture")
    with gr.Tab("Header"):
        gr.Interface(call_api, [gr.Textbox(label="prompt")], gr.Textbox(label="answer"), api_name="call_api")
    with gr.Tab("Resource and prompt"):
        gr.Interface(get_greeting, gr.Textbox("Ada"), gr.Textbox(), api_name="get_greeting")
        gr.Interface(greet_user, [gr.Textbox("Ada"), gr.Dropdown(["friendly", "formal"], value="friendly")], gr.Textbox(),
                     api_name="greet_user")
    gr.api(cut, api_name="cut")

if __name__ == "__main__":
    demo.launch(**serve(mcp_server=True))
