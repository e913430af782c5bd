# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium with an app's page, which tells the same states as the window (page_probe.js finds them)."""
import os
import pathlib
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools"))

import devtools  # noqa: E402


class Chromium:
    def __init__(self, probe):
        self.probe = probe.read_text(encoding="utf-8")

    def start(self, url, case, profile):
        return Page(url, case, profile, self.probe)


class Page(devtools.Chromium):
    """A Chromium that is asked through its debugging pipe; looks like a process that prints marker lines."""

    def __init__(self, url, case, profile, probe):
        super().__init__(profile, "--window-size=1280,900", "--window-position=0,0", f"--app={url}")
        self.pid, self.poll, self.wait = self.process.pid, self.process.poll, self.process.wait
        self.url = url
        # Chromium's clock is the epoch's, the marks are the monotonic one's.
        self.offset = time.time() * 1e3 - time.monotonic() * 1e3
        out, self.out = os.pipe()
        self.stdout = os.fdopen(out, "rb")
        self.stdin = self
        threading.Thread(target=self.talk, args=(case, probe), daemon=True).start()

    def say(self, text):
        for line in text.splitlines():
            words = line.split()
            words[2] = f"{float(words[2]) - self.offset:.3f}"
            os.write(self.out, (" ".join(words) + "\n").encode())

    def talk(self, case, probe):
        try:
            self.session = self.attach(self.url)
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
