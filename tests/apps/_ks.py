# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kitchen_sink apps share: samples, digests and verdicts.

A kitchen_sink app has, for every component of its Gradio generation,

    /NAME        takes the component, gives back [the same component, verdict]
    /give_NAME   takes nothing, gives back the component filled with a sample
    /null_NAME   takes nothing, gives back the component set to None
    /cases       takes nothing, gives back the list of cases as JSON

The verdict says whether what reached the function is one of the samples the
case knows, so a client is checked for the whole way in (form, upload, JSON,
preprocess) and, by reading back the first output, for the way out.

    {"case": "image_numpy", "ok": true, "matches": "rgb.png",
     "arrived": {"type": "ndarray", "shape": [48, 64, 3], ...}}

"ok" is null when None arrived. With KITCHEN_STRICT=1 in the environment a
wrong value raises instead, so that a client sees a failed job.

A case in /cases says what to send: {"$file": "rgb.png"} stands for a file of
../media to upload, anything else is sent as it is.
"""
import atexit
import datetime
import hashlib
import json
import math
import os
import shutil
import tempfile
import wave

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
MEDIA = os.path.join(os.path.dirname(HERE), "media")
WORK = tempfile.mkdtemp(prefix="kitchen-")
atexit.register(shutil.rmtree, WORK, True)

STRICT = os.environ.get("KITCHEN_STRICT") == "1"


def media(name):
    """A copy of a sample in this process's own folder: Gradio serves only
    files from the temporary folder or the working directory."""
    to = os.path.join(WORK, name)
    if not os.path.exists(to):
        shutil.copy(os.path.join(MEDIA, name), to)
    return to


def port():
    return int(os.environ.get("GRADIO_SERVER_PORT", "7860"))


def launch(demo, **more):
    """launch() on the loopback port. Gradio gives up when its own page takes
    longer than some seconds, as it may on a busy machine: then once more."""
    args = dict(server_name="127.0.0.1", server_port=port(), quiet=True, show_error=True, allowed_paths=[MEDIA])
    args.update(more)
    for left in (2, 1, 0):
        try:
            return demo.launch(**args)
        except ValueError as e:
            if "localhost is not accessible" not in str(e) or not left:
                raise
            demo.close(verbose=False)


def sha(data):
    return hashlib.sha256(data).hexdigest()[:16]


def plain(x):
    """Anything a component may pass, as JSON that compares equal when it is."""
    if x is None or isinstance(x, (str, bool, int)):
        return x
    if isinstance(x, float):
        return x if math.isfinite(x) else repr(x)
    if isinstance(x, np.generic):
        return plain(x.item())
    if isinstance(x, bytes):
        return {"type": "bytes", "size": len(x), "sha256": sha(x)}
    if isinstance(x, np.ndarray):
        return {"type": "ndarray", "shape": list(x.shape), "dtype": str(x.dtype),
                "sha256": sha(np.ascontiguousarray(x).tobytes())}
    if isinstance(x, datetime.datetime):
        return {"type": "datetime", "value": x.isoformat()}
    if isinstance(x, dict):
        return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    kind = type(x).__name__
    if kind == "DataFrame":
        body = json.loads(x.to_json(orient="split", date_format="iso"))
        return {"type": "DataFrame", "headers": [str(c) for c in body["columns"]], "data": body["data"]}
    if kind == "Styler":
        return plain(x.data)
    if hasattr(x, "convert") and hasattr(x, "getbands"):  # PIL.Image
        return {"type": "PIL", "mode": x.mode, "size": list(x.size), "frames": getattr(x, "n_frames", 1),
                "sha256": sha(x.convert("RGBA").tobytes())}
    if hasattr(x, "model_dump"):
        return plain(x.model_dump())
    if hasattr(x, "name") and hasattr(x, "read"):
        return file(x.name)
    return {"type": kind, "repr": repr(x)[:200]}


def file(p, name=True):
    """A file by its content; with name, its base name counts too."""
    if p is None:
        return None
    with open(p, "rb") as f:
        data = f.read()
    d = {"type": "file", "size": len(data), "sha256": sha(data)}
    if name:
        d["name"] = os.path.basename(str(p))
    return d


def files(x, name=True):
    """The same structure with every path that exists replaced by file()."""
    if isinstance(x, str) and os.path.isabs(x) and os.path.isfile(x):
        return file(x, name)
    if isinstance(x, dict):
        return {k: files(v, name) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [files(v, name) for v in x]
    return plain(x)


def sample_file(name, keep_name=True):
    return file(os.path.join(MEDIA, name), keep_name)


def pixels(name, mode=None):
    """What a picture must be once Pillow has read it the way Gradio does:
    turned upright first, then converted."""
    from PIL import Image, ImageOps

    im = Image.open(os.path.join(MEDIA, name))
    if im.getexif().get(274, 1) != 1:
        im = ImageOps.exif_transpose(im)
    return im.convert(mode) if mode else im


def sound(name):
    """(rate, samples) of a 16-bit WAV sample."""
    with wave.open(os.path.join(MEDIA, name), "rb") as w:
        a = np.frombuffer(w.readframes(w.getnframes()), "<i2")
        return [w.getframerate(), a.reshape(-1, w.getnchannels()) if w.getnchannels() > 1 else a]


class Case:
    def __init__(self, name, tab, put, get=None, samples=(), give=None, back=None, seen=None, note=""):
        self.name = name            # endpoint name
        self.tab = tab              # group on screen
        self.put = put              # makes the input component, or None
        self.get = get or put       # makes the output component, or None
        self.samples = list(samples)  # (label, what to send, what must arrive)
        self.give = give            # value (or function making it) for /give_NAME
        self.back = back or (lambda x: x)  # arrived value -> returned value
        self.seen = seen or plain   # arrived value -> digest
        self.note = note

    def verdict(self, x):
        arrived = self.seen(x)
        v = {"case": self.name, "ok": None if x is None else False, "matches": None, "arrived": arrived}
        for label, _, want in self.samples:
            if plain(want) == arrived:
                v["ok"], v["matches"] = True, label
                break
        if v["ok"] is False:
            v["expected"] = [plain(w) for _, _, w in self.samples]
            if STRICT:
                raise AssertionError(json.dumps(v, default=str))
        return v

    def public(self):
        return {"name": self.name, "tab": self.tab, "endpoint": "/" + self.name if self.put else None,
                "give": "/give_" + self.name if self.get else None,
                "null": "/null_" + self.name if self.get else None, "note": self.note,
                "samples": [{"label": l, "send": s, "must_arrive": plain(w)} for l, s, w in self.samples]}


def F(name):
    return {"$file": name}


def build(gr, cases, json_out, event_kwargs):
    """Lay the cases out in tabs and wire them. `event_kwargs(name)` gives the
    keyword arguments that name an endpoint in this generation."""
    tabs = []
    for c in cases:
        if c.tab not in tabs:
            tabs.append(c.tab)
    with gr.Tabs():
        for t in tabs:
            with gr.Tab(t):
                for c in [c for c in cases if c.tab == t]:
                    if c.note:
                        gr.Markdown("**%s**: %s" % (c.name, c.note))
                    with gr.Row():
                        src = c.put() if c.put else None
                        dst = c.get() if c.get else None
                        out = json_out(c)
                    with gr.Row():
                        if src is not None:
                            send = gr.Button("Send " + c.name, variant="primary")
                            if dst is not None:
                                send.click(lambda x, c=c: (c.back(x), c.verdict(x)), src, [dst, out],
                                           **event_kwargs(c.name))
                            else:
                                send.click(lambda x, c=c: c.verdict(x), src, out, **event_kwargs(c.name))
                        if dst is not None:
                            if c.give is not None:
                                give = gr.Button("Give " + c.name)
                                give.click(lambda c=c: c.give() if callable(c.give) else c.give, None, dst,
                                           **event_kwargs("give_" + c.name))
                            null = gr.Button("Null " + c.name)
                            null.click(lambda: None, None, dst, **event_kwargs("null_" + c.name))
    listing = json_out(None)
    gr.Button("Cases").click(lambda: [c.public() for c in cases], None, listing, **event_kwargs("cases"))


# ------------------------------------------------ what more than one app uses
TREE = os.path.join(WORK, "tree")
os.makedirs(os.path.join(TREE, "docs", "deep"), exist_ok=True)
for rel in ("a.txt", "docs/b.txt", "docs/deep/c.txt", "docs/skip.log"):
    with open(os.path.join(TREE, rel), "w") as f:
        f.write(rel)

TEXT = "Line one\nZwei – zwölf 🙂 é العربية"
DOT = ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==")
SERIES = {"columns": ["x", "y", "kind"], "data": [[1, 4, "a"], [2, 5, "b"], [3, 2.5, "a"]],
          "datatypes": {"x": "quantitative", "y": "quantitative", "kind": "nominal"}, "mark": "line"}
TABLE = {"headers": ["name", "age", "member"], "data": [["Ada", 36, True], ["Grace", 45, False]]}
TABLE_ODD = {"headers": ["имя", "", "x"], "data": [["two\nlines", None, "say \"hi\""], ["", -1.5, "<b>no</b>"]], "metadata": None}


def table(t):
    import pandas as pd

    return pd.DataFrame(t["data"], columns=t["headers"])


def frame():
    import pandas as pd

    return pd.DataFrame({"x": [1, 2, 3], "y": [4, 5, 2.5], "kind": ["a", "b", "a"]})


def np_rgb(name, mode="RGB"):
    return np.array(pixels(name, mode))


def matplotlib_figure():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots(figsize=(2, 1.5))
    ax.plot([1, 2, 3], [3, 1, 2])
    return fig


def plotly_figure():
    import plotly.graph_objects as go

    return go.Figure(go.Bar(x=["a", "b"], y=[2, 3]), layout={"title": {"text": "Bars"}})


def altair_chart():
    import altair as alt
    import pandas as pd

    return alt.Chart(pd.DataFrame({"x": [1, 2, 3], "y": [3, 1, 2]})).mark_line().encode(x="x", y="y")


def bokeh_plot():
    from bokeh.plotting import figure

    p = figure(width=200, height=150)
    p.line([1, 2, 3], [3, 1, 2])
    return p


def relative(x):
    if isinstance(x, list):
        return [relative(v) for v in x]
    return os.path.relpath(x, TREE) if isinstance(x, str) else x


def same(*labels):
    """Samples that must arrive exactly as they were sent."""
    return [(str(s)[:20], s, s) for s in labels]


def uploads(x):
    """Uploaded files by content; what else stands in a FileData is left out."""
    if isinstance(x, dict) and x.get("meta", {}) == {"_type": "gradio.FileData"}:
        return file(x["path"])
    if isinstance(x, dict):
        return {k: uploads(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [uploads(v) for v in x]
    return plain(x)


def has(module):
    import importlib.util

    return importlib.util.find_spec(module) is not None
