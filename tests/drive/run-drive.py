#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses an app by scripts and looks at what comes out: run-drive.py SPACEPORT-CLI FILE.json

The app is the one at GRADIO_TEST_URL. FILE.json is an object of cases; each case is a run of the program and a session of
its own, in this order: a list of steps as `spaceport-cli drive` takes them, or an object with

  steps     the list
  options   of the program; {folder} in them stands for a folder that all cases of the file share
  exit      its exit status, 0 without
  stderr    a part of what it says on standard error
  versions  prefixes of the Gradio versions that it is for, all without
  needs     programs without which it is left out; spaceport-script is the one that runs scripts of apps
  sometime  a list; each element fits the line of some dump that has no `expect`: for what comes and goes

A step that dumps has what is wanted in `expect`, a step of any kind may say `why` it is there; the program gets neither.
{"repeat": N, "steps": [...]} stands for these steps, N times over. Paths in {"$file": PATH} begin in tests/.

What is wanted is compared as a whole. Where a value cannot be foreseen one of these stands for it:

  {"$any": true}            anything
  {"$regex": "..."}         a text that the expression fits as a whole
  {"$between": [a, b]}      a number
  {"$members": {...}}       an object with these members at least
  {"$includes": [...]}      a list in which each of these is found, in this order
  {"$not": ...}             anything else
  {"$set": [...]}           a list of these in any order
  {"$text": ...}            content of a chat message: a list with one text in it from Gradio 6 on, the text itself before
  {"$same": "name"}         what the first one of this name in the case was
  {"$find": [how, what]}    something that fits `what`, in what is inside of an object that has the members of `how`

Prints TAP.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
PATIENCE = 240  # seconds, for a case


def fits_object(want, have):
    return isinstance(have, dict) and all(name in have and fits(value, have[name]) for name, value in want.items())


def fits_list(want, have):
    return isinstance(have, list) and len(want) == len(have) and all(map(fits, want, have))


def includes(want, have):
    rest = iter(have) if isinstance(have, list) else iter(())
    return all(any(fits(value, other) for other in rest) for value in want)


def is_set(want, have):
    """Whether each of @want has one of @have for itself."""
    if not want or not isinstance(have, list) or len(want) != len(have):
        return want == have == []
    return any(fits(want[0], other) and is_set(want[1:], have[:i] + have[i + 1:]) for i, other in enumerate(have))


def find(how, have):
    """Every object inside of @have with these members."""
    if fits_object(how, have):
        yield have
    for value in have.values() if isinstance(have, dict) else have if isinstance(have, list) else ():
        yield from find(how, value)


def is_same(name, have):
    return fits(KNOWN.setdefault(name, have), have)


def is_content(want, have):
    if os.environ["GRADIO_TEST_VERSION"].startswith(("4.", "5.")):
        return fits(want, have)
    return fits([{"text": want, "type": "text"}], have)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


KNOWN = {}  # what the names of `$same` stand for in this case
SPECIAL = {
    "$any": lambda want, have: True,
    "$regex": lambda want, have: isinstance(have, str) and re.fullmatch(want, have, re.DOTALL) is not None,
    "$between": lambda want, have: is_number(have) and want[0] <= have <= want[1],
    "$members": fits_object,
    "$includes": includes,
    "$set": is_set,
    "$same": is_same,
    "$text": is_content,
    "$not": lambda want, have: not fits(want, have),
    "$find": lambda want, have: any(fits(want[1], found) for found in find(want[0], have)),
}


def fits(want, have):
    if isinstance(want, dict) and len(want) == 1 and next(iter(want)) in SPECIAL:
        name, argument = next(iter(want.items()))
        return SPECIAL[name](argument, have)
    if isinstance(want, dict):
        return isinstance(have, dict) and want.keys() == have.keys() and fits_object(want, have)
    if isinstance(want, list):
        return fits_list(want, have)
    return want == have and isinstance(want, bool) == isinstance(have, bool)


def find_files(value):
    if isinstance(value, dict) and list(value) == ["$file"]:
        return {"$file": str(TESTS / value["$file"])}
    if isinstance(value, dict):
        return {name: find_files(member) for name, member in value.items()}
    if isinstance(value, list):
        return [find_files(element) for element in value]
    return value


def unroll(steps):
    for step in steps:
        if "repeat" in step:
            yield from list(unroll(step["steps"])) * step["repeat"]
        else:
            yield step


def to_script(steps):
    return [find_files({name: value for name, value in step.items() if name not in ("expect", "why")}) for step in steps]


def show(value):
    return json.dumps(value, ensure_ascii=False)[:3000]


def run(program, folder, case):
    """What is wrong, line by line."""
    KNOWN.clear()
    steps = list(unroll(case["steps"]))
    options = [option.replace("{folder}", folder) for option in case.get("options", [])]
    try:
        done = subprocess.run([program, "drive", *options, os.environ["GRADIO_TEST_URL"], "-"],
                              input=json.dumps(to_script(steps)), text=True, encoding="utf-8", stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=PATIENCE)
    except subprocess.TimeoutExpired as expired:
        return [f"it does not end: {expired.stdout!r} {expired.stderr!r}"]
    wrong = []
    if done.returncode != case.get("exit", 0):
        wrong.append(f"the exit status is {done.returncode}, not {case.get('exit', 0)}")
    if case.get("stderr", "") not in done.stderr or bool(done.stderr) != bool(case.get("stderr")):
        wrong.append(f"standard error: {done.stderr!r}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    dumps = [(number, step) for number, step in enumerate(steps, 1) if "dump" in step]
    if len(lines) < len(dumps) - (1 if case.get("exit") else 0):
        wrong.append(f"only {len(lines)} lines were printed")
    for (number, step), line in zip(dumps, lines):
        if "expect" in step and not fits(step["expect"], line):
            wrong += [f"step {number} wants {show(step['expect'])}", f"step {number} gives {show(line)}"]
    passing = [line for (_, step), line in zip(dumps, lines) if "expect" not in step]
    for want in case.get("sometime", []):
        if not any(fits(want, line) for line in passing):
            wrong += [f"there never was {show(want)}", f"there was {show(passing)}"]
    return wrong


def why_not(case):
    version = os.environ["GRADIO_TEST_VERSION"]
    path = os.pathsep.join((os.environ.get("SPACEPORT_SCRIPT_DIR", ""), os.environ["PATH"]))
    missing = [name for name in case.get("needs", []) if shutil.which(name, path=path) is None]
    if missing:
        return "no " + missing[0]
    if not any(version.startswith(prefix) for prefix in case.get("versions", [""])):
        return "not for Gradio " + version
    return None


def main():
    program, path = sys.argv[1], pathlib.Path(sys.argv[2])
    only = sys.argv[3:]
    cases = json.loads(path.read_text(encoding="utf-8"))
    print(f"1..{len(cases)}", flush=True)
    failed = False
    with tempfile.TemporaryDirectory(prefix="spaceport-drive-") as folder:
        for number, (name, case) in enumerate(cases.items(), 1):
            case = case if isinstance(case, dict) else {"steps": case}
            skip = "not asked for" if only and name not in only else why_not(case)
            wrong = [] if skip else run(program, folder, case)
            failed |= bool(wrong)
            print("not ok" if wrong else "ok", number, f"/{path.stem}/{name}", *([f"# SKIP {skip}"] if skip else []))
            print("".join(f"# {line}\n" for line in wrong), end="", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
