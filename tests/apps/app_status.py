# SPDX-License-Identifier: GPL-3.0-or-later
"""What an app shows of itself at work, in states that last until they were seen: “go on” ends what is held."""
import threading
import time

import gradio as gr

held, door, early = [], threading.Lock(), False


def hold():
    """What is told to go on before it gets here does so."""
    global early
    with door:
        if early:
            early = False
            return
        gate = threading.Event()
        held.append(gate)
    gate.wait(120)


def go_on():
    global early
    with door:
        early = not held
        while held:
            held.pop().set()
    return "went on"


def nested(p=gr.Progress()):
    for i in p.tqdm(range(3), desc="outer", unit="epochs"):
        for j in p.tqdm(range(4), desc="inner", unit="steps"):
            if (i, j) == (1, 2):
                hold()
    return "nested done"


def bare(p=gr.Progress()):
    p(0.1, desc="Working")
    hold()
    return "bare done"


def unknown(p=gr.Progress()):
    p((1200, None), unit="records")
    hold()
    return "unknown done"


def quiet(kind="quiet"):
    hold()
    return f"{kind} done"


def streamed():
    yield "first"
    hold()
    yield "last"


def count():
    for i in range(1000):
        yield str(i)
        time.sleep(0.3)


def talk(kind):
    if kind == "info":
        gr.Info("Some <b>bold</b> news with a <a href='https://example.org'>link</a>", duration=300, title="News")
    elif kind == "short":
        gr.Info("Soon over", duration=1)
    elif kind == "stay":
        gr.Warning("Stays until closed", duration=None)
    elif kind == "three":
        for i in range(3):
            gr.Success(f"message {i}", duration=300)
    elif kind == "silent":
        raise gr.Error("not shown as a message", visible=False)
    elif kind == "error":
        raise gr.Error("An <i>HTML</i> error", duration=300, title="Custom title")
    elif kind == "crash":
        return 1 / 0
    return kind


@gr.cache
def classify(text):
    return f"class {len(text) % 7}"


with gr.Blocks(title="status") as demo:
    word = gr.Textbox("cat", label="word", render=False)
    out, second = gr.Textbox(label="out", render=False), gr.Label(label="second", render=False)
    count_out, after = gr.Textbox(label="count", render=False), gr.Textbox(label="after", render=False)
    with gr.Row():
        gr.Button("go on").click(go_on, None, after, queue=False)
        for fn in (nested, bare, unknown, streamed):
            gr.Button(fn.__name__).click(fn, None, out)
        for show in ("full", "minimal", "hidden"):
            gr.Button(show).click(lambda show=show: quiet(show), None, out, show_progress=show)
        gr.Button("elsewhere").click(lambda: quiet("elsewhere"), None, out, show_progress_on=[second])
    with gr.Row():
        gr.Button("slow").click(quiet, None, out, trigger_mode="multiple", concurrency_limit=1, concurrency_id="slow")
        gr.Button("direct").click(lambda x: f"direct {x}", word, out, queue=False)
        start = gr.Button("start").click(count, None, count_out)
        start.then(lambda: "then ran", None, after, show_progress="hidden")
        gr.Button("classify").click(classify, word, out)
    with gr.Row():
        for name in ("info", "short", "stay", "three", "silent", "error", "crash"):
            gr.Button(name).click(lambda name=name: talk(name), None, out)

    with gr.Row():
        for field in (word, out, count_out, after):
            field.render()
    second.render()

demo.queue(max_size=3)

if __name__ == "__main__":
    demo.launch(show_error=True)
