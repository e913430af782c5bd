# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers as Gradio does, started as Gradio is. What it does besides says the name it is given."""

import http.server
import json
import os
import signal
import socketserver
import subprocess
import sys
import threading
import time

what = os.path.basename(__file__)[:-3]
print("pid", os.getpid())
print("environment", json.dumps(sorted(os.environ)))
print("analytics", os.environ.get("GRADIO_ANALYTICS_ENABLED"), os.environ.get("HF_HUB_DISABLE_TELEMETRY"))
print("server", *(os.environ.get("GRADIO_" + name) for name in ("SERVER_NAME", "SSR_MODE", "CACHE_MODE", "SHARE")))
print("offline", os.environ.get("HF_HUB_OFFLINE"))
print("secret", os.environ.get("SECRET"))
print("folder", os.getcwd())

if what == "crash":
    raise RuntimeError("no model")
if what == "missing":
    import no_such_package
if what == "quits":
    sys.exit(7)
if what == "mute":
    time.sleep(1000)
if what == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)

print("child", subprocess.Popen(["sleep", "1000"]).pid)
mount = "/deep/app" if what == "mounted" else "/moved" if what == "moved" else ""


def mount_gradio_app(app, blocks, path):
    """Apps that are mounted say where in their source."""


if what == "mounted":
    mount_gradio_app(None, None, path="/deep/app")


def babble():
    """Who reads that is never found waiting."""
    while True:
        print("babble\n" * 10000)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/die":
            print("dying", file=sys.stderr)
            os._exit(3)
        if self.path == "/kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.path == "/hang":
            print("hanging", flush=True)
            time.sleep(1000)
        if self.path == "/slow":
            self.stream()
        else:
            self.answer()

    def answer(self):
        good = self.path == mount + "/config" and what != "stranger"
        body = b'{"version": "6.31.0"}' if good else b"{}"
        moved = what == "moved" and self.path == "/"
        if self.path == {"late": "/config", "late_page": "/"}.get(what):
            print("asked", flush=True)
            threading.Thread(target=babble, daemon=True).start()
            self.wait_until_received()
        self.send_response(307 if moved else 401 if what == "login" else 200 if good else 404)
        self.send_header("Content-Type", "text/html" if what in ("page", "late_page") else "application/json")
        self.send_header("Content-Length", str(len(body)))
        if moved:
            self.send_header("Location", "/moved/")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        """Says how much came until the other side ended it."""
        size = 0
        while data := self.rfile.read1(65536):
            size += len(data)
        self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n%d" % size)
        self.close_connection = True

    def stream(self):
        """A part at once, and the next one when that was received: it says so with a file."""
        self.close_connection = True
        self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nfirst")
        self.wait_until_received()
        self.wfile.write(b" second")

    def wait_until_received(self):
        while not os.path.exists(os.path.expanduser("~/received")):
            time.sleep(0.02)

    def log_message(self, *args):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


port = 8123 if what == "own_port" else int(os.environ["GRADIO_SERVER_PORT"])
server = Server((os.environ["GRADIO_SERVER_NAME"], port), Handler)
print("x" * 10000 + "\rserving")
sys.stdout.buffer.write(b"\xff\0\n")
sys.stdout.flush()
server.serve_forever()
