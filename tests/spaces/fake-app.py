# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers as Gradio does, started as Gradio is. What it does besides says the name it is given."""

import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import time

# Takes the port away from the app, in a process group of its own and with the app's output open.
TAKE_PORT = """
import os, socket, time
server = socket.create_server(("127.0.0.1", int(os.environ["GRADIO_SERVER_PORT"])))
print("taken", flush=True)
time.sleep(10)
"""

what = os.path.basename(__file__)[:-3]
print("pid", os.getpid())
print("environment", json.dumps(sorted(os.environ)))
print("analytics", os.environ.get("GRADIO_ANALYTICS_ENABLED"), os.environ.get("HF_HUB_DISABLE_TELEMETRY"))
print("folder", os.getcwd())

if what == "crash":
    raise RuntimeError("no model")
if what == "mute":
    time.sleep(1000)
if what == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if what == "clash" and not os.path.exists("../clashed"):
    open("../clashed", "w").close()
    subprocess.Popen([sys.executable, "-c", TAKE_PORT], start_new_session=True)
    while True:
        try:
            socket.create_connection(("127.0.0.1", int(os.environ["GRADIO_SERVER_PORT"]))).close()
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    sys.exit("Cannot find empty port")

print("child", subprocess.Popen(["sleep", "1000"]).pid)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/die":
            print("dying", file=sys.stderr)
            os._exit(3)
        if self.path == "/kill":
            os.kill(os.getpid(), signal.SIGKILL)
        good = self.path == "/config" and what != "stranger"
        self.send_response(401 if what == "login" else 200 if good else 404)
        self.send_header("Content-Type", "text/html" if what == "page" else "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args):
        pass


address = (os.environ["GRADIO_SERVER_NAME"], int(os.environ["GRADIO_SERVER_PORT"]))
server = http.server.HTTPServer(address, Handler)
print("x" * 10000 + "\rserving")
sys.stdout.buffer.write(b"\xff\0\n")
sys.stdout.flush()
server.serve_forever()
