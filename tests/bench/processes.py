# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kernel says of a program and of all that it started."""
import collections
import os
import signal
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


def stat(pid):
    """The fields of /proc/PID/stat from the state on, or None."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()
    except OSError:
        return None


def session(leader):
    """The processes of the session that leader leads, and their descendants in other ones."""
    parents, found = {}, {leader}
    for name in filter(str.isdigit, os.listdir("/proc")):
        fields = stat(name)
        if fields is not None:
            parents[int(name)] = int(fields[1])
            if int(fields[3]) == leader:
                found.add(int(name))
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found


def comm(pid):
    """The name of a process, or nothing when it has ended."""
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return ""


def parts_of_space(leader):
    """The processes of a program that runs one Space: itself, bwrap, the supervisor inside, and the Space's own."""
    children = collections.defaultdict(list)
    for name in filter(str.isdigit, os.listdir("/proc")):
        fields = stat(name)
        if fields is not None:
            children[int(fields[1])].append(int(name))
    parts, todo = {"program": [], "bwrap": [], "supervisor": [], "space": []}, [(leader, "program")]
    while todo:
        pid, part = todo.pop()
        parts[part].append(pid)
        for child in children[pid]:
            if part in ("supervisor", "space"):
                todo.append((child, "space"))
            elif comm(child) == "bwrap":
                todo.append((child, "bwrap"))
            else:
                todo.append((child, "supervisor" if part == "bwrap" else part))
    return parts


def memory_mib(pids):
    """What is resident, and the proportional set size. Raises PermissionError for processes of others."""
    kib = {"Rss": 0, "Pss": 0}
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as file:
                for key, value in (line.split()[:2] for line in file if line.startswith(("Rss:", "Pss:"))):
                    kib[key[:-1]] += int(value)
        except (FileNotFoundError, ProcessLookupError):
            pass  # it has ended, which is no memory
    return kib["Rss"] / 1024, kib["Pss"] / 1024


def read_mib(pids):
    """What came from the disk for these processes, and not from memory."""
    size = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/io", encoding="utf-8") as file:
                size += sum(int(line.split()[1]) for line in file if line.startswith("read_bytes:"))
        except (FileNotFoundError, ProcessLookupError):
            pass
    return size / (1 << 20)


def pss_mib(pids):
    """Proportional set size: what is shared counts once among those that share it."""
    kib = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as file:
                kib += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            pass  # it has ended, which is no memory
    return kib / 1024


def cpu_s(pids):
    """User and system time, with that of the children that were waited for."""
    return sum(sum(map(int, fields[11:15])) for fields in map(stat, pids) if fields is not None) / TICKS


def end(process):
    """A program and all that it started, politely first."""
    for number, patience in ((signal.SIGTERM, 2), (signal.SIGKILL, 5)):
        left = session(process.pid)
        for pid in left:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        limit = time.monotonic() + patience
        while time.monotonic() < limit and any(stat(pid) and stat(pid)[0] != "Z" for pid in left):
            time.sleep(0.02)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        pass
