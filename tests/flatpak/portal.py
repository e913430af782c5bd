# SPDX-License-Identifier: GPL-3.0-or-later
"""Flatpak's portal, for a session whose bus can activate nothing."""
import contextlib
import subprocess

import watch

PROGRAM = "/usr/libexec/flatpak-portal"
NAME = "org.freedesktop.portal.Flatpak"


def is_there():
    ask = ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
           "--method", "org.freedesktop.DBus.NameHasOwner", NAME]
    return "true" in subprocess.run(ask, check=True, capture_output=True, text=True).stdout


@contextlib.contextmanager
def running():
    process = subprocess.Popen([PROGRAM, "--no-idle-exit"])
    try:
        watch.until(lambda: is_there() or process.poll() is not None, "the portal")
        assert process.poll() is None, "the portal has ended"
        yield
    finally:
        process.terminate()
        process.wait(watch.SECONDS)
