# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the program wait and check with, and the clipboard between them and it."""
import os
import pathlib
import subprocess
import sys
import time

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "tools"))

import atspi_drive  # noqa: E402

PATIENCE = float(os.environ.get("GUI_TEST_PATIENCE", 30))


def need(condition, what):
    if not condition:
        raise AssertionError(what)


def until(test, what, timeout=PATIENCE):
    """What test() gives as soon as it is true."""
    deadline = time.monotonic() + timeout
    while True:
        begin = time.monotonic()
        result = test()
        if result:
            return result
        need(time.monotonic() < deadline, f"waited in vain for {what}")
        atspi_drive.rest(begin)


# ---- the clipboard -------------------------------------------------------

def copy_to_clipboard(data, kind):
    """Offers data to the program as another program would; ends with the next copy."""
    subprocess.run(["xclip", "-selection", "clipboard", "-t", kind, "-i"], input=data.encode(),
                   check=True, timeout=20, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def copy_files(paths):
    copy_to_clipboard("".join(pathlib.Path(p).resolve().as_uri() + "\r\n" for p in paths),
                      "text/uri-list")


def read_clipboard():
    return subprocess.run(["xclip", "-selection", "clipboard", "-o"], check=True, timeout=20,
                          capture_output=True).stdout.decode()


def processes(home):
    """Ids of what runs with this HOME: the program and what it started."""
    mark = f"HOME={home}".encode()
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            pass  # it ended, or is another user's
    return found
