# SPDX-License-Identifier: GPL-3.0-or-later
"""MCP test app: tools with text, a file, progress, an error and no queue; a resource,
a resource template and a prompt.

Runs on Gradio 5.28 and later, with the package `mcp`.  Port: GRADIO_SERVER_PORT.
Optional environment:
  PROTO_MCP=0     does not serve MCP
  PROTO_LOG=file  slow_count writes its ticks and its end there
"""
import os
import pathlib
import time

import gradio as gr
from PIL import Image

LOG = os.environ.get("PROTO_LOG")


def note(text):
    if LOG:
        with open(LOG, "a", encoding="utf-8") as log:
            log.write(text + "\n")


def count_letter(word: str, letter: str = "r") -> int:
    """Count how often a letter occurs in a word.

    Args:
        word: the word to look at.
        letter: the letter to count.
    """
    return word.lower().count(letter.lower())


def reverse_slowly(text: str, progress=gr.Progress()) -> str:
    """Reverse a text, step by step, and tell about each."""
    for i in range(len(text)):
        progress((i, len(text)), desc="Reversing")
        time.sleep(0.05)
    return text[::-1]


def spell(text: str):
    """Give a text letter by letter; a generator."""
    for i in range(len(text)):
        time.sleep(0.05)
        yield text[: i + 1]


def measure(file: str) -> str:
    """Say how many bytes a file has, and its name."""
    path = pathlib.Path(file)
    return f"{path.name}: {path.stat().st_size}"


def make_file(text: str) -> str:
    """Write a text into a file."""
    path = pathlib.Path(os.environ.get("GRADIO_TEMP_DIR", "/tmp")) / "made.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def two_answers(text: str) -> tuple[str, str]:
    """Give a small picture and a text."""
    path = pathlib.Path(os.environ.get("GRADIO_TEMP_DIR", "/tmp")) / "dot.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (2, 2), "red").save(path)
    return str(path), text.upper()


def refuse(text: str) -> str:
    """Fail, always."""
    raise gr.Error(f"not with {text}", print_exception=False)


def slow_count(seconds: float):
    """Tick five times a second, so that a test can see when it is stopped."""
    try:
        for i in range(int(seconds * 5)):
            note(f"tick {i}")
            yield f"tick {i}"
            time.sleep(0.2)
        note("end")
    finally:
        note("finally")


def direct(text: str) -> str:
    """Answer without the queue."""
    return "direct " + text


def who(request: gr.Request) -> str:
    """Tell the headers of the request."""
    return " ".join(f"{key}={value}" for key, value in request.headers.items())


@gr.mcp.resource("greeting://{name}")
def get_greeting(name: str) -> str:
    """A greeting for somebody."""
    return f"Hello, {name}!"


@gr.mcp.resource("about://app", mime_type="text/plain")
def about() -> str:
    """What this app is."""
    return "A test app."


@gr.mcp.prompt()
def greet_user(name: str, style: str = "friendly") -> str:
    """A prompt that asks for a greeting."""
    return f"Write a {style} greeting for {name}."


with gr.Blocks(title="proto mcp") as demo:
    text = gr.Textbox("hello", label="Text")
    more = gr.Textbox("r", label="More")
    number = gr.Number(1, label="Number")
    one_file = gr.File(label="File")
    out_text = gr.Textbox(label="Out")
    out_file = gr.File(label="Made")
    out_image = gr.Image(label="Picture", type="filepath", format="png")
    gr.Button("count").click(count_letter, [text, more], number, api_name="count_letter")
    gr.Button("reverse").click(reverse_slowly, text, out_text, api_name="reverse_slowly")
    gr.Button("spell").click(spell, text, out_text, api_name="spell")
    gr.Button("measure").click(measure, one_file, out_text, api_name="measure")
    gr.Button("make").click(make_file, text, out_file, api_name="make_file")
    gr.Button("two").click(two_answers, text, [out_image, out_text], api_name="two_answers")
    gr.Button("refuse").click(refuse, text, out_text, api_name="refuse")
    gr.Button("slow").click(slow_count, number, out_text, api_name="slow_count")
    gr.Button("direct").click(direct, text, out_text, queue=False, api_name="direct")
    gr.Button("who").click(who, None, out_text, api_name="who")
    gr.Button("greeting").click(get_greeting, text, out_text, api_name="get_greeting")
    gr.Button("about").click(about, None, out_text, api_name="about")
    gr.Button("greet").click(greet_user, [text, more], out_text, api_name="greet_user")

if __name__ == "__main__":
    demo.queue()
    demo.launch(server_name="127.0.0.1", mcp_server=os.environ.get("PROTO_MCP") != "0")
