#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""spaceport-cli drive and an app that makes no sense: test-drive-hostile.py SPACEPORT-CLI. Prints TAP."""
import http.server
import json
import subprocess
import sys
import threading


def component(number, kind, **props):
    return {"id": number, "type": kind, "props": props}


def deep(depth):
    node = {"id": 900}
    for number in range(depth):
        node = {"id": 100 + number, "children": [node]}
    return node


CONFIG = {
    "version": "6.31.0", "api_prefix": "/gradio_api", "mode": "blocks", "protocol": "sse_v3", "title": 7, "dependencies": [None, {}],
    "pages": ["", [1], [["a"]], None], "page": {"": []},
    "components": [
        component(1, "tabs", selected={"a": 1}), component(2, "tabitem", label=5, id=[]), component(3, "tabitem", visible="hidden"),
        component(4, "textbox", label=["x"], value={"a": []}, max_length="long", interactive=True, buttons=[None, 1, {"id": "x"}, {"id": 4}]),
        component(5, "dropdown", choices=None, value=5, interactive=True), component(6, "dropdown", choices=[1, [2], ["a", "b", "c"]], multiselect=1, interactive=True),
        component(7, "dataset", samples="none"), component(8, "dataframe", value=[1], interactive=True), component(9, "chatbot", value="?"),
        component(10, "slider", minimum="a", maximum=None, interactive=True), component(11, "accordion", open="no"), component(12, ""),
        component(13, "checkboxgroup", choices=[["A", "a"]], value="a", interactive=True), component(14, "html", visible=0), {"id": 15}, None, "x",
        component(900, "textbox", label="deep", value="\x00\ud800" + "y" * 300, elem_id=1),
    ] + [component(100 + n, "column") for n in range(200)],
    "layout": {"id": 0, "children": [
        {"id": 1, "children": [{"id": 2, "children": [{"id": 1, "children": [{"id": 2}]}, {"id": 4}]}, {"id": 3}, {}, None]},
        {"id": 4}, {"id": 5}, {"id": 6}, {"id": 7}, {"id": 8}, {"id": 9}, {"id": 10}, {"id": 11, "children": "x"}, {"id": 12}, {"id": 13},
        {"id": 14}, {"id": 15}, {"id": "1"}, 5, {"id": 77}, deep(200)]},
}


# Each part leads to the next one by its id only.
CHAIN = {
    "version": "6.31.0", "api_prefix": "/gradio_api", "mode": "blocks", "protocol": "sse_v3", "dependencies": [],
    "components": [component(n, "column") for n in range(100000)],
    "layout": {"id": -5, "children": [{"id": n, "children": [{"id": n + 1}]} for n in range(99999)]},
}

# A function whose server goes away.
LOST = {
    "version": "6.31.0", "api_prefix": "/gradio_api", "mode": "blocks", "protocol": "sse_v3", "app_id": 1,
    "components": [component(1, "button", value="Go"), component(2, "textbox", label="out")],
    "layout": {"id": 0, "children": [{"id": 1}, {"id": 2}]},
    "dependencies": [
        {"id": 0, "targets": [[1, "click"]], "inputs": [], "outputs": [2], "backend_fn": True, "api_name": "go"},
        {"id": 1, "targets": [], "trigger_after": 0, "inputs": [], "outputs": [2], "js": "() => [\"after\"]", "backend_fn": False},
    ],
}


class Handler(http.server.BaseHTTPRequestHandler):
    config = CONFIG
    app_id = 1

    def do_POST(self):
        self.close_connection = True  # without an answer

    def do_GET(self):
        if self.path.startswith("/config"):
            answer = self.config
        elif self.path.endswith("/app_id"):
            answer = {"app_id": self.app_id}
        else:
            answer = {"named_endpoints": {}, "unnamed_endpoints": {}}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Test:
    def __init__(self, program):
        self.program = program
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def drive(self, *steps, status=0, config=CONFIG, app_id=1):
        Handler.config, Handler.app_id = config, app_id
        done = subprocess.run([self.program, "drive", f"http://127.0.0.1:{self.server.server_port}"], input=json.dumps(steps),
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        assert done.returncode == status, (steps, done.returncode, done.stdout[-500:], done.stderr[-2000:])
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_dumps(self):
        tree, values, status, log, calls = self.drive(*({"dump": what} for what in ("tree", "values", "status", "log", "calls")))
        assert [node["id"] for node in tree[:2]] == [1, 5], tree[:2]
        deepest, depth = tree[-1], 0
        while "children" in deepest:
            deepest, depth = deepest["children"][0], depth + 1
        assert depth == 200 and deepest["id"] == 900 and len(deepest["value"]) == 200, (depth, deepest)
        assert values["8"] == [1] and "1" not in values, values
        assert status == {"components": [], "jobs": []} and log == calls == [], (status, log, calls)

    def test_steps(self):
        self.drive({"set": 4, "value": "text"}, {"set": 5, "value": None}, {"set": 8, "value": {"headers": [], "data": []}},
                   {"set": 13, "value": ["a"]}, {"fire": 9, "event": "edit", "data": {"index": "0"}}, {"fire": 9, "event": "clear"},
                   {"fire": 14, "event": "x" * 10000},
                   {"set": 10, "value": 1e300}, {"wait": "idle"}, {"dump": "values", "of": [4, 5, 13, 9]})

    def test_chain(self):
        tree, values = self.drive({"dump": "tree"}, {"dump": "values"}, config=CHAIN)
        node, depth = tree[0], 1
        while "children" in node:
            node, depth = node["children"][0], depth + 1
        assert depth == 256, depth

    def test_comes_back(self):
        values, log = self.drive({"fire": 1, "event": "click"}, {"wait": "idle", "timeout": 30},
                                 {"dump": "values", "of": [2]}, {"dump": "log"}, config=LOST)
        assert values == ["after"], values
        assert [(entry["kind"], entry["text"]) for entry in log] == [("connection", "lost"), ("connection", "fine")], log

    def test_started_again(self):
        self.drive({"fire": 1, "event": "click"}, {"wait": "idle", "timeout": 30}, status=1, config=LOST, app_id=2)

    def test_refused(self):
        for step in ({"set": 77, "value": 1}, {"set": 6, "value": ["b"]}, {"example": 7, "row": 0}, {"open": 12}, {"tab": 3},
                     {"page": "a"}, {"set": 9, "value": []}, {"fire": 10, "event": "x" * 10000}, {"set": 4, "value": {"$file": "/nonexistent"}},
                     {"wait": {"value": "Name", "is": 1}, "timeout": 1e9}, {"fire": -1, "event": "click"}, {"set": 1e18, "value": 1}, {"stop": 4}):
            self.drive(step, status=3)


def main():
    test = Test(sys.argv[1])
    names = [name for name in dir(test) if name.startswith("test_")]
    print(f"1..{len(names)}")
    failed = False
    for number, name in enumerate(names, 1):
        try:
            getattr(test, name)()
            print("ok", number, "/drive-hostile/" + name[5:].replace("_", "-"), flush=True)
        except Exception as error:
            failed = True
            print("not ok", number, "/drive-hostile/" + name[5:].replace("_", "-"), flush=True)
            print("# " + repr(error).replace("\n", "\n# "), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
