# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of spaces.py."""
import collections
import json
import statistics

INSTALLS = {
    "install-first": "the first Space, from an empty cache",
    "install-second": "another Space with the same packages",
}
STARTS = {
    "start-first": "the first start: Python compiles all packages",
    "start": "a later start",
    "start-disk": "a later start with nothing of the Space in memory",
}
TARGETS = ("cli", "window", "python", "uv", "pip")
OWN = ("program", "bwrap", "supervisor")  # what Spaceport adds to the Space
INSTALL_COLUMNS = (("wall_s", "s", 1), ("cpu_s", "CPU s", 1), ("disk_mib", "MiB on disk", 1),
                   ("packages", "packages", 0))
START_COLUMNS = (("address_ms", "first sign", 0), ("form_ms", "form", 0), ("own_cpu_s", "CPU s, own", 2),
                 ("space_cpu_s", "of the Space", 2), ("space_read_mib", "MiB read", 0))


def own(row, figure):
    """Adds up what is not the Space's, or nothing when it was not measured."""
    parts = [row[f"{part}_{figure}"] for part in OWN if f"{part}_{figure}" in row]
    return sum(parts) if parts else None


def summary(row):
    """A line about one run."""
    if "why" in row:
        return "failed: " + row["why"]
    if "wall_s" in row:
        return (f"{row['wall_s']:7.1f} s  cpu {row['cpu_s']:6.1f} s  {row['disk_mib']:7.1f} MiB  "
                f"{row['packages']} packages")
    memory = own(row, "pss_mib")
    return (f"form {row['form_ms']:7.0f} ms  cpu {own(row, 'cpu_s') or 0:5.2f} + {row['space_cpu_s']:5.2f} s  "
            f"{'' if memory is None else f'{memory:5.1f} + '}{row['space_pss_mib']:5.1f} MiB")


class Figures:
    """Medians of the runs that did not fail."""

    def __init__(self, paths):
        self.rows = collections.defaultdict(lambda: collections.defaultdict(list))
        for path in paths:
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                row["own_cpu_s"] = own(row, "cpu_s")
                self.rows[row["case"]][row["target"]].append(row)

    def values(self, cases, target, key):
        return [row[key] for case in cases for row in self.rows[case][target] if row.get(key) is not None]

    def median(self, cases, target, key):
        values = self.values(cases, target, key)
        return statistics.median(values) if values else None

    def failed(self):
        return [row for by_target in self.rows.values() for rows in by_target.values() for row in rows if "why" in row]


def cell(value, digits):
    return "-" if value is None else f"{value:.{digits}f}"


def print_cases(figures, cases, columns, fastest):
    """`fastest` is the key of which the least value is told, too."""
    print(f"{'case':15} {'target':8}" + "".join(f"{title:>14}" for _, title, _ in columns) + f"{'fastest':>10}   runs")
    for case, about in cases.items():
        for target in TARGETS:
            if not figures.rows[case][target]:
                continue
            values = figures.values([case], target, fastest)
            digits = dict((key, digits) for key, _, digits in columns)[fastest]
            print(f"{case:15} {target:8}"
                  + "".join(f"{cell(figures.median([case], target, key), digits):>14}" for key, _, digits in columns)
                  + f"{cell(min(values, default=None), digits):>10}{len(values):>7}   {about}")


def print_memory(figures):
    """What rests in memory while the Space does nothing, of all its starts."""
    print(f"{'':24}" + "".join(f"{part:>14}" for part in OWN) + f"{'together':>14}{'the Space':>14}")
    for target in ("cli", "window", "python"):
        for kind in ("pss", "rss"):
            parts = [figures.median(STARTS, target, f"{part}_{kind}_mib") for part in OWN]
            space = figures.median(STARTS, target, f"space_{kind}_mib")
            known = [part for part in parts if part is not None]
            if space is not None:
                print(f"{target:15} {kind.upper() + ' MiB':8}" + "".join(f"{cell(part, 1):>14}" for part in parts)
                      + f"{cell(sum(known) if known else None, 1):>14}{cell(space, 1):>14}")


def print_comparison(figures):
    for case in INSTALLS:
        ours = figures.median([case], "cli", "wall_s")
        for tool in ("uv", "pip"):
            theirs = figures.median([case], tool, "wall_s")
            if ours and theirs:
                print(f"{case:15} {'cli':6} takes {ours / theirs:.2f} times as long as {tool}")
    for case in STARTS:
        plain = figures.median([case], "python", "form_ms")
        for target in ("cli", "window"):
            ours = figures.median([case], target, "form_ms")
            if ours and plain:
                print(f"{case:15} {target:6} takes {ours / plain:.2f} times as long as Python alone, {ours - plain:+.0f} ms")


def table(paths):
    """Prints it all. Returns whether nothing failed."""
    figures = Figures(paths)
    print("\nInstalling, medians:\n")
    print_cases(figures, INSTALLS, INSTALL_COLUMNS, "wall_s")
    print("\nFrom the start of the process, medians in ms:\n")
    print_cases(figures, STARTS, START_COLUMNS, "form_ms")
    print("\nMemory a second after the form is there, medians:\n")
    print_memory(figures)
    print()
    print_comparison(figures)
    failed = figures.failed()
    for row in failed:
        print(f"{row['case']}, {row['target']}, round {row['round']} failed: {row['why']}")
    return not failed
