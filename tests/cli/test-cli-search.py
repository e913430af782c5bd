#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""spaceport-cli search on a stand-in for the Hub: test-cli-search.py SPACEPORT-CLI

Runs beside tests/servers/with-hub. Prints TAP.
"""
import functools
import json
import os
import subprocess
import sys
import tempfile
import urllib.request

import tap

HUB = os.environ["HF_ENDPOINT"]


class Search:
    def __init__(self, program, cache):
        self.program = program
        self.env = dict(os.environ, XDG_CACHE_HOME=cache, HOME=cache)

    def run(self, *arguments, status=0):
        done = subprocess.run([self.program, "search", *arguments], capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, env=self.env)
        assert done.returncode == status, f"status {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout if status == 0 else done.stderr

    def json(self, *arguments):
        return json.loads(self.run("--json", *arguments))

    def ids(self, *arguments):
        return [space["id"] for space in self.json(*arguments)]


def control(path, body):
    request = urllib.request.Request(f"{HUB}/_fake/{path}", json.dumps(body).encode(), method="POST")
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read()


def test_table(search):
    lines = search.run("--limit", "30").splitlines()
    assert len(lines) == 31, lines
    column = lines[0].index("TITLE")
    assert lines[0].startswith("SPACE "), lines[0]
    assert all(line[column - 2:column] == "  " for line in lines), lines
    assert any("Running on" in line for line in lines), lines
    edge = search.run("edge", "--limit", "100")
    assert "<script>" in edge and "…" in edge and "\x1b" not in edge, edge


def test_json(search):
    space, = search.json("edge/huge-likes", "--limit", "1")
    assert space["likes"] == 2147483648 and space["stage"] == "RUNNING" and space["installable"], space
    assert space["page"] == f"{HUB}/spaces/edge/huge-likes", space
    assert search.ids("edge/old-name", "--limit", "1") == ["edge/huge-likes"]
    assert search.json("nothing-is-called-so") == []
    assert search.run("nothing-is-called-so") == ""


def test_filters(search):
    found = search.json("--running", "--sdk=docker", "--sort", "likes", "--limit", "10")
    assert len(found) == 10, found
    assert all(space["running"] and space["sdk"] == "docker" for space in found), found
    assert [space["likes"] for space in found] == sorted((space["likes"] for space in found), reverse=True), found
    assert all(space["license"] == "mit" for space in search.json("--license", "mit")), "--license"
    assert search.json("--category", "ocr"), "--category"
    assert all("background removal" in space["summary"] for space in search.json("background", "removal", "--limit=2"))


def test_mine(search):
    assert "tester/my-private" in search.ids("--mine", "--token", "hf_tester")
    assert "tester/my-private" not in search.ids("--owner", "tester")
    assert "who you are" in search.run("--mine", status=2)
    assert "does not accept the token" in search.run("--mine", "--token", "hf_revoked", status=1)


def test_mistakes(search):
    assert "no order" in search.run("--sort", "size", status=2)
    assert "no category" in search.run("--category", "sizes", status=2)
    for number in ("0", "-1", "many", "99999999999"):
        assert "no number" in search.run(f"--limit={number}", status=2)


def test_out_of_reach(search):
    before = search.ids("--limit", "5")
    control("chaos", {"fail_status": 200, "fail_body": "<html>Log in</html>"})
    try:
        done = subprocess.run([search.program, "search", "--json", "--limit", "5"], capture_output=True, text=True,
                              timeout=60, env=search.env)
        assert [space["id"] for space in json.loads(done.stdout)] == before, done
        assert "cannot be reached" in done.stderr, done
        assert "login page" in search.run("never-asked", status=1)
    finally:
        control("chaos", {})


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    with tempfile.TemporaryDirectory(prefix="spaceport-search-") as cache:
        search = Search(sys.argv[1], cache)
        failed = tap.run([(name[5:].replace("_", "-"), functools.partial(test, search)) for name, test in tests])
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
