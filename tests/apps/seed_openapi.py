# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: From OpenAPI Spec - a form for every operation of a (local, tiny) REST service."""
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve

PETS = {1: {"id": 1, "name": "Rex", "status": "available"}}


class Shop(BaseHTTPRequestHandler):
    def _send(self, body, code=200):
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        number = self.path.split("?")[0].rsplit("/", 1)[-1]
        self._send(PETS.get(int(number), {"error": "no such pet"}) if number.isdigit() else list(PETS.values()))

    def do_POST(self):
        pet = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        pet["id"] = max(PETS) + 1
        PETS[pet["id"]] = pet
        self._send(pet, 201)

    def log_message(self, *args):
        pass


shop = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
threading.Thread(target=shop.serve_forever, daemon=True).start()
BASE = f"http://127.0.0.1:{shop.server_port}"
SPEC = {
    "openapi": "3.0.2",
    "info": {"title": "Pet shop", "version": "1.0"},
    "servers": [{"url": BASE}],
    "paths": {
        "/pet": {
            "post": {
                "summary": "Add a pet", "operationId": "addPet",
                "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object",
                    "properties": {"name": {"type": "string"}, "status": {"type": "string", "enum": ["available", "sold"]}}}}}},
                "responses": {"201": {"description": "made"}},
            },
        },
        "/pet/{petId}": {
            "get": {
                "summary": "Find a pet", "operationId": "getPet",
                "parameters": [{"name": "petId", "in": "path", "required": True, "schema": {"type": "integer"}}],
                "responses": {"200": {"description": "found"}},
            },
        },
        "/store": {"get": {"summary": "left out", "responses": {"200": {"description": "ok"}}}},
    },
}

demo = gr.load_openapi(openapi_spec=SPEC, base_url=BASE, paths=["/pet.*"], methods=["get", "post"])

if __name__ == "__main__":
    demo.launch(**serve())
