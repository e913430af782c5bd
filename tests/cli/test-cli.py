#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program spaceport-cli as a whole, against fake_gradio.py: test-cli.py SPACEPORT-CLI. Prints TAP."""
import fcntl
import json
import os
import pathlib
import pty
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios

import fake_gradio

VERBS = ["info", "predict", "stream", "upload", "download", "wait", "snippet", "mcp tools", "mcp resources", "mcp prompts",
         "mcp call", "openapi", "drive", "bench-calls", "space list", "space install",
         "space run", "space stop", "space logs", "space secret", "space update", "space rollback", "space verify",
         "space export", "space remove", "space info", "space wake", "space restart", "space pause", "space hardware",
         "space duplicate", "login", "logout", "whoami"]


class Test:
    def __init__(self, program):
        self.program = program
        self.server = fake_gradio.Server()
        self.app = self.server.url + "/app"

    def run(self, *arguments, status=0, text=None, **more):
        """What it printed; @text is its standard input."""
        source = {"stdin": subprocess.DEVNULL} if text is None else {"input": text.encode()}
        done = subprocess.run([self.program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30,
                              **source, **more)
        out, err = done.stdout.decode(), done.stderr.decode()
        assert done.returncode == status, f"{arguments}: status {done.returncode}, not {status}: {out}{err}"
        return out, err

    def values(self, *arguments):
        return [json.loads(line) for line in self.run(*arguments)[0].splitlines()]

    def refused(self, status, *arguments, part="", **more):
        """An error: nothing on standard output, one line with the program's name on standard error."""
        out, err = self.run(*arguments, status=status, **more)
        assert out == "" and err.startswith("spaceport-cli: "), (arguments, out, err)
        assert part in err, (arguments, part, err)
        return err

    # arguments

    def test_help(self):
        out, err = self.run("--help")
        assert err == "" and all("  " + verb + " " in out for verb in VERBS), out
        assert "Exit status" in out and self.run("-h")[0] == out and self.run("help")[0] == out
        for verb in VERBS:
            out, err = self.run(*verb.split(), "--help")
            assert f"spaceport-cli {verb} " in out and "--help" in out and err == "", out
            assert max(map(len, out.splitlines())) <= 100, out

    def test_version(self):
        out, _ = self.run("--version")
        assert out.startswith("spaceport-cli ") and out.count("\n") == 1, out

    def test_wrong_arguments(self):
        url = self.app
        for arguments in ([], ["nope"], ["--nope"], ["space"], ["info"], ["info", url, "/echo", "more"], ["info", "--nope", url],
                          ["info", "-x", url], ["info", "--json=yes", url], ["predict", url], ["predict", url, "/echo", "-o"],
                          ["predict", url, "/echo", "--output-dir"], ["stream", url], ["upload", url], ["space", "run"],
                          ["space", "install"], ["space", "stop"], ["space", "run", "--port", "x", "y"],
                          ["space", "list", "more"], ["bench-calls", url, "/nothing"], ["bench-calls", url, "/nothing", "0"],
                          ["bench-calls", url, "/nothing", "x"], ["download", url], ["wait"], ["snippet", url],
                          ["snippet", "-l", "cobol", url, "/echo"], ["info", "--timeout", "soon", url],
                          ["info", "--timeout", "0", url], ["info", "--header", "nothing", url], ["info", "--cookie", "=x", url],
                          ["info", "--auth", ":x", url], ["predict", "--json", "--jsonl", url, "/nothing"],
                          ["bench-calls", "--jobs", "-1", url, "/nothing", "1"]):
            assert "--help" in self.refused(2, *arguments), arguments

    def test_suggestions(self):
        for arguments, part in ((["predikt"], "“predict”"), (["space", "lst"], "“space list”"), (["zzz"], "no verb"),
                                (["info", "--jsn", self.app], "“--json”"), (["predict", "--ouput-dir=x"], "“--output-dir”"),
                                (["space", "list", "--token", "x"], "no option “--token”")):
            err = self.refused(2, *arguments, part=part)
            assert ("Did you mean" in err) == (part[0] == "“"), err

    def test_wrong_values(self):
        for arguments, part in ((["/nope"], "/echo"), (["/echo", "a", "b"], "number"), (["/echo", "a"], "number"),
                                (["/echo", "a", "1", "2"], ""), (["/echo", "nr=1"], "nr"), (["/echo", "number=1", "number=2"], "twice"),
                                (["/echo", "a", "word=b"], "word"), (["/echo", "@/nonexistent", "1"], "/nonexistent"),
                                (["/echo", '{"$file":"/nonexistent"}', "1"], "/nonexistent"), (["/echo", "a", "{"], "number")):
            self.refused(2, "predict", self.app, *arguments, part=part)
        self.refused(2, "info", "not an address", part="not an address")
        self.refused(2, "upload", self.app, "/nonexistent", part="/nonexistent")
        self.refused(2, "space", "run", "/nonexistent", part="/nonexistent")

    # what can be at an address

    def test_unreachable(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            self.refused(1, "info", f"http://127.0.0.1:{closed.getsockname()[1]}", part="127.0.0.1")
        self.refused(1, "info", "http://nothing-here.invalid", part="nothing-here.invalid")

    def test_no_app(self):
        for path in ("html", "missing", "list", "old", "empty"):
            self.refused(1, "info", f"{self.server.url}/{path}")
        self.refused(1, "predict", self.server.url + "/login", "/echo")

    def test_info(self):
        out, err = self.run("info", self.app)
        lines = out.splitlines()
        assert err == "" and "/echo" in lines and "  Does echo." in lines, out
        assert '  word: text = "hello"  “Word”  (textbox)' in lines, out
        assert any(line.startswith("  number: number, required") and "second line" in line for line in lines), out
        assert any(line.startswith("/generate ") for line in lines), out
        assert "\x1b" not in out and "\x9b" not in out, repr(out)

        document = json.loads(self.run("info", "--json", self.app)[0])
        assert document["title"] == "Fake" and document["address"] == self.app and document["version"] == "6.31.0"
        assert [e["name"] for e in document["endpoints"]] == ["/" + name for name in fake_gradio.NAMES if name != "quiet"]
        word, number = document["endpoints"][0]["parameters"]
        assert word["default"] == "hello" and not word["required"] and word["schema"] == {"type": "string"}, word
        assert number["required"] and "default" not in number, number
        assert len(document["endpoints"][0]["returns"]) == 2

    def test_info_of_one(self):
        out, _ = self.run("info", self.app, "choose")
        assert out.startswith("/choose\n") and '"enum":["dark red","green","10"]' in out and "/echo" not in out, out
        [one] = json.loads(self.run("info", "--json", self.app, "/choose")[0])["endpoints"]
        assert one["name"] == "/choose" and one["documented"] is True, one
        self.refused(2, "info", self.app, "/nope", part="/echo")

    def test_info_all(self):
        assert "/quiet" not in self.run("info", self.app)[0]
        out, _ = self.run("info", "-a", self.app)
        assert "/quiet  (undocumented)" in out.splitlines(), out
        listed = json.loads(self.run("info", "--all", "--json", self.app)[0])["endpoints"]
        assert [e["name"] for e in listed if not e["documented"]] == ["/quiet"], listed

    # ways to the app

    def test_headers(self):
        self.run("predict", "--header", "X-One: a b", "-H", "x-two:c", "--cookie", "k=v=w", self.app, "/nothing")
        for seen in (self.server.headers["/app/config"], self.server.headers["/app/gradio_api/queue/join"]):
            assert seen["x-one"] == "a b" and seen["x-two"] == "c" and "k=v=w" in seen["cookie"], dict(seen)
        assert "x-hf-authorization" not in seen and "authorization" not in seen, dict(seen)

    def test_login(self):
        url = self.server.url + "/guarded"
        self.refused(1, "info", url, part="og in")
        self.refused(1, "info", "--auth", "ada:wrong", url)
        self.refused(1, "info", "--auth", "ada", url, env={**os.environ, "GRADIO_PASSWORD": "wrong"})
        assert "Fake" in self.run("info", "--auth", "ada:love:lace", url)[0]
        assert "Fake" in self.run("info", "--auth=ada", url, env={**os.environ, "GRADIO_PASSWORD": "love:lace"})[0]
        # Nobody is there to be asked: a session of its own has no terminal.
        self.refused(2, "info", "--auth", "ada", url, part="GRADIO_PASSWORD", start_new_session=True)

    def test_password_on_terminal(self):
        """It is asked for, and not shown."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(self.program, [self.program, "info", "--auth", "ada", self.server.url + "/guarded"])
        seen = b""
        while b"ada: " not in seen:
            seen += os.read(terminal, 1000)
        while termios.tcgetattr(terminal)[3] & termios.ECHO:
            pass
        os.write(terminal, b"love:lace\n")
        try:
            while piece := os.read(terminal, 65536):
                seen += piece
        except OSError:  # the program ended
            pass
        os.close(terminal)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0 and b"Fake" in seen and b"lace" not in seen, seen

    def test_timeout(self):
        self.server.cancelled.clear()
        self.server.stopped.clear()
        out, err = self.run("predict", "--stream", "--timeout", "0.5", self.app, "/hang", status=3)
        assert out == '"tick"\n' and "0.5" in err, (out, err)
        [told] = self.server.cancelled
        assert told["fn_index"] == fake_gradio.NAMES.index("hang"), told
        self.server.stopped.clear()
        self.refused(3, "info", "--timeout", "0.2", self.server.url + "/silent")
        self.server.stopped.set()
        assert self.run("predict", "--timeout", "30", self.app, "/nothing") == ("", "")

    # calls

    def test_predict(self):
        assert self.values("predict", self.app, "/echo", "two words", "-1.5") == ["two words", -1.5]
        assert self.values("predict", self.app, "echo", "number=3") == ["hello", 3]
        assert self.values("predict", self.app, "0", "--", "-dash", "1") == ["-dash", 1]
        assert self.values("predict", self.app, "/echo", '"é\\u0000\\ud83d\\ude00"', "1e400")[0].startswith("é")
        assert self.run("predict", self.app, "/nothing") == ("", "")
        assert self.run("predict", "--progress", self.app + "/", "/echo", "x", "1")[0] == '"x"\n1\n'

    def test_json(self):
        out, err = self.run("predict", self.app, "/log", "--json")
        document = json.loads(out)
        assert out.count("\n") == 1 and document["outputs"] == ["logged"] and document["endpoint"] == "/log", out
        assert document["duration"] >= 0 and [m["level"] for m in document["log"]] == ["info", "warning", "info"], out
        lines = err.splitlines()
        assert lines[0].startswith("info: one") and lines[1:] == ["warning: T-warn: two"], lines
        assert "\x1b" not in err and "\x9b" not in err, repr(err)
        assert self.run("predict", self.app, "/log", "-q") == ('"logged"\n', "")

    def test_stream(self):
        partials = [["step 0", 0], ["step 0!", 0], ["last", 1]]
        assert self.values("predict", "--stream", self.app, "/generate") == partials
        got = self.values("predict", "--stream", "--json", self.app, "/generate")
        assert [line["partial"] for line in got[:-1]] == partials and got[-1]["outputs"] == ["last", 1], got
        assert self.values("predict", self.app, "/generate") == ["last", 1]
        [summary] = self.values("stream", self.app, "/generate")
        assert (summary["messages"], summary["values"], summary["final_chars"]) == (6, 4, len('["last",1]')), summary
        out, err = self.run("stream", "--print", self.app, "/generate")
        assert [json.loads(line) for line in out.splitlines()] == [*partials, partials[-1]], out
        assert json.loads(err)["values"] == 4

    def events(self, *arguments, **more):
        out, err = self.run("predict", "--jsonl", *arguments, **more)
        return [json.loads(line) for line in out.splitlines()], err

    def test_events(self):
        got, _ = self.events(self.app, "/progress")
        assert got[0] == {"event": "state", "state": "uploading"}, got
        assert [e["state"] for e in got if e["event"] == "state"][-1] == "complete", got
        [position] = [e for e in got if e["event"] == "position"]
        assert (position["position"], position["size"]) == (3, 10), position
        assert any(11 < e["seconds"] < 13 for e in got if e["event"] == "eta"), got
        bars = [e["units"] for e in got if e["event"] == "progress"]
        assert bars[1] == [{"index": i, "length": 2, "fraction": bars[1][i != 1]["fraction"], "unit": "steps", "desc": desc}
                           for i, desc in ((1, "outer"), (0, "in\x1bner"))], bars
        assert got[-1]["event"] == "result" and got[-1]["outputs"] == ["done"] and got[-1]["duration"] >= 0, got[-1]

        got, _ = self.events(self.app, "/generate")
        assert [e["outputs"] for e in got if e["event"] == "partial"] == [["step 0", 0], ["step 0!", 0], ["last", 1]], got
        got, _ = self.events(self.app, "/log")
        assert [(e["level"], e["visible"]) for e in got if e["event"] == "log"] == \
            [("info", True), ("warning", True), ("info", False)], got
        got, err = self.events(self.app, "/fail", status=1)
        assert got[-1]["event"] == "error" and got[-1]["kind"] == "app" and "bad thing" in got[-1]["message"], got
        assert got[-1]["title"] == "Error" and "bad thing" in err, got
        got, _ = self.events(self.app, "/echo", "nr=1", status=2)
        assert [(e["event"], e["kind"]) for e in got] == [("error", "value")], got
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "f.txt")
            pathlib.Path(path).write_text("content")
            got, _ = self.events(self.app, "/echo", "@" + path, "1")
            assert [e["fraction"] for e in got if e["event"] == "upload"][-1] == 1, got
            got, _ = self.events("-o", folder, self.app, "/files", status=1)
            assert got[-1]["outputs"][0] == os.path.join(folder, "data.bin"), got[-1]

    def test_input(self):
        assert self.run("predict", self.app, "/echo", "-", text='["x",\n2]')[0] == '"x"\n2\n'
        assert self.run("predict", self.app, "/echo", "-", text=' {"number": 3}\n')[0] == '"hello"\n3\n'
        assert self.values("predict", self.app, "/echo", '"-"', "1") == ["-", 1]
        for text, part in (("", "JSON"), ("[1,", "JSON"), ("3", "list"), ('["x",1,2]', "2 values"), ('{"nr":1}', "nr"),
                           ('[{"$file":"/nonexistent"},1]', "/nonexistent")):
            self.refused(2, "predict", self.app, "/echo", "-", text=text, part=part)

    def test_several_calls(self):
        lines = ['["a",1]', "", '{"number":2}', "[", '["b",3]']
        got, err = self.events(self.app, "/echo", "-", text="\n".join(lines), status=2)
        results = [(e["call"], e["outputs"]) for e in got if e["event"] == "result"]
        assert results == [(0, ["a", 1]), (1, ["hello", 2]), (3, ["b", 3])], got
        assert [(e["call"], e["kind"]) for e in got if e["event"] == "error"] == [(2, "value")] and "JSON" in err, got
        assert self.events(self.app, "/echo", "-", text="")[0] == []

        # Each line is answered when it comes, and Ctrl+C is heard while the program waits for one.
        process = subprocess.Popen([self.program, "predict", "--jsonl", self.app, "/echo", "-"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write(b'["a",1]\n')
        process.stdin.flush()
        while json.loads(process.stdout.readline())["event"] != "result":
            pass
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130 and process.stderr.read() == b""
        process.communicate()

    def test_progress_lines(self):
        out, err = self.run("predict", "--progress", self.app, "/progress")
        lines = err.splitlines()
        assert out == '"done"\n' and "outer 1/2 · inner 0/2 · about 12 s left" in lines, lines
        assert self.run("predict", self.app, "/progress")[1] == ""

    def on_terminal(self, columns, *arguments, **environment):
        """What the program writes to a terminal of that width as its standard error."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        done = subprocess.run([self.program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs,
                              timeout=30, env={**os.environ, "TERM": "xterm", **environment})
        os.close(theirs)
        written = b""
        try:
            while True:
                piece = os.read(ours, 65536)
                if not piece:
                    break
                written += piece
        except OSError:  # nobody holds the other end any more
            pass
        os.close(ours)
        return done, written.decode()

    def test_terminal(self):
        done, written = self.on_terminal(20, "predict", self.app, "/progress")
        assert done.returncode == 0 and done.stdout == b'"done"\n'
        assert "\r" in written and "\n" not in written and "\x1b" not in written, repr(written)
        assert all(len(part) < 20 for part in written.split("\r")), repr(written)
        assert written.split("\r")[-2].strip() == "" and written.endswith("\r"), repr(written)
        assert self.on_terminal(20, "predict", self.app, "/progress", TERM="dumb")[1] == ""
        assert self.on_terminal(20, "predict", "-q", self.app, "/progress")[1] == ""

    def test_errors(self):
        err = self.refused(1, "predict", self.app, "/fail", part="bad thing")
        assert "\x1b" not in err and "\x9b" not in err, repr(err)
        self.refused(1, "predict", self.app, "/cut")
        self.refused(1, "stream", self.app, "/cut")
        self.refused(1, "predict", self.app, "/not_json")
        self.refused(1, "predict", self.app, "/close")
        assert self.server.n_closed <= 3, self.server.n_closed
        self.refused(1, "bench-calls", self.app, "/fail", "3", part="bad thing")

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            to = pathlib.Path(folder) / "new" / "folder"
            out, err = self.run("predict", "-o", str(to), self.app, "/files", status=1)
            first, second, data = [json.loads(line) for line in out.splitlines()]
            names = [str(to / "data.bin"), str(to / "data (2).bin")]
            assert first == names[0] and second[:2] == [names[0], {"deep": names[1]}], out
            # The file that the server refuses stays what it is, and the others are there.
            assert second[2]["orig_name"] == "x.txt" and err.startswith("spaceport-cli: "), (out, err)
            # In a value of a JSON component it is data.
            assert data["meta"] == {"_type": "gradio.FileData"}, data
            assert sorted(p.name for p in to.iterdir()) == ["data (2).bin", "data.bin"], list(to.iterdir())
            assert all((to / name).read_bytes() == fake_gradio.CONTENT for name in ("data (2).bin", "data.bin"))
            self.run("predict", f"--output-dir={to}", self.app, "/files", status=1)
            assert (to / "data (4).bin").exists() and not (to / "data (5).bin").exists()
            blocked = pathlib.Path(folder) / "file"
            blocked.write_text("")
            self.run("predict", "-o", str(blocked / "x"), self.app, "/files", status=1)
        assert self.values("predict", self.app, "/files")[0]["path"] == "/tmp/gradio/1/data.bin"

    def test_upload(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, f"f{i}.txt") for i in range(40)]
            for path in paths:
                pathlib.Path(path).write_text(path)
            out, _ = self.run("upload", self.app, *paths)
            assert out.splitlines() == [f"/tmp/gradio/up/f{i}.txt" for i in range(40)], out
            out, _ = self.run("upload", self.app, folder, paths[3], paths[3])
            assert out.splitlines() == sorted(f"/tmp/gradio/up/f{i}.txt" for i in range(40)) + ["/tmp/gradio/up/f3.txt"] * 2, out

            [value, _] = self.values("predict", self.app, "/echo", "@" + paths[0], "1")
            assert value["path"] == "/tmp/gradio/up/f0.txt" and value["orig_name"] == "f0.txt", value
            value = self.values("predict", self.app, "/echo", json.dumps({"a": [{"$file": paths[1]}]}), "1")[0]
            assert value["a"][0]["path"] == "/tmp/gradio/up/f1.txt", value

            deep = pathlib.Path(folder) / "deep"
            (deep / "inner").mkdir(parents=True)
            for name in ("b.txt", "inner/c.txt", "a.txt"):
                (deep / name).write_text(name)
            (deep / "circle").symlink_to(deep)
            os.mkfifo(deep / "pipe")
            out, _ = self.run("upload", self.app, paths[0], str(deep))
            names = ["f0.txt", "a.txt", "b.txt", "c.txt"]
            assert out.splitlines() == ["/tmp/gradio/up/" + name for name in names], out
            objects = json.loads(self.run("upload", "--json", self.app, str(deep))[0])
            assert [o["orig_name"] for o in objects] == names[1:], objects
            [value, _] = self.values("predict", self.app, "/echo", f"@{deep}", "1")
            assert [o["path"] for o in value] == ["/tmp/gradio/up/" + name for name in names[1:]], value
            [value, _] = self.values("predict", self.app, "/echo", "@https://host.invalid/x.png", "1")
            assert value["path"] == "https://host.invalid/x.png" and value["meta"] == {"_type": "gradio.FileData"}, value

            big = os.path.join(folder, "big")
            pathlib.Path(big).write_bytes(bytes(200000))
            self.refused(1, "upload", self.app, big, part="big")

    def test_full_queue(self):
        for verb in ("predict", "stream"):
            self.server.n_refusals = 1
            self.refused(1, verb, "--no-retry", self.app, "/busy", part="full")
        self.server.n_refusals = 1
        got, err = self.events("--progress", self.app, "/busy")
        [retry] = [e["seconds"] for e in got if e["event"] == "retry"]
        assert 1 < retry < 3 and got[-1]["outputs"] == ["there is room"], got
        assert any(re.fullmatch(r"The queue is full, trying again in \d s", line) for line in err.splitlines()), err

    def test_download(self):
        with tempfile.TemporaryDirectory() as folder:
            file = json.dumps(fake_gradio.file_data("/tmp/gradio/1/x.bin", "given.bin"))
            out, _ = self.run("download", "-o", folder + "/new", self.app, "/tmp/gradio/1/a.bin", file,
                              self.app + "/gradio_api/file=/tmp/gradio/2/b.bin", '"/tmp/gradio/1/a.bin"')
            names = ["a.bin", "given.bin", "b.bin", "a (2).bin"]
            assert out.splitlines() == [f"{folder}/new/{name}" for name in names], out
            assert all(pathlib.Path(path).read_bytes() == fake_gradio.CONTENT for path in out.splitlines())
            out, err = self.run("download", self.app, "/tmp/gradio/gone/x", "/tmp/gradio/1/y.bin", status=1, cwd=folder)
            assert out == "./y.bin\n" and err.startswith("spaceport-cli: "), (out, err)
            self.refused(2, "download", self.app, '{"no": "file"}', part="no file")
        self.run("download", "-o", "/dev/null/x", self.app, "/tmp/gradio/1/a.bin", status=1)

    def test_wait(self):
        assert self.run("wait", self.app)[0].count("\n") == 1
        assert self.run("wait", self.server.url + "/login")[0].count("\n") == 1
        self.refused(1, "wait", self.server.url + "/html")
        self.refused(2, "wait", "not an address", part="not an address")
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{closed.getsockname()[1]}"
            out, err = self.run("wait", "--timeout", "0.5", address, status=3)
            assert out.count("\n") == 1 and "0.5" in err, (out, err)
        # It comes while somebody waits.
        process = subprocess.Popen([self.program, "wait", self.server.url + "/later"], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout.readline() != b""
        self.server.there.set()
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0 and out.count(b"\n") == 1 and err == b"", (out, err)

    def test_snippet(self):
        call = [self.app, "/choose", "color=dark red", "file=@" + os.path.abspath(__file__)]
        for language, parts in (
                ("python", ['color="dark red"', "sure=False", f"file=handle_file({json.dumps(call[3][6:])})", 'api_name="/choose"']),
                ("javascript", ['color: "dark red"', "sure: false", "handle_file(new File([await readFile("]),
                ("curl", ["'files=@", "/gradio_api/call/choose", """'"$file1"'"""]),
                ("cli", ["""'color="dark red"'""", "sure=false", "file=@"]),
                ("c", ["#include <gradio.h>", "set_file (json_array_get_element (json_node_get_array (values1), 2)"])):
            out, err = self.run("snippet", "--language", language, *call)
            assert err == "" and all(part in out for part in parts), (language, out)
            guarded = self.server.url + "/guarded"
            out, _ = self.run("snippet", "-l", language, "--auth", "ada:love:lace", "--token", "hf_secret", guarded, "/nothing")
            assert "love:lace" not in out and "hf_secret" not in out and "ada" in out and "HF_TOKEN" in out, out
            assert "GRADIO_PASSWORD" in out or language == "cli", out
        before = self.server.n_jobs, len(self.server.uploads)
        self.run("snippet", *call)
        assert (self.server.n_jobs, len(self.server.uploads)) == before
        self.refused(2, "snippet", self.app, "/echo", part="number")

    def test_bench_calls(self):
        [one] = self.values("bench-calls", self.app, "/nothing", "5")
        assert one["calls"] == 5 and one["min_ms"] <= one["p50_ms"] <= one["p95_ms"] <= one["max_ms"], one
        [many] = self.values("bench-calls", "--jobs", "30", self.app, "/nothing", "30")
        assert many["calls"] == 30 and many["max_ms"] / 1000 <= many["wall_s"] + 0.001, many
        assert self.values("bench-calls", "--jobs", "3", self.app, "/nothing", "10")[0]["calls"] == 10

    # endings

    def test_interrupt(self):
        for number, verb in ((signal.SIGINT, "predict"), (signal.SIGTERM, "stream")):
            option = "--stream" if verb == "predict" else "--print"
            self.server.stopped.clear()
            self.server.cancelled.clear()
            process = subprocess.Popen([self.program, verb, option, self.app, "/hang"], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            assert process.stdout.readline() == b'"tick"\n'
            process.send_signal(number)
            out, err = process.communicate(timeout=10)
            assert (process.returncode, out, err) == (128 + number, b"", b""), (process.returncode, out, err)
            [told] = self.server.cancelled
            assert told["event_id"].startswith("event") and told["fn_index"] == fake_gradio.NAMES.index("hang"), told

    def test_reader_went_away(self):
        ours, theirs = os.pipe()
        os.close(ours)
        done = subprocess.run([self.program, "info", self.app], stdin=subprocess.DEVNULL, stdout=theirs,
                              stderr=subprocess.PIPE, timeout=30)
        os.close(theirs)
        assert done.stderr == b"" and done.returncode in (1, -signal.SIGPIPE), done

    def test_disk_full(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([self.program, "info", self.app], stdin=subprocess.DEVNULL, stdout=full,
                                  stderr=subprocess.PIPE, timeout=30)
        assert done.returncode == 1 and done.stderr.startswith(b"spaceport-cli: "), done

    def test_bare_environment(self):
        out, err = self.run("info", self.app, env={})
        assert "/echo" in out and err == "", err

    def test_spaces(self):
        with tempfile.TemporaryDirectory() as folder:
            space = pathlib.Path(folder) / "one"
            space.mkdir()
            (space / "README.md").write_text("---\ntitle: One \x1b[1m\nsdk: gradio\nsdk_version: 6.31.0\napp_file: app.py\n---\n")
            (space / "app.py").write_text("print('hello')\n")
            env = {**os.environ, "SPACEPORT_SPACES_DIR": folder, "XDG_CACHE_HOME": folder + "/cache",
                   "XDG_DATA_HOME": folder + "/data"}
            out, _ = self.run("space", "list", env=env)
            assert out.startswith("one\tOne") and "\x1b" not in out, repr(out)
            [listed] = json.loads(self.run("space", "list", "--json", env=env)[0])
            assert listed["id"] == "one" and listed["folder"] == str(space) and listed["installed"] is False, listed
        with tempfile.TemporaryDirectory() as folder:
            self.refused(2, "space", "run", folder)


def main():
    test = Test(os.path.abspath(sys.argv[1]))
    names = [name for name in vars(Test) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(names)}", flush=True)
    for number, name in enumerate(names, 1):
        try:
            getattr(test, name)()
            print(f"ok {number} {name[5:]}", flush=True)
        except Exception as error:  # whatever it is, the other tests still run
            failed += 1
            print(f"not ok {number} {name[5:]}\n# " + f"{type(error).__name__}: {error}".replace("\n", "\n# "), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
