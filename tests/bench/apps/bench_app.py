# SPDX-License-Identifier: GPL-3.0-or-later
"""The endpoints that the command-line measurements call, on a real Gradio server (3.50 to 6.x).

usage: bench_app.py PORT
"""
import os
import sys

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr

MAJOR = int(gr.__version__.split(".")[0])
if MAJOR < 5:  # its own check asks for the page, which fails with a starlette newer than it knows; the API works
    from gradio import networking

    networking.url_ok = lambda *a, **k: True


def echo(text):
    return text


def stream_text(n):
    text = ""
    for i in range(int(n)):
        text += f"tok{i % 10} "
        yield text


def stream_chat(n):
    history = [{"role": "user", "content": "tell me"}, {"role": "assistant", "content": ""}]
    for i in range(int(n)):
        history[1]["content"] += f"tok{i % 10} "
        yield history


def stream_number(n):
    for i in range(int(n)):
        yield i


def progress(n, p=gr.Progress()):
    n = int(n)
    for i in p.tqdm(range(n), desc="outer"):
        p((i, n), desc="inner", unit="steps")
    return "done"


def size_of(path):
    return os.path.getsize(path)


def make_file(mib):
    import tempfile

    f = tempfile.NamedTemporaryFile(delete=False, suffix=".bin")
    f.write(b"\0" * int(float(mib) * (1 << 20)))
    f.close()
    return f.name


with gr.Blocks(title="bench") as demo:
    text = gr.Textbox(label="text")
    count = gr.Number(label="count", value=10)
    out = gr.Textbox(label="out")
    number = gr.Number(label="number")
    f_in = gr.File(label="file")
    f_out = gr.File(label="made")
    chat = gr.Chatbot(label="chat", **({"type": "messages"} if MAJOR in (4, 5) else {}))
    for fn, i, o in [
        (echo, text, out),
        (stream_text, count, out),
        (stream_chat, count, chat),
        (stream_number, count, number),
        (progress, count, out),
        (size_of, f_in, number),
        (make_file, count, f_out),
    ]:
        if fn is stream_chat and MAJOR < 4:
            continue
        name = "predict" if fn is echo else fn.__name__
        gr.Button(name).click(fn, i, o, api_name=name, concurrency_limit=None) if MAJOR >= 4 else gr.Button(
            name
        ).click(fn, i, o, api_name=name)

if __name__ == "__main__":
    demo.queue(max_size=10_000, **({"default_concurrency_limit": 40} if MAJOR >= 4 else {}))
    demo.launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True, show_error=True,
                **({"ssr_mode": False} if MAJOR >= 5 else {}))
