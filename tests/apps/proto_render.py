# SPDX-License-Identifier: GPL-3.0-or-later
"""Protocol test app: gr.render, gr.Timer, gr.State, BrowserState, unload, select
event data, chained events (.then/.success/.failure), tabs, load events.

Runs on Gradio 4.44.1, 5.x and 6.x (3.50.2 has neither gr.render nor gr.Timer).
Port: GRADIO_SERVER_PORT.  PROTO_LOG=file: the unload event appends a line to it.
"""
import os
import time

import gradio as gr

V = tuple(int(x) for x in gr.__version__.split(".")[:2])


def note(msg):
    if os.environ.get("PROTO_LOG"):
        with open(os.environ["PROTO_LOG"], "a") as f:
            f.write(f"{time.time():.1f} {msg}\n")


def on_unload(request: gr.Request):
    note(f"unload {request.session_hash}")


def on_state_delete(value):
    note(f"state deleted {value}")


with gr.Blocks(title="proto render") as demo:
    n = gr.Slider(0, 5, value=2, step=1, label="How many")
    tasks = gr.State([], delete_callback=on_state_delete)
    total = gr.Textbox(label="total")
    if hasattr(gr, "BrowserState"):
        saved = gr.BrowserState({"visits": 0}, storage_key="proto", secret="proto-secret")
    else:
        saved = gr.State({"visits": 0})
    visits = gr.JSON(label="visits")

    @gr.render(inputs=[n, tasks])
    def show(count, items):
        boxes = []
        for i in range(int(count)):
            with gr.Row():
                boxes.append(gr.Textbox(label=f"Box {i}", value=f"v{i}", key=f"box{i}"))
                btn = gr.Button(f"Add {i}", key=f"btn{i}")

                def add(items, i=i):
                    return items + [i]

                btn.click(add, tasks, tasks)
        if boxes:
            gr.Button("Join").click(lambda *v: ",".join(v), boxes, total, api_name="join")
        gr.Markdown(f"items: {items}")

    timer = gr.Timer(1.0, active=False)
    tick = gr.Number(0, label="ticks")
    timer.tick(lambda t: t + 1, tick, tick, api_name="tick")
    gr.Button("start timer").click(lambda: gr.Timer(active=True), None, timer, api_name="start_timer")

    table = gr.Dataframe([[1, "a"], [2, "b"]], headers=["n", "s"], label="table")
    picked = gr.JSON(label="picked")

    def on_select(e: gr.SelectData):
        return {"index": e.index, "value": e.value, "target": type(e.target).__name__ if e.target else None}

    table.select(on_select, None, picked, api_name="picked")

    def visit(s):
        s = {"visits": (s or {}).get("visits", 0) + 1}
        return s, s

    demo.load(visit, saved, [saved, visits], api_name="visit")
    go = gr.Button("chain")
    first = go.click(lambda: "one", None, total, api_name="chain1")
    second = first.then(lambda: "two", None, total, api_name="chain2")
    second.success(lambda: "three", None, total, api_name="chain3")
    tasks.change(lambda t: f"{len(t)} items", tasks, total, api_name="tasks_changed")
    gr.Button("add one").click(lambda t: t + ["x"], tasks, tasks, api_name="add_one")
    demo.unload(on_unload)

if __name__ == "__main__":
    demo.queue()
    demo.launch(server_name="127.0.0.1")
