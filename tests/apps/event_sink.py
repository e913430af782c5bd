# SPDX-License-Identifier: GPL-3.0-or-later
"""Every event of every component of Gradio 6, each wired to one listener that
writes down what came with it.

    /log     gives back and empties the list of what happened:
             [{"component": "gallery", "event": "select", "data": {...}, "value": ...}]
    /names   the list of [component, event] pairs that are wired

Drive it with a real web page and with a native client, in the same way, and
compare the two lists: same events, same order, same `data`. Attaching a
listener also sets props in /config (`_selectable`, `likeable`, `_retryable`,
`_undoable`, `streaming`, `editable`), which a client must follow: a gallery
nobody listens to sends no select.
"""
import os
import threading

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr

from _ks import TREE, frame, launch, media, plain

LOG, LOCK = [], threading.Lock()
WIRED = []


def spy(block, name, with_value=True):
    for event in dict.fromkeys(str(e) for e in block.EVENTS):
        if event in ("stream", "load", "tick") or (name == "html" and event not in ("click", "change", "submit", "input", "select")):
            continue

        def listener(*args, event=event):
            evt = args[-1]
            with LOCK:
                LOG.append({"component": name, "event": event, "data": plain(evt._data), "value": plain(args[0]) if len(args) > 1 else None})

        if with_value:
            def fn(value, evt: gr.EventData, listener=listener):
                listener(value, evt)
            getattr(block, event)(fn, block, None, api_visibility="private", show_progress="hidden")
        else:
            def fn(evt: gr.EventData, listener=listener):  # noqa: F811
                listener(evt)
            getattr(block, event)(fn, None, None, api_visibility="private", show_progress="hidden")
        WIRED.append([name, event])


def take():
    with LOCK:
        out = list(LOG)
        LOG.clear()
    return out


CHAT = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi **there**", "options": [{"value": "yes", "label": "Yes"}]}]

with gr.Blocks(title="Event sink") as demo:
    with gr.Row():
        out = gr.JSON(label="log")
        gr.Button("Take the log").click(take, None, out, api_name="log")
        gr.Button("Names").click(lambda: WIRED, None, out, api_name="names")
    with gr.Tabs() as tabs:
        with gr.Tab("Forms", id="forms") as tab_forms:
            for name, block in {
                "textbox": gr.Textbox("Hello world", label="textbox", submit_btn=True, stop_btn=True, buttons=["copy"], interactive=True),
                "number": gr.Number(1, label="number", interactive=True), "slider": gr.Slider(0, 10, 5, step=1, label="slider", interactive=True),
                "checkbox": gr.Checkbox(label="checkbox", interactive=True),
                "checkboxgroup": gr.CheckboxGroup(["a", "b"], label="checkboxgroup", interactive=True),
                "radio": gr.Radio(["a", "b"], label="radio", interactive=True),
                "dropdown": gr.Dropdown(["apple", "banana"], label="dropdown", interactive=True),
                "dropdown_multi": gr.Dropdown(["apple", "banana"], multiselect=True, label="dropdown_multi", interactive=True),
                "datetime": gr.DateTime("2024-05-01 10:00:00", label="datetime", interactive=True),
                "colorpicker": gr.ColorPicker("#ff0000", label="colorpicker", interactive=True),
                "code": gr.Code("x = 1", language="python", label="code", interactive=True),
                "dialogue": gr.Dialogue([{"speaker": "A", "text": "Hi"}], type="list", speakers=["A", "B"], tags=["(laughs)"], submit_btn=True, label="dialogue", interactive=True),
                "multimodaltextbox": gr.MultimodalTextbox(label="multimodaltextbox", interactive=True, stop_btn=True),
                "button": gr.Button("a button"),
            }.items():
                spy(block, name)
            extra = gr.Button("Extra", icon=media("vector.svg"))
            spy(extra, "custom button")
            gr.Textbox("with a custom button", label="custom", buttons=["copy", extra])
        with gr.Tab("Data", id="data") as tab_data:
            for name, block in {
                "dataframe": gr.Dataframe([[1, "a"], [2, "b"]], headers=["n", "s"], label="dataframe", interactive=True, column_count=2),
                "json": gr.JSON({"a": 1}, label="json"), "label": gr.Label({"cat": 0.7, "dog": 0.3}, label="label"),
                "highlightedtext": gr.HighlightedText([("The ", None), ("quick", "adj")], label="highlightedtext"),
                "markdown": gr.Markdown("Some **text**", buttons=["copy"]), "html": gr.HTML("<b>click me</b>"),
                "paramviewer": gr.ParamViewer({"a": {"type": "int", "description": "d", "default": None}}),
                "dataset": gr.Dataset(components=["textbox", "number"], samples=[["one", 1], ["two", 2]]),
                "lineplot": gr.LinePlot(frame(), x="x", y="y", label="lineplot"),
                "fileexplorer": gr.FileExplorer(root_dir=TREE, label="fileexplorer", interactive=True),
            }.items():
                spy(block, name)
        with gr.Tab("Media", id="media") as tab_media:
            for name, block in {
                "image": gr.Image(media("rgb.png"), label="image", interactive=False),
                "image_upload": gr.Image(label="image_upload", interactive=True),
                "gallery": gr.Gallery([(media("rgb.png"), "One"), (media("rgb2.png"), "Two")], label="gallery", interactive=False),
                "gallery_upload": gr.Gallery([media("rgb.png"), media("rgb2.png")], label="gallery_upload", interactive=True),
                "annotatedimage": gr.AnnotatedImage((media("rgb.png"), [((4, 4, 30, 30), "cat")]), label="annotatedimage"),
                "imageslider": gr.ImageSlider((media("rgb.png"), media("rgb2.png")), label="imageslider"),
                "imageeditor": gr.ImageEditor(media("rgb.png"), label="imageeditor", interactive=True),
                "audio": gr.Audio(media("mono48k.wav"), label="audio", interactive=False), "audio_upload": gr.Audio(label="audio_upload", interactive=True),
                "video": gr.Video(media("clip.mp4"), label="video", interactive=False), "video_upload": gr.Video(label="video_upload", interactive=True),
                "model3d": gr.Model3D(media("cube.glb"), label="model3d"),
                "file": gr.File([media("notes.txt"), media("rgb.png")], file_count="multiple", label="file", interactive=True),
                "file_out": gr.File([media("notes.txt"), media("rgb.png")], file_count="multiple", label="file_out", interactive=False),
                "uploadbutton": gr.UploadButton("uploadbutton"), "downloadbutton": gr.DownloadButton("downloadbutton", value=media("notes.txt")),
            }.items():
                spy(block, name)
        with gr.Tab("Chat", id="chat") as tab_chat:
            spy(gr.Chatbot(CHAT, label="chatbot", editable="all", buttons=["copy", "copy_all"], feedback_options=["Like", "Dislike", "Spam"]), "chatbot")
            spy(gr.Chatbot(label="chatbot_empty", examples=[{"text": "Say hello"}, {"text": "See", "files": [media("rgb.png")]}]), "chatbot_empty")
        with gr.Tab("Layout", id="layout") as tab_layout:
            with gr.Accordion("Accordion", open=False) as acc:
                gr.Textbox("inside", label="inside")
            spy(acc, "accordion", False)
            with gr.Walkthrough(selected=0) as walk:
                with gr.Step("First", id=0) as step_a:
                    gr.Button("Next").click(lambda: gr.Walkthrough(selected=1), None, walk)
                with gr.Step("Second", id=1) as step_b:
                    gr.Markdown("second")
            spy(walk, "walkthrough", False)
            spy(step_a, "step first", False)
            spy(step_b, "step second", False)
        for name, t in {"tab forms": tab_forms, "tab data": tab_data, "tab media": tab_media, "tab chat": tab_chat, "tab layout": tab_layout}.items():
            spy(t, name, False)
    spy(tabs, "tabs", False)
    with gr.Sidebar(open=False) as side:
        gr.Markdown("Sidebar")
    spy(side, "sidebar", False)

if __name__ == "__main__":
    launch(demo)
