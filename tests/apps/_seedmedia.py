# SPDX-License-Identifier: GPL-3.0-or-later
"""Small deterministic media makers shared by the seed_*.py test apps.

Nothing here needs the network or a model. Files are written once into a
temporary folder of the process and removed with it.
"""
import atexit
import math
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import wave

WORK = tempfile.mkdtemp(prefix="seedapp-")
atexit.register(shutil.rmtree, WORK, True)
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the folder goes away on SIGTERM too


def folder(name: str) -> str:
    path = os.path.join(WORK, name)
    os.makedirs(path, exist_ok=True)
    return path


def no_stub(file: str):
    """Gradio writes a .pyi file beside a module that defines a component class; remove it."""
    if os.path.exists(file + "i"):
        os.remove(file + "i")


def port() -> int:
    return int(os.environ.get("GRADIO_SERVER_PORT", "7860"))


def serve(**more):
    """launch() arguments used by every app: loopback, the given port, quiet."""
    args = dict(server_name="127.0.0.1", server_port=port(), quiet=True, show_error=True)
    args.update(more)
    return args


def tone(name="tone.wav", hz=440.0, seconds=1.2, rate=16000, volume=0.4) -> str:
    path = os.path.join(WORK, name)
    frames = int(rate * seconds)
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(rate)
        w.writeframes(
            b"".join(
                struct.pack("<h", int(32767 * volume * math.sin(2 * math.pi * hz * n / rate)))
                for n in range(frames)
            )
        )
    return path


def picture(name="bars.png", size=(160, 120), hue=0) -> str:
    from PIL import Image

    path = os.path.join(WORK, name)
    im = Image.new("RGB", size)
    bars = [(220, 40, 40), (40, 180, 60), (50, 80, 220), (230, 200, 40)]
    bars = bars[hue % 4 :] + bars[: hue % 4]
    for x in range(size[0]):
        for y in range(size[1]):
            c = bars[4 * x // size[0]]
            im.putpixel((x, y), c if y < size[1] // 2 else tuple(v // 3 for v in c))
    im.save(path)
    return path


def clip(name="clip.mp4", seconds=4, size="160x120", rate=10) -> str:
    """A test-card video, made by ffmpeg (which Gradio itself wants for media)."""
    path = os.path.join(WORK, name)
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
         f"testsrc=duration={seconds}:size={size}:rate={rate}",
         "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", path],
        check=True,
    )
    return path


def cube_obj(name="cube.obj") -> str:
    path = os.path.join(WORK, name)
    v = [(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
    faces = [(1, 2, 4, 3), (5, 7, 8, 6), (1, 5, 6, 2), (3, 4, 8, 7), (1, 3, 7, 5), (2, 6, 8, 4)]
    with open(path, "w") as f:
        for p in v:
            f.write("v %d %d %d\n" % p)
        for q in faces:
            f.write("f %d %d %d %d\n" % q)
    return path
