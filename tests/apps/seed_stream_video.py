# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Object Detection From Video, Streaming Outputs - a video delivered piece by piece."""
import glob
import os
import subprocess
import uuid

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import WORK, clip, serve


def detect(video, threshold):
    """Draws one box whose size is the threshold, and yields segments of two seconds."""
    stem = os.path.join(WORK, uuid.uuid4().hex)
    side = int(10 + 60 * float(threshold))
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-i", video, "-an",
         "-vf", f"drawbox=x=20:y=20:w={side}:h={side}:color=red:t=3",
         "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "10",
         "-f", "segment", "-segment_time", "2", "-reset_timestamps", "1", stem + "_%03d.ts"],
        check=True,
    )
    for part in sorted(glob.glob(stem + "_*.ts")):
        yield part


with gr.Blocks(title="Boxes in a video") as demo:
    gr.HTML("<h1 style='text-align:center'>Boxes in a video</h1>")
    with gr.Row():
        with gr.Column():
            source = gr.Video(label="Video source")
            limit = gr.Slider(0.0, 1.0, value=0.3, step=0.05, label="Confidence threshold")
        with gr.Column():
            result = gr.Video(label="Processed video", streaming=True, autoplay=True)
    source.upload(detect, [source, limit], result, api_name="detect")
    gr.Examples([[clip("example.mp4", 6), 0.5]], [source, limit])

if __name__ == "__main__":
    demo.launch(**serve())
