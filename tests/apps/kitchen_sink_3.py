# SPDX-License-Identifier: GPL-3.0-or-later
"""Every component of Gradio 3 as input and as output, one endpoint each. See _ks.py.

Gradio 3 takes files inside the JSON: a picture as a data URL, any other file
as {"name": ..., "data": data URL}. {"$file": NAME, "$as": "data"} and
{"$file": NAME, "$as": "named"} in /cases stand for the two.
"""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import pandas as pd

from _ks import (TABLE, TEXT, TREE, Case, altair_chart, build, file, files, frame, launch, matplotlib_figure, media,
                 np_rgb, pixels, relative, same, sample_file, sound, table)


def D(name):
    return {"$file": name, "$as": "data"}


def N(name):
    return {"$file": name, "$as": "named"}


def content(x):
    """Files by content alone: Gradio 3 makes up the names."""
    return files(x, False)


def sample(name):
    return sample_file(name, False)


CASES = [
    Case("textbox", "Text", lambda: gr.Textbox(label="Textbox", info="info", show_copy_button=True), samples=same(TEXT, ""), give="given\ntext"),
    Case("textbox_password", "Text", lambda: gr.Textbox(label="Password", type="password"), samples=same("pa ss"), give="secret"),
    Case("textarea", "Text", lambda: gr.TextArea(label="TextArea"), samples=same("t"), give="g"),
    Case("code", "Text", lambda: gr.Code(label="Code", language="python", interactive=True), samples=same("def f():\n    return 1"), give="print('hi')"),
    Case("markdown", "Text", lambda: gr.Markdown("# start"), samples=same("# Title\n*it*"), give=lambda: open(media("sample.md"), encoding="utf-8").read()),
    Case("html", "Text", lambda: gr.HTML("<p>start</p>"), samples=same("<p>x</p>"), give="<h3>Given</h3>"),
    Case("checkbox", "Choices", lambda: gr.Checkbox(label="Checkbox"), samples=same(True, False), give=True),
    Case("checkboxgroup", "Choices", lambda: gr.CheckboxGroup([("One", 1), ("Two", 2), "three"], label="CheckboxGroup"), samples=same([1, "three"], []), give=[2]),
    Case("radio", "Choices", lambda: gr.Radio([("One", 1), ("Two", 2), "three"], label="Radio"), samples=same(2, "three"), give=1),
    Case("dropdown", "Choices", lambda: gr.Dropdown([("One", 1), ("Two", 2), "three"], label="Dropdown"), samples=same(2, "three"), give=1),
    Case("dropdown_multi", "Choices", lambda: gr.Dropdown(["a", "b", "c"], multiselect=True, label="Several"), samples=same(["a", "c"], []), give=["b"]),
    Case("number", "Numbers", lambda: gr.Number(label="Number"), samples=same(3.25, 0), give=1e21),
    Case("number_int", "Numbers", lambda: gr.Number(label="Integer", precision=0), samples=[("7", 7, 7)], give=-3),
    Case("slider", "Numbers", lambda: gr.Slider(-1, 1, value=0.5, step=0.05, label="Slider"), samples=same(0.25, -1), give=1),
    Case("colorpicker", "Numbers", lambda: gr.ColorPicker(label="ColorPicker"), samples=same("#ff8800"), give="#00aa00"),
    Case("file", "Files", lambda: gr.File(label="File"), samples=[(n, N(n), sample(n)) for n in ("notes.txt", "paper.pdf")], give=lambda: media("paper.pdf"),
         seen=lambda f: file(f.name, False) if f else None, back=lambda f: f.name if f else None),
    Case("file_many", "Files", lambda: gr.File(label="Files", file_count="multiple"), samples=[("two", [N("notes.txt"), N("rgb.png")], [sample("notes.txt"), sample("rgb.png")])],
         give=lambda: [media("notes.txt"), media("rgb.png")], seen=lambda v: [file(f.name, False) for f in v] if v else None, back=lambda v: [f.name for f in v] if v else None),
    Case("fileexplorer", "Files", lambda: gr.FileExplorer(root=TREE, glob="**/*.txt", label="FileExplorer"),
         samples=[("two", [["a.txt"], ["docs", "deep", "c.txt"]], ["a.txt", "docs/deep/c.txt"])], give=[os.path.join(TREE, "docs", "b.txt")], seen=relative),
    Case("uploadbutton", "Files", lambda: gr.UploadButton("Upload"), samples=[("notes.txt", N("notes.txt"), sample("notes.txt"))], give=lambda: media("notes.txt"),
         seen=lambda f: file(f.name, False) if f else None, back=lambda f: f.name if f else None),
    Case("image", "Images", lambda: gr.Image(label="Image"), samples=[(n, D(n), np_rgb(n)) for n in ("rgb.png", "exif6.jpg")], give=lambda: np_rgb("rgb.png")),
    Case("image_pil", "Images", lambda: gr.Image(type="pil", image_mode="RGBA", label="As PIL"), samples=[("alpha.png", D("alpha.png"), pixels("alpha.png", "RGBA"))], give=lambda: pixels("alpha.png")),
    Case("sketchpad", "Images", lambda: gr.Sketchpad(label="Sketchpad", shape=None), samples=[("gray.png", D("gray.png"), 255 - np_rgb("gray.png", "L"))],  # colours turned over is its default
         give=lambda: np_rgb("gray.png", "L")),
    Case("imagemask", "Images", lambda: gr.ImageMask(label="ImageMask"), lambda: gr.JSON(label="keys"),
         samples=[("image+mask", {"image": D("rgb.png"), "mask": D("mask.png")}, {"image": np_rgb("rgb.png"), "mask": np_rgb("mask.png", "L")})],
         give={}, back=lambda v: list(v) if v else None),
    Case("annotatedimage", "Images", None, lambda: gr.AnnotatedImage(label="AnnotatedImage"), give=lambda: (media("rgb.png"), [((4, 4, 30, 30), "cat")])),
    Case("gallery", "Images", None, lambda: gr.Gallery(label="Gallery"), give=lambda: [(media("rgb.png"), "One"), media("anim.gif")]),
    Case("audio", "Sound and film", lambda: gr.Audio(label="Audio"), samples=[(n, N(n), sound(n)) for n in ("mono48k.wav", "stereo44k.wav")], give=lambda: (48000, sound("mono48k.wav")[1])),
    Case("audio_filepath", "Sound and film", lambda: gr.Audio(label="As a path", type="filepath"), samples=[("mono48k.wav", N("mono48k.wav"), sample("mono48k.wav"))],
         give=lambda: media("mono48k.wav"), seen=content),
    Case("video", "Sound and film", lambda: gr.Video(label="Video"), samples=[("clip.mp4", [N("clip.mp4"), None], sample("clip.mp4"))],
         give=lambda: (media("clip.mp4"), media("words.vtt")), seen=content),
    Case("model3d", "Sound and film", lambda: gr.Model3D(label="Model3D"), samples=[("cube.obj", N("cube.obj"), sample("cube.obj"))], give=lambda: media("cube.glb"), seen=content),
    Case("dataframe", "Tables and data", lambda: gr.Dataframe(label="Dataframe", interactive=True), samples=[("table", TABLE, table(TABLE))],
         give=lambda: pd.DataFrame({"a": [1, 2], "b": [0.5, float("nan")], "c": ["x", None]})),
    Case("timeseries", "Tables and data", lambda: gr.Timeseries(x="x", y="y", label="Timeseries"),
         samples=[("three", {"headers": ["x", "y"], "data": [[1, 4], [2, 5], [3, 2]]}, pd.DataFrame([[1, 4], [2, 5], [3, 2]], columns=["x", "y"]))], give=lambda: frame()[["x", "y"]]),
    Case("json", "Tables and data", lambda: gr.JSON(label="JSON"), samples=same({"a": [1, None, {"b": "é"}]}), give={"a": {"b": [1]}}),
    Case("label", "Tables and data", None, lambda: gr.Label(label="Label"), give={"cat": 0.7, "dog": 0.2}),
    Case("highlightedtext", "Tables and data", lambda: gr.HighlightedText(label="HighlightedText", interactive=True), samples=same([["The ", None], ["quick", "adj"]]),
         give=[("The ", None), ("quick", "adj")]),
    Case("dataset", "Tables and data", lambda: gr.Dataset(components=["textbox", "number"], headers=["Word", "Count"], samples=[["one", 1], ["two", 2]]),
         lambda: gr.JSON(label="sample"), samples=[("1", 1, ["two", 2])], give=[]),
    Case("plot", "Plots", None, lambda: gr.Plot(label="Plot"), give=matplotlib_figure),
    Case("plot_altair", "Plots", None, lambda: gr.Plot(label="Altair"), give=altair_chart),
    Case("lineplot", "Plots", None, lambda: gr.LinePlot(x="x", y="y", color="kind"), give=frame),
    Case("barplot", "Plots", None, lambda: gr.BarPlot(x="kind", y="y"), give=frame),
    Case("scatterplot", "Plots", None, lambda: gr.ScatterPlot(x="x", y="y"), give=frame),
    Case("chatbot", "Chat", lambda: gr.Chatbot(label="Chatbot"), samples=same([["Hello", "**Hi**"], [None, "only the bot"]]),
         give=lambda: [["Hi", "**Hello**"], [(media("rgb.png"), "bars"), None]]),
]


def json_out(case):
    return gr.JSON(label="verdict" if case else "cases", visible=case is not None)


with gr.Blocks(title="Kitchen sink 3") as demo:
    gr.Markdown("# Every component of Gradio " + gr.__version__)
    build(gr, CASES, json_out, lambda name: {"api_name": name})
    with gr.Tab("Buttons"):
        said = gr.JSON(label="verdict")
        with gr.Box():
            words = gr.Textbox("to be cleared", label="Words in a Box")
        gr.ClearButton([words])
        gr.DuplicateButton()
        kept = gr.State(0)
        gr.Button("Count").click(lambda n: (n + 1, n + 1), kept, [kept, said], api_name="state")

if __name__ == "__main__":
    launch(demo)
