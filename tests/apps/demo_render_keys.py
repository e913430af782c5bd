# SPDX-License-Identifier: GPL-3.0-or-later
"""gr.render: a list that grows and shrinks, keys keep what the user typed, events inside and towards the outside,
a State inside, tabs inside, two listeners of an outer button of which one lives in the render.

n=2, type "mine" into "keyed 0" and "plain 0", n=3: keyed 0 still says mine (its value is preserved by its key), plain 0 is
reset to its default. "outside" adds "o" (listener outside) and then "i" (listener inside) to "pressed". "hit" counts from 0
again after each render, because its State has no key. The web UI of 6.31 fails the first two; a native runtime must not.
"""
import gradio as gr

with gr.Blocks(title="render keys") as demo:
    n = gr.Slider(0, 6, value=2, step=1, label="n")
    outside = gr.Button("outside")
    joined = gr.Textbox(label="joined")
    pressed = gr.Textbox(label="pressed")
    outside.click(lambda p: p + "o", pressed, pressed)
    theme = gr.Radio(["row", "tabs"], value="row", label="shape")

    @gr.render(inputs=[n, theme])
    def show(count, shape):
        gr.Markdown(f"### {int(count)} rows as {shape}")
        boxes = []
        holder = gr.Tabs() if shape == "tabs" else gr.Column()
        with holder:
            for i in range(int(count)):
                with gr.Tab(f"tab {i}") if shape == "tabs" else gr.Row():
                    keyed = gr.Textbox(f"k{i}", label=f"keyed {i}", key=f"keyed-{i}", interactive=True)
                    gr.Textbox(f"p{i}", label=f"plain {i}", interactive=True)
                    upper = gr.Button(f"upper {i}")
                    upper.click(str.upper, keyed, keyed)
                    boxes.append(keyed)
        if boxes:
            gr.Button("join").click(lambda *v: ",".join(v), boxes, joined, key="join")
        hits = gr.State(0)
        hit = gr.Button("hit")
        seen = gr.Number(label="hits")
        hit.click(lambda h: (h + 1, h + 1), hits, [hits, seen])
        outside.click(lambda p: p + "i", pressed, pressed)

if __name__ == "__main__":
    demo.launch()
