#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure Gradio clients side by side, whole processes in rotation, and say what is reached.

usage: bench.py run --programs FILE --results FILE [option...]
         --cases REGEX    (default: A.*; B.* needs real servers)
         --peers A,B      only these beside spaceport; “bench.py cases” names them
         --rounds N       (default 5)
         --nice N         priority of what is measured; below 0 it needs root
         --timeout SEC    of one run (default 30)
         --servers DIR    Python environments with Gradio, for the cases B
       bench.py table [--figure wall|cpu] RESULTS...
       bench.py cases

Each run of a program is a line of JSON in the results. A run that fails a check
(wrong value, missing file, lost job, out of time) counts as failed, never as fast.
With --figure cpu the processor time of the whole process is compared in place of
the time that passed, which says little while the computer is busy with other things.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import peers
import report
from cases import CASES, FN_INDEX, TARGETS, VERSIONS
from peers import answers, get

HERE = peers.HERE
FIXTURES = (HERE / "fixtures", HERE.parent / "data")
MIB = 1 << 20


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"bench: {what} did not come up in {seconds} s")
        time.sleep(0.05)


class Servers:
    """The replay server, and the real ones as cases ask for them."""

    def __init__(self, options, programs, scratch):
        self.options, self.scratch, self.running, self.real = options, scratch, [], {}
        port = scratch / "port"
        self.start([programs["replay"], "-fixtures", ",".join(map(str, FIXTURES)), "-portfile", str(port)],
                   {"GOGC": "400"})
        wait_for(lambda: port.exists() and port.read_text(), 20, "the replay server")
        self.replay = "http://127.0.0.1:" + port.read_text()
        for app in {case.app for case in CASES.values() if not case.app.startswith("@")}:
            get(f"{self.replay}/{app}/config")  # the first answer is put together, the others are only sent

    def start(self, command, environment):
        nice = self.options.nice
        self.running.append(subprocess.Popen(
            command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=(lambda: os.setpriority(os.PRIO_PROCESS, 0, nice)) if nice else None))

    def url(self, case):
        """The address of the app of a case, or None when that server is not installed."""
        if not case.app.startswith("@"):
            return f"{self.replay}/{case.app}"
        return self.real.get(case.app) or self.start_real(case.app)

    def start_real(self, name):
        python = self.options.servers / VERSIONS[name[1:]] / "bin/python"
        if not python.exists():
            return None
        port = peers.free_port()
        url = self.real[name] = f"http://127.0.0.1:{port}"
        self.start([str(python), str(HERE / "apps/bench_app.py"), str(port)],
                   {"GRADIO_TEMP_DIR": str(self.scratch / "files"), "NO_PROXY": "*"})
        wait_for(lambda: answers(url + "/config"), 60, "Gradio " + VERSIONS[name[1:]])
        return url

    def prepare(self, case):
        get(self.replay + "/replay/reset")
        if case.prepare:
            get(f"{self.replay}/replay/prepare?fn={case.endpoint[1:]}&n={case.prepare}")

    def statistics(self, case):
        """What the replay server saw of the peer, less the harness's own requests."""
        seen = json.loads(get(self.replay + "/replay/stats"))
        for key in ("connections", "requests"):
            seen[key] -= 2 if case.prepare else 1
        return seen

    def stop(self):
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait()


def raise_session(nice):
    """The scheduler weighs sessions first, then the processes in one."""
    try:
        os.setsid()
    except OSError:
        pass  # it leads one already
    try:
        pathlib.Path("/proc/self/autogroup").write_text(str(nice))
    except OSError as error:
        print(f"bench: --nice has little effect here: {error}", file=sys.stderr)


def make_files(scratch, names):
    files = {}
    for name, size in (("10k", 10240), ("1g", 1 << 30)):
        if any(CASES[case].file == name for case in names):
            files[name] = scratch / f"upload-{name}.bin"
            block = os.urandom(min(size, MIB))
            with open(files[name], "wb") as file:
                for _ in range(max(1, size // MIB)):
                    file.write(block)
    return files


def measure(timed, command, environment, options, scratch):
    """Runs a command through limits/timed.c. Gives the kernel's figures and the output."""
    usage, output = scratch / "usage", scratch / "output"
    with open(output, "wb") as out:
        subprocess.run([timed, str(usage), str(options.timeout), str(options.nice), *command], check=True,
                       stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, env=environment)
    row = json.loads(usage.read_text())
    row.update(cpu=row["user"] + row["sys"], rss_mib=row.pop("rss_kib") / 1024)
    return row, output.read_text(errors="replace")


def read_figures(text):
    """What the program itself says of its times, in one of its last lines."""
    for line in reversed(text.strip().splitlines()[-3:]):
        if line.startswith("{") and '"wall_s"' in line:
            return {key: value for key, value in json.loads(line).items() if isinstance(value, (int, float))}
    return {}


def check_stream(case, row, text):
    n = case.prepare
    if row.get("messages", n) < n:
        return f"only {row['messages']} of {n} messages"
    spare = {"/stream_text": 2, "/stream_chat": 400}.get(case.endpoint)
    if spare and not 5 * n <= row.get("final_chars", 0) <= 5 * n + spare:
        return f"the final value has {row.get('final_chars')} characters"
    if case.endpoint == "/stream_number" and "final_chars" not in row and str(n - 1) not in text[-200:]:
        return "the final value is not in the output"
    return ""


def check_upload(peer, row, size, n):
    seen = row["server"]
    if seen["upload_bytes"] < size * n:
        return f"only {seen['upload_bytes']} of {size * n} bytes came"
    if peer.framed and seen["upload_files"] != n:
        return f"{seen['upload_files']} of {n} files came"
    return ""


def check(case, peer, row, text, n, files, folder):
    """What is wrong with a run, or nothing."""
    if row["status"] != 0:
        return f"status {row['status']}: {text.strip()[-120:]}"
    if case.expect and not peer.blind and case.expect not in text:
        return "the output lacks " + case.expect
    if case.verb == "stream" and not peer.blind:
        return check_stream(case, row, text)
    if case.verb in ("upload", "uploads"):
        return check_upload(peer, row, files[case.file].stat().st_size, n)
    if case.verb == "download":
        size = int(case.args[0]) * MIB
        if not any(path.is_file() and path.stat().st_size == size for path in folder.rglob("*")):
            return "no file of the right size was written"
    return ""


class Bench:
    def __init__(self, options, programs, servers, scratch, names):
        self.options, self.programs, self.servers, self.scratch = options, programs, servers, scratch
        self.files = make_files(scratch, names)

    def run_once(self, name, peer, url):
        case, folder = CASES[name], self.scratch / "out"
        n = peer.count(name, case)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        values = {**self.programs, "here": HERE, "url": url, "endpoint": case.endpoint, "n": n, "dir": folder,
                  "file": self.files.get(case.file), "fn_index": FN_INDEX[case.endpoint]}
        environment = {**os.environ, "TMPDIR": str(self.scratch), "GRADIO_TEMP_DIR": str(folder),
                       **{key: peers.expand(word, values) for key, word in peer.environment.items()}}
        replayed = not case.app.startswith("@")
        if replayed:
            self.servers.prepare(case)
        row, text = measure(self.programs["timed"], peer.command(case, values), environment, self.options,
                            self.scratch)
        if replayed:
            row["server"] = self.servers.statistics(case)
        row.update(read_figures(text))
        why = check(case, peer, row, text, n, self.files, folder)
        row.update(case=name, peer=peer.name, n=n, ok=not why, why=why, load=os.getloadavg()[0])
        return row

    def run_case(self, name, found, log):
        case = CASES[name]
        url = self.servers.url(case)
        if url is None:
            print(f"{name}: left out, there is no Gradio {VERSIONS[case.app[1:]]} in {self.options.servers}")
            return
        taking = [peer for peer in found.values() if peer.takes(name, case)]
        for number in range(self.options.rounds):
            at = number % max(len(taking), 1)
            for peer in taking[at:] + taking[:at]:
                row = {**self.run_once(name, peer, url), "round": number}
                log.write(json.dumps(row) + "\n")
                log.flush()
                print(f"{name:9} {peer.name:10} {row['wall']:8.3f} s  cpu {row['cpu']:7.3f} s  "
                      f"{row['rss_mib']:7.1f} MiB  {row['why']}", file=sys.stderr, flush=True)


def choose(pattern):
    names = [name for name in CASES if re.fullmatch(pattern, name)]
    if not names:
        raise SystemExit(f"bench: no case is named {pattern}; “bench.py cases” lists them")
    if "A0" not in names and any(target.peer == "memory" for name in names for target in TARGETS.get(name, ())):
        names.insert(0, "A0")
    return names


def run(options):
    programs = json.loads(options.programs.read_text())
    wanted = {*options.peers.split(","), "spaceport"} if options.peers else None
    found, left_out = peers.load(programs, wanted)
    for peer, missing in left_out:
        print(f"bench: without {peer.about}: there is no {', '.join(missing)}", file=sys.stderr)
    names = choose(options.cases)
    if options.nice:
        raise_session(options.nice)
    options.results.parent.mkdir(parents=True, exist_ok=True)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir="/dev/shm"))  # no disk in the figures
    servers = None
    try:
        servers = Servers(options, programs, scratch)
        bench = Bench(options, programs, servers, scratch, names)
        with open(options.results, "a", encoding="utf-8") as log:
            for name in names:
                bench.run_case(name, found, log)
    finally:
        if servers:
            servers.stop()
        shutil.rmtree(scratch, ignore_errors=True)


def list_cases():
    for name, case in CASES.items():
        print(f"{name:9} {case.verb:12} {case.about}")
    for path in sorted((HERE / "adapters").glob("*.json")):
        print(f"{path.stem:9} peer         {peers.Peer(path).about}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    verbs = parser.add_subparsers(dest="verb", required=True)
    runs = verbs.add_parser("run", usage=__doc__)
    runs.add_argument("--programs", type=pathlib.Path, required=True)
    runs.add_argument("--results", type=pathlib.Path, required=True)
    runs.add_argument("--cases", default="A.*")
    runs.add_argument("--peers")
    runs.add_argument("--rounds", type=int, default=5)
    runs.add_argument("--nice", type=int, default=0)
    runs.add_argument("--timeout", type=int, default=30)
    runs.add_argument("--servers", type=pathlib.Path,
                      default=os.environ.get("SPACEPORT_SERVERS") or HERE.parent.parent / "build/servers")
    tables = verbs.add_parser("table", usage=__doc__)
    tables.add_argument("--figure", choices=("wall", "cpu"), default="wall")
    tables.add_argument("results", nargs="+", type=pathlib.Path)
    verbs.add_parser("cases", usage=__doc__)
    options = parser.parse_args()
    if options.verb == "run":
        run(options)
    elif options.verb == "table":
        report.table(options.results, options.figure)
    else:
        list_cases()


if __name__ == "__main__":
    main()
