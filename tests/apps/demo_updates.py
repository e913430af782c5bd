# SPDX-License-Identifier: GPL-3.0-or-later
"""Updates: visible, interactive, label, choices, placeholder, several props at once, skip, None, dict of outputs,
update of a layout block, value and visibility together, a hidden input's value."""
import gradio as gr

with gr.Blocks(title="updates") as demo:
    kind = gr.Radio(["none", "short", "long"], value="none", label="essay kind")
    essay = gr.Textbox(label="essay", visible=False)
    count = gr.Textbox(label="state of essay")

    def switch(k):
        if k == "none":
            return gr.Textbox(visible=False)
        return gr.Textbox(visible=True, lines=2 if k == "short" else 6, label=f"{k} essay", placeholder="write", value=f"a {k} essay")

    kind.change(switch, kind, essay)
    essay.change(lambda e: f"{len(e or '')} characters", essay, count)

    country = gr.Dropdown(["de", "fr"], value="de", label="country")
    city = gr.Dropdown(["Berlin", "Bonn"], value="Berlin", label="city", interactive=True)
    country.change(
        lambda c: gr.update(choices=["Berlin", "Bonn"] if c == "de" else ["Paris", "Lyon"], value=None), country, city
    )

    x, y, z = gr.Number(1, label="x"), gr.Number(2, label="y"), gr.Number(3, label="z")
    with gr.Row() as row:
        b_skip = gr.Button("skip y")
        b_none = gr.Button("none")
        b_dict = gr.Button("dict")
        b_all = gr.Button("skip all")
        b_lock = gr.Button("lock")
        b_row = gr.Button("toggle column")
    with gr.Column(visible=False) as col:
        secret = gr.Textbox("hidden value", label="in hidden column")
    b_skip.click(lambda: (10, gr.skip(), 30), None, [x, y, z])
    b_none.click(lambda: (None, None, None), None, [x, y, z])
    b_dict.click(lambda: {z: 300}, None, {x, y, z})
    b_all.click(lambda: gr.skip(), None, [x, y, z])
    b_lock.click(lambda: gr.Number(interactive=False, label="locked", info="no typing"), None, x)
    shown = gr.State(False)
    b_row.click(lambda s: (not s, gr.Column(visible=not s)), shown, [shown, col])
    readout = gr.Textbox(label="secret as read")
    b_row.click(lambda s: s, secret, readout)

if __name__ == "__main__":
    demo.launch()
