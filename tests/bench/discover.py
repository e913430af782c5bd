# SPDX-License-Identifier: GPL-3.0-or-later
"""Discover, measured with the many Spaces of the stand-in for the Hub (tests/servers/fake_hub.py)."""
import json
import os
import pathlib
import subprocess
import time

from processes import cpu_s, end, pss_mib, session

SERVERS = pathlib.Path(__file__).resolve().parent.parent / "servers"
CASES = {"discover500": (500, "500 Spaces in Discover")}
MOST_FIRST_MS = 200
MOST_GROWTH_MIB = 32  # of the cards that GTK keeps around what is seen, and the facts of all Spaces
MOST_CARDS = 400


class Hub:
    """The stand-in, which answers at once."""

    def __init__(self, python, case, scratch):
        command = [str(python), str(SERVERS / "fake_hub.py"), "--spaces", str(SERVERS / "hub-spaces"), "--count",
                   str(CASES[case][0])]
        self.process = subprocess.Popen(command, cwd=scratch, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, start_new_session=True,
                                        env={**os.environ, "NO_PROXY": "*", "HF_HUB_OFFLINE": "1",
                                             "PYTHONDONTWRITEBYTECODE": "1"})
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("gui: the Hub did not come up")
        self.endpoint = json.loads(line)["endpoint"]


def say(process, line):
    process.stdin.write(line + b"\n")
    process.stdin.flush()


def measure(process, lines, timeout):
    """From the answer to the first cards, then to the end of all Spaces and what is kept of them."""
    try:
        if not lines.wait_for("first-frame", timeout, process):
            return {"why": "no window"}
        time.sleep(2)
        say(process, b"discover")
        if not lines.wait_for("discovered", timeout, process):
            return {"why": "no cards"}
        first = lines.fields["discovered"]
        time.sleep(2)
        row = {"discover_first_ms": first["answer_ms"], "pss_mib": pss_mib(session(process.pid))}
        before = cpu_s(session(process.pid))
        say(process, b"scroll")
        if not lines.wait_for("scrolled", timeout, process):
            return {"why": "the end was not reached"}
        last = lines.fields["scrolled"]
        row["scroll_cpu_s"] = cpu_s(session(process.pid)) - before
        time.sleep(2)
        row["scrolled_mib"] = pss_mib(session(process.pid))
        row.update(discover_growth_mib=row["scrolled_mib"] - row["pss_mib"], discover_spaces=last["spaces"],
                   discover_cards=last["cards"])
        say(process, b"stalls")
        lines.wait_for("stalls", 5, process)
        row["scroll_stall_ms"] = max((stall["ms"] for stall in lines.stalls), default=0)
        row["scroll_stall_cpu_ms"] = max((stall["cpu"] for stall in lines.stalls), default=0)
        return row
    finally:
        end(process)


def limits():
    """(key, most, what) of what is to be reached."""
    yield "discover_first_ms", MOST_FIRST_MS, "ms from the answer to the first cards"
    yield "discover_growth_mib", MOST_GROWTH_MIB, "MiB more after the last Space"
    yield "discover_cards", MOST_CARDS, "cards alive then"
