# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs that are measured, each behind the same verbs: an adapter in adapters/NAME.json is one peer."""
import json
import pathlib
import re
import socket
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
NEAR = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PLACEHOLDERS = {"url", "endpoint", "n", "file", "dir", "fn_index", "here"}


class Peer:
    def __init__(self, path):
        adapter = json.loads(path.read_text())
        self.name, self.about, self.verbs = path.stem, adapter["about"], adapter["verbs"]
        self.environment = adapter.get("env", {})
        self.blind = adapter.get("blind", False)  # interprets nothing: only its traffic can be checked
        self.framed = not adapter.get("unframed", False)  # its uploads are multipart
        self.skipped = adapter.get("skip", "-")
        self.sizes = adapter.get("sizes", {})

    def missing(self, programs):
        words = json.dumps([self.verbs, self.environment])
        return set(re.findall(r"{(\w+)}", words)) - PLACEHOLDERS - set(programs)

    def takes(self, name, case):
        return (case.verb in self.verbs and not re.fullmatch(self.skipped, name)
                and (not case.only or self.name in case.only))

    def count(self, name, case):
        """How often the case repeats for this peer: fewer times where it would take minutes."""
        return next((size["n"] for pattern, size in self.sizes.items() if re.fullmatch(pattern, name)), case.n)

    def command(self, case, values):
        words = []
        for word in self.verbs[case.verb]:
            if word == "{json...}":
                words += case.args
            elif word == "{files...}":
                words += [values["file"]] * values["n"]
            else:
                words.append(expand(word, values))
        return words


def expand(word, values):
    return re.sub(r"{(\w+)}", lambda match: str(values[match[1]]), word)


def load(programs, wanted):
    """The peers whose programs are there, and (name, what is missing) of the others."""
    found, left_out = {}, []
    for path in sorted((HERE / "adapters").glob("*.json")):
        peer = Peer(path)
        missing = peer.missing(programs)
        if wanted and peer.name not in wanted:
            continue
        if missing:
            left_out.append((peer, sorted(missing)))
        else:
            found[peer.name] = peer
    return found, left_out


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url, timeout=20):
    with NEAR.open(url, timeout=timeout) as answer:
        return answer.read()


def answers(url):
    try:
        return bool(get(url))
    except OSError:
        return False
