# SPDX-License-Identifier: GPL-3.0-or-later
"""Spaces and packages for tests that install them in no time: their “gradio” is a file of random bytes."""
import base64
import hashlib
import os
import pathlib
import random
import zipfile

# Answers as Gradio does, with the standard library. What it says comes from its WORD file.
APP = """
import http.server, json, os, pathlib, sys
import gradio
word = (pathlib.Path(__file__).parent / "WORD").read_text().strip()
print("my word is", word, flush=True)
if word == "broken":
    raise RuntimeError("no model for " + gradio.NAME)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"version": "6.31.0", "word": word, "components": [], "dependencies": [],
                           "key": os.environ.get("API_KEY")}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


address = os.environ["GRADIO_SERVER_NAME"], int(os.environ["GRADIO_SERVER_PORT"])
http.server.ThreadingHTTPServer(address, Handler).serve_forever()
"""


def make_wheel(folder, name, version, files):
    """A package with these files."""
    info = f"{name}-{version}.dist-info"
    files = dict(files)
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(content)}\n")
    files[f"{info}/RECORD"] = ("".join(record) + f"{info}/RECORD,,\n").encode()
    with zipfile.ZipFile(pathlib.Path(folder) / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)


def make_wheels(folder):
    pathlib.Path(folder).mkdir()
    big = random.Random(1).randbytes(400_000)
    make_wheel(folder, "gradio", "6.31.0", {"gradio/__init__.py": b'NAME = "tiny"\n', "gradio/big.bin": big})
    make_wheel(folder, "tiny_words", "1.0", {"tiny_words.py": b"WORD = 1\n"})


def make_space(folder, word="one", requirements="tiny-words\n", front="", **files):
    """A Space in a folder; files are named with __ for a dot. None leaves one out."""
    content = {"README.md": f"---\ntitle: Tiny\nemoji: 🐜\nsdk: gradio\nsdk_version: 6.31.0\n{front}---\n", "app.py": APP,
               "WORD": word + "\n", "requirements.txt": requirements}
    content.update({name.replace("__", "."): text for name, text in files.items()})
    os.makedirs(folder, exist_ok=True)
    for name, text in content.items():
        if text is not None:
            (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
    return str(folder)
