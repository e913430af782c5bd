# SPDX-License-Identifier: GPL-3.0-or-later
"""The apps that the measurements of the window load, on a real Gradio 6 server.

usage: gui_apps.py NAME PORT FOLDER     NAME: kitchen300, kitchen3000, tabs3000, chat2000, df100k, gallery2000, stream...;
                                        FOLDER: of the gallery's pictures
"""
import os
import random
import sys

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
from gradio import networking

from kinds import KINDS

networking.url_ok = lambda *a, **k: True  # its own check gives up on an app whose page takes more than 3 s

LOREM = ("The quick brown fox jumps over the lazy dog, then writes *some* **marked** text with `code` "
         "and a [link](https://example.org).")


def rows(first, last):
    n = first
    while n < last:
        with gr.Row():
            for _ in range(3):
                KINDS[n % len(KINDS)](n)
                n += 1


def kitchen300():
    with gr.Blocks(title="kitchen") as demo:
        rows(0, 300)
    return demo


def kitchen3000():
    with gr.Blocks(title="kitchen") as demo:
        rows(0, 3000)
    return demo


def tabs3000():
    with gr.Blocks(title="tabs") as demo:
        for i in range(10):
            with gr.Tab(f"Part {i}"):
                rows(300 * i, 300 * (i + 1))
    return demo


def message(i):
    if i % 2 == 0:
        return {"role": "user", "content": f"Question {i}: {LOREM}"}
    body = f"Answer {i}: {LOREM}\n\n- one\n- two\n- three\n"
    if i % 10 == 1:
        body += "\n```python\ndef f(x):\n    return x + 1  # message %d\n```\n" % i
    return {"role": "assistant", "content": body}


def chat2000():
    with gr.Blocks(title="chat") as demo:
        gr.Chatbot([message(i) for i in range(2000)], label="chat", height=700)
        gr.Textbox(label="say")
    return demo


def df100k():
    r = random.Random(1)
    rows = [[i, *[round(r.random() * 1000, 3) for _ in range(6)], f"name {i}", i % 7 == 0, "some words here"]
            for i in range(100_000)]
    with gr.Blocks(title="table") as demo:
        gr.Dataframe(rows, headers=[f"col{k}" for k in range(10)], label="table", interactive=False, max_height=700)
    return demo


def gallery2000():
    from PIL import Image, ImageDraw

    folder = sys.argv[3]
    os.makedirs(folder, exist_ok=True)
    paths = []
    for i in range(2000):
        p = f"{folder}/{i:04d}.jpg"
        if not os.path.exists(p):
            im = Image.new("RGB", (640, 480), ((i * 37) % 256, (i * 91) % 256, (i * 53) % 256))
            d = ImageDraw.Draw(im)
            r = random.Random(i)
            for _ in range(40):
                x, y = r.randrange(640), r.randrange(480)
                d.ellipse((x, y, x + r.randrange(120), y + r.randrange(120)), fill=tuple(r.randrange(256) for _ in range(3)))
            d.text((20, 20), f"image {i}", fill="white")
            im.save(p, quality=80)
        paths.append(p)
    with gr.Blocks(title="gallery") as demo:
        gr.Gallery(paths, label="gallery", columns=6, height=700)
    return demo


def stream_text(n):
    """What replay/ answers in its place, faster."""
    text = ""
    for i in range(int(n)):
        text += f"tok{i % 10} "
        yield text


def stream_chat(n):
    for text in stream_text(n):
        yield [{"role": "user", "content": "tell me"}, {"role": "assistant", "content": text}]


def stream(function, output):
    with gr.Blocks(title="stream") as demo:
        output.render()
        n = gr.Number(label="tokens", value=5000)
        gr.Button("Run").click(function, n, output, api_name=function.__name__, show_progress="hidden")
    return demo


def streamchat():
    return stream(stream_chat, gr.Chatbot(label="chat", height=600, render=False))


def streamtext():
    return stream(stream_text, gr.Textbox(label="text", lines=20, max_lines=20, render=False))


def streammarkdown():
    return stream(stream_text, gr.Markdown(height=600, render=False))


if __name__ == "__main__":
    demo = globals()[sys.argv[1]]()
    demo.queue()
    demo.launch(server_name="127.0.0.1", server_port=int(sys.argv[2]), quiet=True, ssr_mode=False,
                allowed_paths=sys.argv[3:4])
