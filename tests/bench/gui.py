#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the window beside a browser that shows the same app, in rotation, and say what is reached.

usage: gui.py run --spaceport PROGRAM --servers DIR --results FILE [option...]
         --cases A,B      (default: all; the TARGETS in this file, the CASES of discover.py, and with --replay the
                          STREAMS of streams.py)
         --replay PROGRAM replay/ as a program, for the streams
         --targets A,B    spaceport, spaceport-gl, chromium (default: spaceport,chromium)
         --rounds N       (default 3)
         --timeout SEC    of one start (default 90)
       gui.py table RESULTS...

Run it on a display of its own: tests/tools/gui-session -- gui.py run ...
Each start is a line of JSON in the results. Round 0 fills the caches and samples the memory all the time, for its peak;
its times are not counted.
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import chromium
import discover
import peers
import streams
from processes import cpu_s, end, pss_mib, session

HERE = peers.HERE
GRADIO = "6.31.0"

# Milliseconds from the start of the process until the app can be used, and MiB (PSS) when it rests.
TARGETS = {
    "kitchen300": (700, 160, "300 components"),
    "kitchen3000": (700, 700, "3,000 components on one page"),
    "tabs3000": (700, 250, "3,000 components in ten tabs"),
    "df100k": (1500, 300, "a table of 100,000 rows and 10 columns"),
    "gallery2000": (800, 200, "a gallery of 2,000 pictures"),
    "chat2000": (700, 170, "a chat of 2,000 messages"),
}
LONGEST_STALL_MS = 100
TURNS_OF_THE_WHEEL = 60


class Spaceport:
    """The window. It tells its states itself, see “The window” in README.md."""

    def __init__(self, options, renderer):
        self.program, self.environment = options.spaceport, {"SPACEPORT_BENCH": "1", "GSK_RENDERER": renderer}

    def start(self, url, case, profile):
        return self.popen([url], {})

    def start_discover(self, endpoint):
        return self.popen([], {"HF_ENDPOINT": endpoint})

    def popen(self, words, more):
        return subprocess.Popen([self.program, *words], env={**os.environ, **self.environment, **more},
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                start_new_session=True)


class Lines:
    """Reads marker lines; none can lie ahead of the time at which it came."""

    def __init__(self, pipe):
        self.marks, self.fields, self.stalls, self.changed = {}, {}, [], threading.Event()
        threading.Thread(target=self.read, args=(pipe,), daemon=True).start()

    def read(self, pipe):
        for line in pipe:
            words = line.decode(errors="replace").split()
            if len(words) < 3 or words[0] != "READY":
                continue
            fields = {key: float(value) for key, value in (word.split("=", 1) for word in words[3:])}
            if words[1] == "stall":
                self.stalls.append({"at": float(words[2]), **fields})
            else:
                self.marks[words[1]] = min(float(words[2]), time.monotonic() * 1e3)
                self.fields[words[1]] = fields
            self.changed.set()

    def wait_for(self, name, seconds, process):
        limit = time.monotonic() + seconds
        while name not in self.marks and time.monotonic() < limit and process.poll() is None:
            self.changed.wait(0.05)
            self.changed.clear()
        return name in self.marks


class Peak:
    """Looks at the memory all the time. It costs the target time, so only a round that is not counted has it."""

    def __init__(self, leader):
        self.mib, self.leader, self.over = 0, leader, threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.over.wait(0.03):
            self.mib = max(self.mib, pss_mib(session(self.leader)))

    def stop(self):
        self.over.set()
        self.thread.join()
        return self.mib


def turn_the_wheel():
    """Through what is in the middle of the window, with the server's own input events."""
    subprocess.run(["xdotool", "mousemove", "640", "500", "click", "--repeat", str(TURNS_OF_THE_WHEEL), "--delay", "30",
                    "5"], check=True)
    time.sleep(1)


def stalls_of(lines, begin, end_of_load):
    """The longest of those while loading and while scrolling, in ms of time and of processor."""
    found = {}
    for name, part in (("load", [s for s in lines.stalls if s["at"] <= end_of_load]),
                       ("scroll", [s for s in lines.stalls if s["at"] > end_of_load])):
        found[f"{name}_stalls"] = sum(s["ms"] > LONGEST_STALL_MS for s in part)
        found[f"{name}_stall_ms"] = max((s["ms"] for s in part), default=0)
        found[f"{name}_stall_cpu_ms"] = max((s.get("cpu", s["ms"]) for s in part), default=0)
    return found


def measure(target, case, url, number, options, scratch):
    if case in discover.CASES:
        process = target.start_discover(url)
        return discover.measure(process, Lines(process.stdout), options.timeout)
    profile = scratch / "profile"
    shutil.rmtree(profile, ignore_errors=True)
    profile.mkdir()
    begin = time.monotonic() * 1e3
    process = target.start(url, case, profile)
    peak = Peak(process.pid) if number == 0 else None
    lines, row = Lines(process.stdout), {}
    try:
        if not lines.wait_for("settled", options.timeout, process):
            return {"why": "it did not settle; it came to " + (", ".join(lines.marks) or "nothing")}
        row = {f"{name}_ms": ms - begin for name, ms in lines.marks.items()}
        row["cpu_s"] = cpu_s(session(process.pid))
        row.update({f"{name}_{key}": value for name in lines.fields for key, value in lines.fields[name].items()})
        time.sleep(1)
        row["pss_mib"] = pss_mib(session(process.pid))
        if peak is not None:
            row["peak_mib"] = peak.stop()
        if case in streams.STREAMS:
            return {**row, **streams.measure(streams.STREAMS[case], process, lines, options.timeout)}
        loaded = time.monotonic() * 1e3
        turn_the_wheel()
        row["scrolled_mib"] = pss_mib(session(process.pid))
        row["scroll_cpu_s"] = cpu_s(session(process.pid)) - row["cpu_s"]
        process.stdin.write(b"stalls\n")
        process.stdin.flush()
        lines.wait_for("stalls", 5, process)
        row.update(stalls_of(lines, begin, loaded))
        return row
    finally:
        if peak is not None:
            peak.stop()
        end(process)


class Server:
    """A real Gradio with one of the apps."""

    def __init__(self, options, case, scratch):
        port = peers.free_port()
        self.url, log = f"http://127.0.0.1:{port}/", scratch / "server.log"
        with open(log, "wb") as out:
            self.process = subprocess.Popen(
                [str(options.servers / GRADIO / "bin/python"), str(HERE / "apps/gui_apps.py"), case, str(port),
                 str(options.pictures)], stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
                env={**os.environ, "GRADIO_TEMP_DIR": str(scratch / "files"), "NO_PROXY": "*"})
        limit = time.monotonic() + 180
        while not peers.answers(self.url + "config"):
            if self.process.poll() is not None or time.monotonic() > limit:
                raise SystemExit(f"gui: the server of {case} did not come up: {log.read_text()[-400:]}")
            time.sleep(0.1)


def run(options):
    makers = {"spaceport": lambda: Spaceport(options, "cairo"), "spaceport-gl": lambda: Spaceport(options, "gl"),
              "chromium": lambda: chromium.Chromium(HERE / "page_probe.js")}
    targets = {name: makers[name]() for name in options.targets.split(",")}
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="gui-bench-"))
    options.pictures = options.pictures or scratch / "pictures"
    options.results.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(options.results, "a", encoding="utf-8") as log:
            for case in options.cases.split(","):
                if case in discover.CASES:
                    hub = discover.Hub(options.servers / GRADIO / "bin/python", case, scratch)
                    try:
                        run_case(case, {"spaceport": targets["spaceport"]}, hub.endpoint, options, scratch, log)
                    finally:
                        end(hub.process)
                    continue
                stream = streams.STREAMS.get(case)
                server, replay = Server(options, stream.app if stream else case, scratch), None
                try:
                    if stream:
                        replay = streams.Replay(options.replay, server.url, stream, peers.free_port())
                    run_case(case, {"spaceport": targets["spaceport"]} if stream else targets, (replay or server).url, options, scratch, log)
                finally:
                    if replay is not None:
                        replay.stop()
                    end(server.process)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def run_case(case, targets, url, options, scratch, log):
    names = list(targets)
    for number in range(options.rounds + 1):
        at = number % len(names)
        for name in names[at:] + names[:at]:
            row = measure(targets[name], case, url, number, options, scratch)
            row.update(case=case, target=name, round=number, load=os.getloadavg()[0])
            log.write(json.dumps(row) + "\n")
            log.flush()
            print(f"{case:12} {name:13} {number}  " + (row.get("why") or summary(row)), file=sys.stderr, flush=True)


def summary(row):
    if "discover_cards" in row:
        return (f"first cards {row['discover_first_ms']:4.0f} ms  {row['discover_spaces']:.0f} Spaces  "
                f"{row['discover_cards']:.0f} cards  {row['pss_mib']:6.1f} MiB, at last {row['scrolled_mib']:6.1f} MiB")
    if "stream_wall_ms" in row:
        return (f"stream {row['stream_wall_ms']:6.0f} ms  cpu {row['stream_cpu_s']:5.2f} s  {row['stream_share']:3.0f} %  "
                f"{row['stream_frames']:.0f} frames, {row['stream_dropped']:.0f} dropped, at most "
                f"{row['stream_longest_ms']:.0f} ms  {row['stream_pss_mib']:6.1f} MiB")
    return (f"interactive {row['interactive_ms']:6.0f} ms  content {row['content_ms']:6.0f} ms  "
            f"cpu {row['cpu_s']:5.2f} s  {row['pss_mib']:6.1f} MiB")


COLUMNS = [("first-frame_ms", "first frame"), ("interactive_ms", "interactive"), ("content_ms", "content"),
           ("settled_ms", "settled"), ("cpu_s", "CPU s"), ("pss_mib", "PSS MiB"), ("peak_mib", "peak MiB"),
           ("scrolled_mib", "scrolled"), ("load_stall_ms", "stall, load"), ("scroll_stall_ms", "scroll"),
           ("scroll_stall_cpu_ms", "its CPU"), ("stream_wall_ms", "stream ms"), ("stream_cpu_s", "stream CPU"),
           ("stream_share", "% of CPU"), ("stream_dropped", "dropped"), ("stream_longest_ms", "longest ms"),
           ("discover_first_ms", "first cards"), ("discover_cards", "cards")]


def cell(rows, key):
    """The median of the counted rounds; the peak of round 0, the only one that has it."""
    values = [row[key] for row in rows if key in row and (row["round"] > 0 or key == "peak_mib")]
    if not values:
        return "-"
    digits = 2 if key in ("cpu_s", "stream_cpu_s") else 0
    return f"{statistics.median(values):.{digits}f}"


def table(paths):
    rows = collections.defaultdict(lambda: collections.defaultdict(list))
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows[row["case"]][row["target"]].append(row)
    print("Medians; times in ms from the start of the process.\n")
    print(f"{'case':12} {'target':13}" + "".join(f"{title:>13}" for _, title in COLUMNS))
    missed = 0
    for case, by_target in rows.items():
        for name, found in by_target.items():
            print(f"{case:12} {name:13}" + "".join(f"{cell(found, key):>13}" for key, _ in COLUMNS))
            for row in found:
                if "why" in row:
                    print(f"{'':12} round {row['round']} failed: {row['why']}")
        missed += verdict(case, by_target.get("spaceport", []))
    missed += linear({case: by_target.get("spaceport", []) for case, by_target in rows.items()})
    print(f"\n{missed} not reached" if missed else "\nall reached")
    return missed == 0


def verdict(case, rows):
    """Prints what is reached. Returns how much is not; a run that failed reached nothing."""
    if case not in {**TARGETS, **discover.CASES, **streams.STREAMS} or not rows:
        return 0
    counted = [row for row in rows if row["round"] > 0 and "why" not in row]
    missed = sum("why" in row for row in rows)
    if not counted:
        print(f"{'':12} NOT REACHED: no run that counts")
        return max(missed, 1)
    for key, most, what in limits(case):
        missed += told(statistics.median(row[key] for row in counted), most, what)
    return missed


def limits(case):
    """(key, most, what) of what is to be reached."""
    if case in streams.STREAMS:
        about = streams.STREAMS[case].about
        return [(key, most, f"{what} ({about})") for key, most, what in streams.limits(case)]
    if case in discover.CASES:
        about = discover.CASES[case][1]
        return [(key, most, f"{what} ({about})") for key, most, what in discover.limits()]
    most_ms, most_mib, about = TARGETS[case]
    return [("interactive_ms", most_ms, f"ms until it can be used ({about})"),
            ("pss_mib", most_mib, f"MiB ({about})"),
            ("load_stall_ms", LONGEST_STALL_MS, f"ms of stall while it fills ({about})"),
            ("scroll_stall_ms", LONGEST_STALL_MS, f"ms of stall while it scrolls ({about})")]


def told(reached, most, what):
    """Prints whether it is reached. Returns whether it is not."""
    digits = 0 if most >= 10 else 2
    print(f"{'':12} {'reached    ' if reached <= most else 'NOT REACHED'} {reached:6.{digits}f} {what}, at most {most}")
    return reached > most


def linear(rows):
    growth = streams.growth(rows)
    return 0 if growth is None else told(growth, streams.MOST_GROWTH, "times as much for a token of a long chat")


def parse():
    parser = argparse.ArgumentParser(usage=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    runs = verbs.add_parser("run")
    runs.add_argument("--spaceport", required=True)
    runs.add_argument("--servers", required=True, type=pathlib.Path)
    runs.add_argument("--results", required=True, type=pathlib.Path)
    runs.add_argument("--cases")
    runs.add_argument("--replay", type=pathlib.Path)
    runs.add_argument("--targets", default="spaceport,chromium")
    runs.add_argument("--rounds", type=int, default=3)
    runs.add_argument("--timeout", type=float, default=90)
    runs.add_argument("--pictures", type=pathlib.Path, help="where those of the gallery are kept")
    verbs.add_parser("table").add_argument("results", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    if options.verb == "run" and options.cases is None:
        options.cases = ",".join([*TARGETS, *discover.CASES, *(streams.STREAMS if options.replay else [])])
    return options


def main():
    options = parse()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if options.verb == "table":
        sys.exit(0 if table(options.results) else 1)
    else:
        run(options)


if __name__ == "__main__":
    main()
