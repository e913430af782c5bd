# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries what an app of a stranger must not be able to do. The name it is given says what. Each is bounded."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import time

what = os.path.basename(__file__)[:-3]


def attempt(name, function, *arguments):
    """Prints “NAME refused” or what was got instead."""
    try:
        print(name, "got", str(function(*arguments))[:200])
    except Exception as error:
        print(name, "refused", type(error).__name__)


def read(path):
    with open(path, "rb") as file:
        return file.read(100)


def write(path):
    with open(path, "w", encoding="utf-8") as file:
        return file.write("mine")


def connect(family, address):
    with socket.socket(family) as client:
        client.settimeout(3)
        client.connect(address)
        return "connected"


def others():
    """Programs in sight; the own one, what it started and the one that started it are no secret."""
    names = [name for name in os.listdir("/proc") if name.isdigit()]
    return len(names) if len(names) > 2 else 1 / 0


def spy_files():
    attempt("home", os.listdir, os.environ["HOST_HOME"])
    attempt("secret", read, os.environ["HOST_SECRET"])
    attempt("shadow", read, "/etc/shadow")
    attempt("machine", read, "/etc/machine-id")
    attempt("disk", os.listdir, "/mnt")
    attempt("system", os.listdir, "/sys")
    attempt("own-app", write, "/space/app/spy.py")
    attempt("environment", write, "/space/environment/mine")
    attempt("usr", write, "/usr/mine")
    attempt("etc", write, "/etc/mine")
    attempt("root", write, "/mine")
    attempt("dev", write, "/dev/mine")
    attempt("device", os.mknod, "/tmp/disk", 0o600 | 0o060000, os.makedev(8, 0))
    attempt("mount", mount)
    attempt("namespace", unshare)


def mount():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) != 0:
        raise OSError(ctypes.get_errno())


def unshare():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000) != 0:
        raise OSError(ctypes.get_errno())


def spy_others():
    attempt("processes", others)
    attempt("kill", os.kill, int(os.environ["HOST_PID"]), 0)
    attempt("loopback", connect, socket.AF_INET, ("127.0.0.1", int(os.environ["HOST_PORT"])))
    attempt("network", connect, socket.AF_INET, ("192.0.2.1", 80))
    attempt("names", socket.getaddrinfo, "localhost.localdomain.invalid", 80)
    attempt("unix", connect, socket.AF_UNIX, os.environ["HOST_SOCKET"])
    attempt("abstract", connect, socket.AF_UNIX, "\0" + os.environ["HOST_SOCKET"])
    attempt("bus", connect, socket.AF_UNIX, "/run/dbus/system_bus_socket")
    attempt("x11", connect, socket.AF_UNIX, "/tmp/.X11-unix/X0")
    print("variables", json.dumps([name for name in os.environ if name.startswith(("DBUS", "DISPLAY", "XDG"))]))
    print("user", os.getuid(), os.getgroups())
    print("capabilities", [line.split()[1] for line in open("/proc/self/status") if line.startswith("CapEff")][0])


def forge():
    """Events of its own, and an end to who watches it."""
    event = b'{"event": "ready", "mount": "/forged", "version": "9", "seconds": 1, "port": 1}\n'
    os.write(1, event)
    os.write(2, b"\n" + event)
    for number in range(0, 12):
        attempt(f"descriptor-{number}", lambda: os.write(os.open(f"/proc/1/fd/{number}", os.O_WRONLY), event))
        if number > 2:
            attempt(f"own-{number}", os.write, number, event)
    attempt("memory", read, "/proc/1/mem")
    attempt("variables", read, "/proc/1/environ")
    attempt("trace", trace)
    for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGKILL):
        os.kill(1, number)
    print("still watched")


def trace():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, 1, 0, 0) != 0:
        raise OSError(ctypes.get_errno())


def hungry():
    hog = []
    for _ in range(64):
        hog.append(bytearray(os.urandom(1 << 20)) * 16)
        time.sleep(0.02)
    print("not stopped", len(hog))


def hungry_files():
    """Files in memory are memory."""
    for folder in ("/dev/shm", "/tmp", "/space/app"):
        for number in range(16):
            try:
                with open(f"{folder}/{number}", "wb") as file:
                    file.write(bytes(16 << 20))
            except OSError:
                pass
            time.sleep(0.02)
    time.sleep(10)
    print("not stopped")


def forks():
    children = [subprocess.Popen(["sleep", "1000"]) for _ in range(40)]
    print("started", len(children))


def greedy():
    for number in range(64):
        with open(os.path.expanduser(f"~/{number}"), "wb") as file:
            file.write(os.urandom(1 << 20) * 4)
        time.sleep(0.05)
    print("not stopped")


def endless():
    line = b"y" * 200 + b"\n"
    end = time.monotonic() + 2
    while time.monotonic() < end:
        os.write(1, line * 300)
    os.write(1, b"z" * (4 << 20))
    open(os.path.expanduser("~/done"), "wb").close()


def spy():
    spy_files()
    spy_others()
    print("spied")


globals()[what]()
time.sleep(1000)
