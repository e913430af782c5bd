# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers as Gradio 6.31.0 was recorded to answer, for as many calls as the tests of spaceport-cli need.

Below /app is an app whose endpoints each end in their own way; /html, /missing, /login, /list and /old are what else can be at an address.
"""
import http.server
import json
import re
import threading
import urllib.parse

CONTENT = bytes(range(256)) * 40
HOSTILE = "\x1b[31mred\x1b[0m\u009b2J"


def parameter(name, component, schema, **more):
    return {"label": name.title(), "parameter_name": name, "parameter_has_default": "default" in more,
            "parameter_default": more.get("default"), "type": schema, "component": component,
            "python_type": {"type": "Any", "description": more.get("description", "")}, "example_input": None}


TEXT = {"type": "string"}
WORD = parameter("word", "Textbox", TEXT, default="hello")
NUMBER = parameter("number", "Number", {"type": "number"}, description=HOSTILE + "\nsecond line")
FILE = {"title": "FileData", "type": "object", "required": ["path"], "properties": {
    "path": {"type": "string"}, "meta": {"type": "object", "properties": {"_type": {"const": "gradio.FileData"}}}}}
COLOR = parameter("color", "Radio", {"type": "string", "enum": ["dark red", "green", "10"]}, default="green")
SURE = parameter("sure", "Checkbox", {"type": "boolean"}, default=False)
ONE_FILE = parameter("file", "File", FILE, default=None)
# name: parameters, returns
ENDPOINTS = {
    "echo": ([WORD, NUMBER], 2),
    "progress": ([], 1),
    "generate": ([], 2),
    "fail": ([], 1),
    "cut": ([], 1),
    "close": ([], 1),
    "hang": ([], 1),
    "files": ([], 3),
    "log": ([], 1),
    "nothing": ([], 0),
    "not_json": ([], 1),
    "choose": ([COLOR, SURE, ONE_FILE], 3),
    "quiet": ([], 1),
    "busy": ([], 1),
}
NAMES = list(ENDPOINTS)


def make_config():
    components, dependencies = [], []

    def component(kind, label):
        components.append({"id": len(components) + 1, "type": kind, "props": {"label": label}, "skip_api": False,
                           "api_info": TEXT})
        return len(components)

    for number, (name, (parameters, n_returns)) in enumerate(ENDPOINTS.items()):
        inputs = [component(p["component"].lower(), p["label"]) for p in parameters]
        outputs = [component("json" if name == "files" and i == 2 else "textbox", f"Out {i}") for i in range(n_returns)]
        dependencies.append({"id": number, "targets": [], "inputs": inputs, "outputs": outputs, "backend_fn": True,
                             "js": None, "queue": True, "api_name": name, "scroll_to_output": False, "batch": False,
                             "types": {"generator": name in ("generate", "hang"), "cancel": False}, "connection": "sse",
                             "api_visibility": "undocumented" if name == "quiet" else "public",
                             "show_api": name != "quiet"})
    return {"version": "6.31.0", "api_prefix": "/gradio_api", "mode": "blocks", "protocol": "sse_v3", "title": "Fake",
            "components": components, "dependencies": dependencies, "layout": {"id": 0, "children": []},
            "max_file_size": 100000}


def make_info():
    def returns(name, n):
        kinds = ["JSON" if name == "files" and i == 2 else "Textbox" for i in range(n)]
        return [{"label": f"Out {i}", "type": TEXT, "component": kind, "python_type": {"type": "str", "description": ""}}
                for i, kind in enumerate(kinds)]

    return {"named_endpoints": {"/" + name: {"parameters": parameters, "returns": returns(name, n),
                                             "api_visibility": "public", "description": f"Does {name}."}
                                for name, (parameters, n) in ENDPOINTS.items() if name != "quiet"}, "unnamed_endpoints": {}}


def file_data(path, name):
    return {"path": path, "url": "http://wrong.invalid/gradio_api/file=" + path, "size": len(CONTENT), "orig_name": name,
            "mime_type": "application/octet-stream", "is_stream": False, "meta": {"_type": "gradio.FileData"}}


def output(data, generating=False):
    return {"data": data, "is_generating": generating, "duration": 0.01, "average_duration": 0.01, "render_config": None,
            "changed_state_ids": [], "used_cache": None}


def completed(data):
    return {"msg": "process_completed", "output": output(data), "success": True, "title": None}


def unit(index, length, desc, **more):
    return {"index": index, "length": length, "unit": "steps", "progress": None, "desc": desc, **more}


def messages(name, data):
    """What the stream of a job says behind the first two messages."""
    if name in ("echo", "choose"):
        return [completed(data)]
    if name == "progress":
        return [{"msg": "progress", "progress_data": [unit(None, None, "start", progress=0.0)]},
                {"msg": "progress", "progress_data": [unit(1, 2, "outer"), unit(0, 2, "in\x1bner")]},
                completed(["done"])]
    if name == "generate":
        return [{"msg": "process_generating", "output": output(["step 0", 0], True), "success": True},
                {"msg": "process_generating", "output": output([[["append", [], "!"]], []], True), "success": True},
                {"msg": "process_generating", "output": output([[["replace", [], "last"]], [["replace", [], 1]]], True),
                 "success": True}, completed(["last", 1])]
    if name == "fail":
        return [{"msg": "process_completed", "output": {"error": "bad <i>thing</i> " + HOSTILE, "duration": 4, "visible": True},
                 "success": False, "title": "T-err"}]
    if name == "files":
        same = file_data("/tmp/gradio/1/data.bin", "../../data.bin")
        return [completed([same, [same, {"deep": file_data("/tmp/gradio/2/data.bin", "data.bin")},
                                  file_data("/tmp/gradio/gone/x.txt", "x.txt")], same])]
    if name == "log":
        log = [("info", "one " + HOSTILE, "Info", True), ("warning", "two", "T-warn", True), ("info", "not shown", "Info", False)]
        return [{"msg": "log", "log": text, "level": level, "duration": 3.0, "visible": visible, "title": title}
                for level, text, title, visible in log] + [completed(["logged"])]
    if name == "busy":
        return [completed(["there is room"])]
    if name == "nothing":
        return [completed([])]
    return []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json", cookie=None):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def elsewhere(self, path):
        """Answers what is not the app. Returns whether it did."""
        self.server.headers[path] = {name.lower(): value for name, value in self.headers.items()}
        if path.startswith("/html"):
            self.answer(200, b"<!doctype html><p>A page", "text/html")
        elif path.startswith("/login"):
            self.answer(401, {"detail": {"error": "Not authenticated", "auth_message": "Please <b>log in</b>"}})
        elif path.startswith("/list"):
            self.answer(200, [1, 2])
        elif path.startswith("/old"):
            self.answer(200, {"version": "2.9.4", "components": [], "dependencies": []})
        elif path.startswith("/empty"):
            self.answer(200, b"")
        elif path == "/later/config":
            self.answer(200, make_config()) if self.server.there.is_set() else self.answer(503, b"", "text/plain")
        elif path == "/later/gradio_api/info":
            self.answer(200, make_info())
        elif path.startswith("/guarded/") and path != "/guarded/login" and "token=yes" not in (self.headers["Cookie"] or ""):
            self.answer(401, {"detail": {"error": "Not authenticated", "auth_message": "Please <b>log in</b>"}})
        elif path == "/guarded/config":
            self.answer(200, make_config())
        elif path == "/guarded/gradio_api/info":
            self.answer(200, make_info())
        elif path.startswith("/silent"):
            self.server.stopped.wait(5)
            self.close_connection = True
        else:
            return False
        return True

    def do_GET(self):
        path = urllib.parse.unquote(self.path)
        if self.elsewhere(path):
            return
        if path == "/app/config":
            self.server.n_configs += 1
            self.answer(200, make_config())
        elif path == "/app/gradio_api/info":
            self.answer(200, make_info())
        elif path.startswith("/app/gradio_api/queue/data"):
            self.stream(re.search(r"session_hash=(\w+)", path)[1])
        elif path.startswith("/app/gradio_api/file=/tmp/gradio/") and "gone" not in path:
            self.answer(200, CONTENT, "application/octet-stream")
        elif path.startswith("/app/gradio_api/file="):
            self.answer(403, {"detail": "File not allowed"})
        else:
            self.answer(404, {"detail": "Not Found"})

    def refuse(self):
        """The queue has no room, as often as the test wants. Returns whether it was so."""
        with self.server.lock:
            full = self.server.n_refusals > 0
            self.server.n_refusals -= full
        if full:
            self.answer(503, {"detail": "Queue is full. Max size is 2 and size is 2."})
        return full

    def do_POST(self):
        path, body = self.path, self.body()
        server = self.server
        server.headers[path] = {name.lower(): value for name, value in self.headers.items()}
        if path == "/app/gradio_api/queue/join":
            job = json.loads(body)
            if NAMES[job["fn_index"]] == "busy" and self.refuse():
                return
            with server.lock:
                server.n_jobs += 1
                event_id = f"event{server.n_jobs}"
                server.jobs.setdefault(job["session_hash"], []).append((event_id, NAMES[job["fn_index"]], job["data"]))
            self.answer(200, {"event_id": event_id})
        elif path == "/app/gradio_api/cancel":
            with server.lock:
                server.cancelled.append(json.loads(body))
            server.stopped.set()
            self.answer(200, {"success": True})
        elif path == "/app/gradio_api/upload":
            names = re.findall(rb'filename="([^"]*)"', body)
            with server.lock:
                server.uploads += names
            self.answer(200, ["/tmp/gradio/up/" + name.decode() for name in names])
        elif path == "/guarded/login":
            if urllib.parse.parse_qs(body.decode()) == {"username": ["ada"], "password": ["love:lace"]}:
                self.answer(200, {"success": True}, cookie="token=yes; HttpOnly; Path=/")
            else:
                self.answer(400, {"detail": "Incorrect credentials."})
        elif not self.elsewhere(path):
            self.answer(404, {"detail": "Not Found"})

    def chunk(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def say(self, event_id, message):
        self.chunk("data: " + json.dumps({"msg": message["msg"], "event_id": event_id, **message}) + "\n\n")

    def stream(self, session):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        with self.server.lock:
            jobs = self.server.jobs.pop(session, [])
        if not jobs:
            self.say(None, {"msg": "unexpected_error", "message": "404: Not Found", "session_not_found": True, "success": False})
            self.close_connection = True
            return
        for event_id, name, data in jobs:
            eta = 12.4 if name == "progress" else None
            if name == "close":
                self.server.n_closed += 1
                continue
            self.say(event_id, {"msg": "estimation", "rank": 2 if eta else 0, "queue_size": 10 if eta else 1, "rank_eta": eta})
            self.say(event_id, {"msg": "process_starts", "eta": eta})
            if name == "not_json":
                self.chunk("data: {nonsense\n\n")
            if name == "hang":
                self.say(event_id, {"msg": "process_generating", "output": output(["tick"], True), "success": True})
                self.server.stopped.wait(20)
            for message in messages(name, data):
                self.say(event_id, message)
        if any(name in ("cut", "hang", "not_json") for _, name, _ in jobs):
            self.close_connection = True
            return
        if any(name == "close" for _, name, _ in jobs):  # again and again
            self.server.jobs[session] = jobs
        self.chunk('data: {"msg":"close_stream","event_id":null}\n\n')
        self.wfile.write(b"0\r\n\r\n")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        """Clients that go away are part of the tests."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.stopped = threading.Event()
        self.n_jobs = 0
        self.n_closed = 0
        self.n_refusals = 0  # to come, of /busy
        self.n_configs = 0
        self.headers = {}  # by path, of the last request
        self.there = threading.Event()
        self.jobs = {}
        self.cancelled = []
        self.uploads = []
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()
