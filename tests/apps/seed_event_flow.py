# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Blocks And Event Listeners plus the table of event parameters - one small case per parameter."""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve

running = 0


def slow(x, progress=gr.Progress()):
    for i in progress.tqdm(range(5), desc="working", unit="steps"):
        time.sleep(0.1)
    progress((3, 4), desc="almost")
    return f"{x} done"


def maybe(ok):
    if not ok:
        raise gr.Error("the first step failed")
    return "first step fine"


def batched(words, counts):
    time.sleep(0.2)
    return [[f"{w}x{int(c)} in a batch of {len(words)}" for w, c in zip(words, counts)]]


def check(age, name):
    return [
        gr.validate(age is not None and age >= 18, "must be an adult"),
        gr.validate(bool(name), "a name is needed"),
    ]


with gr.Blocks(title="Event flow") as demo:
    with gr.Tab("Chains"):
        ok = gr.Checkbox(True, label="first step succeeds")
        a, b, c, d = (gr.Textbox(label=t) for t in ("first", "then (always)", "success", "failure"))
        first = gr.Button("Run chain").click(maybe, ok, a, api_name="first")
        first.then(lambda: "then ran", None, b, api_name="after")
        first.success(lambda: "success ran", None, c, api_visibility="undocumented")
        first.failure(lambda: "failure ran", None, d, api_visibility="private")
    with gr.Tab("Triggers"):
        text = gr.Textbox(label="type here")
        echo = gr.Textbox(label="echo")
        gr.on([text.submit, demo.load], lambda t: f"on: {t}", text, echo, api_name="echo")
        typed = gr.Textbox(label="while typing (always_last)")
        text.change(lambda t: (time.sleep(0.3), t)[1], text, typed, show_progress="hidden", api_visibility="private")
        n1, n2 = gr.Number(2, label="n1"), gr.Number(3, label="n2")
        gr.Number(lambda x, y: (x or 0) * (y or 0), inputs=[n1, n2], label="product follows")
        result = gr.Textbox(label="slow result")
        once = gr.Button("once")
        once_run = once.click(slow, n1, result, trigger_mode="once", api_name="slow", scroll_to_output=True)
        gr.Button("multiple").click(slow, n1, result, trigger_mode="multiple", concurrency_limit=None, api_visibility="private")
        gr.Button("cancel").click(None, None, None, cancels=[once_run])
        gr.Button("minimal progress").click(slow, n1, result, show_progress="minimal", api_visibility="private")
        gr.Button("progress elsewhere").click(slow, n1, result, show_progress_on=[echo], api_visibility="private")
        gr.Button("off the queue").click(lambda x: x + 1, n1, n2, queue=False, api_name="unqueued")
    with gr.Tab("Values"):
        food, status = gr.Number(2, label="food"), gr.Textbox(label="status")

        @gr.Button("Eat").click(inputs=food, outputs=[food, status], api_name="eat")
        def eat(n):
            return {food: n - 1, status: "full"} if n > 0 else {status: "hungry"}

        gr.Button("Skip").click(lambda: (gr.skip(), "skipped"), None, [food, status], api_name="skip")
        gr.Button("None").click(lambda: (None, None), None, [food, status], api_name="none")
        gr.Button("Grow").click(lambda: gr.Textbox(value="grown", lines=4, label="bigger", interactive=True), None, status,
                                api_name="grow")
    with gr.Tab("Batch and validate"):
        w, k, said = gr.Textbox("hi", label="word"), gr.Number(2, label="times"), gr.Textbox(label="batched")
        gr.Button("Batch").click(batched, [w, k], said, batch=True, max_batch_size=4, api_name="batched")
        age, name, card = gr.Number(label="age"), gr.Textbox(label="name"), gr.Textbox(label="card")
        gr.Button("Issue").click(lambda a, n: f"{n}, {a:g}", [age, name], card, validator=check, api_name="issue")
    with gr.Tab("Raw"):
        pic, raw = gr.Image(label="picture"), gr.JSON(label="as sent")
        pic.upload(lambda p: p, pic, raw, preprocess=False, api_name="raw")
        gr.Button("All properties").click(lambda v: str(type(v).__name__), food, status, api_visibility="private")

    def add_and_slice(a: int, b: int, c: list[str]) -> tuple[int, list[str]]:
        """An endpoint with no button at all."""
        return a + b, c[a:b]

    gr.api(add_and_slice, api_name="add_and_slice")

if __name__ == "__main__":
    demo.launch(**serve())
