#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verbs of spaceport-cli for MCP and OpenAPI, beside a server with proto_mcp.py:
test-cli-mcp.py SPACEPORT-CLI. Prints TAP."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

VERBS = ["mcp tools", "mcp resources", "mcp prompts", "mcp call", "openapi"]


class Test:
    def __init__(self, program):
        self.program = program
        self.url = os.environ["GRADIO_TEST_URL"]

    def run(self, *arguments, status=0):
        done = subprocess.run([self.program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=60)
        out, err = done.stdout.decode(), done.stderr.decode()
        assert done.returncode == status, f"{arguments}: status {done.returncode}, not {status}: {out}{err}"
        return out, err

    def call(self, *arguments, **more):
        return self.run("mcp", "call", self.url, *arguments, **more)

    def refused(self, status, *arguments, part):
        out, err = self.run(*arguments, status=status)
        assert out == "" and err.startswith("spaceport-cli: ") and part in err, (arguments, out, err)

    def test_help(self):
        everything = self.run("--help")[0]
        for verb in VERBS:
            out, err = self.run(*verb.split(), "--help")
            assert out.startswith("Usage:\n  spaceport-cli " + verb) and err == "", out
            assert max(map(len, out.splitlines())) <= 100, out
            assert "  " + verb + " " in everything, everything

    def test_wrong_arguments(self):
        for arguments in (["mcp"], ["mcp", "tools"], ["mcp", "tools", self.url, "more"], ["mcp", "call", self.url],
                          ["mcp", "resources"], ["mcp", "prompts", "--nope", self.url], ["openapi"]):
            self.refused(2, *arguments, part="")
        for arguments, part in ((["nope"], "count_letter"), (["count_letter", "wrd=x"], "letter"),
                                (["count_letter", "a", "b", "c"], "2"), (["count_letter", "a", "word=b"], "twice"),
                                (["measure", "@/nonexistent"], "/nonexistent")):
            self.refused(2, "mcp", "call", self.url, *arguments, part=part)

    def test_tools(self):
        out, _ = self.run("mcp", "tools", self.url)
        assert 'count_letter\n  Count how often a letter occurs in a word.\n' in out, out
        assert '  letter: text = "r"  the letter to count.\n' in out, out
        assert '\n  file: file' in out, out
        tools = json.loads(self.run("mcp", "tools", self.url, "--json")[0])["tools"]
        assert [tool["name"] for tool in tools][:2] == ["count_letter", "reverse_slowly"], tools

    def test_resources(self):
        out, _ = self.run("mcp", "resources", self.url)
        assert out == ("about://app  text/plain\n  What this app is.\n\n"
                       "greeting://{name}  text/plain\n  A greeting for somebody.\n"), out
        listed = json.loads(self.run("mcp", "resources", "--json", self.url)[0])
        assert [len(listed[kind]) for kind in ("resources", "resourceTemplates")] == [1, 1], listed

    def test_prompts(self):
        out, _ = self.run("mcp", "prompts", self.url)
        assert out == "greet_user\n  A prompt that asks for a greeting.\n  name, required\n  style\n", out
        assert json.loads(self.run("mcp", "prompts", "--json", self.url)[0])["prompts"][0]["name"] == "greet_user"

    def test_call(self):
        assert self.call("count_letter", "strawberry")[0] == "3\n"
        assert self.call("count_letter", "letter=1", "word=1121")[0] == "3\n"
        assert self.call("direct", '"quoted"')[0] == "direct quoted\n"
        assert self.call("direct", "text=a=b")[0] == "direct a=b\n"
        assert self.call("who", "--quiet")[0].startswith("host=")
        result = json.loads(self.call("two_answers", "abc", "--json")[0])
        assert [part["type"] for part in result["content"]] == ["image", "text", "text"], result
        assert self.call("two_answers", "abc")[0].splitlines()[0] == "[image, image/png: --json prints it]"

    def test_progress(self):
        out, err = self.call("reverse_slowly", "abcd", "--progress")
        assert out == "dcba\n" and "Reversing" in err, (out, err)

    def test_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "name with space.txt"
            path.write_text("twelve bytes")
            assert self.call("measure", f"@{path}")[0] == "file.txt: 12\n"
            assert self.call("measure", f"file=@{path}")[0] == "file.txt: 12\n"

    def test_failure(self):
        self.refused(1, "mcp", "call", self.url, "refuse", "you", part="not with you")
        self.refused(1, "mcp", "call", self.url, "slow_count", "x", part="")

    def test_interrupt(self):
        with subprocess.Popen([self.program, "mcp", "call", self.url, "slow_count", "2", "--progress"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            while b"Processing" not in (line := process.stderr.readline()):
                assert line, "it ended too early"
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=20)
            assert process.returncode == 130 and out == b"", (process.returncode, out)

    def test_openapi(self):
        document = json.loads(self.run("openapi", self.url)[0])
        assert document["openapi"].startswith("3.") and document["paths"], document


def main():
    test = Test(sys.argv[1])
    names = [name for name in dir(Test) if name.startswith("test_")]
    print(f"1..{len(names)}")
    failed = False
    for number, name in enumerate(names, 1):
        try:
            getattr(test, name)()
            print(f"ok {number} {name}", flush=True)
        except Exception as reason:  # whatever it is, the others are tried
            failed = True
            print(f"not ok {number} {name}\n# {type(reason).__name__}: {reason}".replace("\n", "\n# ")
                  .replace("# # ", "# "), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
