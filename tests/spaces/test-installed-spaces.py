#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs, runs, updates and removes Spaces by spaceport-cli: test-installed-spaces.py PROGRAM BUILD-FOLDER. Prints TAP.

Needs the servers of ./dev test ($SPACEPORT_SERVERS), for uv and the stand-in for the Hub. Most Spaces bring packages made
here; those of tests/servers/hub-spaces have the real ones from the package index.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import zipfile

import tiny_spaces

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent / "servers/hub-spaces/samples"
PROGRAM = sys.argv[1]
LONG = 240


def tree(folder):
    """Every name below a folder with what is there."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = pathlib.Path(place) / name
            status = path.lstat()
            found[str(path.relative_to(folder))] = (status.st_mode, status.st_size if name in files else 0)
    return found


class Running:
    """A Space that runs, by “space run”."""

    def __init__(self, test, *arguments, env=None):
        self.process = subprocess.Popen([PROGRAM, "space", "run", *arguments], env=env or test.env, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.errors = []
        self.reader = threading.Thread(target=lambda: self.errors.extend(self.process.stderr), daemon=True)
        self.reader.start()
        self.address = self.process.stdout.readline().strip()
        assert self.address, (self.process.wait(LONG), self.reader.join(LONG), "".join(self.errors))

    def config(self):
        with urllib.request.urlopen(self.address + "config", timeout=30) as answer:
            return json.load(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(LONG)
        self.process.stdout.close()


class Test:
    def __init__(self, folder, servers):
        self.folder = folder
        self.servers = servers
        self.spaces = folder / "data/spaceport/spaces"
        self.wheels = folder / "wheels"
        tiny_spaces.make_wheels(self.wheels)
        self.env = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "UV_", "SPACEPORT_"))}
        self.env.update(XDG_DATA_HOME=str(folder / "data"), XDG_CACHE_HOME=str(folder / "cache"), HF_HOME=str(folder / "hf"),
                        XDG_CONFIG_HOME=str(folder / "config"), XDG_RUNTIME_DIR=str(folder / "run"),
                        SPACEPORT_SPACES_DIR="/nonexistent", SPACEPORT_EXTENSIONS_DIR="/nonexistent",
                        SPACEPORT_UV=str(servers / "uv/bin/uv"), UV_OFFLINE="1", UV_FIND_LINKS=str(self.wheels))
        # Packages of the real index come once for all runs of the tests.
        self.real = dict(self.env, UV_CACHE_DIR=str(servers / "uv-cache"))
        del self.real["UV_OFFLINE"], self.real["UV_FIND_LINKS"]
        (folder / "run").mkdir(mode=0o700)

    def run(self, *arguments, status=0, env=None):
        done = subprocess.run([PROGRAM, "space", *arguments], env=env or self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=LONG)
        assert done.returncode == status, f"{arguments}: status {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout, done.stderr

    def install(self, *arguments, status=0, env=None):
        return self.run("install", "--yes", *map(str, arguments), status=status, env=env)

    def list(self, env=None):
        return {space["id"]: space for space in json.loads(self.run("list", "--json", env=env)[0])}

    def space(self, name, **more):
        return tiny_spaces.make_space(self.folder / name, **more)

    def is_clean(self):
        """Nothing half installed stays."""
        assert not (self.spaces / ".staging").exists(), list((self.spaces / ".staging").iterdir())
        leftovers = [name for name in os.listdir(self.folder / "cache/spaceport") if name.startswith("preflight")]
        assert leftovers == [], leftovers

    # what a folder gives

    def test_folder(self):
        facts = {"front": 'license: mit\npython_version: "3.2"\n', "packages__txt": "no-such-package\nsed\n"}
        folder = self.space("tiny", **facts)
        subprocess.run(["git", "init", "-q", folder], check=True)
        subprocess.run(["git", "-C", folder, "add", "-A"], check=True)
        self.space("tiny", secret__txt="not tracked", **facts)
        out, err = self.install(folder)
        assert out == "tiny\n", out
        assert re.search("Missing +no-such-package\n", err) and "mit\n" in err and "Python 3.2" in err, err
        space = self.list()["tiny"]
        assert space["installed"] and space["origin"] == "own" and space["problem"] is None, space
        assert space["source"] == {"kind": "folder", "reference": folder, "commit": None}, space
        version = self.spaces / "tiny/versions" / space["version"]
        assert sorted(os.listdir(version / "app")) == ["README.md", "WORD", "app.py", "packages.txt", "requirements.txt"]
        assert "--hash=sha256:" in (version / "requirements.lock").read_text()
        record = json.loads((version / "version.json").read_text())
        assert record["packages"] == {"gradio": "6.31.0", "tiny-words": "1.0"} and record["files"]["WORD"]["size"] == 4, record
        assert "Tiny" not in (version / "install.log").read_text() and not (version / "lock").exists()
        self.is_clean()
        assert self.install(folder)[0] == "tiny\n" and self.list()["tiny"]["version"] == space["version"]

    def test_run(self):
        with Running(self, "tiny") as running:
            assert running.config()["word"] == "one"
            assert self.list()["tiny"]["running"]
            self.check_other_server(running)
            _, err = self.run("remove", "--yes", "tiny", status=1)
            assert "running" in err, err
            _, err = self.run("run", "tiny", status=1)
            assert "runs already" in err, err
            assert running.config()["word"] == "one"  # which did not hear of it
            self.run("stop", "tiny")
            status = running.process.wait(LONG)
            assert status == 0, status
        assert not self.list()["tiny"]["running"]
        self.run("stop", "tiny")
        assert "my word is one\n" in self.run("logs", "tiny")[0]

    def secret(self, *arguments, text="", status=0, **env):
        done = subprocess.run([PROGRAM, "space", "secret", *arguments], env=dict(self.env, **env), input=text,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=LONG)
        assert done.returncode == status, (arguments, done)
        return done.stdout, done.stderr

    def test_secret(self):
        keyring = {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(self.folder / "keyring"),
                   "SECRET_FILE_TEST_PASSWORD": "for tests",
                   # libsecret loses the etag of such a file whenever it is written, in calls that have no name.
                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
        _, err = self.secret("tiny", "API_KEY", text="abc\n", status=1, SECRET_BACKEND="file")
        assert "There is no keyring" in err and self.secret("tiny") == ("", ""), err
        for name, text in (("PATH", "abc"), ("1", "abc"), ("API_KEY", ""), ("API_KEY", "a\0b"), ("API_KEY", "a" * 40000)):
            self.secret("tiny", name, text=text, status=2, **keyring)
        self.secret("tiny", "API_KEY", text="key of tiny\n", **keyring)
        assert self.secret("tiny") == ("API_KEY\n", "")
        assert "key of" not in (self.spaces / "tiny/settings.json").read_text()
        with Running(self, "tiny", env=dict(self.env, **keyring)) as running:
            assert running.config()["key"] == "key of tiny"
        # One of that name again does not find what was for the one before.
        self.install(self.space("keyed"))
        self.secret("keyed", "API_KEY", text="key of keyed", **keyring)
        self.run("remove", "--yes", "keyed", env=dict(self.env, **keyring))
        self.install(self.space("keyed"))
        (self.spaces / "keyed/settings.json").write_text('{"environment": {"API_KEY": null}}')
        with Running(self, "keyed", env=dict(self.env, **keyring)) as running:
            assert running.config()["key"] is None
        self.run("remove", "--yes", "keyed")
        self.secret("tiny", "--remove", "API_KEY", **keyring)
        assert self.secret("tiny") == ("", "")

    def check_other_server(self, running):
        """A Space without network gets none by what others fetch for it."""
        with socket.create_server(("127.0.0.1", 0)) as other:
            other.setblocking(False)
            address = f"http://127.0.0.1:{other.getsockname()[1]}/what-it-knows"
            done = subprocess.run([PROGRAM, "download", "-o", self.folder, running.address, address], env=self.env,
                                  capture_output=True, text=True, timeout=LONG)
            assert done.returncode == 1 and "has no network" in done.stderr, done
            try:
                raise AssertionError(other.accept())
            except BlockingIOError:
                pass

    def test_update(self):
        before = self.list()["tiny"]["version"]
        _, err = self.run("update", "tiny")
        assert "newest version" in err, err
        self.space("tiny", word="two")
        self.run("update", "tiny")
        space = self.list()["tiny"]
        assert space["version"] != before and space["previous_version"] == before, space
        with Running(self, "tiny") as running:
            assert running.config()["word"] == "two"
        assert self.run("rollback", "tiny")[0] == before + "\n"
        with Running(self, "tiny", "--socket") as running:
            assert re.fullmatch(r"http://tiny\.localhost\S*\t/.*", running.address), running.address
        assert self.run("rollback", "tiny")[0] == space["version"] + "\n"

    def test_update_that_fails(self):
        before = self.list()["tiny"]["version"]
        self.space("tiny", word="broken")
        _, err = self.run("update", "tiny", status=1)
        assert "the old one is back" in err and "no model for tiny" in err, err
        assert self.list()["tiny"]["version"] == before
        self.space("tiny", word="two")
        self.is_clean()

    def test_verify(self):
        assert self.run("verify", "tiny") == ("", "")
        version = self.spaces / "tiny/versions" / self.list()["tiny"]["version"]
        (version / "app/app.py").write_text("import os\n")
        (version / "app/more.py").write_text("import os\n")
        [packages] = (version / "environment/lib").glob("python3*/site-packages")
        (packages / "evil.pth").write_text("import os\n")
        (packages / "tiny_words.py").unlink()
        out, err = self.run("verify", "tiny", status=1)
        where = packages.relative_to(version / "environment")
        assert sorted(out.splitlines()) == ["“app.py” was changed.", f"“{where}/evil.pth” was added.",
                                            f"“{where}/tiny_words.py” is missing.", "“more.py” was added."], out
        assert "--repair" in err, err
        self.run("update", "--repair", "--no-try", "tiny")
        assert self.run("verify", "tiny") == ("", "")

    def test_shared(self):
        self.install(self.space("other"))
        other = self.list()["other"]
        assert other["shared_bytes"] > 400_000 > other["bytes"], other

    def test_export(self):
        before = tree(self.folder / "data")
        archive = self.folder / "Copy.space"
        self.run("export", "tiny", str(archive), "--wheels", str(self.wheels))
        # Another computer: without a network, and without packages that came before.
        env = dict(self.env, XDG_CACHE_HOME=str(self.folder / "cache2"), UV_FIND_LINKS="")
        del env["UV_OFFLINE"]
        assert self.install("--offline", archive, env=env)[0] == "copy\n"
        copy, tiny = self.list()["copy"], self.list()["tiny"]
        assert copy["version"] == tiny["version"] and copy["source"]["kind"] == "archive", copy
        with Running(self, "copy") as running:
            assert running.config()["word"] == "two"
        self.check_lock(env)
        size = copy["bytes"] + copy["shared_bytes"]
        freed = int(self.run("remove", "--yes", "copy")[0])
        assert 0 < freed and freed >= copy["bytes"] - 4096 and size > 0, (freed, copy)
        assert tree(self.folder / "data") == before

    def check_lock(self, env):
        """Packages are those of the list that an archive brings, unless it cannot be used."""
        version = self.spaces / "copy/versions" / self.list()["copy"]["version"]
        lock = (version / "requirements.lock").read_text()
        assert "Looking for the packages" not in (version / "install.log").read_text()
        digest = re.search("[0-9a-f]{64}", lock)[0]
        cases = [lock.replace(digest, "0" * 64), lock + "--index-url https://example.org\n", "tiny-words==1.0\n"]
        for number, content in enumerate(cases):
            archive = self.folder / f"odd-{number}.space"
            with zipfile.ZipFile(archive, "w") as file:
                file.writestr("space.json", "{}")
                file.writestr("requirements.lock", content)
                for name in os.listdir(version / "app"):
                    file.write(version / "app" / name, "app/" + name)
            _, err = self.install(archive)
            assert "The list of packages that came along is not used" in err, err
            found = self.spaces / f"odd-{number}/versions" / version.name / "requirements.lock"
            assert found.read_text() == lock, found.read_text()
            self.run("remove", "--yes", f"odd-{number}")
        self.is_clean()

    def test_offline(self):
        env = dict(self.env, UV_FIND_LINKS=str(self.wheels))
        self.install("--offline", self.space("again"), env=env)
        self.run("remove", "--yes", "again")
        _, err = self.install("--offline", "demo/hello", status=1)
        assert "network" in err, err

    def test_refused(self):
        before = tree(self.folder / "data")
        cases = [
            ("conflict", {"requirements": "tiny-words==1.0\ntiny-words==2.0\n"}, "tiny-words==2.0"),
            ("missing", {"requirements": "no-such-package-anywhere\n"}, "no-such-package-anywhere"),
            ("option", {"requirements": "--index-url https://example.org\n"}, "--index-url"),
            ("file", {"requirements": "x @ file:///etc/passwd\n"}, "file:///etc/passwd"),
            ("docker", {"README__md": "---\nsdk: docker\n---\n"}, "docker"),
            ("streamlit", {"README__md": "---\nsdk: streamlit\n---\n"}, "streamlit"),
            ("climbing", {"README__md": "---\nsdk: gradio\napp_file: ../../etc/passwd\n---\n"}, "passwd"),
            ("no-app", {"app__py": None}, "app.py"),
        ]
        for name, files, part in cases:
            _, err = self.install(self.space("bad-" + name, **files), status=1)
            assert part in err and err.count("Traceback") == 0, (name, err)
            self.is_clean()
        os.symlink("/etc", self.space("bad-link") + "/outside")
        _, err = self.install(self.folder / "bad-link", status=1)
        assert "outside" in err, err
        (self.folder / "bad.space").write_bytes(b"PK\3\4 nothing")
        self.install(self.folder / "bad.space", status=1)
        self.install("no-such-thing", status=2)
        self.run("install", str(self.folder / "tiny"), status=2)  # nobody to ask
        for verb in ("update", "rollback", "verify", "remove", "stop", "logs"):
            _, err = self.run(verb, "nobody", status=2)
            assert "nobody" in err, err
        self.is_clean()
        assert tree(self.folder / "data") == before

    def test_two_at_once(self):
        folders = [self.space("left"), self.space("right")]
        processes = [subprocess.Popen([PROGRAM, "space", "install", "--yes", "-q", folder], env=self.env) for folder in folders]
        assert [process.wait(LONG) for process in processes] == [0, 0]
        assert {"left", "right"} <= set(self.list())
        for name in ("left", "right"):
            self.run("remove", "--yes", name)
        self.is_clean()

    # what the Hub gives

    def hub(self, what, method="POST", **body):
        request = urllib.request.Request(f"{self.env['HF_ENDPOINT']}/_fake/{what}", json.dumps(body).encode(),
                                         {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def start_hub(self):
        tiny_spaces.make_space(self.folder / "hub/demo/hub-space", word="hub",
                               front="preload_from_hub:\n  - samples/tiny-model config.json\n")
        shutil.copytree(SAMPLES / "tiny-model", self.folder / "hub/samples/tiny-model")
        (self.folder / "hub/demo/hub-space/data.bin").write_bytes(bytes(range(256)) * 4 * 4096)
        env = {key: value for key, value in self.env.items() if not key.startswith(("G_DEBUG", "PYTHON"))}
        process = subprocess.Popen([str(self.servers / "6.31.0/bin/python"), str(HERE.parent / "servers/fake_hub.py"), "--spaces",
                                    str(self.folder / "hub"), "--count", "0"], env=env, stdout=subprocess.PIPE, text=True)
        self.env["HF_ENDPOINT"] = json.loads(process.stdout.readline())["endpoint"]
        return process

    def test_hub(self):
        hub = self.start_hub()
        try:
            self.check_resume()
            self.check_hub_update()
        finally:
            hub.terminate()
            hub.wait(LONG)
            del self.env["HF_ENDPOINT"]

    def check_resume(self):
        _, err = self.install("demo/nothing", status=1)
        assert "demo/nothing" in err, err
        self.is_clean()
        self.hub("chaos", match="*data.bin*", bytes_per_second=2_000_000)
        staging = self.spaces / ".staging/demo--hub-space"

        def came():
            try:
                return sum(part.stat().st_size for part in staging.glob("app/.spaceport-part/**/*") if part.is_file())
            except FileNotFoundError:  # it is whole by now
                return 0

        # One that is killed has what was written, a mebibyte each time.
        for stop, size, status in ((signal.SIGINT, 1, 128 + signal.SIGINT), (signal.SIGKILL, 2 ** 20, -signal.SIGKILL)):
            process = subprocess.Popen([PROGRAM, "space", "install", "--yes", "-q", "demo/hub-space"], env=self.env)
            while process.poll() is None and came() < size:
                time.sleep(0.02)
            process.send_signal(stop)
            assert process.wait(LONG) == status, (stop, process.returncode)
            assert (staging / "progress.json").exists() and "demo--hub-space" not in self.list()
        there = came()
        self.hub("chaos")
        self.hub("requests", method="DELETE")
        assert self.install("demo/hub-space")[0] == "demo--hub-space\n"
        self.is_clean()
        # Nothing comes twice: neither files that are whole, nor what came of the one under way.
        asked = {entry["path"].rpartition("/")[2]: entry["range"] for entry in self.hub("requests", method="GET")
                 if "/resolve/" in entry["path"] and entry["method"] == "GET" and "hub-space" in entry["path"]}
        assert "data.bin" in asked and int(re.fullmatch(r"bytes=(\d+)-", asked["data.bin"])[1]) >= 2 ** 20, (asked, there)
        assert set(asked) == {"data.bin", "app.py", "README.md", "requirements.txt"}, asked  # three to say what it needs

    def check_hub_update(self):
        space = self.list()["demo--hub-space"]
        assert space["source"]["reference"] == "demo/hub-space" and len(space["source"]["commit"]) == 40, space
        assert space["version"] == space["source"]["commit"][:12]
        [model] = (self.spaces / "demo--hub-space/models/hub").glob("models--samples--tiny-model/snapshots/*/config.json")
        assert model.read_bytes() == (SAMPLES / "tiny-model/config.json").read_bytes()
        (self.folder / "hub/demo/hub-space/WORD").write_text("new\n")
        self.hub("rescan")
        self.run("update", "demo--hub-space")
        newer = self.list()["demo--hub-space"]
        assert newer["previous_version"] == space["version"] != newer["version"], newer
        with Running(self, "demo--hub-space") as running:
            assert running.config()["word"] == "new"
        self.run("remove", "--yes", "demo--hub-space")

    # the real thing

    def call(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments], env=self.real, stdout=subprocess.PIPE, text=True, timeout=LONG)
        return done.returncode, done.stdout

    def test_real(self):
        names = ["greeter", "word-stats"]
        started = time.monotonic()
        processes = [subprocess.Popen([PROGRAM, "space", "install", "--yes", "-q", str(SAMPLES / name)], env=self.real)
                     for name in names]
        assert [process.wait(LONG) for process in processes] == [0, 0]
        print(f"# installed in {time.monotonic() - started:.1f} s")
        _, err = self.install(SAMPLES / "broken-build", status=1, env=self.real)
        assert "humanize==4.9.0 and humanize==4.8.0" in err, err
        with Running(self, "word-stats", env=self.real) as stats:
            out = subprocess.run([PROGRAM, "predict", stats.address, "/count", "text=to be or not to be"], env=self.real,
                                 stdout=subprocess.PIPE, text=True, check=True, timeout=LONG).stdout
            assert "6 words" in out, out
            status, out = self.call("predict", "space:word-stats", "/count", "text=not")
            assert status == 0 and "1 words" in out, (status, out)
        assert self.call("predict", "space:word-stats", "/count", "text=not")[0] == 1
        assert self.call("info", "space:nobody")[0] == 2
        self.install("--offline", SAMPLES / "crasher", env=self.real)
        sizes = self.list(env=self.real)
        assert sizes["crasher"]["bytes"] < 10_000_000 < 100_000_000 < sizes["crasher"]["shared_bytes"], sizes
        for name in names + ["crasher"]:
            self.run("remove", "--yes", name)
        self.is_clean()


def main():
    servers = pathlib.Path(os.environ.get("SPACEPORT_SERVERS") or HERE.parent.parent / "build/servers").resolve()
    if not (servers / "6.31.0/bin/python").exists() or not (servers / "uv/bin/uv").exists():
        print("1..0 # SKIP no servers: run ./dev test")
        return 0
    folder = pathlib.Path(tempfile.mkdtemp(prefix="installed-", dir=os.path.abspath(sys.argv[2])))
    failed = 0
    try:
        test = Test(folder, servers)
        names = [name for name in vars(Test) if name.startswith("test_")]
        print(f"1..{len(names)}", flush=True)
        for number, name in enumerate(names, 1):
            started = time.monotonic()
            try:
                getattr(test, name)()
                print(f"ok {number} {name}", flush=True)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test says so
                failed += 1
                print(f"not ok {number} {name}\n# " + repr(error).replace("\n", "\n# "), flush=True)
            print(f"# {time.monotonic() - started:.1f} s", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
