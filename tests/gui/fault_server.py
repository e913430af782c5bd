# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that are at fault: the first part of the path says how.

/html      a web page instead of an app
/missing   404
/login     401
/json      JSON, but not an app's
/gradio2   the configuration of a Gradio that is too old
/hang      never answers
/app/…     the real app behind, as it is
/cut/…     the real app behind, with event streams that break off

It stops and comes back on the same port.
"""
import http.client
import http.server
import json
import socket
import threading
import urllib.parse

PAGE = b"<!DOCTYPE html><html><title>Welcome</title><p>It works!</p></html>"
NOT_AN_APP = {"hello": ["world"], "n": 1}
TOO_OLD = {"version": "2.9.4", "mode": "interface", "components": [], "dependencies": []}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass  # what is served is in the test

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, status, value):
        self.answer(status, "application/json", json.dumps(value).encode())

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def handle_any(self):
        fault, _, rest = self.path.lstrip("/").partition("/")
        body = self.body()
        if fault == "html":
            self.answer(200, "text/html", PAGE)
        elif fault == "login":
            self.answer_json(401, {"detail": "Not authenticated"})
        elif fault == "json":
            self.answer_json(200, NOT_AN_APP)
        elif fault == "gradio2":
            self.answer_json(200, TOO_OLD)
        elif fault == "hang":
            self.server.owner.stopped.wait()
            self.close_connection = True
        elif fault in ("app", "cut"):
            self.forward("/" + rest, body, fault)
        else:
            self.answer_json(404, {"detail": "Not Found"})

    do_GET = do_POST = do_HEAD = handle_any

    def forward(self, path, body, fault):
        real = urllib.parse.urlsplit(self.server.owner.real)
        connection = http.client.HTTPConnection(real.hostname, real.port, timeout=60)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("connection", "accept-encoding")}
        try:
            connection.request(self.command, path, body, headers)
            answer = connection.getresponse()
            self.send_response(answer.status)
            for key, value in answer.getheaders():
                if key.lower() not in ("connection", "transfer-encoding", "content-length", "date", "server"):
                    self.send_header(key, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            self.copy(answer, "/queue/data" in path and fault == "cut")
        except (OSError, http.client.HTTPException):
            self.close_connection = True  # one of both went away, as it may
        finally:
            connection.close()

    def copy(self, answer, cut):
        """A stream that is cut ends in the middle of its first message of progress."""
        while data := answer.read1(65536):
            if cut and b"process_generating" in data:
                self.wfile.write(data[:len(data) // 2])
                self.wfile.flush()
                # Not a polite end but a broken connection.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                self.connection.close()
                raise ConnectionResetError
            self.wfile.write(data)
            self.wfile.flush()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_):
        pass  # a broken connection is what some of this is for


class FaultServer:
    """One port of the loopback, served or not."""

    def __init__(self, real):
        self.real = real
        self.stopped = threading.Event()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.server = None

    def url(self, fault="", scheme="http"):
        return f"{scheme}://127.0.0.1:{self.port}" + (f"/{fault}" if fault else "")

    def start(self):
        self.stopped.clear()
        self.server = Server(("127.0.0.1", self.port), Handler)
        self.server.owner = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        if self.server is not None:
            self.stopped.set()
            self.server.shutdown()
            self.server.server_close()
            self.server = None
