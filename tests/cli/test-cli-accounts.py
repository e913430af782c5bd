#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts of the Hub in spaceport-cli: test-cli-accounts.py SPACEPORT-CLI, run by tests/servers/with-hub
--auto-approve tester --device-interval 1 and tests/tools/with-keyring. Prints TAP."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import tap

LONG = 60
TOKEN = re.compile(r"hf_\w+")


class Test:
    def __init__(self, program, folder):
        self.program = program
        self.hub = os.environ["HF_ENDPOINT"]
        ours = ("HF_TOKEN", "HF_TOKEN_PATH", "DISPLAY")
        self.env = {key: value for key, value in os.environ.items() if key not in ours}
        # The leak of others that tests/lsan.supp names is known by functions that have no frame pointers.
        self.env["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":fast_unwind_on_malloc=0"
        self.env.update(HF_HOME=f"{folder}/hf", XDG_CACHE_HOME=f"{folder}/cache", XDG_DATA_HOME=f"{folder}/data")
        self.folder = pathlib.Path(folder)

    def start(self, *arguments, **env):
        return subprocess.Popen([self.program, *arguments], env={**self.env, **env}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments, text="", status=0, **env):
        done = subprocess.run([self.program, *arguments], env={**self.env, **env}, input=text, capture_output=True,
                              text=True, timeout=LONG)
        assert done.returncode == status, (arguments, done)
        return done.stdout, done.stderr

    def whoami(self, **env):
        return json.loads(self.run("whoami", "--json", **env)[0])

    def nobody(self):
        assert "Nobody is signed in" in self.run("whoami", status=1)[1]

    def control(self, method, what, body=None):
        request = urllib.request.Request(f"{self.hub}/_fake/{what}", body and json.dumps(body).encode(), method=method)
        with urllib.request.urlopen(request, timeout=LONG) as answer:
            return json.load(answer)

    def requests(self, path):
        return [entry for entry in self.control("GET", "requests") if entry["path"] == path]

    def test_device(self):
        out, err = self.run("login", "--device", G_MESSAGES_DEBUG="all")
        assert out.endswith("\ntester\n") and re.search(r"type the code \w{4}-\w{4}", err), (out, err)
        assert not TOKEN.search(out + err) and "GSocketClient" in out, out
        account = self.whoami()
        assert account["source"] == "browser" and account["scopes"] == ["openid", "profile"], account
        assert account["organizations"] == ["acme"] and account["expires"] > 0, account

    def test_token_is_found(self):
        """By what opens an app, and by what installs one, which looks by itself."""
        for verb in (("info", "--no-wait"), ("space", "install", "--yes")):
            self.control("DELETE", "requests")
            self.run(*verb, "tester/my-private", status=1)
            [entry] = self.requests("/api/spaces/tester/my-private")
            assert entry["auth"] and entry["status"] == 200, entry

    def test_renewal(self):
        self.control("POST", "advance?seconds=30000")
        self.control("DELETE", "requests")
        out, err = self.run("whoami", G_MESSAGES_DEBUG="all")
        assert not TOKEN.search(out + err) and "\ntester\n" in out, out
        assert [entry["status"] for entry in self.requests("/api/whoami-v2")] == [401, 200]
        self.run("whoami")
        assert len(self.requests("/oauth/token")) == 1

    def login_for_a_second(self):
        """It has ended then."""
        self.control("POST", "token-ttl?seconds=1")
        self.run("login", "--device")
        self.control("POST", "token-ttl?seconds=28800")
        end = time.time() + 1
        while time.time() < end:
            self.control("GET", "state")
        self.control("DELETE", "requests")

    def test_renewal_at_start(self):
        """What has ended by this computer's clock is not even tried."""
        self.login_for_a_second()
        self.run("info", "--no-wait", "tester/my-private", status=1)
        first, second, *_ = self.control("GET", "requests")
        assert (first["path"], first["status"]) == ("/oauth/token", 200), first
        assert second["auth"] and second["status"] == 200, second

    def test_renewal_by_several(self):
        """What a new token is fetched with counts once, whoever is first."""
        self.control("POST", "advance?seconds=30000")
        self.control("DELETE", "requests")
        for program in [self.start("whoami") for _ in range(3)]:
            out, err = program.communicate(timeout=LONG)
            assert program.returncode == 0 and out.startswith("tester\n"), (out, err)
        assert [entry["status"] for entry in self.requests("/oauth/token")] == [200]

    def test_logout(self):
        self.control("DELETE", "requests")
        self.run("logout")
        assert [entry["status"] for entry in self.requests("/oauth/revoke")] == [200]
        self.nobody()
        self.control("DELETE", "requests")
        self.run("info", "--no-wait", "tester/my-private", status=1)
        assert not any(entry["auth"] for entry in self.control("GET", "requests"))

    def test_browser(self):
        program = self.start("login", "--browser", "--scopes", "read-repos,manage-repos")
        address = re.search(r"http\S+", program.stderr.readline())[0]
        [here] = re.findall(r"redirect_uri=([^&]+)", address)
        for query in ("code=evil&state=wrong", "error=access_denied", ""):
            try:
                urllib.request.urlopen(urllib.request.unquote(here) + "?" + query, timeout=LONG)
                raise AssertionError(query)
            except urllib.error.HTTPError as error:
                assert error.code == 400, error
        with urllib.request.urlopen(address, timeout=LONG) as page:
            assert b"You can close this page" in page.read()
        out, err = program.communicate(timeout=LONG)
        assert program.returncode == 0 and out == "tester\n", (out, err)
        assert "restart, duplicate" in self.run("whoami")[0] and "manage-repos" in self.whoami()["scopes"]

    def test_several(self):
        assert self.run("login", "--token", text="hf_stranger\n")[0] == "stranger\n"
        account = self.whoami()
        assert account["name"] == "stranger" and account["others"] == ["tester"], account
        self.run("logout")
        self.nobody()
        self.run("logout", "nobody", status=1)
        self.run("logout", "tester")

    def test_duplicate(self):
        """A copy has the hardware of its source; what that costs is said, and to be agreed to."""
        copy, user = ("space", "duplicate", "demo/hello"), {"HF_TOKEN": "hf_tester"}
        self.control("PATCH", "spaces/demo/hello", {"hardware": "t4-small"})
        out, err = self.run(*copy, status=2, **user)
        assert out == "" and "$0.40 an hour" in err and "--yes" in err, err
        assert self.run(*copy, "tester/free", "--hardware", "cpu-basic", **user)[0] == "tester/free\n"
        assert self.run(*copy, "tester/costly", "--yes", **user)[0] == "tester/costly\n"
        copies = [self.control("PATCH", f"spaces/tester/{name}", {})["runtime"] for name in ("free", "costly")]
        assert [copy["hardware"]["requested"] for copy in copies] == ["cpu-basic", "t4-small"], copies
        assert copies[1]["gcTimeout"] == 300, copies
        self.control("PATCH", "spaces/demo/hello", {"hardware": "cpu-basic"})
        assert self.run(*copy, **user)[0] == "tester/hello\n"

    def test_wrong_token(self):
        for text, words in (("hf_wrong\n", "does not accept the token"), ("not a token\n", "That is no token")):
            out, err = self.run("login", "--token", text=text, status=1)
            assert out == "" and words in err and "hf_wrong" not in err, err
        assert "HF_HUB_OFFLINE" in self.run("login", "--token", text="hf_tester", status=1, HF_HUB_OFFLINE="1")[1]
        self.run("login", "--token", "--hf", status=2)
        self.nobody()

    def test_tool(self):
        assert "hf auth login" in self.run("login", "--hf", status=1)[1]
        (self.folder / "hf").mkdir()
        token = self.folder / "hf/token"
        token.write_text("hf_pro")
        assert self.run("login", "--hf")[0] == "prouser\n"
        account = self.whoami()
        assert account["source"] == "hf" and account["pro"], account
        assert "hf auth logout" in self.run("logout")[1] and token.read_text() == "hf_pro"
        self.nobody_implicit()
        token.unlink()

    def nobody_implicit(self):
        """As the Hub's own tools do, their login is used where it may be."""
        assert self.whoami()["name"] == "prouser"
        self.run("whoami", status=1, HF_HUB_DISABLE_IMPLICIT_TOKEN="1")

    def test_client(self):
        """The program has an id at the Hub, or asks for one."""
        self.control("DELETE", "requests")
        for name in ("SPACEPORT_OAUTH_CLIENT_ID", "HF_DEVICE_CODE_OAUTH_CLIENT_ID"):
            err = self.run("login", "--device", status=1, **{name: "confidential-test"})[1]
            assert "does not know this program" in err, err
        self.run("login", "--device", SPACEPORT_OAUTH_CLIENT_ID="spaceport-test")
        assert self.requests("/oauth/register") == []
        self.run("logout")

    def test_environment(self):
        account = self.whoami(HF_TOKEN="hf_stranger")
        assert account["name"] == "stranger" and account["source"] == "environment", account
        self.run("search", "--limit", "1", HF_TOKEN="hf_stranger")
        assert list(self.folder.glob("cache/spaceport/hub/given-*")), "nothing of it is kept"
        assert "HF_TOKEN" in self.run("logout", status=1, HF_TOKEN="hf_stranger")[1]
        err = self.run("whoami", status=1, HF_TOKEN="hf_wrong")[1]
        assert "does not accept the token" in err and "hf_wrong" not in err, err
        self.nobody()
        assert not list(self.folder.glob("cache/spaceport/hub/given-*")), "something of it is left"

    def test_keyring_file(self):
        """As in a Flatpak."""
        keyring = self.folder / "keyring"
        env = {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(keyring),
               "SECRET_FILE_TEST_PASSWORD": "for tests",
               # libsecret loses the etag of such a file whenever it is written, in calls that have no name.
               "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
        self.run("login", "--token", text="hf_tester", **env)
        self.run("login", "--token", text="hf_stranger", **env)
        assert b"hf_" not in keyring.read_bytes() and self.whoami(**env)["others"] == ["tester"]
        self.run("logout", **env)
        self.run("logout", "tester", **env)
        self.run("whoami", status=1, **env)

    def test_locked_keyring(self):
        """Nobody types its password: that is said, and nothing in it is lost."""
        lock = pathlib.Path(os.environ["KEYRING_LOCKED"])
        self.run("login", "--token", text="hf_tester")
        lock.touch()
        try:
            err = self.run("whoami", status=1)[1]
            assert "keyring is locked" in err, err
            out, err = self.run("login", "--token", text="hf_stranger", status=1)
            assert out == "stranger\n" and "keyring is locked" in err, (out, err)
        finally:
            lock.unlink()
        account = self.whoami()
        assert account["name"] == "tester" and account["others"] == [], account
        self.run("logout")

    def test_locked_meanwhile(self):
        """Whoever signs out then is told that the login is still there."""
        lock = pathlib.Path(os.environ["KEYRING_LOCKED"])
        self.login_for_a_second()
        self.control("POST", "chaos", {"match": "/oauth/token", "latency_ms": 2000})
        program = self.start("logout")
        end = time.time() + LONG
        while not self.requests("/oauth/token"):  # the keyring was read before
            assert time.time() < end and program.poll() is None, program.communicate()
        lock.touch()
        try:
            err = program.communicate(timeout=LONG)[1]
        finally:
            lock.unlink()
            self.control("POST", "chaos", {})
        assert program.returncode == 1 and "the login stays in it" in err and "sign out once more" in err, err
        self.control("DELETE", "requests")
        self.nobody()  # the Hub has ended it, and by now it is gone
        assert self.requests("/oauth/token"), "it was not there"

    def test_no_keyring(self):
        out, err = self.run("login", "--token", text="hf_tester", status=1, DBUS_SESSION_BUS_ADDRESS="disabled:")
        assert out == "tester\n" and "There is no keyring" in err and "hf_tester" not in err, (out, err)


def main():
    with tempfile.TemporaryDirectory() as folder:
        test = Test(os.path.abspath(sys.argv[1]), folder)
        names = [name for name in vars(Test) if name.startswith("test_")]
        failed = tap.run([(name[5:], getattr(test, name)) for name in names])
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
