#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""spaceport-cli beside the Hub's own client: each sees what the other one sees, and what the other one did.

usage: test-cli-hub.py SPACEPORT-CLI, run by tests/servers/with-hub 6.31.0 --log-limit 3. Prints TAP. It goes on in the Python of
that environment, which has huggingface_hub.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import tap

LONG = 60
TOKEN = "hf_tester"
COLOR = re.compile(r"\x1b\[[0-9;]*m")


def change_python():
    """To the one that has huggingface_hub, which reads where the Hub is when it is imported."""
    servers = pathlib.Path(os.environ.get("SPACEPORT_SERVERS") or pathlib.Path(__file__).resolve().parents[2] / "build/servers")
    python = servers / "6.31.0/bin/python"
    if pathlib.Path(sys.prefix).resolve() != python.parent.parent.resolve():
        os.execv(python, [str(python), *sys.argv])


class Test:
    def __init__(self, program, folder):
        from huggingface_hub import HfApi

        self.api = HfApi(token=TOKEN)
        self.program = program
        self.env = {key: value for key, value in os.environ.items() if key not in ("HF_TOKEN", "HF_TOKEN_PATH", "DISPLAY")}
        self.env.update(XDG_CACHE_HOME=f"{folder}/cache", XDG_DATA_HOME=f"{folder}/data")

    def run(self, *arguments, token=TOKEN, status=0, **env):
        token = {"HF_TOKEN": token} if token else {}
        done = subprocess.run([self.program, *arguments], env={**self.env, **token, **env}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=LONG)
        assert done.returncode == status, (arguments, done)
        return done.stdout if status == 0 else done.stderr

    def json(self, *arguments, **options):
        return json.loads(self.run(*arguments, "--json", **options))

    def ids(self, *arguments):
        return [space["id"] for space in self.json("search", *arguments)]

    def runtime(self, space):
        return self.api.get_space_runtime(space)

    def test_list(self):
        for sort in ("likes", "created", "modified", "trending"):
            key = {"likes": "likes", "created": "created_at", "modified": "last_modified", "trending": "trending_score"}[sort]
            theirs = list(self.api.list_spaces(sort=key, limit=90))
            assert self.ids("--sort", sort, "--limit", "90") == [space.id for space in theirs], sort
        theirs = self.api.list_spaces(filter="docker", sort="likes")
        assert set(self.ids("--sdk", "docker", "--sort", "likes", "--limit", "500")) == {space.id for space in theirs}
        theirs = {space.id for space in self.api.list_spaces(author="tester")}
        assert theirs and set(self.ids("--owner", "tester", "--limit", "500")) == theirs, theirs
        names = {space.id for space in self.api.list_spaces(search="canvas")}
        assert names and names <= set(self.ids("canvas", "--limit", "500")), names

    def test_meaning(self):
        words = "make a picture from words"
        theirs = [space.id for space in self.api.search_spaces(words, include_non_running=True)]
        assert len(theirs) > 10 and self.ids(*words.split(), "--limit", "500")[:len(theirs)] == theirs
        running = [space.id for space in self.api.search_spaces(words, sdk="gradio")]
        ours = self.ids(*words.split(), "--running", "--sdk", "gradio", "--limit", "500")
        assert running and ours[:len(running)] == running, (ours, running)

    def test_facts(self):
        for name in ("tester/my-private", "edge/old-name", "acme/internal", "tester/sleepy"):
            theirs = self.api.space_info(name)
            ours = self.json("space", "info", name)
            assert ours["id"] == theirs.id and ours["sdk"] == theirs.sdk and ours["likes"] == theirs.likes, (ours, theirs)
            assert ours["private"] == theirs.private and ours["stage"] == theirs.runtime.stage, (ours, theirs)
            assert ours["app"] == theirs.host, (ours, theirs)
            assert sorted(ours["files"]) == sorted(file.rfilename for file in theirs.siblings), (ours, theirs)

    def test_refusals(self):
        from huggingface_hub.errors import HfHubHTTPError

        for name in ("nobody/nothing", "tester/my-private", "acme/internal"):
            try:
                self.api.space_info(name, token=False)
                raise AssertionError(f"{name} is for everybody")
            except HfHubHTTPError:
                assert self.run("space", "info", name, token=None, status=1)

    def test_whoami(self):
        theirs, ours = self.api.whoami(), self.json("whoami")
        assert ours["name"] == theirs["name"] and ours["organizations"] == [org["name"] for org in theirs["orgs"]], (ours, theirs)

    def test_login(self):
        """A login of the hf tool, made, changed and ended by its own library, is what spaceport-cli has."""
        from huggingface_hub import constants, login, logout

        home = {"HF_HOME": str(pathlib.Path(constants.HF_TOKEN_PATH).parent)}
        assert "Nobody is signed in" in self.run("whoami", token=None, status=1, **home)
        login(token="hf_tester")
        assert self.json("whoami", token=None, **home)["name"] == "tester"
        login(token="hf_stranger")
        assert self.json("whoami", token=None, **home)["name"] == "stranger"
        self.run("logout", token=None, **home)
        assert self.json("whoami", token=None, **home)["name"] == "stranger"
        logout()
        assert "Nobody is signed in" in self.run("whoami", token=None, status=1, **home)

    def test_pause(self):
        self.run("space", "pause", "tester/my-private")
        assert self.runtime("tester/my-private").stage == "PAUSED"
        self.api.restart_space("tester/my-private")
        self.run("space", "wake", "tester/my-private")
        assert self.runtime("tester/my-private").stage == "RUNNING"
        self.api.pause_space("tester/my-private")
        assert self.json("space", "info", "tester/my-private")["stage"] == "PAUSED"
        self.run("space", "restart", "tester/my-private", "--factory")
        assert self.runtime("tester/my-private").stage != "PAUSED"

    def test_hardware(self):
        from huggingface_hub import HfApi

        self.run("space", "duplicate", "demo/hello", token="hf_pro")
        self.run("space", "hardware", "prouser/hello", "t4-small", "--sleep-time", "600", "--yes", token="hf_pro")
        runtime = HfApi(token="hf_pro").get_space_runtime("prouser/hello")
        assert runtime.requested_hardware == "t4-small" and runtime.sleep_time == 600, runtime
        HfApi(token="hf_pro").request_space_hardware("prouser/hello", "cpu-basic")
        facts = self.json("space", "info", "prouser/hello", token="hf_pro")
        assert facts["requested_hardware"] == "cpu-basic", facts

    def test_duplicate(self):
        self.run("space", "duplicate", "demo/hello", "tester/twin", "--secret", "KEY", "--variable", "MODE=fast", KEY="hush")
        theirs = self.api.space_info("tester/twin")
        assert theirs.private and theirs.runtime.requested_hardware == "cpu-basic", theirs
        assert self.api.get_space_variables("tester/twin")["MODE"].value == "fast"
        assert list(self.api.get_space_secrets("tester/twin")) == ["KEY"]
        self.api.duplicate_repo("demo/hello", "tester/brother", repo_type="space", private=True)
        assert {"tester/twin", "tester/brother"} <= set(self.ids("--mine", "--limit", "500"))
        assert self.run("space", "duplicate", "demo/hello", "tester/brother").strip() == "tester/brother"

    def test_logs(self):
        theirs = "".join(self.api.fetch_space_logs("tester/twin", build=True))
        assert theirs and self.run("space", "logs", "tester/twin", "--build") == COLOR.sub("", theirs), theirs


def main():
    change_python()
    os.environ.pop("HF_HUB_OFFLINE", None)
    names = [name for name in vars(Test) if name.startswith("test_")]
    with tempfile.TemporaryDirectory(prefix="spaceport-hub-") as folder:
        os.environ.update(HF_HOME=f"{folder}/hf", HF_HUB_DISABLE_TELEMETRY="1")
        test = Test(sys.argv[1], folder)
        failed = tap.run([(name[5:].replace("_", "-"), getattr(test, name)) for name in names])
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
