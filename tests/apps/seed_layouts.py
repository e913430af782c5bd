# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Controlling Layout, Tab, Accordion, Sidebar, Column - everything that arranges other things."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import picture, serve

late = gr.Textbox(label="Defined early, placed late", render=False)

with gr.Blocks(title="Layouts", fill_width=True) as demo:
    with gr.Sidebar(width=280, position="left", open=True) as side:
        gr.Markdown("## Sidebar")
        gr.Textbox(label="In the sidebar")
    log = gr.Textbox(label="Layout events", lines=3)

    def say(old, new):
        return (old + "\n" + new).strip()

    side.expand(lambda l: say(l, "sidebar open"), log, log, api_visibility="private")
    side.collapse(lambda l: say(l, "sidebar closed"), log, log, api_visibility="private")

    with gr.Row(equal_height=True):
        gr.Button("scale 0", scale=0)
        gr.Button("scale 1", scale=1)
        gr.Button("scale 2", scale=2, min_width=300)
    with gr.Row():
        with gr.Column(scale=1, min_width=300, variant="panel"):
            gr.Textbox(label="One")
            gr.Textbox(label="Two")
        with gr.Column(scale=2, min_width=400, variant="compact"):
            gr.Image(picture("wide.png"), label="Half of the window", width="50vw", height=120, interactive=False)
            gr.Button("Under the picture")

    with gr.Tabs(selected="b") as tabs:
        with gr.Tab("First", id="a") as first:
            gr.Markdown("first tab")
        with gr.Tab("Second", id="b"):
            gr.Markdown("second tab")
        with gr.Tab("Locked", id="c", interactive=False):
            gr.Markdown("locked tab")
        with gr.Tab("Hidden", id="d", visible=False) as hidden:
            gr.Markdown("hidden tab")
    jump = gr.Dropdown(["a", "b"], label="Go to tab", value="b")
    jump.input(lambda t: gr.Tabs(selected=t), jump, tabs, api_name="jump")

    @first.select(inputs=log, outputs=log, api_visibility="private")
    def tab_picked(log, evt: gr.SelectData):
        return say(log, f"tab {evt.value} {evt.selected}")

    with gr.Accordion("Details", open=False) as acc:
        gr.Markdown("in the accordion")
    acc.expand(lambda l: say(l, "accordion open"), log, log, api_visibility="private")
    acc.collapse(lambda l: say(l, "accordion closed"), log, log, api_visibility="private")

    with gr.Group():
        gr.Textbox(label="Grouped 1")
        gr.Textbox(label="Grouped 2")

    with gr.Walkthrough(selected=0) as walk:
        with gr.Step("Picture", id=0):
            gr.Image(label="pick")
            gr.Button("Next").click(lambda: gr.Walkthrough(selected=1), outputs=walk, api_name="step")
        with gr.Step("Words", id=1):
            gr.Textbox(label="words")
        with gr.Step("Result", id=2):
            gr.Markdown("end")

    error = gr.Textbox(label="Error", visible=False)
    who = gr.Textbox(label="Name")
    with gr.Column(visible=False) as rest:
        age = gr.Number(label="Age")
        kept = gr.Textbox("still here", label="Hidden but present", visible="hidden")

    @gr.Button("Submit").click(inputs=who, outputs=[error, rest], api_name="form")
    def form(name):
        if not name:
            return {error: gr.Textbox(value="Enter a name", visible=True)}
        return {rest: gr.Column(visible=True), error: gr.Textbox(visible=False)}

    with gr.Row():
        with gr.Column():
            moved = gr.Textbox(label="Moved")
        with gr.Column():
            moved.unrender()
            late.render()
        with gr.Column():
            moved.render()

if __name__ == "__main__":
    demo.launch(**serve())
