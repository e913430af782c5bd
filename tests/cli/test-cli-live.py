#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""spaceport-cli against a real Gradio server: test-cli-live.py SPACEPORT-CLI basic LOG | SPACEPORT-CLI kitchen

Runs beside tests/servers/with-server, which says where the app is. LOG is where the app's /gen_sleep writes what it does
(PROTO_LOG). Prints TAP.
"""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

MEDIA = pathlib.Path(__file__).resolve().parent.parent / "media"

# Cases whose file comes back as it was sent.
SAME_BYTES = {"file", "file_many", "file_folder", "file_odd_name", "uploadbutton", "uploadbutton_many",
              "downloadbutton", "image_filepath", "model3d", "video_plain"}
if os.environ["GRADIO_TEST_VERSION"].startswith("3."):
    SAME_BYTES.remove("uploadbutton")  # it gives a path on the server, which is a text


class MissingModule(Exception):
    """The app can give this value only with a package that the server was installed without."""


class Cli:
    def __init__(self, program, url):
        self.program = program
        self.url = url

    def run(self, verb, *arguments, timeout=60):
        return subprocess.run([self.program, verb, self.url, *arguments], capture_output=True, text=True,
                              timeout=timeout, stdin=subprocess.DEVNULL)

    def predict(self, *arguments):
        """The outputs as values; an error is an exception."""
        done = self.run("predict", *arguments)
        if "No module named" in done.stderr:
            raise MissingModule(done.stderr.strip())
        assert done.returncode == 0, f"status {done.returncode}: {done.stderr.strip()[-500:]}"
        return [json.loads(line) for line in done.stdout.splitlines()]

    def fail(self, status, *arguments):
        """What it says on standard error."""
        done = self.run("predict", *arguments)
        assert done.returncode == status, f"status {done.returncode}: {done.stdout}{done.stderr}"
        assert done.stdout == "", done.stdout
        return done.stderr


class Basic:
    """proto_basic.py"""

    def __init__(self, cli, log):
        self.cli = cli
        self.log = pathlib.Path(log)
        self.version = tuple(int(part) for part in os.environ["GRADIO_TEST_VERSION"].split(".")[:2])

    def test_info(self):
        done = self.cli.run("info")
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        for name in ("/echo_types", "/gen_text", "/direct"):
            assert any(re.fullmatch(name + r"( .*)?", line) for line in lines), done.stdout
        assert "/secret" not in done.stdout

        done = self.cli.run("info", "--json")
        document = json.loads(done.stdout)
        assert document["title"] == "proto basic"
        assert document["version"] == os.environ.get("GRADIO_TEST_VERSION", document["version"])
        gen_text = [e for e in document["endpoints"] if e["name"] == "/gen_text"][0]
        assert gen_text["generator"] and len(gen_text["parameters"]) == 2, gen_text
        assert gen_text["parameters"][0]["default"] == "hello"
        self.names = [p["name"] for p in gen_text["parameters"]]

    def test_positional(self):
        sent = ["two words", "-1.5", "8", "false", '["a","c"]', "green", "three", '["z"]', "#ffffff",
                '{"headers":["n","s"],"data":[[1,"x"]],"metadata":null}', '{"deep":[1,{"a":null}]}']
        got = self.cli.predict("/echo_types", *sent)
        assert got[:9] == ["two words", -1.5, 8, False, ["a", "c"], "green", "three", ["z"], "#ffffff"], got
        assert got[9]["data"] == [[1, "x"]] and got[10] == {"deep": [1, {"a": None}]}, got
        assert got[11][:4] == ["str", "float", "int", "bool"], got[11]

    def test_named(self):
        text, delay = self.names
        assert self.cli.predict("/gen_text", f"{delay}=0.001", f"{text}=äöü=1") == ["äöü=1"]
        assert self.cli.predict("/gen_text", "again", f"{delay}=0") == ["again"]
        assert "“word”" in self.cli.fail(2, "/gen_text", "word=x")
        assert "twice" in self.cli.fail(2, "/gen_text", "a", f"{text}=b")

    def test_wrong(self):
        assert "/gen_text" in self.cli.fail(2, "/nope")
        assert "number" in self.cli.fail(2, "/gen_text", "a", "b")
        self.cli.fail(2, "/gen_text", "a", "1", "2")

    def test_json(self):
        done = self.cli.run("predict", "/alerts", "hey", "--json")
        document = json.loads(done.stdout)
        assert document["outputs"] == ["HEY"] and document["duration"] > 0.5
        assert [(m["level"], m["text"]) for m in document["log"]][:2] == [("info", "info hey"), ("warning", "warn hey")]
        assert "info: " in done.stderr and "info hey" in done.stderr

    def test_quiet(self):
        done = self.cli.run("predict", "/alerts", "hey", "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (0, '"HEY"\n', "")

    def test_stream(self):
        done = self.cli.run("predict", "--stream", "/gen_text", "abcd", "0.02")
        values = [json.loads(line) for line in done.stdout.splitlines()]
        assert values[-1] == "abcd" and values[0] == "a" and len(values) > 2, values

        summary = json.loads(self.cli.run("stream", "/gen_text", "abcdé", "0.02").stdout)
        assert summary["final_chars"] == 5 and summary["values"] == 6, summary
        assert summary["messages"] >= summary["values"] and summary["wall_s"] > 0.1, summary

        done = self.cli.run("stream", "--print", "/gen_two", "3", "0.02")
        values = [json.loads(line) for line in done.stdout.splitlines()]
        assert values[-1] == ["step 2", 1] and values[:2] == [["step 0", 0], ["step 1", 0]], values
        assert json.loads(done.stderr)["values"] == len(values)

    def test_progress(self):
        # Each step is long enough for the server, which merges those that follow each other fast.
        done = self.cli.run("predict", "--progress", "/progress", "2", "0.4")
        lines = done.stderr.splitlines()
        assert done.stdout == '"done 2"\n' and done.returncode == 0
        for line in ("pair 1/2", "outer 1/2 · inner 1/2", "outer 2/2 · inner 1/2"):
            assert line in lines, lines
        assert self.cli.run("predict", "/progress", "1", "0.01").stderr == ""

    def test_fail(self):
        assert "bad thing" in self.cli.fail(1, "/fail", "gr")
        self.cli.fail(1, "/fail", "plain")
        done = self.cli.run("predict", "--stream", "/gen_fail", "2", "0.05")
        assert done.returncode == 1 and "stopped half way" in done.stderr and "part 1" in done.stdout, done

    def test_validated(self):
        if not os.environ.get("GRADIO_TEST_VERSION", "").startswith("6"):
            return "validators came with Gradio 6"
        assert self.cli.predict("/validated", "ab", "2") == ["abab"]
        assert "word must not be empty" in self.cli.fail(1, "/validated", '""', "2")
        return None

    def test_direct(self):
        assert self.cli.predict("/direct", "x") == ["direct x"]
        assert self.cli.predict("/nothing") == []
        assert self.cli.predict("/undocumented", "x") == ["x?"]

    def test_bench_calls(self):
        one = json.loads(self.cli.run("bench-calls", "/nothing", "5").stdout)
        assert one["calls"] == 5 and 0 < one["min_ms"] <= one["p50_ms"] <= one["p95_ms"] <= one["max_ms"], one
        many = json.loads(self.cli.run("bench-calls", "--jobs", "20", "/nothing", "20").stdout)
        assert many["calls"] == 20 and many["max_ms"] <= many["wall_s"] * 1000 + 1, many
        assert self.cli.run("bench-calls", "/fail", "3", "gr").returncode == 1

    def check_stopped(self):
        """The generator ended on the server, before its time; it ticks five times a second, for half a minute."""
        end = time.monotonic() + 15
        lines, changed = [], time.monotonic()
        while "finally" not in lines and time.monotonic() < changed + 2:
            assert time.monotonic() < end, f"it goes on: {lines}"
            time.sleep(0.05)
            if lines != self.log.read_text().splitlines():
                lines, changed = self.log.read_text().splitlines(), time.monotonic()
        assert "end" not in lines and 0 < len(lines) < 100, lines
        self.log.unlink()

    def test_interrupt(self):
        self.log.unlink(missing_ok=True)
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            process = subprocess.Popen([self.cli.program, "predict", self.cli.url, "--stream", "/gen_sleep", "30"],
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            assert process.stdout.readline() == '"tick 0"\n'
            start = time.monotonic()
            process.send_signal(number)
            rest, error = process.communicate(timeout=10)
            assert process.returncode == status, (process.returncode, rest, error)
            assert time.monotonic() - start < 5
            self.check_stopped()

    def test_timeout(self):
        self.log.unlink(missing_ok=True)
        done = self.cli.run("predict", "--stream", "--timeout", "3", "/gen_sleep", "30")
        assert done.returncode == 3 and '"tick 0"' in done.stdout and "3 s" in done.stderr, done
        self.check_stopped()

    def test_events(self):
        text, delay = self.names
        done = subprocess.run([self.cli.program, "predict", "--jsonl", self.cli.url, "/gen_text", "-"], capture_output=True,
                              input=f'["ab",0.05]\n{{"{text}":"cd","{delay}":0.05}}\n', text=True, timeout=60)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 0, done
        assert [(e["call"], e["outputs"]) for e in events if e["event"] == "result"] == [(0, ["ab"]), (1, ["cd"])], events
        states = [e["state"] for e in events if e["event"] == "state" and e["call"] == 0]
        assert states[0] == "uploading" and states[-1] == "complete" and "generating" in states, states
        assert [e["outputs"] for e in events if e["event"] == "partial" and e["call"] == 1][0] == ["c"], events

        done = self.cli.run("predict", "--jsonl", "/progress", "2", "0.2")
        units = [[u["desc"] for u in e["units"]] for e in map(json.loads, done.stdout.splitlines()) if e["event"] == "progress"]
        assert ["outer", "inner"] in units, units

    def test_describe(self):
        assert "/undocumented  (undocumented)" in self.cli.run("info", "--all").stdout or self.version < (4, 9)
        detail = self.cli.run("info", "/gen_text").stdout
        assert detail.startswith("/gen_text") and "schema:" in detail and "/echo_types" not in detail, detail

    def test_wait(self):
        done = self.cli.run("wait", "--timeout", "20")
        assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, ""), done

    def test_download(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self.cli.run("upload", str(MEDIA / "notes.txt")).stdout.strip()
            done = self.cli.run("download", "-o", folder, path)
            assert done.returncode == 0 and pathlib.Path(done.stdout.strip()).parent == pathlib.Path(folder), done
            assert pathlib.Path(done.stdout.strip()).read_bytes() == (MEDIA / "notes.txt").read_bytes()


class Kitchen:
    """kitchen_sink*.py: /NAME takes a value and tells whether it arrived, /give_NAME gives one, /null_NAME gives null."""

    def __init__(self, cli):
        self.cli = cli
        self.cases = cli.predict("/cases")[0]
        for case in self.cases:
            for kind in ("endpoint", "give", "null"):
                if case[kind]:
                    setattr(self, f"test_{case['name']}_{kind}", lambda case=case, kind=kind: self.call(case, kind))

    def prepare(self, value):
        if isinstance(value, dict) and "$file" in value:  # "$as" is for those who know Gradio 3
            return {"$file": str(MEDIA / value["$file"])}
        if isinstance(value, dict):
            return {k: self.prepare(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.prepare(v) for v in value]
        return value

    def call(self, case, kind):
        if kind != "endpoint":
            with tempfile.TemporaryDirectory() as folder:
                outputs = self.cli.predict(case[kind], "-o", folder)
                assert len(outputs) <= 1, outputs
                self.check_paths(outputs, folder)
            return None
        if case["name"] == "dataset" and os.environ["GRADIO_TEST_VERSION"].startswith("3."):
            return "Gradio 3 does not take it from callers"
        for sample in case["samples"]:
            with tempfile.TemporaryDirectory() as folder:
                argument = json.dumps(self.prepare(sample["send"]), ensure_ascii=False)
                outputs = self.cli.predict("-o", folder, case["endpoint"], argument)
                verdict = outputs[-1]
                assert verdict["ok"] is True, f"{sample['label']}: {json.dumps(verdict, ensure_ascii=False)[:600]}"
                paths = self.check_paths(outputs[:-1], folder)
                if case["name"] in SAME_BYTES:
                    self.check_bytes(sample["send"], paths)
        return None

    def check_paths(self, value, folder):
        """Every file was fetched: no file object is left, and every path in the folder is a file."""
        paths = []
        if isinstance(value, str) and value.startswith(folder + "/"):
            assert os.path.isfile(value), value
            paths.append(value)
        elif isinstance(value, dict):
            assert (value.get("meta") or {}) != {"_type": "gradio.FileData"}, value
            for member in value.values():
                paths += self.check_paths(member, folder)
        elif isinstance(value, list):
            for member in value:
                paths += self.check_paths(member, folder)
        return paths

    def check_bytes(self, sent, paths):
        names = [s["$file"] for s in (sent if isinstance(sent, list) else [sent]) if isinstance(s, dict) and "$file" in s]
        assert len(names) == len(paths), (names, paths)
        for name, path in zip(names, paths):
            assert (MEDIA / name).read_bytes() == pathlib.Path(path).read_bytes(), (name, path)


def main():
    program, suite, *more = sys.argv[1:]
    cli = Cli(program, os.environ["GRADIO_TEST_URL"])
    tests = {"basic": Basic, "kitchen": Kitchen}[suite](cli, *more)
    names = [name for name in [*type(tests).__dict__, *vars(tests)] if name.startswith("test_")]
    failed = 0
    print(f"1..{len(names)}", flush=True)
    for number, name in enumerate(names, 1):
        try:
            skipped = getattr(tests, name)()
            print(f"ok {number} {name[5:]}" + (f" # SKIP {skipped}" if skipped else ""), flush=True)
        except MissingModule as reason:
            print(f"ok {number} {name[5:]} # SKIP {reason}", flush=True)
        except (AssertionError, KeyError, ValueError, IndexError, subprocess.TimeoutExpired) as error:
            failed += 1
            print(f"not ok {number} {name[5:]}\n# " + f"{type(error).__name__}: {error}".replace("\n", "\n# "), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
