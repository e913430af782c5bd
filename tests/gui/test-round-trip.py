#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every endpoint of the kitchen sink whose components the program has: filled in by its
widgets, run, and the value that arrived at the server checked by the server.

usage: with-server VERSION APP.py -- gui-session -- test-round-trip.py
"""
import os
import sys
import tempfile

import gui_test
from gui_test import MEDIA, Form, Interface, Program, json_rows, need, run_tests, texts

KINDS = {"textbox", "number", "slider", "checkbox", "checkboxgroup", "radio", "dropdown", "image", "audio",
         "file", "model3d", "json", "label", "markdown"}
FILE_KINDS = ("image", "audio", "file", "model3d")


def local_files(value):
    """A sample with the paths of the files it names."""
    if isinstance(value, dict) and "$file" in value:  # Gradio 3 also has how it is sent
        return str(MEDIA / value["$file"])
    if isinstance(value, list):
        return [local_files(v) for v in value]
    return value


def row_text(text):
    """How a row of JSON shows a text: on one line."""
    return " ".join(text.split())


def in_order(samples):
    """Samples, and what the server will call each: the first one that looks the same there.
    Two that look the same do not follow each other, so that each result is seen to come."""
    left, ordered = list(samples), []
    while left:
        last = ordered[-1][1] if ordered else None
        names = [next(s["label"] for s in samples if s["must_arrive"] == sample["must_arrive"])
                 for sample in left]
        best = next((i for i, name in enumerate(names) if name != last), 0)
        ordered.append((left.pop(best), names[best]))
    return ordered


def verdict(outputs):
    """The rows of the verdict by key; what is nested has other keys or comes later."""
    found = {}
    for row in json_rows(outputs[-1]):
        found.setdefault(row[0], row[1])
    return found


class RoundTrip:
    def __init__(self):
        self.interface = Interface(os.environ["GRADIO_TEST_URL"])
        self.program = Program(self.interface.url)
        self.by_key = False
        # What a field is called whose author gave it no name: Gradio 3 does not know the function's own.
        self.no_label = "param_0" if self.interface.version.startswith("3.") else "x"
        self.all_samples = os.environ["GRADIO_TEST_VERSION"].startswith("6.")

    def cases(self):
        chosen = []
        for case in self.interface.call("/cases"):
            sides = []
            if case["endpoint"]:
                sides += self.interface.components_of(case["endpoint"], "inputs")
                sides += self.interface.components_of(case["endpoint"], "outputs")
            elif case["give"]:
                name = case["give"] if case["give"][1:] in self.interface.dependencies else case["null"]
                sides += self.interface.components_of(name, "outputs")
            if sides and {kind for kind, _ in sides} <= KINDS and case["name"] != "imagemask":
                chosen.append(case)  # nothing here draws the masks of Gradio 3
        return chosen

    def tests(self):
        return [(case["name"], lambda case=case: self.round_trip(case)) for case in self.cases()]

    def round_trip(self, case):
        if case["endpoint"] and case["samples"]:
            form = self.program.form(case["endpoint"])
            # The components are the same in all generations: one sample each shows what differs.
            samples = case["samples"] if self.all_samples else case["samples"][:1]
            for sample, name in in_order(samples):
                self.send(form, case, sample, row_text(name))
        for key in ("give", "null"):
            if case[key] and case[key][1:] in self.interface.dependencies:
                outputs = self.program.form(case[key]).run()
                if key == "give":
                    need(self.has_content(case[key], outputs[0]), f"{case[key]} shows nothing: {texts(outputs[0])}")

    def send(self, form: Form, case, sample, wanted):
        (kind, props), = self.interface.components_of(case["endpoint"], "inputs")
        value = local_files(sample["send"])
        if kind in FILE_KINDS and props.get("file_count") == "directory":
            self.send_folder(form, props, value, sample)
            return
        form.fill(props.get("label") or self.no_label, kind, value, props)
        self.by_key = not self.by_key
        outputs = form.run(self.by_key, what=f"the verdict on {wanted!r}",
                           when=lambda outputs: verdict(outputs).get("matches", "").strip("“”") == wanted
                           and "ok" in verdict(outputs))
        said = verdict(outputs)
        need(said["ok"] == "true", f"{case['name']}, {sample['label']}: the server says {said}")
        if len(outputs) > 1 and sample["send"] not in (None, "", []):
            kind, props = self.interface.components_of(case["endpoint"], "outputs")[0]
            self.check_shown(kind, props, sample["send"], outputs[0])

    def send_folder(self, form, props, paths, sample):
        """A folder gives its files in the order of their names, not in the sample's."""
        folder = self.folder_with(paths)
        form.fill_files(props["label"], [folder])
        sums = {file["sha256"] for file in sample["must_arrive"]}
        form.run(when=lambda outputs: sums <= {row[1].strip("“”") for row in json_rows(outputs[-1])},
                 what="the files of the folder")

    def folder_with(self, paths):
        folder = tempfile.mkdtemp(prefix="upload-", dir=self.program.home)
        for path in paths:
            os.link(path, os.path.join(folder, os.path.basename(path)))
        return folder

    def check_shown(self, kind, props, sent, output):
        """The first output gives back what was sent."""
        words = texts(output)
        checked = {n.name for n in output.walk() if n.role in ("check-box", "radio-button") and
                   "checked" in n.states}
        if kind == "checkbox":
            good = bool(checked) == bool(sent)
        elif kind in ("checkboxgroup", "radio"):
            good = checked - {"Select All"} == set(gui_test.choice_labels(props, sent))
        elif kind in ("number", "slider") and isinstance(sent, (int, float)):
            spoken = [n.text for n in output.walk() if n.role == "spin-button"]
            good = abs(float(spoken[0]) - round(sent, 9)) <= 0.5 * (props.get("precision") == 0)
        elif kind == "image":
            good = any(n.role == "image" and n.shown for n in output.walk())
        elif kind in FILE_KINDS:
            good = any("." in word for word in words)
        elif kind in ("textbox", "markdown") and props.get("type") != "password":
            good = any(row_text(sent).split()[-1].strip("*$") in word for word in words)
        else:
            good = bool(words)
        need(good, f"{sent!r} is shown as {words}, checked {checked}")

    def has_content(self, endpoint, output):
        (kind, props), = self.interface.components_of(endpoint, "outputs")
        heading = {props.get("label"), "output_0"}
        return (any(word not in heading for word in texts(output)) or
                any("checked" in n.states or n.role in ("slider", "image") for n in output.walk() if n.shown))


def main():
    test = RoundTrip()
    with test.program:
        return run_tests(test.tests(), lambda: test.program)


if __name__ == "__main__":
    sys.exit(main())
