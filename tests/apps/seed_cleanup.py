# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Resource Cleanup, State, State In Blocks - what happens when the client leaves."""
import os
import shutil

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("GRADIO_HEARTBEAT_INTERVAL", "2")
import gradio as gr
from PIL import Image
from _seedmedia import folder, serve

HOME = folder("sessions")
seen = {"loads": 0, "unloads": 0, "deleted": 0}
held = {}


def start(request: gr.Request):
    seen["loads"] += 1
    held[request.session_hash] = object()
    return "session " + str(request.session_hash)


def leave(request: gr.Request):
    seen["unloads"] += 1
    held.pop(request.session_hash, None)
    shutil.rmtree(os.path.join(HOME, str(request.session_hash)), ignore_errors=True)


def make(history, request: gr.Request):
    folder = os.path.join(HOME, str(request.session_hash))
    os.makedirs(folder, exist_ok=True)
    colour = [(255, 0, 0), (0, 255, 0), (0, 0, 255)][len(history) % 3]
    path = os.path.join(folder, f"{len(history)}.png")
    Image.new("RGB", (64, 64), colour).save(path)
    history = history + [path]
    return path, history, history


def gone(_):
    seen["deleted"] += 1


def report():
    return dict(seen, open_sessions=len(held), folders=len(os.listdir(HOME)))


with gr.Blocks(title="Cleanup", delete_cache=(5, 10)) as demo:
    hello = gr.Textbox(label="Session")
    img = gr.Image(label="Made", height=200)
    history = gr.State([], delete_callback=gone)
    short = gr.State("short lived", time_to_live=3, delete_callback=gone)
    gallery = gr.Gallery(label="So far", columns=6)
    gr.Button("Make").click(make, history, [img, history, gallery], api_name="make")
    numbers = gr.JSON(label="Seen by the server")
    gr.Button("Report").click(report, None, numbers, api_name="report")
    demo.load(start, None, hello, api_name="start")
    demo.unload(leave)

    user, keep = gr.Textbox(label="Preferred name"), gr.BrowserState(["", 0], storage_key="seed", secret="not secret")
    saved = gr.Markdown(visible=False)
    demo.load(lambda v: v[0], keep, user, api_visibility="private")
    user.change(lambda u, v: [u, v[1] + 1], [user, keep], keep, api_visibility="private")
    keep.change(lambda v: gr.Markdown(f"saved {v[1]} times", visible=True), keep, saved, api_visibility="private")

if __name__ == "__main__":
    demo.launch(**serve())
