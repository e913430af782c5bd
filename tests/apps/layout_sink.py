# SPDX-License-Identifier: GPL-3.0-or-later
"""Every layout block of Gradio 6, alone and nested, with events to watch them.

What has to come out is written beside each block, so a picture of a native
window can be compared with it by eye, and the endpoints move things about:

    /set_tab ID   /set_step N   /accordion BOOL   /sidebar BOOL   /show BOOL|"hidden"   /tab_props
"""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr

from _ks import launch, media


def box(label, **more):
    return gr.Textbox(label, label=label, **more)


with gr.Blocks(title="Layout sink", fill_width=True, fill_height=False) as demo:
    nav = gr.Navbar(value=[("Example", "https://example.org")], main_page_name="Layouts")
    log = gr.JSON(label="last layout event")
    with gr.Sidebar("Left", open=False, width=260) as left:
        gr.Markdown("Left sidebar, 260 px wide, closed at first")
        gr.Button("In the sidebar")
    with gr.Sidebar(open=False, position="right", width="20%") as right:
        gr.Markdown("Right sidebar, a fifth of the window")

    with gr.Tabs(selected="rows") as tabs:
        with gr.Tab("Rows", id="rows") as tab_rows:
            gr.Markdown("Equal parts: 1/3 each")
            with gr.Row():
                box("a"), box("b"), box("c")
            gr.Markdown("scale 1 : 2 : 0 (the third only as wide as it needs)")
            with gr.Row():
                box("one", scale=1), box("two", scale=2), gr.Button("nought", scale=0)
            gr.Markdown("min_width 400 each: wraps below about 1200 px of width")
            with gr.Row():
                for n in range(3):
                    box("min 400 %d" % n, min_width=400)
            gr.Markdown("equal_height: the short one grows")
            with gr.Row(equal_height=True):
                gr.Textbox(label="five lines", lines=5), gr.Button("as tall")
            gr.Markdown("not equal_height: the button keeps its height, at the top")
            with gr.Row(equal_height=False):
                gr.Textbox(label="five lines", lines=5), gr.Button("short")
            gr.Markdown("variant panel, then compact")
            with gr.Row(variant="panel"):
                box("in"), box("a panel")
            with gr.Row(variant="compact"):
                box("compact 1"), box("compact 2")
            gr.Markdown("height 120, scrolls")
            with gr.Row(height=120):
                with gr.Column():
                    for n in range(5):
                        box("row %d" % n)
        with gr.Tab("Columns", id="columns"):
            with gr.Row():
                with gr.Column(scale=1, min_width=200):
                    box("narrow 1"), box("narrow 2")
                with gr.Column(scale=3, variant="panel"):
                    with gr.Row():
                        box("wide left")
                        with gr.Column():
                            box("nested top"), box("nested bottom")
                    gr.Slider(label="under both")
                with gr.Column(scale=1, visible=False) as hidden_column:
                    box("was hidden")
            with gr.Column(variant="compact"):
                gr.Number(1, label="no gap"), gr.Number(2, label="between these")
        with gr.Tab("Groups", id="groups"):
            gr.Markdown("One frame around all, no gaps inside")
            with gr.Group():
                box("first in the group"), gr.Checkbox(label="second"), gr.Button("third")
            gr.Markdown("Form fields in a row flow together into one frame by themselves (`form`):")
            box("form 1"), gr.Number(label="form 2"), gr.Dropdown(["x"], label="form 3")
            gr.Markdown("container=False: bare fields without frame or label")
            gr.Textbox("bare", container=False), gr.Checkbox(label="bare", container=False)
            gr.Markdown("show_label=False keeps the frame")
            gr.Textbox("no label", label="hidden label", show_label=False)
            gr.Markdown("Drag to reorder: a column, then a row")
            with gr.Draggable(orientation="column"):
                box("drag 1"), box("drag 2"), box("drag 3")
            with gr.Draggable(orientation="row"):
                gr.Image(media("rgb.png"), height=80, label="drag A"), gr.Image(media("rgb2.png"), height=80, label="drag B")
        with gr.Tab("Accordions", id="accordions"):
            with gr.Accordion("Open at first") as acc:
                box("inside")
                with gr.Accordion("Closed, inside the other", open=False):
                    box("deep inside")
            with gr.Accordion("At most 100 px", max_height=100):
                for n in range(4):
                    box("line %d" % n)
            with gr.Accordion("Empty", open=False):
                pass
        with gr.Tab("Tabs in tabs", id="nested"):
            with gr.Tabs() as inner:
                with gr.Tab("Inner 1", id=1):
                    gr.Markdown("inner one")
                with gr.Tab("Inner 2", id=2, interactive=False):
                    gr.Markdown("never seen: not interactive")
                with gr.Tab("Inner 3", id=3, visible=False):
                    gr.Markdown("not visible")
                with gr.Tab("On the right", id=4, alignment="right", height=80):
                    gr.Markdown("tall\n\n" * 9)
            with gr.Tabs(overflow_behavior="wrap"):
                for n in range(14):
                    with gr.Tab("A long tab name %d" % n, render_children=n == 1):
                        box("content %d" % n)
            with gr.Tabs():
                for n in range(14):
                    with gr.Tab("Goes into a menu %d" % n):
                        box("menu content %d" % n)
        with gr.Tab("Walkthrough", id="walkthrough"):
            with gr.Walkthrough(selected=0) as walk:
                with gr.Step("Choose", id=0) as step:
                    gr.Radio(["red", "green"], label="Colour")
                    gr.Button("Next").click(lambda: gr.Walkthrough(selected=1), None, walk)
                with gr.Step("Check", id=1):
                    gr.Markdown("Is it right?")
                    gr.Button("Next").click(lambda: gr.Walkthrough(selected=2), None, walk)
                with gr.Step("Done", id=2):
                    gr.Markdown("Done")
        with gr.Tab("Visible", id="visible") as tab_visible:
            gr.Markdown("True, False and \"hidden\": the last two take no room; the last one still exists")
            with gr.Row() as row:
                v1, v2, v3 = box("True"), box("False", visible=False), box("hidden", visible="hidden")

    pages_out = gr.JSON(visible=False)
    gr.Button("Set tab", visible=False).click(lambda t: gr.Tabs(selected=t), gr.Textbox(visible=False, label="id"), tabs, api_name="set_tab")
    gr.Button("Set step", visible=False).click(lambda n: gr.Walkthrough(selected=int(n)), gr.Number(visible=False, label="step"), walk, api_name="set_step")
    gr.Button("Accordion", visible=False).click(lambda o: gr.Accordion(open=o, label="Set by the server"), gr.Checkbox(visible=False, label="open"), acc, api_name="accordion")
    gr.Button("Sidebar", visible=False).click(lambda o: gr.Sidebar(open=o), gr.Checkbox(visible=False, label="open"), left, api_name="sidebar")
    gr.Button("Show", visible=False).click(lambda v: [gr.update(visible=v)] * 3 + [gr.Column(visible=v is True)], gr.JSON(visible=False, label="visible"),
                                           [v1, v2, v3, hidden_column], api_name="show")
    gr.Button("Tab props", visible=False).click(lambda: gr.Tab(label="Renamed", interactive=True, visible=True), None, tab_visible, api_name="tab_props")

    def said(name, event):
        def fn(evt: gr.EventData):
            return {"block": name, "event": event, "data": evt._data}
        return fn

    for name, block in (("tabs", tabs), ("tab rows", tab_rows), ("accordion", acc), ("left sidebar", left), ("right sidebar", right), ("walkthrough", walk), ("step", step)):
        for event in block.EVENTS:
            getattr(block, str(event))(said(name, str(event)), None, log, api_visibility="private", show_progress="hidden")

with demo.route("Second page", "second"):
    gr.Markdown("# The second page")
    other = gr.Textbox(label="On the second page")
    other.submit(lambda s: s[::-1], other, other, api_name="second_page")

if __name__ == "__main__":
    launch(demo)
