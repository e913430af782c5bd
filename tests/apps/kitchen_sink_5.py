# SPDX-License-Identifier: GPL-3.0-or-later
"""Every component of Gradio 5 as input and as output, one endpoint each. See _ks.py.

Only what differs from kitchen_sink.py in the arguments or the payload is
spelled out differently: `show_*_button` instead of `buttons`, Chatbot in both
its formats, a Video answer wrapped in {"video": ..., "subtitles": ...}.
"""
import datetime
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import pandas as pd
from gradio._simple_templates import SimpleDropdown, SimpleImage, SimpleTextbox
from gradio.components import Fallback

from _ks import (DOT, F, SERIES, TABLE, TABLE_ODD, TEXT, TREE, Case, altair_chart, build, file, files, frame, launch,
                 matplotlib_figure, media, np_rgb, pixels, plotly_figure, relative, same, sample_file, sound, table,
                 uploads)

PAIRS = [["Hello", "**Hi**"], [None, "only the bot"], ["only the user", None]]
MESSAGES = [{"role": "user", "metadata": None, "content": "Hello", "options": None},
            {"role": "assistant", "metadata": {"title": "Thought", "status": "done"}, "content": "Thinking", "options": None},
            {"role": "assistant", "metadata": None, "content": "`code`", "options": [{"value": "yes", "label": "Yes"}]}]


def film(name):
    """A Video of Gradio 4 and 5 is sent as {"video": file, "subtitles": file or null}."""
    return {"video": F(name), "subtitles": None}


CASES = [
    Case("textbox", "Text", lambda: gr.Textbox(label="Textbox", info="With *info*", show_copy_button=True), samples=same(TEXT, ""), give="given\ntext"),
    Case("textbox_lines", "Text", lambda: gr.Textbox(label="Lines", lines=4, max_lines=8, submit_btn=True, stop_btn=True), samples=same("a\nb\nc"), give="x\n" * 50),
    Case("textbox_password", "Text", lambda: gr.Textbox(label="Password", type="password"), samples=same("pa ss"), give="secret"),
    Case("textarea", "Text", lambda: gr.TextArea(label="TextArea"), samples=same("t"), give="g"),
    Case("code", "Text", lambda: gr.Code(label="Code", language="python", interactive=True), samples=same("def f():\n    return 1"), give="print('hi')"),
    Case("markdown", "Text", lambda: gr.Markdown("# start", show_copy_button=True), samples=same("# Title\n*it*"),
         give=lambda: open(media("sample.md"), encoding="utf-8").read()),
    Case("html", "Text", lambda: gr.HTML("<p>start</p>", label="HTML"), samples=same("<p>x</p>"), give="<h3>Given</h3>"),
    Case("multimodaltextbox", "Text", lambda: gr.MultimodalTextbox(label="Multimodal", sources=["upload", "microphone"], file_count="multiple"),
         samples=[("text+file", {"text": "see", "files": [F("rgb.png"), F("notes.txt")]},
                   {"text": "see", "files": [sample_file("rgb.png"), sample_file("notes.txt")]})],
         give=lambda: {"text": "given", "files": [media("rgb.png")]}, seen=files),
    Case("dialogue", "Text", lambda: gr.Dialogue(label="Dialogue", type="list", speakers=["A", "B"], tags=["(laughs)"], interactive=True),
         samples=same([{"speaker": "A", "text": "Hi"}, {"speaker": "B", "text": "(laughs) Yo"}]), give=[{"speaker": "A", "text": "given"}]),
    Case("simpletextbox", "Text", lambda: SimpleTextbox(label="SimpleTextbox"), samples=same("s"), give="g"),
    Case("checkbox", "Choices", lambda: gr.Checkbox(label="Checkbox", info="info"), samples=same(True, False), give=True),
    Case("checkboxgroup", "Choices", lambda: gr.CheckboxGroup([("One", 1), ("Two", 2), "three"], label="CheckboxGroup"), samples=same([1, "three"], []), give=[2]),
    Case("radio", "Choices", lambda: gr.Radio([("One", 1), ("Two", 2), "three"], label="Radio"), samples=same(2, "three"), give=1),
    Case("dropdown", "Choices", lambda: gr.Dropdown([("One", 1), ("Two", 2), "three"], label="Dropdown"), samples=same(2, "three"), give=1),
    Case("dropdown_multi", "Choices", lambda: gr.Dropdown(["a", "b", "c"], multiselect=True, label="Several"), samples=same(["a", "c"], []), give=["b"]),
    Case("simpledropdown", "Choices", lambda: SimpleDropdown(choices=["a", "b"], label="SimpleDropdown"), samples=same("b"), give="a"),
    Case("number", "Numbers and dates", lambda: gr.Number(label="Number", placeholder="a number"), samples=same(3.25, 0), give=1e21),
    Case("number_int", "Numbers and dates", lambda: gr.Number(label="Integer", precision=0), samples=[("7", 7, 7), ("6.6", 6.6, 7)], give=-3),
    Case("slider", "Numbers and dates", lambda: gr.Slider(-1, 1, value=0.5, step=0.05, label="Slider"), samples=same(0.25, -1), give=1),
    Case("datetime", "Numbers and dates", lambda: gr.DateTime(label="DateTime", timezone="UTC"),
         samples=[("2020-10-01 05:20:15", "2020-10-01 05:20:15", 1601529615.0)], give=1700000000),
    Case("datetime_datetime", "Numbers and dates", lambda: gr.DateTime(label="As datetime", type="datetime"),
         samples=[("2024-05-01 10:00:00", "2024-05-01 10:00:00", datetime.datetime(2024, 5, 1, 10))], give="now - 1d"),
    Case("colorpicker", "Numbers and dates", lambda: gr.ColorPicker(label="ColorPicker"), samples=same("#ff8800"), give="#00aa00"),
    Case("timer", "Numbers and dates", lambda: gr.Timer(60, active=False), samples=same(2.5), give=1),
    Case("file", "Files", lambda: gr.File(label="File"), samples=[(n, F(n), sample_file(n)) for n in ("notes.txt", "paper.pdf")], give=lambda: media("paper.pdf"), seen=files),
    Case("file_many", "Files", lambda: gr.File(label="Files", file_count="multiple", file_types=[".txt", "image"]),
         samples=[("two", [F("notes.txt"), F("rgb.png")], [sample_file("notes.txt"), sample_file("rgb.png")])], give=lambda: [media("notes.txt"), media("rgb.png")], seen=files),
    Case("file_odd_name", "Files", lambda: gr.File(label="Odd name"), samples=[("we ird", F("we ird & näme (1).txt"), sample_file("we ird & näme (1).txt", False))],
         give=lambda: media("we ird & näme (1).txt"), seen=lambda p: file(p, False)),
    Case("fileexplorer", "Files", lambda: gr.FileExplorer(root_dir=TREE, glob="**/*.txt", label="FileExplorer"),
         samples=[("two", [["a.txt"], ["docs", "deep", "c.txt"]], ["a.txt", "docs/deep/c.txt"])], give=[os.path.join(TREE, "docs", "b.txt")], seen=relative),
    Case("uploadbutton", "Files", lambda: gr.UploadButton("Upload"), samples=[("notes.txt", F("notes.txt"), sample_file("notes.txt"))], give=lambda: media("notes.txt"), seen=files),
    Case("downloadbutton", "Files", lambda: gr.DownloadButton("Download", value=media("paper.pdf")), samples=[("paper.pdf", F("paper.pdf"), sample_file("paper.pdf"))],
         give=lambda: media("paper.pdf"), seen=files),
    Case("image", "Images", lambda: gr.Image(label="Image"), lambda: gr.Image(label="out", format="png"),
         samples=[(n, F(n), np_rgb(n)) for n in ("rgb.png", "exif6.jpg")], give=lambda: np_rgb("rgb.png")),
    Case("image_filepath", "Images", lambda: gr.Image(type="filepath", image_mode=None, label="As a path"),
         samples=[(n, F(n), sample_file(n)) for n in ("rgb.png", "anim.gif")], give=lambda: media("anim.gif"), seen=files),
    Case("image_svg", "Images", None, lambda: gr.Image(label="SVG"), give=lambda: media("vector.svg")),
    Case("imageeditor", "Images", lambda: gr.ImageEditor(label="ImageEditor", type="pil"), lambda: gr.ImageEditor(label="out", format="png"),
         samples=[("background+layer", {"background": F("rgb.png"), "layers": [F("layer.png")], "composite": F("composite.png")},
                   {"background": pixels("rgb.png", "RGBA"), "layers": [pixels("layer.png", "RGBA")], "composite": pixels("composite.png", "RGBA")})],
         give=lambda: {"background": media("rgb.png"), "layers": [media("layer.png")], "composite": media("composite.png")}),
    Case("imagemask", "Images", lambda: gr.ImageMask(label="ImageMask", type="pil"), lambda: gr.ImageMask(format="png"),
         samples=[("one layer", {"background": F("rgb.png"), "layers": [F("layer.png")], "composite": F("composite.png")},
                   {"background": pixels("rgb.png", "RGBA"), "layers": [pixels("layer.png", "RGBA")], "composite": pixels("composite.png", "RGBA")})],
         give=lambda: {"background": media("rgb.png"), "layers": [], "composite": media("rgb.png")}),
    Case("imageslider", "Images", lambda: gr.ImageSlider(label="ImageSlider", slider_position=30), lambda: gr.ImageSlider(format="png"),
         samples=[("pair", [F("rgb.png"), F("rgb2.png")], [np_rgb("rgb.png"), np_rgb("rgb2.png")])], give=lambda: (np_rgb("rgb.png"), np_rgb("rgb2.png"))),
    Case("annotatedimage", "Images", lambda: gr.AnnotatedImage(label="AnnotatedImage", color_map={"cat": "#3584e4"}),
         samples=[("mask", {"image": F("rgb.png"), "annotations": [{"image": F("mask.png"), "label": "box"}]}, [sample_file("rgb.png"), [[sample_file("mask.png"), "box"]]])],
         give=lambda: (media("rgb.png"), [((4, 4, 30, 30), "cat")]), seen=files,
         back=lambda v: (v[0], [(np_rgb("mask.png", "L") / 255.0, a[1]) for a in v[1]]) if v else None),
    Case("gallery", "Images", lambda: gr.Gallery(label="Gallery", columns=3, type="filepath"),
         samples=[("two", [{"image": F("rgb.png"), "caption": "One"}, {"video": F("clip.mp4"), "caption": None}], [[sample_file("rgb.png"), "One"], [sample_file("clip.mp4"), None]])],
         give=lambda: [(media("rgb.png"), "One"), media("anim.gif"), media("clip.mp4")], seen=files),
    Case("simpleimage", "Images", lambda: SimpleImage(label="SimpleImage"), samples=[("rgb.png", F("rgb.png"), sample_file("rgb.png"))], give=lambda: media("rgb.png"), seen=files),
    Case("audio", "Sound and film", lambda: gr.Audio(label="Audio"), lambda: gr.Audio(label="out", format="wav"),
         samples=[(n, F(n), sound(n)) for n in ("mono48k.wav", "stereo44k.wav")], give=lambda: (48000, sound("mono48k.wav")[1])),
    Case("audio_filepath", "Sound and film", lambda: gr.Audio(label="As a path", type="filepath"),
         samples=[(n, F(n), sample_file(n)) for n in ("tone.mp3", "tone.ogg")], give=lambda: media("tone.mp3"), seen=files),
    Case("video", "Sound and film", lambda: gr.Video(label="Video"), samples=[(n, film(n), sample_file(n)) for n in ("clip.mp4", "clip.webm")],
         give=lambda: (media("clip.mp4"), media("words.vtt")), seen=files),
    Case("model3d", "Sound and film", lambda: gr.Model3D(label="Model3D"), samples=[(n, F(n), sample_file(n)) for n in ("cube.obj", "cube.glb")], give=lambda: media("cube.glb"), seen=files),
    Case("dataframe", "Tables and data", lambda: gr.Dataframe(label="Dataframe", interactive=True, show_search="filter", show_copy_button=True, pinned_columns=1),
         samples=[("table", TABLE, table(TABLE)), ("odd", TABLE_ODD, table(TABLE_ODD))], give=lambda: pd.DataFrame({"a": [1, 2], "b": [0.5, float("nan")], "c": ["x", None]})),
    Case("dataframe_styled", "Tables and data", None, lambda: gr.Dataframe(label="Styled", interactive=False),
         give=lambda: pd.DataFrame({"a": [1.0, 2.5], "b": [3, 4]}).style.format("{:.2f}").highlight_max(color="lightgreen")),
    Case("json", "Tables and data", lambda: gr.JSON(label="JSON"), samples=same({"a": [1, None, {"b": "é"}]}, [1, 2]), give={"a": {"b": [1]}}),
    Case("label", "Tables and data", lambda: gr.Label(label="Label"),
         samples=[("classes", {"label": "cat", "confidences": [{"label": "cat", "confidence": 0.75}, {"label": "dog", "confidence": 0.25}]}, {"cat": 0.75, "dog": 0.25})],
         give={"cat": 0.7, "dog": 0.2}),
    Case("highlightedtext", "Tables and data", lambda: gr.HighlightedText(label="HighlightedText", interactive=True, show_legend=True),
         samples=[("two", [{"token": "The ", "class_or_confidence": None}, {"token": "quick", "class_or_confidence": "adj"}],
                   [{"token": "The ", "class_or_confidence": None}, {"token": "quick", "class_or_confidence": "adj"}])],
         give=[("The ", None), ("quick", "adj")], back=lambda v: [(t["token"], t["class_or_confidence"]) for t in v] if v is not None else None),
    Case("paramviewer", "Tables and data", lambda: gr.ParamViewer({"a": {"type": "int", "description": "start", "default": None}}),
         samples=same({"x": {"type": "int", "description": "d", "default": "3"}}), give={"x": {"type": "int", "description": "d", "default": "3"}}),
    Case("dataset", "Tables and data", lambda: gr.Dataset(components=["textbox", "number"], headers=["Word", "Count"], samples=[["one", 1], ["two", 2]], type="tuple"),
         samples=[("1", 1, [1, ["two", 2]])], give=0, back=lambda v: v[0] if v else None),
    Case("plot", "Plots", lambda: gr.Plot(label="Plot"), samples=[("matplotlib", {"type": "matplotlib", "plot": DOT}, {"type": "matplotlib", "plot": DOT})], give=matplotlib_figure),
    Case("plot_plotly", "Plots", None, lambda: gr.Plot(label="Plotly"), give=plotly_figure),
    Case("plot_altair", "Plots", None, lambda: gr.Plot(label="Altair"), give=altair_chart),
    Case("lineplot", "Plots", lambda: gr.LinePlot(x="x", y="y", color="kind", label="LinePlot"), samples=same(SERIES), give=frame),
    Case("barplot", "Plots", lambda: gr.BarPlot(x="kind", y="y"), samples=same(dict(SERIES, mark="bar")), give=frame),
    Case("scatterplot", "Plots", lambda: gr.ScatterPlot(x="x", y="y"), samples=same(dict(SERIES, mark="point")), give=frame),
    Case("chatbot", "Chat", lambda: gr.Chatbot(label="Messages", type="messages", show_copy_button=True), samples=[("messages", MESSAGES, MESSAGES)],
         give=lambda: [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": {"path": media("rgb.png"), "alt_text": "bars"}},
                       {"role": "assistant", "content": gr.HTML("<b>html</b>")}], seen=uploads),
    Case("chatbot_tuples", "Chat", lambda: gr.Chatbot(label="Tuples", type="tuples"), samples=[("pairs", PAIRS, PAIRS)],
         give=lambda: [["Hi", "**Hello**"], [(media("rgb.png"), "bars"), None], [None, (media("mono48k.wav"),)]], seen=uploads),
    Case("browserstate", "State and hidden", lambda: gr.BrowserState({"n": 0}, storage_key="kitchen", secret="s3cret"), samples=same({"n": 1}), give={"n": 9}),
    Case("navbar", "State and hidden", lambda: gr.Navbar(value=[("Docs", "https://example.org")]), lambda: gr.JSON(label="pages"),
         samples=same([["Docs", "https://example.org"]]), give=[["Docs", "docs"]]),
    Case("fallback", "State and hidden", lambda: Fallback(), samples=same({"foo": ["bar"]}), give={"any": 1}),
]


def json_out(case):
    return gr.JSON(label="verdict" if case else "cases", visible=case is not None)


with gr.Blocks(title="Kitchen sink 5") as demo:
    gr.Markdown("# Every component of Gradio " + gr.__version__)
    build(gr, CASES, json_out, lambda name: {"api_name": name})
    with gr.Tab("Buttons"):
        said = gr.JSON(label="verdict")
        btn = gr.Button("As input")
        btn.click(lambda label, n: {"label": label, "n": n}, [btn, gr.Number(5, label="next to it")], said, api_name="button")
        words = gr.Textbox("to be cleared", label="Words")
        gr.ClearButton([words])
        gr.DuplicateButton()
        gr.DeepLinkButton()
        kept = gr.State(0)
        gr.Button("Count").click(lambda n: (n + 1, n + 1), kept, [kept, said], api_name="state")

if __name__ == "__main__":
    launch(demo)
