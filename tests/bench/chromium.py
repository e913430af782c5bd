# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium with an app's page, which tells the same states as the window (page_probe.js finds them)."""
import fcntl
import json
import os
import subprocess
import threading
import time

PROGRAM = "/usr/lib/chromium/chromium"


class Chromium:
    def __init__(self, probe):
        self.probe = probe.read_text(encoding="utf-8")

    def start(self, url, case, profile):
        return Page(url, case, profile, self.probe)


def high_pipe():
    """Clear of 3 and 4, which are Chromium's end."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return high


class Page:
    """A Chromium that is asked through its debugging pipe; looks like a process that prints marker lines."""

    def __init__(self, url, case, profile, probe):
        to_read, self.to = high_pipe()
        self.back, to_write = high_pipe()
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}', PROGRAM, "--no-sandbox", "--no-first-run",
             "--no-default-browser-check", "--password-store=basic", f"--user-data-dir={profile}",
             "--remote-debugging-pipe", "--window-size=1280,900", "--window-position=0,0", f"--app={url}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            pass_fds=(to_read, to_write))
        os.close(to_read)
        os.close(to_write)
        self.pid, self.poll, self.wait = self.process.pid, self.process.poll, self.process.wait
        self.url, self.number, self.rest = url, 0, b""
        # Chromium's clock is the epoch's, the marks are the monotonic one's.
        self.offset = time.time() * 1e3 - time.monotonic() * 1e3
        out, self.out = os.pipe()
        self.stdout = os.fdopen(out, "rb")
        self.stdin = self
        threading.Thread(target=self.talk, args=(case, probe), daemon=True).start()

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

    def attach(self):
        """The session of the page, once there is one."""
        while True:
            for target in self.ask("Target.getTargets")["result"]["targetInfos"]:
                if target["type"] == "page" and target["url"].startswith(self.url):
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

    def say(self, text):
        for line in text.splitlines():
            words = line.split()
            words[2] = f"{float(words[2]) - self.offset:.3f}"
            os.write(self.out, (" ".join(words) + "\n").encode())

    def talk(self, case, probe):
        try:
            self.session = self.attach()
            self.say(self.evaluate(self.session, f'const APP = "{case}";\n' + probe))
        except (EOFError, OSError):
            pass  # it was ended

    def write(self, _line):
        """“stalls”: long tasks of the page's main thread, the only ones that a page can see."""
        try:
            self.say(self.evaluate(self.session, 'return window.stalls.join("\\n") + '
                                   '`\\nREADY stalls ${performance.timeOrigin + performance.now()}`'))
        except (EOFError, OSError):
            pass

    def flush(self):
        pass
