# SPDX-License-Identifier: GPL-3.0-or-later
"""Examples and datasets: gallery of one input, table of several, labels, pages of five, cached with output, run on click,
a Dataset with select and click, hidden columns, an example that leaves one input unset."""
import gradio as gr


def shout(text, times):
    return (text.upper() + " ") * int(times)


with gr.Blocks(title="examples") as demo:
    with gr.Row():
        text = gr.Textbox(label="text")
        times = gr.Slider(1, 5, value=1, step=1, label="times")
    out = gr.Textbox(label="out")
    gr.Button("run").click(shout, [text, times], out)
    gr.Examples(["one", "two", "three"], text, label="gallery")
    gr.Examples([["a", 1], ["b", 2], ["c", None]], [text, times], label="table")
    gr.Examples([[f"row {i}", i % 5 + 1] for i in range(13)], [text, times], label="paged", examples_per_page=5)
    gr.Examples([["x", 2], ["y", 3]], [text, times], label="labelled", example_labels=["Two x", "Three y"])
    gr.Examples([["ran", 2], ["away", 3]], [text, times], out, shout, label="run on click", run_on_click=True)
    gr.Examples([["kept", 2], ["safe", 3]], [text, times], out, shout, label="cached", cache_examples=True, cache_mode="lazy")
    picked = gr.Textbox(label="picked")
    data = gr.Dataset(
        components=[gr.Textbox(visible=False), gr.Number(visible=False)],
        samples=[["s1", 1], ["s2", 2]],
        label="dataset",
        type="index",
        headers=["word", "count"],
    )
    data.click(lambda i: f"index {i}", data, picked)
    chosen = gr.JSON(label="select data")

    def on_select(e: gr.SelectData):
        return {"index": e.index, "value": e.value}

    data.select(on_select, None, chosen)
    gr.Button("new samples").click(lambda: gr.Dataset(samples=[["n1", 10], ["n2", 20], ["n3", 30]]), None, data)

if __name__ == "__main__":
    demo.launch()
