# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of results: every figure beside the peers' and the limits', and what is reached."""
import collections
import json
import re
import statistics

from cases import CASES, CLIENTS, TARGETS, Target

COLUMNS = ("spaceport", *CLIENTS, "curl", "soup", "soupfetch", "raw")
OURS = "spaceport"


def read(paths):
    """The rows by case and peer."""
    rows = collections.defaultdict(lambda: collections.defaultdict(list))
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows[row["case"]][row["peer"]].append(row)
    return rows


class Figures:
    """Medians of the runs that passed their checks."""

    def __init__(self, rows, figure):
        self.rows, self.figure = rows, figure

    def median(self, name, peer, key):
        good = [row[key] for row in self.rows[name][peer] if row["ok"] and key in row]
        return statistics.median(good) if good else None

    def value(self, name, peer):
        """Seconds; for fewer repetitions than the case has, as if there had been all."""
        case = CASES[name]
        own = "cpu" if self.figure == "cpu" else case.figure
        good = []
        for row in self.rows[name][peer]:
            if not row["ok"]:
                continue
            value = row.get(own, row["wall"])  # a program that repeats nothing by itself has only the whole
            if own == "p50_ms" and "p50_ms" in row:
                value /= 1000
            elif own == "p50_ms":
                value /= row["n"]
            good.append(value * (case.n / row["n"] if own in ("wall", "cpu") else 1))
        return statistics.median(good) if good else None

    def connections(self, name):
        good = [row["server"]["connections"] for row in self.rows[name][OURS] if row["ok"]]
        return statistics.median(good) if good else None

    def memory(self, name):
        idle, peak = self.median("A0", OURS, "rss_mib"), self.median(name, OURS, "rss_mib")
        return None if idle is None or peak is None else peak - idle

    def growth(self, name):
        """How much dearer a further message is among the largest of a series than among those before."""
        series = re.fullmatch(r"(A8\w)\d+", name)[1]
        sizes = sorted(int(other[len(series):]) for other in CASES if re.fullmatch(series + r"\d+", other))
        cost = {size: self.median(f"{series}{size}", OURS, "cpu") for size in sizes}
        if None in cost.values():
            return None
        first, middle, last = sizes[0], sizes[-2], sizes[-1]
        before = (cost[middle] - cost[first]) / (middle - first)
        return (cost[last] - cost[middle]) / (last - middle) / before if before > 0 else None

    def verdict(self, name, target):
        """A line: the figure, the limit, and whether it is reached."""
        if target.peer in Target.QUANTITIES:
            reached = getattr(self, target.peer)(name)
            what = {"connections": "connections", "memory": "MiB above the idle client",
                    "growth": "times the cost of a further one"}[target.peer]
        else:
            ours, theirs = self.value(name, OURS), self.value(name, target.peer)
            reached = None if ours is None or theirs is None else ours / theirs
            what = f"of {target.peer}"
        if reached is None:
            return None, f"{'':9}  not measured: {what}, at most {target.most:.3g}"
        good = reached <= target.most
        return good, f"{'':9}  {'reached    ' if good else 'NOT REACHED'} {reached:8.3f} {what}, at most {target.most:.3g}"


def cell(figures, name, peer):
    rows = figures.rows[name].get(peer)
    if not rows:
        return "-"
    value = figures.value(name, peer)
    if value is None:
        return "failed"
    failed = sum(not row["ok"] for row in rows)
    return f"{value * 1e3:.2f}" + (f" ({failed}!)" if failed else "")


def complain(rows):
    for name, by_peer in rows.items():
        for peer, runs in by_peer.items():
            bad = [row["why"] for row in runs if not row["ok"]]
            if bad:
                print(f"{name}, {peer}: {len(bad)} of {len(runs)} failed: {bad[0]}")


def table(paths, figure="wall"):
    rows = read(paths)
    figures = Figures(rows, figure)
    columns = [peer for peer in COLUMNS if any(rows[name].get(peer) for name in rows)]
    kind = "processor time of the whole process" if figure == "cpu" else "time, of a call in A3 and B3"
    print(f"\nMedians in ms: {kind}. (N!): so many runs failed and are not in the median.\n")
    print(f"{'case':9}" + "".join(f"{peer:>13}" for peer in columns) + "   peak MiB")
    counts = collections.Counter()
    for name in [name for name in CASES if name in rows]:
        peak = figures.median(name, OURS, "rss_mib")
        print(f"{name:9}" + "".join(f"{cell(figures, name, peer):>13}" for peer in columns)
              + f"{peak or 0:11.1f}   {CASES[name].about}")
        for target in TARGETS.get(name, ()):
            good, line = figures.verdict(name, target)
            counts[good] += 1
            print(line)
    complain(rows)
    print(f"\n{counts[True]} reached, {counts[False]} not reached, {counts[None]} not measured")
