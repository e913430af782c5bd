#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The completion of shells, driven as a person does: test-completion.py SPACEPORT-CLI FOLDER

FOLDER has the scripts. Each shell that is installed gets a terminal, a line and the Tab key. Prints TAP.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import fake_gradio

PROMPT = "READY>"


class Shell:
    """An interactive shell on a terminal of its own."""

    def __init__(self, command, setup, folder, env):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, env)
        self.seen = ""
        for line in setup:
            self.type(line + "\n")
        self.type("echo is''ready\n")
        self.wait_for("isready")

    def type(self, text):
        os.write(self.fd, text.encode())

    def read(self, seconds):
        if select.select([self.fd], [], [], seconds)[0]:
            try:
                self.seen += os.read(self.fd, 65536).decode(errors="replace")
            except OSError:
                raise AssertionError(f"the shell ended: {self.seen[-2000:]!r}") from None

    def wait_for(self, pattern):
        end = time.monotonic() + 20
        while not re.search(pattern, self.seen):
            assert time.monotonic() < end, f"{pattern!r} is not in {self.seen[-2000:]!r}"
            self.read(0.2)

    def run(self, line):
        """Types a line with its tabs and returns the words that the command in it got."""
        self.seen = ""
        first, *rest = line.split("\t")
        self.type(first)
        for part in rest:
            self.type("\t")
            # What a tab does cannot be seen in one way for all shells; it is over when nothing comes any more.
            before = None
            while before != self.seen:
                before = self.seen
                self.read(1.0)
            self.type(part)
        self.type("\n")
        self.wait_for(r"words:.*:end")
        return re.search(r"words:(.*?):end", self.seen, re.DOTALL)[1].split("|")[1:]

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


class Test:
    def __init__(self, program, scripts):
        self.program = program
        self.scripts = scripts
        self.server = fake_gradio.Server()
        self.app = self.server.url + "/app"
        self.folder = tempfile.mkdtemp(prefix="spaceport-completion-")
        self.work = pathlib.Path(self.folder) / "work"
        (self.work / "folder one").mkdir(parents=True)
        (self.work / "picture.png").write_text("")
        (self.work / "folder one/inner.txt").write_text("")
        # Beside the real program, which completes, one that tells its arguments: what is typed runs in the end.
        tool = pathlib.Path(self.folder) / "spaceport-cli"
        tool.write_text('#!/bin/sh\n'
                        f'if [ "$1" = complete ]; then exec {program} "$@"; fi\n'
                        'printf words:; printf "|%s" "$@"; printf ":end\\n"\n')
        tool.chmod(0o755)
        self.env = {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}", "XDG_CACHE_HOME": self.folder + "/cache",
                    "HOME": self.folder, "TERM": "xterm", "PS1": PROMPT, "XDG_CONFIG_HOME": self.folder, "G_DEBUG": "",
                    "XDG_DATA_HOME": self.folder}

    def complete(self, *words):
        done = subprocess.run([self.program, "complete", "--", *words], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=30, cwd=self.work, env=self.env)
        assert done.returncode == 0 and done.stderr == "", (words, done)
        return [line.split("\t")[0] for line in done.stdout.splitlines()]

    def line(self, text):
        done = subprocess.run([self.program, "complete", "--line", text], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=30, cwd=self.work, env=self.env)
        return [line.split("\t")[0] for line in done.stdout.splitlines()]

    def test_verbs(self):
        verbs = self.complete("")
        assert {"info", "predict", "snippet", "space", "wait", "--help"} <= set(verbs) and "complete" not in verbs, verbs
        assert self.complete("pre") == ["predict"] and self.complete("nope") == []
        verbs = ["list", "install", "run", "stop", "logs", "secret", "update", "rollback", "verify", "export", "remove",
                 "info", "wake", "restart", "pause", "hardware", "duplicate", "--help"]
        assert self.complete("space", "") == verbs, self.complete("space", "")
        assert "predict" not in self.complete("nope", "")

    def test_options(self):
        assert self.complete("predict", "--js") == ["--json", "--jsonl"]
        assert "--token" in self.complete("predict", "--") and "--token" not in self.complete("space", "list", "--")
        assert self.complete("snippet", "-l", "p") == ["python"]
        assert self.complete("snippet", "--language=c") == ["--language=curl", "--language=cli", "--language=c"]
        assert self.complete("predict", "-o", "f") == ["folder one/"]
        assert self.complete("predict", "--token", "") == []
        assert self.complete("search", "--sort", "l") == ["likes"]
        assert self.complete("search", "--category=image-e") == ["--category=image-editing"]
        assert self.complete("search", "--hardware", "z") == ["zero", "zero-a10g"] and self.complete("search", "") == []

    def test_endpoints(self):
        names = self.complete("predict", self.app, "")
        assert names == ["/" + name for name in fake_gradio.NAMES if name != "quiet"], names
        assert self.complete("predict", "--progress", "--timeout", "3", self.app, "/ec") == ["/echo"]
        assert self.complete("predict", self.app, "ec") == ["echo"]
        assert self.complete("predict", "http://127.0.0.1:9", "") == []
        assert self.complete("info", self.app, "/fa") == ["/fail"]
        assert self.app in self.complete("info", "http")

    def test_values(self):
        assert self.complete("predict", self.app, "/echo", "") == ["word=", "number="]
        assert self.complete("predict", self.app, "echo", "word=x", "") == ["number="]
        assert self.complete("predict", self.app, "/echo", "x", "") == ["number="]
        assert self.complete("bench-calls", self.app, "/echo", "3", "n") == ["number="]
        assert self.complete("predict", self.app, "/choose", "") == ["color=", "sure=", "file="]
        assert self.complete("predict", self.app, "/choose", "color=d") == ["color=dark red"]
        assert self.complete("predict", self.app, "/choose", "color=") == ["color=dark red", "color=green", 'color="10"']
        assert self.complete("predict", self.app, "/choose", "sure=") == ["sure=true", "sure=false"]
        assert self.complete("predict", self.app, "/choose", "file=@pic") == ["file=@picture.png"]
        assert sorted(self.complete("predict", self.app, "/choose", "file=")) == ["file=@folder one/", "file=@picture.png"]
        assert self.complete("predict", self.app, "/choose", "@folder one/") == ["@folder one/inner.txt"]
        assert self.complete("upload", self.app, "picture.png", "fol") == ["folder one/"]

    def test_line(self):
        assert self.line(f"spaceport-cli predict {self.app} /choose color=d") == ["color=dark red"]
        assert self.line(f"spaceport-cli predict {self.app} /choose 'color=d") == ["color=dark red"]
        assert self.line(f"spaceport-cli predict {self.app} /choose file=@folder\\ one/") == ["file=@folder one/inner.txt"]
        assert self.line("spaceport-cli pre") == ["predict"]
        assert self.line("") == self.line("spaceport-cli ") and "predict" in self.line("")

    def test_cache(self):
        self.complete("predict", self.app, "")
        before = self.server.n_configs
        assert self.complete("predict", self.app, "/ec") == ["/echo"]
        assert self.server.n_configs == before
        cache = pathlib.Path(self.folder) / "cache/spaceport/completion"
        [entry] = [p for p in cache.iterdir() if p.read_text().startswith(self.app + "\n")]
        assert entry.stat().st_mode & 0o777 == 0o600
        old = time.time() - 3600
        os.utime(entry, (old, old))
        assert self.complete("predict", self.app, "/ec") == ["/echo"] and self.server.n_configs == before + 1
        entry.write_text("broken")
        assert self.complete("predict", self.app, "/ec") == ["/echo"]

    def test_silent_app(self):
        start = time.monotonic()
        assert self.complete("predict", self.server.url + "/silent", "") == []
        assert time.monotonic() - start < 10

    def drive(self, shell):
        """The same lines in every shell."""
        app = self.app
        try:
            assert shell.run("spaceport-cli pred\t" + app + " /ec\tnum\t3") == ["predict", app, "/echo", "number=3"]
            assert shell.run(f"spaceport-cli predict --jsonl {app} /choose col\tda\tsu\ttr\t") == \
                ["predict", "--jsonl", app, "/choose", "color=dark red", "sure=true"]
            assert shell.run(f"spaceport-cli predict {app} /choose fi\t@pic\t") == ["predict", app, "/choose", "file=@picture.png"]
            assert shell.run(f"spaceport-cli predict {app} /choose @fol\tinn\t") == \
                ["predict", app, "/choose", "@folder one/inner.txt"]
            assert shell.run(f"spaceport-cli predict {app} /choose \"color=da\t") == \
                ["predict", app, "/choose", "color=dark red"]
            assert shell.run("spaceport-cli space li\t--js\t") == ["space", "list", "--json"]
        finally:
            shell.close()

    def test_bash(self):
        if not shutil.which("bash"):
            return "there is no bash"
        env = {**self.env, "INPUTRC": "/dev/null"}
        self.drive(Shell(["bash", "--norc", "--noprofile", "-i"], ["bind 'set enable-bracketed-paste off'",
                         f"source {self.scripts}/spaceport-cli.bash"], self.work, env))
        return None

    def test_zsh(self):
        if not shutil.which("zsh"):
            return "there is no zsh"
        self.drive(Shell(["zsh", "-f", "-i"], [f"fpath=({self.scripts} $fpath)", "autoload -U compinit",
                         f"compinit -D -d {self.folder}/dump"], self.work, self.env))
        return None

    def test_fish(self):
        if not shutil.which("fish"):
            return "there is no fish"
        self.drive(Shell(["fish", "--no-config", "-i"], [f"source {self.scripts}/spaceport-cli.fish"], self.work, self.env))
        return None


def main():
    test = Test(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
    names = [name for name in vars(Test) if name.startswith("test_")]
    failed = 0
    print(f"1..{len(names)}", flush=True)
    for number, name in enumerate(names, 1):
        try:
            skipped = getattr(test, name)()
            print(f"ok {number} {name[5:]}" + (f" # SKIP {skipped}" if skipped else ""), flush=True)
        except Exception as error:  # whatever it is, the other tests still run
            failed += 1
            print(f"not ok {number} {name[5:]}\n# " + f"{type(error).__name__}: {error}".replace("\n", "\n# "), flush=True)
    shutil.rmtree(test.folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
