# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a size that finds out what a client does with them.

Sizes can be made smaller for a quick look: HUGE_FACTOR=0.01.

    /rows        Dataframe of 100,000 rows x 6        (about 6 MB of JSON)
    /wide        Dataframe of 200 rows x 300
    /pictures    Gallery of 2,000 pictures             (three files, many times)
    /messages    Chatbot of 2,000 messages
    /text        20 MB in a Textbox; /code the same in Code; /markdown 1 MB of Markdown
    /json        JSON with 200,000 nodes, 60 levels deep in one place
    /points      ScatterPlot of 100,000 points; /line a LinePlot of 100,000
    /choices     Dropdown of 20,000 choices
    /spans       HighlightedText of 50,000 tokens
    /tree        FileExplorer over 5,000 files
    /listing     File with 2,000 entries
    /grow        a text that grows by 2 kB, 500 times, 100 times a second (streamed)
    /echo_rows   takes a Dataframe, gives back its shape and a digest
"""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import numpy as np
import pandas as pd

from _ks import WORK, launch, media, sha

FACTOR = float(os.environ.get("HUGE_FACTOR", "1"))


def n(x):
    return max(1, int(x * FACTOR))


def rows():
    rng = np.random.default_rng(1)
    k = n(100_000)
    return pd.DataFrame({"id": np.arange(k), "name": ["row %06d" % i for i in range(k)], "value": rng.normal(size=k).round(4),
                         "flag": rng.random(k) < 0.5, "word": rng.choice(["alpha", "beta", "gamma", "δέλτα"], k), "maybe": np.where(rng.random(k) < 0.1, np.nan, rng.random(k).round(3))})


def wide():
    return pd.DataFrame(np.arange(n(200) * 300).reshape(n(200), 300), columns=["column %d" % i for i in range(300)])


def pictures():
    names = [media(x) for x in ("rgb.png", "rgb2.png", "alpha.png")]
    return [(names[i % 3], "picture %d" % i) for i in range(n(2000))]


def messages():
    out = []
    for i in range(n(2000)):
        if i % 2 == 0:
            out.append({"role": "user", "content": "Question %d" % i})
        else:
            out.append({"role": "assistant", "content": "Answer **%d** with `code`, a [link](https://example.org)\n\n```python\nprint(%d)\n```\n\n| a | b |\n|---|---|\n| 1 | $$x^%d$$ |" % (i, i, i)})
    return out


def text():
    line = "The quick brown fox jumps over the lazy dog – zwölf Boxkämpfer jagen Viktor 0123456789.\n"
    return line * (n(20_000_000) // len(line.encode()))


def markdown():
    part = "## Part\n\nSome *text* with **words** and `code`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```c\nint main(void) { return 0; }\n```\n\n"
    return part * (n(1_000_000) // len(part))


def deep_json():
    deep = value = {}
    for i in range(60):
        deep["level"] = {}
        deep = deep["level"]
    return {"deep": value, "list": [{"i": i, "s": "string %d" % i, "b": i % 2 == 0} for i in range(n(50_000))], "long": "x" * 100_000}


def points(k=100_000):
    rng = np.random.default_rng(2)
    x = np.linspace(0, 100, n(k))
    return pd.DataFrame({"x": x, "y": np.sin(x) + rng.normal(size=len(x)) / 5, "kind": rng.choice(["a", "b", "c"], len(x))})


def tree():
    root = os.path.join(WORK, "many")
    for d in range(50):
        os.makedirs(os.path.join(root, "folder %02d" % d), exist_ok=True)
        for f in range(n(100)):
            p = os.path.join(root, "folder %02d" % d, "file %03d.txt" % f)
            if not os.path.exists(p):
                open(p, "w").close()
    return root


def listing():
    out = []
    for i in range(n(2000)):
        p = os.path.join(WORK, "listing", "file %04d.txt" % i)
        os.makedirs(os.path.dirname(p), exist_ok=True)
        if not os.path.exists(p):
            with open(p, "w") as f:
                f.write("file %d\n" % i)
        out.append(p)
    return out


def grow():
    so_far = ""
    for i in range(n(500)):
        so_far += ("%04d " % i) * 400 + "\n"
        yield so_far
        time.sleep(0.01)


def echo_rows(df):
    return {"rows": len(df), "columns": list(map(str, df.columns)), "digest": sha(df.to_csv(index=False).encode())}


with gr.Blocks(title="Huge values") as demo:
    gr.Markdown("# Huge values, made %g times their size" % FACTOR)
    made = []
    for name, fn, make in (
        ("rows", rows, lambda: gr.Dataframe(label="100,000 rows", show_search="filter", interactive=False)),
        ("wide", wide, lambda: gr.Dataframe(label="300 columns", pinned_columns=1, interactive=False)),
        ("pictures", pictures, lambda: gr.Gallery(label="2,000 pictures", columns=8, height=400)),
        ("messages", messages, lambda: gr.Chatbot(label="2,000 messages")),
        ("text", text, lambda: gr.Textbox(label="20 MB", lines=10, max_lines=10, buttons=["copy"])),
        ("code", text, lambda: gr.Code(label="20 MB of code", max_lines=20, interactive=False)),
        ("markdown", markdown, lambda: gr.Markdown(height=300)),
        ("json", deep_json, lambda: gr.JSON(label="200,000 nodes")),
        ("points", points, lambda: gr.ScatterPlot(x="x", y="y", color="kind", label="100,000 points")),
        ("line", points, lambda: gr.LinePlot(x="x", y="y", color="kind", label="100,000 points, line")),
        ("choices", lambda: gr.Dropdown(choices=["choice %05d" % i for i in range(n(20_000))], value="choice 00001"), lambda: gr.Dropdown(["one"], label="20,000 choices")),
        ("spans", lambda: [("word%d " % i, "abc"[i % 3] if i % 4 else None) for i in range(n(50_000))], lambda: gr.HighlightedText(label="50,000 tokens", show_legend=True)),
        ("listing", listing, lambda: gr.File(label="2,000 files", file_count="multiple")),
        ("grow", grow, lambda: gr.Textbox(label="Growing", lines=10, max_lines=10)),
    ):
        with gr.Accordion(name, open=False):
            out = make()
            gr.Button("Make " + name).click(fn, None, out, api_name=name)
            if name == "rows":
                gr.Button("Echo").click(echo_rows, out, gr.JSON(label="digest"), api_name="echo_rows")
    with gr.Accordion("tree", open=False):
        files = gr.FileExplorer(root_dir=tree(), label="5,000 files")
        gr.Button("Count").click(lambda v: len(v or []), files, gr.Number(label="chosen"), api_name="tree")

if __name__ == "__main__":
    launch(demo)
