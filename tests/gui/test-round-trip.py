#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every endpoint of the kitchen sink: its form filled in, run, and the value that arrived at the
server checked by the server; then what functions give, and null, as they are shown.

What the user types, ticks, chooses or pastes is put in so. The rest is given as JSON, and goes
through the widget all the same: back in the form it is the widget that holds the value.

usage: with-server VERSION APP.py -- gui-session -- test-round-trip.py [CASE...]
"""
import os
import re
import sys
import tempfile

import gui_test
from gui_test import MEDIA, Form, Interface, Program, json_rows, need, run_tests, texts

FILE_KINDS = ("image", "simpleimage", "audio", "video", "playablevideo", "file", "model3d")


# What is typed, ticked, chosen or pasted; all others are given as JSON.
TYPED_KINDS = FILE_KINDS + ("textbox", "simpletextbox", "number", "slider", "checkbox", "checkboxgroup", "radio",
                            "dropdown", "simpledropdown", "code", "markdown", "colorpicker", "datetime", "timer",
                            "html", "json", "label")

# Those whose output shows nothing: /info has no place for the first, the value of the other is a choice of the user.
FACELESS_OUTPUTS = ("workflowcanvas", "dataset")

# Those that have words for nothing. The others have an empty field, or a choice of nothing.
SAYS_EMPTY = FILE_KINDS + ("annotatedimage", "browserstate", "gallery", "highlightedtext", "imageeditor",
                           "imageslider", "json", "label", "markdown", "nativeplot", "plot", "timeseries")

# Members that tell what the rest is; nobody reads them.
SILENT_MEMBERS = ("role", "type", "mark", "datatypes", "metadata", "class_or_confidence", "options", "background",
                  "composite", "plot", "alt_text", "description", "default")


def is_sample(value):
    return isinstance(value, dict) and "$file" in value  # Gradio 3 also has how it is sent


def local_paths(value):
    """The paths of the files that a sample names."""
    if isinstance(value, list):
        return [path for v in value for path in local_paths(v)]
    if isinstance(value, dict) and not is_sample(value):
        return [path for v in value.values() for path in local_paths(v)]
    return [str(MEDIA / value["$file"])] if is_sample(value) else []


def is_mask(value):
    """A picture of Gradio 3 with what was drawn over it."""
    return isinstance(value, dict) and "mask" in value


def leaves(value):
    """The texts in a value that a reader must see."""
    if isinstance(value, dict):
        return [] if is_sample(value) else [
            leaf for name, v in value.items() if name not in SILENT_MEMBERS for leaf in leaves(v)]
    if isinstance(value, list):
        return [leaf for v in value for leaf in leaves(v)]
    return [value] if isinstance(value, str) and value.strip() else []


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


def last_word(text):
    return re.sub(r"<[^>]*>|[*$`]", "", row_text(text)).split()[-1]


def snapshot(node):
    """All that a part of the window tells, to be compared."""
    return {(n.role, word, "checked" in n.states or "selected" in n.states)
            for n in node.walk() if n.shown for word in (n.text, n.name, n.description)}


def words_of(node):
    """All that a part of the window says, to those who see and those who listen."""
    return [word for n in node.walk() if n.shown for word in (n.text, n.name, n.description) if word]


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
            if sides:
                chosen.append(case)
        return chosen

    def tests(self):
        only = sys.argv[1:]
        return [(case["name"], lambda case=case: self.round_trip(case)) for case in self.cases()
                if not only or case["name"] in only]

    def round_trip(self, case):
        if case["name"] == "dataset" and self.interface.version.startswith("3."):
            return "Gradio 3 does not take it from callers"
        if case["endpoint"] and case["samples"]:
            form = self.program.form(case["endpoint"])
            # The components are the same in all generations: one sample each shows what differs.
            samples = case["samples"] if self.all_samples else case["samples"][:1]
            for sample, name in in_order(samples):
                self.send(form, case, sample, row_text(name))
        self.check_given(case)
        return None

    def check_given(self, case):
        """What a function gives is seen, and None is seen to be nothing."""
        give, null = (case[key] if case[key] and case[key][1:] in self.interface.dependencies else None
                      for key in ("give", "null"))
        kinds = [kind for name in (give, null) if name for kind, _ in self.interface.components_of(name, "outputs")]
        if not kinds or kinds[0] in FACELESS_OUTPUTS:
            if null:
                self.program.form(null).run()
            return
        empty = snapshot(self.program.form(null).run()[0]) if null else set()
        if null and kinds[-1] in SAYS_EMPTY:
            need({word for _, word, _ in empty} & set(gui_test.EMPTY_WORDS), f"{null} shows {empty}")
        if give:
            self.program.form(give).run(when=lambda outputs: snapshot(outputs[0]) - empty,
                                        what=f"{give} to show more than {empty}")

    def send(self, form: Form, case, sample, wanted):
        (kind, props), = self.interface.components_of(case["endpoint"], "inputs")
        value = sample["send"]
        if kind in FILE_KINDS and props.get("file_count") == "directory":
            self.send_folder(form, props, local_paths(value), sample)
            return
        self.fill(form, kind, props, value)
        self.by_key = not self.by_key
        outputs = form.run(self.by_key, what=f"the verdict on {wanted!r}",
                           when=lambda outputs: row_text(verdict(outputs).get("matches", "").strip("“”")) == wanted
                           and "ok" in verdict(outputs))
        said = verdict(outputs)
        need(said["ok"] == "true", f"{case['name']}, {sample['label']}: the server says {said}")
        if len(outputs) > 1 and sample["send"] not in (None, "", []):
            kind, props = self.interface.components_of(case["endpoint"], "outputs")[0]
            self.check_shown(kind, props, sample["send"], outputs[0])

    def fill(self, form, kind, props, value):
        label = props.get("label") or self.no_label
        if kind not in TYPED_KINDS or is_mask(value) or (kind == "html" and not isinstance(value, str)):
            form.fill_json(self.no_label, self.as_json(value))
        elif kind in FILE_KINDS:
            form.fill(label, kind, local_paths(value), props)
        else:
            form.fill(label, kind, value, props)

    def as_json(self, value):
        """A sample with its files as those of the server, which JSON can name."""
        if is_sample(value):
            return self.interface.upload(MEDIA / value["$file"], value.get("$as"))
        if isinstance(value, dict):
            return {k: self.as_json(v) for k, v in value.items()}
        return [self.as_json(v) for v in value] if isinstance(value, list) else value

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
        elif kind == "nativeplot":
            good = any("chart" in word for word in words_of(output))
        elif props.get("type") == "password":
            good = bool(words)
        else:
            said = " ".join(words_of(output))
            good = all(last_word(leaf) in said for leaf in leaves(sent)) and bool(said)
        need(good, f"{sent!r} is shown as {words_of(output)}, checked {checked}")


def main():
    test = RoundTrip()
    with test.program:
        return run_tests(test.tests(), lambda: test.program)


if __name__ == "__main__":
    sys.exit(main())
