# SPDX-License-Identifier: GPL-3.0-or-later
"""Every component of Gradio 6 as input and as output, one endpoint each. See _ks.py."""
import datetime
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import numpy as np
import pandas as pd
from gradio._simple_templates import SimpleDropdown, SimpleImage, SimpleTextbox
from gradio.components import Fallback
from gradio.components.custom_html_components.colored_checkbox_group import ColoredCheckboxGroup

from _ks import (DOT, F, MEDIA, SERIES, TABLE, TABLE_ODD, TEXT, TREE, Case, altair_chart, bokeh_plot, build, file,
                 files, frame, has, launch, matplotlib_figure, media, np_rgb, pixels, plotly_figure, relative, same,
                 sample_file, sound, table, uploads)


def msg(role, *content, **more):
    return {"role": role, "metadata": more.get("metadata"), "content": list(content), "options": more.get("options")}


def txt(s):
    return {"text": s, "type": "text"}


CHAT = [msg("user", txt("Hello"), txt("and **more**")),
        msg("assistant", txt("Thinking"), metadata={"title": "Thought", "id": 1, "status": "done", "duration": 1.5}),
        msg("assistant", txt("`code` and $$x^2$$"), options=[{"value": "yes", "label": "Yes"}, {"value": "no"}])]


def chat_send(with_file):
    chat = [dict(m) for m in CHAT]
    if with_file:
        chat.append(msg("user", {"file": F("rgb.png"), "alt_text": "bars", "type": "file"}))
    return chat


def chat_want(with_file):
    chat = [dict(m) for m in CHAT]
    if with_file:
        chat.append(msg("user", {"file": sample_file("rgb.png"), "alt_text": "bars", "type": "file"}))
    return chat


CASES = [
    # ---------------------------------------------------------------- text
    Case("textbox", "Text", lambda: gr.Textbox(label="Textbox", info="With *info*", placeholder="Type", buttons=["copy"]),
         samples=same(TEXT, ""), give="given\ntext"),
    Case("textbox_lines", "Text", lambda: gr.Textbox(label="Lines", lines=4, max_lines=8, submit_btn=True, stop_btn="Halt"),
         samples=same("a\nb\nc"), give="x\n" * 50),
    Case("textbox_password", "Text", lambda: gr.Textbox(label="Password", type="password"), samples=same("pa ss"), give="secret"),
    Case("textbox_email", "Text", lambda: gr.Textbox(label="Email", type="email", max_length=40), samples=same("a@b.example"), give="c@d.example"),
    Case("textbox_rtl", "Text", lambda: gr.Textbox(label="Right to left", rtl=True, text_align="right"), samples=same("مرحبا hello 1"), give="שלום"),
    Case("textarea", "Text", lambda: gr.TextArea(label="TextArea"), samples=same("t"), give="g"),
    Case("code", "Text", lambda: gr.Code(label="Code", language="python", interactive=True), samples=same("def f():\n    return 1"), give="print('hi')"),
    Case("markdown", "Text", lambda: gr.Markdown("# start", label="Markdown", buttons=["copy"], header_links=True, show_label=True),
         lambda: gr.Markdown(buttons=["copy"], line_breaks=True), samples=same("# Title\n*it*"),
         give=lambda: open(media("sample.md"), encoding="utf-8").read()),
    Case("markdown_rtl", "Text", lambda: gr.Markdown("שלום", rtl=True, latex_delimiters=[{"left": "$", "right": "$", "display": False}]),
         samples=same("עברית $a_1$"), give="عربي $x^2$"),
    Case("multimodaltextbox", "Text", lambda: gr.MultimodalTextbox(label="Multimodal", sources=["upload", "microphone"], file_count="multiple"),
         samples=[("text+file", {"text": "see", "files": [F("rgb.png"), F("notes.txt")]},
                   {"text": "see", "files": [sample_file("rgb.png"), sample_file("notes.txt")]}),
                  ("text", {"text": "only"}, {"text": "only", "files": []})],
         give=lambda: {"text": "given", "files": [media("rgb.png"), media("mono48k.wav")]}, seen=files),
    Case("dialogue", "Text", lambda: gr.Dialogue(label="Dialogue", type="list", speakers=["A", "B"], tags=["(laughs)"], submit_btn=True, interactive=True),
         samples=same([{"speaker": "A", "text": "Hi"}, {"speaker": "B", "text": "(laughs) Yo"}]),
         give=[{"speaker": "A", "text": "given"}, {"speaker": "B", "text": "two"}]),
    Case("dialogue_text", "Text", lambda: gr.Dialogue(label="Dialogue as text", speakers=["A", "B"], interactive=True),
         samples=[("list", [{"speaker": "A", "text": "Hi"}, {"speaker": "B", "text": "Yo"}], "[A] Hi\n[B] Yo"), ("text", "free", "free")],
         give="plain text"),
    Case("simpletextbox", "Text", lambda: SimpleTextbox(label="SimpleTextbox"), samples=same("s"), give="g"),
    # ------------------------------------------------------------- choices
    Case("checkbox", "Choices", lambda: gr.Checkbox(label="Checkbox", info="info"), samples=same(True, False), give=True),
    Case("checkboxgroup", "Choices", lambda: gr.CheckboxGroup([("One", 1), ("Two", 2), "three"], label="CheckboxGroup", show_select_all=True),
         samples=same([1, "three"], []), give=[2]),
    Case("checkboxgroup_index", "Choices", lambda: gr.CheckboxGroup(["a", "b", "c"], label="By index", type="index"),
         lambda: gr.JSON(label="indices"), samples=[("b,c", ["b", "c"], [1, 2])], give=[0]),
    Case("radio", "Choices", lambda: gr.Radio([("One", 1), ("Two", 2), "three"], label="Radio"), samples=same(2, "three"), give=1),
    Case("dropdown", "Choices", lambda: gr.Dropdown([("One", 1), ("Two", 2), "three"], label="Dropdown"), samples=same(2, "three"), give=1),
    Case("dropdown_multi", "Choices", lambda: gr.Dropdown(["a", "b", "c", "d"], multiselect=True, max_choices=3, label="Several"),
         samples=same(["a", "c"], []), give=["b"]),
    Case("dropdown_custom", "Choices", lambda: gr.Dropdown(["a", "b"], allow_custom_value=True, label="Or your own"), samples=same("zzz"), give="own"),
    Case("dropdown_many", "Choices", lambda: gr.Dropdown(["choice %05d" % i for i in range(2000)], label="2000 choices"),
         samples=same("choice 01234"), give="choice 00007"),
    Case("dropdown_index", "Choices", lambda: gr.Dropdown(["a", "b"], type="index", label="By index"), lambda: gr.Number(label="index"),
         samples=[("b", "b", 1)], give=0),
    Case("simpledropdown", "Choices", lambda: SimpleDropdown(choices=["a", "b"], label="SimpleDropdown"), samples=same("b"), give="a"),
    # --------------------------------------------------- numbers and dates
    Case("number", "Numbers and dates", lambda: gr.Number(label="Number", placeholder="a number"), samples=same(3.25, -1e-9, 0), give=1e21),
    Case("number_int", "Numbers and dates", lambda: gr.Number(label="Integer", precision=0, minimum=-5, maximum=9007199254740993, step=2),
         samples=[("7", 7, 7), ("6.6", 6.6, 7), ("2^53+1", 9007199254740993, 9007199254740993)], give=-3),
    Case("slider", "Numbers and dates", lambda: gr.Slider(-1, 1, value=0.5, step=0.05, label="Slider", buttons=["reset"]), samples=same(0.25, -1), give=1),
    Case("slider_int", "Numbers and dates", lambda: gr.Slider(0, 100, precision=0, step=5, label="Whole"), samples=[("40", 40, 40)], give=95),
    Case("datetime", "Numbers and dates", lambda: gr.DateTime(label="DateTime", timezone="UTC"),
         samples=[("2020-10-01 05:20:15", "2020-10-01 05:20:15", 1601529615.0)], give=1700000000),
    Case("datetime_string", "Numbers and dates", lambda: gr.DateTime(label="Date only", include_time=False, type="string"), samples=same("2024-02-29"), give="2000-01-01"),
    Case("datetime_datetime", "Numbers and dates", lambda: gr.DateTime(label="As datetime", type="datetime"),
         samples=[("2024-05-01 10:00:00", "2024-05-01 10:00:00", datetime.datetime(2024, 5, 1, 10))], give="now - 1d"),
    Case("colorpicker", "Numbers and dates", lambda: gr.ColorPicker(label="ColorPicker"), samples=same("#ff8800", "rgba(0, 128, 255, 0.5)"), give="#00aa00"),
    Case("timer", "Numbers and dates", lambda: gr.Timer(60, active=False), samples=same(2.5), give=1),
    # --------------------------------------------------------------- files
    Case("file", "Files", lambda: gr.File(label="File"), samples=[(n, F(n), sample_file(n)) for n in ("notes.txt", "paper.pdf", "empty.txt")],
         give=lambda: media("paper.pdf"), seen=files),
    Case("file_many", "Files", lambda: gr.File(label="Files", file_count="multiple", file_types=[".txt", "image"], allow_reordering=True),
         samples=[("two", [F("notes.txt"), F("rgb.png")], [sample_file("notes.txt"), sample_file("rgb.png")])],
         give=lambda: [media("notes.txt"), media("rgb.png"), media("archive.zip")], seen=files),
    Case("file_folder", "Files", lambda: gr.File(label="Folder", file_count="directory"),
         samples=[("two", [F("notes.txt"), F("data.json")], [sample_file("notes.txt"), sample_file("data.json")])],
         give=lambda: [media("notes.txt")], seen=files),
    Case("file_binary", "Files", lambda: gr.File(label="Bytes", type="binary"), lambda: gr.JSON(label="bytes"),
         samples=[("binary.bin", F("binary.bin"), open(os.path.join(MEDIA, "binary.bin"), "rb").read())],
         give={"size": 0}, back=lambda b: {"size": len(b)} if b is not None else None),
    Case("file_odd_name", "Files", lambda: gr.File(label="Odd name"),
         samples=[("we ird", F("we ird & näme (1).txt"), sample_file("we ird & näme (1).txt", False))],
         give=lambda: media("we ird & näme (1).txt"), seen=lambda p: file(p, False)),
    Case("fileexplorer", "Files", lambda: gr.FileExplorer(root_dir=TREE, glob="**/*.txt", label="FileExplorer"),
         samples=[("two", [["a.txt"], ["docs", "deep", "c.txt"]], ["a.txt", "docs/deep/c.txt"])],
         give=[os.path.join(TREE, "docs", "b.txt")], seen=relative),
    Case("fileexplorer_single", "Files", lambda: gr.FileExplorer(root_dir=TREE, ignore_glob="*.log", file_count="single", label="One file"),
         samples=[("one", [["docs", "b.txt"]], "docs/b.txt")], give=os.path.join(TREE, "a.txt"), seen=relative),
    Case("uploadbutton", "Files", lambda: gr.UploadButton("Upload", file_types=["text"]), samples=[("notes.txt", F("notes.txt"), sample_file("notes.txt"))],
         give=lambda: media("notes.txt"), seen=files),
    Case("uploadbutton_many", "Files", lambda: gr.UploadButton("Upload several", file_count="multiple"),
         samples=[("two", [F("notes.txt"), F("table.csv")], [sample_file("notes.txt"), sample_file("table.csv")])],
         give=lambda: [media("notes.txt")], seen=files),
    Case("downloadbutton", "Files", lambda: gr.DownloadButton("Download", value=media("paper.pdf")),
         samples=[("paper.pdf", F("paper.pdf"), sample_file("paper.pdf"))], give=lambda: media("paper.pdf"), seen=files),
    # -------------------------------------------------------------- images
    Case("image", "Images", lambda: gr.Image(label="Image", sources=["upload", "webcam", "clipboard"], alt_text="Bars"),
         lambda: gr.Image(label="out", format="png"),
         samples=[(n, F(n), np_rgb(n)) for n in ("rgb.png", "alpha.png", "exif6.jpg", "cmyk.jpg", "palette.png")],
         give=lambda: np_rgb("rgb.png"), note="arrives as an RGB array, turned upright"),
    Case("image_pil", "Images", lambda: gr.Image(type="pil", image_mode=None, label="As PIL"), lambda: gr.Image(label="out", format="png"),
         samples=[(n, F(n), pixels(n)) for n in ("alpha.png", "gray16.png", "anim.gif")], give=lambda: pixels("alpha.png")),
    Case("image_filepath", "Images", lambda: gr.Image(type="filepath", image_mode=None, label="As a path"),
         samples=[(n, F(n), sample_file(n)) for n in ("rgb.png", "anim.gif", "vector.svg", "rgb16.png", "anim.webp")],
         give=lambda: media("anim.gif"), seen=files),
    Case("image_grey", "Images", lambda: gr.Image(image_mode="L", label="Grey"), lambda: gr.Image(format="png"),
         samples=[("rgb.png", F("rgb.png"), np_rgb("rgb.png", "L"))], give=lambda: np_rgb("gray.png", "L")),
    Case("image_svg", "Images", None, lambda: gr.Image(label="SVG"), give=lambda: media("vector.svg")),
    Case("image_watermark", "Images", None, lambda: gr.Image(label="Watermarked", watermark=media("mask.png"), format="png"), give=lambda: np_rgb("rgb.png").repeat(4, 0).repeat(4, 1)),
    Case("imageeditor", "Images", lambda: gr.ImageEditor(label="ImageEditor", type="pil", layers=gr.LayerOptions(layers=["One", "Two"])),
         lambda: gr.ImageEditor(label="out", format="png"),
         samples=[("background+layer", {"background": F("rgb.png"), "layers": [F("layer.png")], "composite": F("composite.png")},
                   {"background": pixels("rgb.png", "RGBA"), "layers": [pixels("layer.png", "RGBA")], "composite": pixels("composite.png", "RGBA")}),
                  ("only background", {"background": F("rgb.png"), "layers": [], "composite": None},
                   {"background": pixels("rgb.png", "RGBA"), "layers": [], "composite": None})],
         give=lambda: {"background": media("rgb.png"), "layers": [media("layer.png")], "composite": media("composite.png")}),
    Case("imagemask", "Images", lambda: gr.ImageMask(label="ImageMask", type="pil"), lambda: gr.ImageMask(format="png"),
         samples=[("one layer", {"background": F("rgb.png"), "layers": [F("layer.png")], "composite": F("composite.png")},
                   {"background": pixels("rgb.png", "RGBA"), "layers": [pixels("layer.png", "RGBA")], "composite": pixels("composite.png", "RGBA")})],
         give=lambda: {"background": media("rgb.png"), "layers": [], "composite": media("rgb.png")}),
    Case("sketchpad", "Images", lambda: gr.Sketchpad(label="Sketchpad", type="pil", canvas_size=(320, 240)), lambda: gr.Sketchpad(format="png"),
         samples=[("drawing", {"background": None, "layers": [F("layer.png")], "composite": F("layer.png")},
                   {"background": None, "layers": [pixels("layer.png", "RGBA")], "composite": pixels("layer.png", "RGBA")})],
         give=lambda: {"background": None, "layers": [media("layer.png")], "composite": media("layer.png")}),
    Case("paint", "Images", lambda: gr.Paint(label="Paint", type="pil", brush=gr.Brush(colors=["#f00", ("#00f", 0.5)], default_size=8)), lambda: gr.Paint(format="png"),
         samples=[("drawing", {"background": None, "layers": [F("layer.png")], "composite": F("layer.png")},
                   {"background": None, "layers": [pixels("layer.png", "RGBA")], "composite": pixels("layer.png", "RGBA")})],
         give=lambda: {"background": None, "layers": [], "composite": media("rgb.png")}),
    Case("imageslider", "Images", lambda: gr.ImageSlider(label="ImageSlider", slider_position=30), lambda: gr.ImageSlider(format="png"),
         samples=[("pair", [F("rgb.png"), F("rgb2.png")], [np_rgb("rgb.png"), np_rgb("rgb2.png")])],
         give=lambda: (np_rgb("rgb.png"), np_rgb("rgb2.png"))),
    Case("annotatedimage", "Images", lambda: gr.AnnotatedImage(label="AnnotatedImage", color_map={"cat": "#3584e4"}),
         samples=[("mask", {"image": F("rgb.png"), "annotations": [{"image": F("mask.png"), "label": "box"}]},
                   [sample_file("rgb.png"), [[sample_file("mask.png"), "box"]]])],
         give=lambda: (media("rgb.png"), [((4, 4, 30, 30), "cat"), (np_rgb("mask.png", "L") / 255.0, "dog")]), seen=files,
         back=lambda v: (v[0], [(np_rgb("mask.png", "L") / 255.0, a[1]) for a in v[1]]) if v else None),
    Case("gallery", "Images", lambda: gr.Gallery(label="Gallery", columns=3, sources=["upload", "webcam", "clipboard"]),
         samples=[("two", [{"image": F("rgb.png"), "caption": "One"}, {"video": F("clip.mp4"), "caption": None}],
                   [[sample_file("rgb.png"), "One"], [sample_file("clip.mp4"), None]])],
         give=lambda: [(media("rgb.png"), "One"), media("anim.gif"), media("vector.svg"), (media("clip.mp4"), "Film")], seen=files),
    Case("gallery_numpy", "Images", lambda: gr.Gallery(type="numpy", label="Arrays", preview=True), lambda: gr.Gallery(format="png"),
         samples=[("one", [{"image": F("rgb.png"), "caption": None}], [[np_rgb("rgb.png"), None]])], give=lambda: [np_rgb("rgb.png")],),
    Case("simpleimage", "Images", lambda: SimpleImage(label="SimpleImage"), samples=[("rgb.png", F("rgb.png"), sample_file("rgb.png"))],
         give=lambda: media("rgb.png"), seen=files),
    # --------------------------------------------------- sound, film and 3D
    Case("audio", "Sound and film", lambda: gr.Audio(label="Audio"), lambda: gr.Audio(label="out", format="wav"),
         samples=[(n, F(n), sound(n)) for n in ("mono48k.wav", "stereo44k.wav")], give=lambda: (48000, sound("mono48k.wav")[1])),
    Case("audio_filepath", "Sound and film", lambda: gr.Audio(label="As a path", type="filepath", editable=False, waveform_options=gr.WaveformOptions(show_recording_waveform=False)),
         samples=[(n, F(n), sample_file(n)) for n in ("tone.mp3", "tone.ogg", "tone.flac", "mono24bit.wav")], give=lambda: media("tone.mp3"), seen=files),
    Case("audio_subtitles", "Sound and film", None, lambda: gr.Audio(label="With subtitles", subtitles=media("words.srt"), autoplay=False, loop=True), give=lambda: media("mono48k.wav")),
    Case("microphone", "Sound and film", lambda: gr.Microphone(label="Microphone", type="filepath"), samples=[("mono48k.wav", F("mono48k.wav"), sample_file("mono48k.wav"))],
         give=lambda: media("mono48k.wav"), seen=files),
    Case("video", "Sound and film", lambda: gr.Video(label="Video"), samples=[(n, F(n), sample_file(n)) for n in ("clip.mp4", "clip.webm", "rotated.mp4")],
         give=lambda: media("clip.mp4"), seen=files),
    Case("video_subtitles", "Sound and film", None, lambda: gr.Video(label="With subtitles", subtitles=media("words.vtt"), loop=True, playback_position=1), give=lambda: media("clip.mp4")),
    Case("playablevideo", "Sound and film", lambda: gr.PlayableVideo(label="PlayableVideo"), samples=[("clip.mp4", F("clip.mp4"), sample_file("clip.mp4"))],
         give=lambda: media("clip.webm"), seen=files),
    Case("model3d", "Sound and film", lambda: gr.Model3D(label="Model3D", camera_position=(45, 60, 6), clear_color=(1, 1, 1, 1)),
         samples=[(n, F(n), sample_file(n)) for n in ("cube.obj", "cube.glb", "cube.gltf", "cube.stl", "splat.ply", "cloud.splat")],
         give=lambda: media("cube.glb"), seen=files),
    Case("model3d_points", "Sound and film", None, lambda: gr.Model3D(display_mode="point_cloud", label="Points"), give=lambda: media("points.ply")),
    Case("model3d_splat", "Sound and film", None, lambda: gr.Model3D(label="Splats"), give=lambda: media("splat.ply")),
    # ------------------------------------------------------ tables and data
    Case("dataframe", "Tables and data", lambda: gr.Dataframe(label="Dataframe", interactive=True, show_search="filter", show_row_numbers=True, pinned_columns=1),
         samples=[("table", TABLE, table(TABLE)),
                  ("odd", TABLE_ODD, table(TABLE_ODD))],
         give=lambda: pd.DataFrame({"a": [1, 2], "b": [0.5, float("nan")], "c": ["x", None]})),
    Case("dataframe_array", "Tables and data",
         lambda: gr.Dataframe(label="Types", type="array", headers=["s", "n", "b", "d", "m", "h"], column_count=6, interactive=True,
                              datatype=["str", "number", "bool", "date", "markdown", "html"], static_columns=[0], max_chars=20, wrap=True),
         samples=[("row", {"headers": list("snbdmh"), "data": [["a", 1.5, True, "2024-01-01", "**b**", "<i>x</i>"]]}, [["a", 1.5, True, "2024-01-01", "**b**", "<i>x</i>"]])],
         give=[["long text " * 5, 2, False, "2024-01-01", "**bold** $$x$$", "<i>i</i>"]]),
    Case("dataframe_styled", "Tables and data", None, lambda: gr.Dataframe(label="Styled", interactive=False),
         give=lambda: pd.DataFrame({"a": [1.0, 2.5], "b": [3, 4]}).style.format("{:.2f}").highlight_max(color="lightgreen")),
    Case("numpy_table", "Tables and data", lambda: gr.Numpy(label="Numpy", interactive=True),
         samples=[("2x2", {"headers": ["1", "2"], "data": [[1, 2], [3, 4]]}, np.array([[1, 2], [3, 4]]))], give=lambda: np.eye(3)),
    Case("json", "Tables and data", lambda: gr.JSON(label="JSON", show_indices=True), samples=same({"a": [1, None, {"b": "é"}]}, [1, 2]),
         give=lambda: open(media("data.json"), encoding="utf-8").read()),
    Case("label", "Tables and data", lambda: gr.Label(label="Label", num_top_classes=3),
         samples=[("classes", {"label": "cat", "confidences": [{"label": "cat", "confidence": 0.75}, {"label": "dog", "confidence": 0.25}]}, {"cat": 0.75, "dog": 0.25}),
                  ("only a name", {"label": "cat"}, "cat")],
         give={"cat": 0.7, "dog": 0.2, "cow": 0.06, "hen": 0.04}),
    Case("highlightedtext", "Tables and data", lambda: gr.HighlightedText(label="HighlightedText", interactive=True, show_legend=True, color_map={"adj": "red"}),
         samples=same([{"token": "The ", "class_or_confidence": None}, {"token": "quick", "class_or_confidence": "adj"}]),
         give=[("The ", None), ("quick", "adj"), (" fox\n", "noun"), ("jumps", None)],
         back=lambda v: [(t["token"], t["class_or_confidence"]) for t in v] if v is not None else None),
    Case("highlightedtext_scores", "Tables and data", lambda: gr.HighlightedText(label="Scores", combine_adjacent=True),
         samples=same([{"token": "good", "class_or_confidence": 0.9}, {"token": "bad", "class_or_confidence": -0.5}]),
         give=[("good ", 0.9), ("so ", 0.0), ("bad", -0.75)], back=lambda v: [(t["token"], t["class_or_confidence"]) for t in v] if v is not None else None),
    Case("paramviewer", "Tables and data", lambda: gr.ParamViewer({"a": {"type": "int", "description": "start", "default": None}}, linkify=["Other"], anchor_links=True),
         samples=same({"x": {"type": "int", "description": "see [docs](https://example.org)", "default": "3"}}),
         give={"x": {"type": "int | Other", "description": "how *many*", "default": "3"}, "y": {"type": "str", "description": "", "default": None}}),
    Case("dataset", "Tables and data", lambda: gr.Dataset(components=["textbox", "number"], headers=["Word", "Count"], samples=[["one", 1], ["two", 2], ["three", 3]], type="tuple", samples_per_page=2),
         samples=[("1", 1, [1, ["two", 2]])], give=2, back=lambda v: v[0] if v else None),
    # --------------------------------------------------------------- plots
    Case("plot", "Plots", lambda: gr.Plot(label="Plot"), samples=[("matplotlib", {"type": "matplotlib", "plot": DOT}, {"type": "matplotlib", "plot": DOT})], give=matplotlib_figure),
    Case("plot_plotly", "Plots", None, lambda: gr.Plot(label="Plotly"), give=plotly_figure),
    Case("plot_altair", "Plots", None, lambda: gr.Plot(label="Altair"), give=altair_chart),
    Case("lineplot", "Plots", lambda: gr.LinePlot(x="x", y="y", color="kind", label="LinePlot", buttons=["fullscreen", "export"]), samples=same(SERIES), give=frame),
    Case("barplot", "Plots", lambda: gr.BarPlot(x="kind", y="y", y_aggregate="mean", sort="-y", color_map={"a": "red", "b": "#0000ff"}, color="kind"),
         samples=same(dict(SERIES, mark="bar")), give=frame),
    Case("scatterplot", "Plots", lambda: gr.ScatterPlot(x="x", y="y", title="Scatter", tooltip="all", x_lim=[0, 4]), samples=same(dict(SERIES, mark="point")), give=frame),
    # ---------------------------------------------------------------- chat
    Case("chatbot", "Chat", lambda: gr.Chatbot(label="Chatbot", buttons=["share", "copy", "copy_all"], avatar_images=(None, media("rgb.png")),
                                               examples=[{"text": "Hello", "display_text": "Say hello"}, {"text": "See", "files": [media("rgb.png")]}], placeholder="**Nothing** yet"),
         samples=[("text", chat_send(False), chat_want(False)), ("with a file", chat_send(True), chat_want(True))],
         give=lambda: [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "<thinking>hm</thinking>**Yes** $$x$$\n```python\nprint(1)\n```"},
                       {"role": "assistant", "content": {"path": media("rgb.png"), "alt_text": "bars"}},
                       {"role": "assistant", "content": gr.Dataframe([[1, 2]])}, {"role": "assistant", "content": gr.HTML("<b>html</b>")},
                       {"role": "assistant", "content": "Searched", "metadata": {"title": "Tool", "log": "3 hits", "duration": 0.2, "status": "done", "id": 7}},
                       {"role": "assistant", "content": "inside", "metadata": {"title": "Sub tool", "parent_id": 7, "status": "pending"}},
                       {"role": "assistant", "content": "Choose", "options": [{"value": "a", "label": "A"}, {"value": "b"}]}], seen=uploads),
    Case("chatbot_panel", "Chat", None, lambda: gr.Chatbot(layout="panel", reasoning_tags=[("<think>", "</think>")], editable="all", feedback_options=["Like", "Dislike", "Spam"], rtl=True),
         give=[{"role": "user", "content": "سؤال"}, {"role": "assistant", "content": "<think>because</think>جواب"}]),
    # --------------------------------------------------------------- html
    Case("html", "HTML", lambda: gr.HTML("<p>start</p>", label="HTML"), samples=same("<p>x</p>"), give="<h3>Given</h3><table border=1><tr><td>cell</td></tr></table><script>document.title='no'</script>"),
    Case("html_template", "HTML", lambda: gr.HTML(3, html_template="<div>{{#each stars}}<button data-i='{{@index}}'>*</button>{{/each}} ${value} of ${stars.length}</div>",
                                                css_template="button { color: ${colour}; }", stars=[1, 2, 3, 4, 5], colour="orange",
                                                js_on_load="element.addEventListener('click', e => { const i = e.target.dataset.i; if (i !== undefined) { props.value = Number(i) + 1; trigger('submit', {at: i}); } });"),
         samples=same(4), give=2),
    Case("html_class", "HTML", lambda: ColoredCheckboxGroup(choices=["a", "b", "c"], colors=["#900", "#060", "#009"], label="A class of gr.HTML"),
         samples=same(["a", "c"]), give=["b"]),
    # -------------------------------------------------------------- hidden
    Case("browserstate", "State and hidden", lambda: gr.BrowserState({"n": 0}, storage_key="kitchen", secret="s3cret"), samples=same({"n": 1}, "text"), give={"n": 9}),
    Case("navbar", "State and hidden", lambda: gr.Navbar(value=[("Docs", "https://example.org")], main_page_name="Kitchen"), lambda: gr.JSON(label="pages"),
         samples=same([["Docs", "https://example.org"]]), give=[["Docs", "docs"]], note="one Navbar a page, so it gives back JSON"),
    Case("fallback", "State and hidden", lambda: Fallback(), samples=same({"foo": ["bar"]}), give={"any": 1}),
    Case("workflowcanvas", "State and hidden", None, lambda: gr.WorkflowCanvas(), give="{\"nodes\": []}", note="skip_api: a client cannot send it"),
]
if has("bokeh"):
    CASES.append(Case("plot_bokeh", "Plots", None, lambda: gr.Plot(label="Bokeh"), give=bokeh_plot))


def json_out(case):
    return gr.JSON(label="verdict" if case else "cases", visible=case is not None)


def names(name):
    return {"api_name": name}


with gr.Blocks(title="Kitchen sink 6") as demo:
    gr.Markdown("# Every component of Gradio " + gr.__version__)
    build(gr, CASES, json_out, names)
    with gr.Tab("Buttons"):
        said = gr.JSON(label="verdict")
        for variant in ("primary", "secondary", "stop", "huggingface"):
            for size in ("sm", "md", "lg"):
                gr.Button("%s %s" % (variant, size), variant=variant, size=size, icon=media("vector.svg") if size == "md" else None)
        gr.Button("A link", link="https://example.org", link_target="_blank")
        btn = gr.Button("As input")
        # a skip_api input: it has a place in the payload and none in /info
        btn.click(lambda label, n: {"label": label, "n": n}, [btn, gr.Number(5, label="next to it")], said, api_name="button")
        gr.Button("Off", interactive=False)
        words = gr.Textbox("to be cleared", label="Words")
        gr.ClearButton([words], value="Clear words")
        gr.DuplicateButton()
        gr.DeepLinkButton()
        kept = gr.State(0)
        gr.Button("Count").click(lambda n: (n + 1, n + 1), kept, [kept, said], api_name="state")
    with gr.Tab("HTML with children"):
        with gr.HTML(html_template="<h3>${title}</h3>@children<p>after</p>", title="Card"):
            inner = gr.Textbox("inside", label="Inside HTML")
        inner.submit(lambda s: s.upper(), inner, inner, api_name="html_children")

    def add_and_slice(a: int, b: int, c: list[str], d: dict[str, float] | None = None) -> tuple[int, list[str]]:
        """An endpoint made of a typed function alone.

        Parameters:
            a: first
            b: second
            c: a list
        """
        return a + b, c[:b]

    gr.api(add_and_slice, api_name="api")

if __name__ == "__main__":
    launch(demo)
