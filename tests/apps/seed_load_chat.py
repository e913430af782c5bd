# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Load_Chat - a chat page over an OpenAI-compatible server, here a tiny local one (needs: pip install openai)."""
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve


class Model(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        last = body["messages"][-1]["content"]
        last = last if isinstance(last, str) else " ".join(p.get("text", "[image]") for p in last)
        words = f"You wrote {len(body['messages'])} messages; the last was: {last}".split(" ")
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for i, w in enumerate(words):
            chunk = {"id": "c", "object": "chat.completion.chunk", "created": int(time.time()), "model": body["model"],
                     "choices": [{"index": 0, "delta": {"content": w + " "}, "finish_reason": None}]}
            self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
            self.wfile.flush()
            time.sleep(0.05)
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()
demo = gr.load_chat(
    f"http://127.0.0.1:{server.server_port}/v1", model="tiny", token="none",
    file_types=["text_encoded", "image"],  # no system_message: in 6.31 its plain-text content is refused by the app itself
)

if __name__ == "__main__":
    demo.launch(**serve())
