# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Render, Dynamic Apps With Render Decorator - parts of the page made by the server on the fly."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import numpy as np
from _seedmedia import serve

with gr.Blocks(title="Rendered parts") as demo:
    with gr.Tab("Split"):
        letters = gr.Textbox("abc", label="Letters")
        mode = gr.Radio(["textbox", "button"], value="textbox", label="Shown as")

        @gr.render(inputs=[letters, mode], triggers=[letters.submit, mode.change, demo.load])
        def split(text, mode):
            if not text:
                gr.Markdown("## No input")
            for letter in text:
                (gr.Textbox if mode == "textbox" else gr.Button)(letter)

    with gr.Tab("Merge"):
        boxes_wanted = gr.State(1)
        gr.Button("Add box").click(lambda n: n + 1, boxes_wanted, boxes_wanted, api_name="add_box")
        merged = gr.Textbox(label="Merged")

        @gr.render(inputs=boxes_wanted)
        def boxes(n):
            made = [gr.Textbox(key=i, label=f"Box {i}") for i in range(n)]
            gr.Button("Merge").click(lambda *t: " ".join(t), made, merged, key="merge")

    with gr.Tab("To do"):
        tasks = gr.State([])
        new = gr.Textbox(label="Task name", autofocus=True)

        @new.submit(inputs=[tasks, new], outputs=[tasks, new], api_name="add_task")
        def add_task(tasks, name):
            return tasks + [{"name": name, "complete": False}], ""

        @gr.render(inputs=tasks)
        def todo(tasks):
            open_ones = [t for t in tasks if not t["complete"]]
            gr.Markdown(f"### Open ({len(open_ones)})")
            for task in tasks:
                with gr.Row():
                    gr.Textbox(task["name"], show_label=False, container=False)
                    if not task["complete"]:
                        done = gr.Button("Done", scale=0)

                        def mark(task=task):
                            task["complete"] = True
                            return tasks

                        done.click(mark, None, [tasks])
                    delete = gr.Button("Delete", scale=0, variant="stop")

                    def drop(task=task):
                        tasks.remove(task)
                        return tasks

                    delete.click(drop, None, [tasks])

    with gr.Tab("Mixer"):
        tracks = gr.State(1)
        gr.Button("Add track").click(lambda n: n + 1, tracks, tracks)

        @gr.render(inputs=tracks)
        def mixer(n):
            audios, volumes = [], []
            with gr.Row(key="tracks"):
                for i in range(n):
                    with gr.Column(variant="panel", min_width=200, key=f"col{i}"):
                        gr.Textbox(placeholder="Track name", key=f"name{i}", show_label=False)
                        audios.append(gr.Audio(label=f"Track {i}", key=f"track{i}"))
                        volumes.append(gr.Slider(0, 100, value=100, label="Volume", key=f"volume{i}"))
            out = gr.Audio(label="Output", key="output")

            def mix(data):
                rate, total = 16000, None
                for a, v in zip(audios, volumes):
                    if data[a] is None:
                        continue
                    rate, y = data[a]
                    y = np.asarray(y, dtype="float32") * data[v] / 100
                    total = y if total is None else total[: len(y)] + y[: len(total)]
                if total is None:
                    raise gr.Error("no track has sound")
                return rate, np.clip(total, -32768, 32767).astype("int16")

            gr.Button("Mix").click(mix, set(audios + volumes), out, key="mix")

if __name__ == "__main__":
    demo.launch(**serve())
