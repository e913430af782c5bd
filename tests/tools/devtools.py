# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium, asked through its debugging pipe: no port, and it ends with the program that started it."""
import fcntl
import json
import os
import subprocess
import time

PROGRAM = "/usr/lib/chromium/chromium"


def high_pipe():
    """Clear of 3 and 4, which are Chromium's end."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return high


class Chromium:
    """A process with one profile; answers come one after another."""

    def __init__(self, profile, *arguments):
        to_read, self.to = high_pipe()
        self.back, to_write = high_pipe()
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}', PROGRAM, "--no-sandbox", "--no-first-run",
             "--no-default-browser-check", "--password-store=basic", f"--user-data-dir={profile}",
             "--remote-debugging-pipe", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            pass_fds=(to_read, to_write))
        os.close(to_read)
        os.close(to_write)
        self.number, self.rest = 0, b""

    def ask(self, method, session=None, **parameters):
        """The answer to a command of the DevTools protocol: JSON, each followed by a NUL."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                more = os.read(self.back, 1 << 16)
                if not more:
                    raise EOFError
                self.rest += more
            answer, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(answer)
            if answer.get("id") == self.number:
                return answer

    def attach(self, url):
        """The session of the page with this address, once there is one."""
        while True:
            for target in self.ask("Target.getTargets")["result"]["targetInfos"]:
                if target["type"] == "page" and target["url"].startswith(url):
                    answer = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
                    return answer["result"]["sessionId"]
            time.sleep(0.01)

    def evaluate(self, session, script):
        """What an asynchronous function returns; asked again while the page is being replaced."""
        while True:
            answer = self.ask("Runtime.evaluate", session, expression=f"(async () => {{{script}}})()",
                              awaitPromise=True, returnByValue=True)
            value = answer.get("result", {}).get("result", {}).get("value")
            if value is not None:
                return value
            time.sleep(0.01)
