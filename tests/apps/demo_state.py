# SPDX-License-Identifier: GPL-3.0-or-later
"""Session state: per session counter, State.change, State as trigger of a render, delete_callback, unload, reset by time.

Two windows count separately. "changed" follows State.change, which the server reports by changed_state_ids. Closing the
window runs the unload function (PRINTS on the server's standard output).
"""
import gradio as gr

with gr.Blocks(title="state") as demo:
    items = gr.State([], delete_callback=lambda v: print("deleted", v, flush=True), time_to_live=3600)
    word = gr.Textbox(label="word")
    add = gr.Button("add")
    shown = gr.JSON(label="items")
    changed = gr.Number(0, label="changed")
    add.click(lambda w, i: (i + [w], ""), [word, items], [items, word])
    items.change(lambda i, c: (i, c + 1), [items, changed], [shown, changed])
    gr.Button("same").click(lambda i: list(i), items, items)

    @gr.render(inputs=items)
    def as_buttons(i):
        for x in i:
            gr.Button(x).click(lambda i, x=x: [y for y in i if y != x], items, items)

    demo.unload(lambda: print("unloaded", flush=True))

if __name__ == "__main__":
    demo.launch()
