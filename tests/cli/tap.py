# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the cases of a test of the command line, one after the other, and prints TAP."""
import traceback


def run(cases):
    """cases: (name, function without arguments). Returns how many failed; the others still run."""
    print(f"1..{len(cases)}", flush=True)
    failed = 0
    for number, (name, case) in enumerate(cases, 1):
        try:
            case()
            print(f"ok {number} {name}", flush=True)
        except Exception:
            failed += 1
            print("# " + traceback.format_exc().replace("\n", "\n# "))
            print(f"not ok {number} {name}", flush=True)
    return failed
