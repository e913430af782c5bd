#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure what it costs to install and to start a Space, beside what one would do by hand, and say it.

usage: spaces.py run --cli PROGRAM --uv PROGRAM --results FILE [option...]
         --window PROGRAM  spaceport, on a display of its own: tests/tools/gui-session --home keep -- spaces.py run ...
         --targets A,B     beside cli only these: window, python, uv, pip (default: all)
         --installs N      how often from an empty cache (default 2)
         --rounds N        starts of each kind (default 5)
         --nice N          priority; below 0, as root, for a computer that is busy
         --timeout SEC     of one of them (default 300)
       spaces.py table RESULTS...

Each of them is a line of JSON in the results. The packages come from the index that pip and uv are set to.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import peers
import space_report
from gui import Lines
from processes import cpu_s, end, memory_mib, parts_of_space, read_mib, session

HERE = peers.HERE
SAMPLE = HERE.parent / "servers/hub-spaces/samples/word-stats"
APP_FILE, REQUIREMENTS = "main.py", ["gradio==6.31.0", "--requirement", str(SAMPLE / "requirements.txt")]
FIRST, SECOND = "word-stats", "more-words"  # the Spaces; they have the same packages
PYTHON = "/usr/bin/python3"

class Failure(Exception):
    """What is wrong with a run."""


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def disk_mib(folder):
    """What lies on the disk; a file with several names counts once."""
    seen = {}
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            status = os.lstat(os.path.join(place, name))
            seen[status.st_ino] = status.st_blocks * 512
    return sum(seen.values()) / (1 << 20)


def distributions(environment):
    """The packages of an environment, without what installs packages."""
    found = environment.glob("lib/python3*/site-packages/*.dist-info")
    return {path.name.split("-")[0].lower().replace(".", "_") for path in found} - {"pip", "setuptools", "wheel"}


def make_spaces(scratch):
    """Two folders with different files and the same packages."""
    spaces = {FIRST: scratch / "folders" / FIRST, SECOND: scratch / "folders" / SECOND}
    for name, folder in spaces.items():
        shutil.copytree(SAMPLE, folder)
        with open(folder / APP_FILE, "a", encoding="utf-8") as file:
            file.write(f"\n# {name}\n")
    return spaces


def forget(folders):
    """Lets the kernel drop what it keeps of these files, so that they come from the disk."""
    for folder in folders:
        for place, _, files in os.walk(folder):
            for name in files:
                path = os.path.join(place, name)
                if os.path.islink(path):
                    continue
                descriptor = os.open(path, os.O_RDONLY)
                os.fdatasync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(descriptor)


def make_environment(**more):
    """Without what would change what Python and the apps do; where packages come from stays as it is set."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GRADIO_", "HF_", "PYTHON"))}
    return {**kept, **{key: str(value) for key, value in more.items()}}


class Store:
    """Where Spaceport has its Spaces and packages, for one round."""

    def __init__(self, options, folder):
        self.cli, self.spaces = options.cli, folder / "data/spaceport/spaces"
        self.environment = make_environment(
            XDG_DATA_HOME=folder / "data", XDG_CACHE_HOME=folder / "cache", XDG_STATE_HOME=folder / "state",
            UV_CACHE_DIR=folder / "cache/spaceport/uv", SPACEPORT_UV=options.uv, SPACEPORT_SPACES_DIR="/nonexistent",
            SPACEPORT_EXTENSIONS_DIR="/nonexistent")

    def version(self, name):
        space = self.spaces / name
        return space / "versions" / read_json(space / "space.json")["current"]


# ---- installs ----------------------------------------------------------


class InstallBySpaceport:
    def __init__(self, options, folder):
        self.folder, self.store = folder, Store(options, folder)

    def commands(self, name, source):
        return [[self.store.cli, "space", "install", "--yes", "--quiet", str(source)]], self.store.environment

    def made(self, name):
        return self.store.version(name) / "environment"


class InstallByHand:
    """An environment made with pip or uv, whose cache is empty at first, too."""

    def __init__(self, options, folder, tool):
        self.options, self.folder, self.tool = options, folder, tool
        self.environment = make_environment(PIP_CACHE_DIR=folder / "cache", UV_CACHE_DIR=folder / "cache",
                                            PIP_DISABLE_PIP_VERSION_CHECK=1)

    def commands(self, name, source):
        made = self.made(name)
        if self.tool == "uv":
            return [[self.options.uv, "venv", "--quiet", "--no-project", "--python", PYTHON, str(made)],
                    [self.options.uv, "pip", "install", "--quiet", "--python", str(made / "bin/python"),
                     *REQUIREMENTS]], self.environment
        return [[PYTHON, "-m", "venv", str(made)],
                [str(made / "bin/pip"), "install", "--quiet", *REQUIREMENTS]], self.environment

    def made(self, name):
        return self.folder / name


def run_command(command, environment, timeout, log):
    with open(log, "wb") as out:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                   start_new_session=True)
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise Failure(f"out of time after {timeout} s") from None
        finally:
            end(process)
    if status != 0:
        raise Failure(f"status {status}: {log.read_text(errors='replace').strip()[-300:]}")


def install(installer, name, source, options, log):
    before = disk_mib(installer.folder)
    commands, environment = installer.commands(name, source)
    began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        run_command(command, environment, options.timeout, log)
    wall, usage = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime - used.ru_utime - used.ru_stime
    packages = distributions(installer.made(name))
    if "gradio" not in packages or "humanize" not in packages:
        raise Failure(f"what was installed are {len(packages)} packages without those it needs")
    return {"wall_s": wall, "cpu_s": cpu, "disk_mib": disk_mib(installer.folder) - before, "packages": len(packages)}


# ---- starts ------------------------------------------------------------


class Start:
    """Something that starts the Space. `used` are folders with files that a start reads."""

    def stop(self, process):
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            pass
        end(process)

    def parts(self, process):
        return parts_of_space(process.pid)


class StartBySpaceport(Start):
    def __init__(self, store):
        self.store, self.bytecode = store, store.spaces / FIRST / "home/.cache/bytecode"
        self.used = [store.version(FIRST), self.bytecode]


class StartByCli(StartBySpaceport):
    """“space run”: it prints the address when the app answers."""

    def start(self):
        return subprocess.Popen([self.store.cli, "space", "run", "--quiet", FIRST], env=self.store.environment,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                start_new_session=True)

    def wait(self, process, limit, row):
        address = process.stdout.readline().strip()
        row["address_ms"] = time.monotonic() * 1e3
        if not address:
            raise Failure(process.stderr.read().strip()[-300:] or "it ended without an address")
        ask_form(address)


class StartByWindow(StartBySpaceport):
    """The window with the Space's page. It tells its states itself, see “The window” in README.md."""

    def __init__(self, options, store):
        super().__init__(store)
        self.program = options.window

    def start(self):
        environment = {**self.store.environment, "SPACEPORT_BENCH": "1", "GSK_RENDERER": "cairo"}
        return subprocess.Popen([self.program, "space:" + FIRST], env=environment, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)

    def wait(self, process, limit, row):
        lines = Lines(process.stdout)
        if not lines.wait_for("interactive", limit - time.monotonic(), process):
            raise Failure("it could not be used; it came to " + (", ".join(lines.marks) or "nothing"))
        row.update(address_ms=lines.marks["first-frame"])


class StartByPython(Start):
    """“python main.py” in the Space's own environment: nothing of Spaceport is in the way."""

    def __init__(self, store, scratch):
        self.version, self.folder = store.version(FIRST), scratch / "python"
        self.bytecode = self.folder / "bytecode"
        self.used = [self.version, self.bytecode]

    def start(self):
        self.port = peers.free_port()
        environment = make_environment(
            GRADIO_SERVER_PORT=self.port, GRADIO_ANALYTICS_ENABLED=False, GRADIO_SSR_MODE=False, HF_HUB_OFFLINE=1,
            GRADIO_TEMP_DIR=self.folder / "files", PYTHONPYCACHEPREFIX=self.bytecode, NO_PROXY="*", no_proxy="*")
        return subprocess.Popen([str(self.version / "environment/bin/python"), APP_FILE], cwd=self.version / "app",
                                env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, start_new_session=True)

    def wait(self, process, limit, row):
        address = f"http://127.0.0.1:{self.port}/"
        while not self.listens() or not peers.answers(address + "config"):
            if process.poll() is not None or time.monotonic() > limit:
                raise Failure("it did not answer")
            time.sleep(0.01)
        row["address_ms"] = time.monotonic() * 1e3
        ask_form(address)

    def listens(self):
        """Asked for much cheaper than an answer, which would slow down what is measured."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def parts(self, process):
        return {"space": list(session(process.pid))}


def ask_form(address):
    """Gets what a form is made of."""
    if "components" not in json.loads(peers.get(address + "config", 60)):
        raise Failure("its configuration has no components")
    if "/count" not in json.loads(peers.get(address + "gradio_api/info", 60))["named_endpoints"]:
        raise Failure("its endpoint is missing")


def start(target, case, options):
    if case == "start-first":
        shutil.rmtree(target.bytecode, ignore_errors=True)
    elif case == "start-disk":
        forget(target.used)
    row, began = {}, time.monotonic()
    process = target.start()
    watchdog = signal.signal(signal.SIGALRM, lambda number, _: process.kill())
    signal.alarm(int(options.timeout))
    try:
        target.wait(process, began + options.timeout, row)
        row["form_ms"] = (time.monotonic() - began) * 1e3
        row["address_ms"] -= began * 1e3
        for part, pids in target.parts(process).items():
            row[f"{part}_cpu_s"], row[f"{part}_read_mib"] = cpu_s(pids), read_mib(pids)
        time.sleep(1)
        for part, pids in target.parts(process).items():
            row[f"{part}_rss_mib"], row[f"{part}_pss_mib"] = memory_mib(pids)
            row[f"{part}_processes"] = len(pids)
        return row
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, watchdog)
        target.stop(process)


# ---- the run -----------------------------------------------------------


def turns(names, number):
    """Who begins changes from round to round."""
    at = number % max(len(names), 1)
    return names[at:] + names[:at]


class Bench:
    def __init__(self, options, scratch, log):
        self.options, self.scratch, self.log = options, scratch, log

    def told(self, case, target, number, function, *arguments):
        """One measurement, and its line."""
        row = {"case": case, "target": target, "round": number, "load": os.getloadavg()[0]}
        try:
            row.update(function(*arguments))
        except (Failure, OSError, ValueError) as error:
            row["why"] = str(error) or type(error).__name__
        self.log.write(json.dumps(row) + "\n")
        self.log.flush()
        print(f"{case:15} {target:7} {number}  " + space_report.summary(row), file=sys.stderr, flush=True)

    def installers(self, folder):
        makers = {"cli": lambda: InstallBySpaceport(self.options, folder / "cli"),
                  "uv": lambda: InstallByHand(self.options, folder / "uv", "uv"),
                  "pip": lambda: InstallByHand(self.options, folder / "pip", "pip")}
        return {name: makers[name]() for name in makers if name in self.options.targets}

    def install_all(self):
        """Returns Spaceport's store of the last round."""
        spaces, store = make_spaces(self.scratch), None
        for number in range(self.options.installs):
            folder = self.scratch / f"installs-{number}"
            found = self.installers(folder)
            for name in turns(list(found), number):
                (folder / name).mkdir(parents=True)
                for case, space in (("install-first", FIRST), ("install-second", SECOND)):
                    self.told(case, name, number, install, found[name], space, spaces[space], self.options,
                              self.scratch / "log")
            if number + 1 < self.options.installs:
                shutil.rmtree(folder)
            else:
                store = found["cli"].store
        return store

    def start_all(self, store):
        makers = {"cli": lambda: StartByCli(store), "window": lambda: StartByWindow(self.options, store),
                  "python": lambda: StartByPython(store, self.scratch)}
        found = {name: makers[name]() for name in makers if name in self.options.targets}
        for case in ("start-first", "start", "start-disk"):
            for number in range(self.options.rounds):
                for name in turns(list(found), number):
                    self.told(case, name, number, start, found[name], case, self.options)


def raise_priority(nice):
    """All that is measured inherits it."""
    os.setpriority(os.PRIO_PROCESS, 0, nice)
    grouped = pathlib.Path("/proc/sys/kernel/sched_autogroup_enabled")
    if grouped.exists() and grouped.read_text().strip() == "1":
        print("spaces: --nice has little effect here: the scheduler weighs sessions first", file=sys.stderr)


def run(options):
    if options.nice:
        raise_priority(options.nice)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="spaces-bench-"))
    options.results.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(options.results, "a", encoding="utf-8") as log:
            bench = Bench(options, scratch, log)
            bench.start_all(bench.install_all())
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def parse():
    parser = argparse.ArgumentParser(usage=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    runs = verbs.add_parser("run", usage=__doc__)
    runs.add_argument("--cli", required=True)
    runs.add_argument("--uv", required=True)
    runs.add_argument("--results", required=True, type=pathlib.Path)
    runs.add_argument("--window")
    runs.add_argument("--targets", default="window,python,uv,pip")
    runs.add_argument("--installs", type=int, default=2)
    runs.add_argument("--rounds", type=int, default=5)
    runs.add_argument("--nice", type=int, default=0)
    runs.add_argument("--timeout", type=float, default=300)
    verbs.add_parser("table", usage=__doc__).add_argument("results", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    if options.verb == "run":
        options.targets = {"cli", *options.targets.split(",")} - (set() if options.window else {"window"})
        options.installs = max(options.installs, 1)
    return options


def main():
    options = parse()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if options.verb == "table":
        sys.exit(0 if space_report.table(options.results) else 1)
    run(options)


if __name__ == "__main__":
    main()
