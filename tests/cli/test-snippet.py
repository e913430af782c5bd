#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of spaceport-cli snippet, run: test-snippet.py SPACEPORT-CLI LIBRARY basic|files|auth [C-FLAG…]

Runs beside tests/servers/with-server. Each program must print what spaceport-cli predict prints for the same call.
Prints TAP.
"""
import ast
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
VERSION = tuple(int(part) for part in os.environ["GRADIO_TEST_VERSION"].split(".")[:2])
SERVERS = pathlib.Path(os.environ.get("SPACEPORT_SERVERS") or TESTS.parent / "build/servers")
JAVASCRIPT = pathlib.Path(os.environ.get("SPACEPORT_JAVASCRIPT") or SERVERS / "javascript")
TEXT = """a "b" 'c' é \\ $HOME `id` ?? %s 😀"""


class Skip(Exception):
    pass


class Snippets:
    def __init__(self, program, library, c_flags):
        self.program = program
        self.library = pathlib.Path(library).resolve()
        self.c_flags = c_flags
        self.url = os.environ["GRADIO_TEST_URL"]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="spaceport-snippet-"))
        self.options = []
        self.env = {**os.environ, "GRADIO_PASSWORD": "p@ss wörd&=+", "GRADIO_ANALYTICS_ENABLED": "False", "G_DEBUG": "",
                    "LC_ALL": "C.UTF-8", "HF_HUB_OFFLINE": "1", "TMPDIR": str(self.folder), "PYTHONPATH": "",
                    "PATH": f"{self.folder}:{os.environ['PATH']}"}
        (self.folder / "spaceport-cli").symlink_to(program)
        if (JAVASCRIPT / "node_modules").exists():
            (self.folder / "node_modules").symlink_to(JAVASCRIPT / "node_modules")

    def execute(self, *command, **more):
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL, env=self.env,
                              cwd=self.folder, **more)
        assert done.returncode == 0, f"{command[0]}: status {done.returncode}: {done.stdout[-1000:]}{done.stderr[-3000:]}"
        return done.stdout

    def write(self, language, name, *call):
        text = self.execute(self.program, "snippet", "-l", language, *self.options, self.url, *call)
        (self.folder / name).write_text(text)
        return text

    def cli(self, *call):
        return [json.loads(line) for line in self.execute(self.program, "predict", *self.options, self.url, *call).splitlines()]

    def run_cli(self, *call):
        self.write("cli", "call.sh", *call)
        return [json.loads(line) for line in self.execute("sh", "call.sh").splitlines()]

    def run_curl(self, *call):
        if not shutil.which("curl"):
            raise Skip("there is no curl")
        self.write("curl", "call.sh", *call)
        out = self.execute("sh", "call.sh")
        if VERSION < (4, 20):
            return json.loads(out)["data"]
        assert "event: complete" in out, out
        return json.loads([line for line in out.splitlines() if line.startswith("data: ")][-1][6:])

    def run_python(self, *call):
        self.write("python", "call.py", *call)
        python = SERVERS / os.environ["GRADIO_TEST_VERSION"] / "bin/python"
        line = self.execute(str(python), "call.py").splitlines()[-1]
        try:
            result = ast.literal_eval(line)
        except (ValueError, SyntaxError):
            result = line  # a text is printed as it is
        return list(result) if isinstance(result, tuple) else [result]

    def run_javascript(self, *call):
        if not shutil.which("node"):
            raise Skip("there is no node")
        if not (self.folder / "node_modules/@gradio/client").exists():
            raise Skip(f"there is no @gradio/client in {JAVASCRIPT}")
        self.write("javascript", "call.mjs", *call)
        return json.loads(self.execute("node", "call.mjs").splitlines()[-1])

    def run_c(self, *call):
        if not shutil.which("cc") or not shutil.which("pkg-config"):
            raise Skip("there is no C compiler or no pkg-config")
        self.write("c", "call.c", *call)
        flags = self.execute("pkg-config", "--cflags", "--libs", "gio-2.0", "json-glib-1.0").split()
        self.execute("cc", "-Wall", "-Werror", "-o", "call", "call.c", f"-I{TESTS.parent / 'src/gradio'}", str(self.library),
                     f"-Wl,-rpath,{self.library.parent}", *flags, *self.c_flags)
        return json.loads(self.execute("./call"))


def kept(value):
    """What can be compared: of a file its name and size are, its place is not."""
    if isinstance(value, str) and value.startswith("/") and os.path.isfile(value):
        return {"file": os.path.getsize(value)}
    if isinstance(value, dict) and (value.get("meta") or {}).get("_type") == "gradio.FileData":
        return {"file": value["size"] if value.get("size") is not None else None}
    if isinstance(value, dict):
        return {name: kept(member) for name, member in value.items()}
    return [kept(member) for member in value] if isinstance(value, list) else value


# name of the test: call
BASIC = {
    "text": ["/gen_text", json.dumps(TEXT), "0.001"],
    "named": ["/gen_text", "delay=0.001" if VERSION >= (4, 0) else "param_1=0.001"],
    "two": ["/gen_two", "3", "0.01"],
    "direct": ["/direct", "x y"],
    "types": ["/echo_types", TEXT, "-1.5", "8", "false", '["a","c"]', "green", "three", '["z"]', "#ffffff",
              '{"headers":["n","s"],"data":[[1,"x"]],"metadata":null}', '{"deep":[1,{"a":null,"b":true}]}'],
    "state": ["/count", "2"],
}
FILES = {
    "one": ["/size_of", "@pho to's.png"],
    "many": ["/echo_files", "@pho to.png", "null", "null", "@notes.txt", "[{\"$file\":\"notes.txt\"},{\"$file\":\"pho to.png\"}]",
             "[{\"image\":{\"$file\":\"pho to.png\"},\"caption\":\"c\"}]"],
    "multimodal": ["/multimodal", "{\"text\":\"t\",\"files\":[{\"$file\":\"notes.txt\"}]}"],
}
AUTH = {"user": ["/whoami"]}


def why_not(name, language):
    """Why a call cannot be made in a language, or None."""
    if name == "multimodal" and VERSION < (4, 4):
        return "there is no such component"
    if language == "javascript" and VERSION < (4, 0):
        return "@gradio/client 1.0 and later do not call Gradio 3"
    if language == "curl" and VERSION < (4, 20) and name in ("text", "named", "two"):
        return "this server gives the later values of a generator through its queue only"
    if language == "python" and VERSION < (4, 0) and name in ("types", "user"):
        return "the client of this server has no login and takes no tables"
    if language == "python" and VERSION < (4, 0) and name == "one":
        return "the client of this server gives a file with JSON in place of JSON"
    if name == "many" and VERSION < (4, 0):
        return "Gradio 3 cannot give a file back as the app got it"
    return None


def compare(name, language, expected, got):
    if name == "state" and language == "curl":
        got = got[:1]  # the server's answer has the State, too
    if name == "types":  # the clients make other things of tables and of JSON
        expected, got = expected[:9], got[:9]
    if name == "many":
        expected, got = expected[-1], got[-1]  # what the function of the app got
    assert kept(got) == kept(expected), f"{kept(got)} is not {kept(expected)}"


def main():
    program, library, suite, *c_flags = sys.argv[1:]
    snippets = Snippets(os.path.abspath(program), library, c_flags)
    for source, to in (("alpha.png", "pho to's.png"), ("alpha.png", "pho to.png"), ("notes.txt", "notes.txt")):
        shutil.copy(TESTS / "media" / source, snippets.folder / to)
    if suite == "auth":
        snippets.options = ["--auth", "bob"]

    calls = {"basic": BASIC, "files": FILES, "auth": AUTH}[suite]
    languages = ["cli", "curl", "python", "javascript", "c"]
    tests = [(name, language) for name in calls for language in languages]
    failed = 0
    print(f"1..{len(tests)}", flush=True)
    for number, (name, language) in enumerate(tests, 1):
        try:
            if why_not(name, language):
                raise Skip(why_not(name, language))
            expected = snippets.cli(*calls[name])
            compare(name, language, expected, getattr(snippets, "run_" + language)(*calls[name]))
            print(f"ok {number} {name} {language}", flush=True)
        except Skip as reason:
            print(f"ok {number} {name} {language} # SKIP {reason}", flush=True)
        except Exception as error:  # whatever it is, the other tests still run
            failed += 1
            print(f"not ok {number} {name} {language}\n# " + f"{type(error).__name__}: {error}".replace("\n", "\n# "), flush=True)
    shutil.rmtree(snippets.folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
