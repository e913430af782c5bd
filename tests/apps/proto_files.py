# SPDX-License-Identifier: GPL-3.0-or-later
"""Protocol test app: files in and out (image, audio, video, file, many files,
gallery, model, image editor, download button).

Runs on Gradio 3.50.2, 4.x, 5.x and 6.x.  Port: GRADIO_SERVER_PORT.  Optional:
  PROTO_MAX_FILE_SIZE=bytes|"5kb"   launch(max_file_size=...) where it exists (4.33+)
  PROTO_ALLOWED=dir                 launch(allowed_paths=[dir])
All sample media is made here, so nothing has to be downloaded.
"""
import inspect
import math
import os
import shutil
import struct
import subprocess
import tempfile
import wave

import gradio as gr
import numpy as np

V = tuple(int(x) for x in gr.__version__.split(".")[:2])
HERE = tempfile.mkdtemp(prefix="proto_files_")


def make_png(path, size=16):
    from PIL import Image

    a = np.zeros((size, size, 3), dtype="uint8")
    a[..., 0] = np.arange(size)[None, :] * 255 // size
    a[..., 1] = np.arange(size)[:, None] * 255 // size
    Image.fromarray(a).save(path)
    return path


def make_wav(path, seconds=0.25, rate=8000, hz=440):
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(rate)
        n = int(seconds * rate)
        w.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * hz * i / rate))) for i in range(n)))
    return path


def make_mp4(path):
    exe = shutil.which("ffmpeg")
    if not exe:
        return None
    subprocess.run(
        [exe, "-y", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=1",
         "-pix_fmt", "yuv420p", path],
        check=True,
    )
    return path


def make_obj(path):
    with open(path, "w") as f:
        f.write("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    return path


PNG = make_png(os.path.join(HERE, "pic one.png"))
PNG2 = make_png(os.path.join(HERE, "größe#2%.png"), 24)
WAV = make_wav(os.path.join(HERE, "tone.wav"))
MP4 = make_mp4(os.path.join(HERE, "clip.mp4"))
OBJ = make_obj(os.path.join(HERE, "tri.obj"))
TXT = os.path.join(HERE, "notes.txt")
with open(TXT, "w") as f:
    f.write("".join(f"line {i}\n" for i in range(200)))


def describe(x):
    """JSON-able description of what the server function received."""
    if x is None:
        return None
    if isinstance(x, (list, tuple)):
        return [describe(i) for i in x]
    if isinstance(x, dict):
        return {k: describe(v) for k, v in x.items()}
    if isinstance(x, np.ndarray):
        return {"array": list(x.shape), "dtype": str(x.dtype)}
    name = getattr(x, "name", x)
    if isinstance(name, str) and os.path.isfile(name):
        return {"file": os.path.basename(name), "size": os.path.getsize(name)}
    return str(type(x).__name__) + ":" + str(x)


def echo_files(image, audio, video, one, many, gallery):
    d = describe([image, audio, video, one, many, gallery])
    return image, audio, video, one, many, gallery, d


def make_all():
    gal = [(PNG, "first"), (PNG2, None)]
    return PNG, WAV, MP4, TXT, [TXT, OBJ], gal, OBJ, {"made": True}


def size_of(one):
    return describe(one)


def remote_image(url):
    return url


def editor(x):
    return describe(x)


kw_audio = {"type": "filepath"}
many_kw = {"file_count": "multiple"}
with gr.Blocks(title="proto files") as demo:
    i = gr.Image(label="image", type="filepath")
    a = gr.Audio(label="audio", **kw_audio)
    v = gr.Video(label="video")
    f = gr.File(label="one")
    fs = gr.File(label="many", **many_kw)
    g = gr.Gallery(label="gallery")
    m = gr.Model3D(label="model")
    j = gr.JSON(label="json")
    url = gr.Textbox(label="url")
    gr.Button("echo").click(echo_files, [i, a, v, f, fs, g], [i, a, v, f, fs, g, j], api_name="echo_files")
    gr.Button("make").click(make_all, None, [i, a, v, f, fs, g, m, j], api_name="make_all")
    gr.Button("size").click(size_of, f, j, api_name="size_of")
    gr.Button("remote").click(remote_image, url, i, api_name="remote_image")
    if hasattr(gr, "FileExplorer"):
        fx = gr.FileExplorer(label="tree", **({"root_dir": HERE} if V >= (4, 20) else {"root": HERE}))
        gr.Button("picked").click(lambda x: [os.path.basename(p) for p in (x if isinstance(x, list) else [x]) if p],
                                  fx, j, api_name="picked")
    if hasattr(gr, "ImageEditor"):
        e = gr.ImageEditor(label="editor", type="filepath")
        gr.Button("edit").click(editor, e, j, api_name="editor")
    if hasattr(gr, "DownloadButton"):
        d = gr.DownloadButton("get", TXT)
        gr.Button("new file").click(lambda: WAV, None, d, api_name="new_download")
    if hasattr(gr, "MultimodalTextbox"):
        more = {"file_count": "multiple"} if "file_count" in inspect.signature(gr.MultimodalTextbox.__init__).parameters else {}
        mm = gr.MultimodalTextbox(label="mm", **more)
        gr.Button("mm").click(lambda x: describe(x), mm, j, api_name="multimodal")
    if hasattr(gr, "ImageSlider"):
        s = gr.ImageSlider(label="slider", type="filepath")
        gr.Button("slide").click(lambda: (PNG, PNG2), None, s, api_name="slide")

if __name__ == "__main__":
    demo.queue()
    kw = {}
    known = inspect.signature(demo.launch).parameters
    if "PROTO_MAX_FILE_SIZE" in os.environ and "max_file_size" in known:
        kw["max_file_size"] = os.environ["PROTO_MAX_FILE_SIZE"]
    if "PROTO_ALLOWED" in os.environ:
        kw["allowed_paths"] = [os.environ["PROTO_ALLOWED"]]
    demo.launch(server_name="127.0.0.1", **kw)
