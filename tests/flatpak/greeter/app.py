# SPDX-License-Identifier: GPL-3.0-or-later
"""Greets, and tells what can be seen and done from where it runs."""
import os
import socket
import sys

import gradio as gr


def greet(name):
    return f"Hello, {name}!"


def list_folder(path):
    try:
        return ", ".join(sorted(os.listdir(path)))
    except OSError as error:
        return f"error: {error.strerror}"


def reach(host, port):
    try:
        with socket.create_connection((host, int(port)), 5):
            return "reached"
    except OSError as error:
        return f"error: {error}"


def write(path):
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write("written by the Space")
        return "written"
    except OSError as error:
        return f"error: {error.strerror}"


def environment():
    return " ".join(sorted(os.environ))


def compiled():
    """Whether the bytecode that came along is used."""
    return f"{sys.pycache_prefix} {os.path.exists(gr.__cached__)} {gr.__cached__}"


with gr.Blocks(title="Greeter") as demo:
    name = gr.Textbox(label="Name")
    other = gr.Textbox(label="Port", visible=False)
    answer = gr.Textbox(label="Greeting")
    gr.Button("Greet", variant="primary").click(greet, name, answer, api_name="greet")
    for function in (list_folder, write):
        gr.Button(visible=False).click(function, name, answer, api_name=function.__name__)
    gr.Button(visible=False).click(reach, [name, other], answer, api_name="reach")
    for function in (environment, compiled):
        gr.Button(visible=False).click(function, None, answer, api_name=function.__name__)

if __name__ == "__main__":
    demo.launch()
