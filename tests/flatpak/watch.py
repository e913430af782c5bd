# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs of a Space, seen from outside of its sandbox."""
import os
import pathlib
import time

SECONDS = 180


def processes(place):
    """Those with this folder, as the Flatpak sees it, in their command line, or that are in it."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if place.encode() in (process / "cmdline").read_bytes() or os.readlink(process / "cwd").startswith(place):
                found.append(process.name)
        except OSError:
            pass  # it has ended
    return found


def until(test, what):
    """What test() gives as soon as it is true."""
    deadline = time.monotonic() + SECONDS
    while not (result := test()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)
    return result


def wait_for_end(place):
    until(lambda: not processes(place), f"the end of what runs in {place}")
