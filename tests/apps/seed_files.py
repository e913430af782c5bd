# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: File Access, UploadButton, FileExplorer, FileData - files up, files down, files refused."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import WORK, folder, picture, serve

ROOT = folder("root")
os.makedirs(os.path.join(ROOT, "deep", "deeper"))
for rel in ("a.txt", "b.py", "deep/c.txt", "deep/deeper/d.txt"):
    with open(os.path.join(ROOT, rel), "w") as f:
        f.write(rel)
ASSETS = folder("assets")
logo = picture("assets/logo.png")
secret = os.path.join(ROOT, "secret.key")
with open(secret, "w") as f:
    f.write("do not serve")
gr.set_static_paths(paths=[ASSETS])


def sizes(files):
    files = files if isinstance(files, list) else [files]
    return [{"name": os.path.basename(f), "bytes": os.path.getsize(f)} for f in files if f]


def report(text):
    path = os.path.join(WORK, "my report.txt")
    with open(path, "w") as f:
        f.write(text)
    return path


with gr.Blocks(title="Files") as demo:
    gr.HTML(f"<img alt='logo' src='/gradio_api/file={logo}'>")
    listed = gr.JSON(label="received")
    up = gr.File(file_count="multiple", file_types=[".txt", "image"], label="Several files")
    up.upload(sizes, up, listed, api_name="sizes")
    folder = gr.File(file_count="directory", label="A folder")
    folder.change(sizes, folder, listed, api_visibility="private")
    button = gr.UploadButton("Upload a picture", file_types=["image"], file_count="single")
    button.upload(sizes, button, listed, api_name="one")
    explorer = gr.FileExplorer(root_dir=ROOT, glob="**/*.*", ignore_glob="*.key", label="On the server")
    explorer.change(lambda v: v, explorer, listed, api_name="explore")
    text, got = gr.Textbox("hello", label="text"), gr.File(label="report")
    text.submit(report, text, got, api_name="report")
    gr.DownloadButton("Download the logo", value=logo)
    gr.Button("Read a file I must not give away").click(lambda: "/etc/hostname", None, got, api_name="forbidden")

if __name__ == "__main__":
    demo.launch(**serve(max_file_size="100kb", allowed_paths=[ROOT], blocked_paths=[secret]))
