# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured, and what is to be reached."""
import dataclasses

VERSIONS = {"g6": "6.31.0", "g5": "5.49.1", "g4": "4.44.1"}
CLIENTS = ("py", "js", "js1", "gr")  # curl and the limits interpret nothing

FN_INDEX = {"/predict": 0, "/stream_text": 1, "/stream_chat": 2, "/stream_number": 3, "/progress": 4,
            "/size_of": 5, "/make_file": 6}


@dataclasses.dataclass(frozen=True)
class Case:
    verb: str
    app: str  # a fixture of the replay server, or @ and the name of a real server
    about: str
    endpoint: str = "/predict"
    args: tuple = ()
    n: int = 1
    file: str = ""  # "10k" or "1g"
    figure: str = "wall"  # what of the result is compared
    expect: str = ""  # must be in the output
    prepare: int = 0  # the stream of so many messages is rendered before the clock starts
    only: tuple = ()  # peers, when not all take part


@dataclasses.dataclass(frozen=True)
class Target:
    """The project's figure is at most `most` times that of `peer`; or, for a quantity, at most `most`."""
    peer: str
    most: float

    QUANTITIES = ("connections", "memory", "growth")


def info(app, about, expect="", **more):
    return Case("info", app, about, expect=expect, **more)


def stream(endpoint, n, about, **more):
    return Case("stream", "small", about, endpoint, (str(n),), prepare=n, **more)


def growing():
    """A8: ever larger, to see whether the cost grows with the size alone."""
    ours = {"only": ("spaceport", "soup")}
    for n in (1000, 2000, 4000, 8000, 16000, 32000):
        yield f"A8t{n}", stream("/stream_text", n, f"{n} appends to a text", **ours)
        yield f"A8c{n}", stream("/stream_chat", n, f"{n} appends inside a chat message", **ours)
    for app, n in (("c100", 100), ("c300", 300), ("c1000", 1000), ("large", 3000), ("c10000", 10000)):
        yield f"A8i{n}", info(app, f"endpoint list of an app of {n} components", **ours)


def real():
    """B: the same against real servers, of which the time is most of the answer."""
    for name, version in VERSIONS.items():
        server = "@" + name
        yield f"B1{name}", info(server, f"endpoint list, Gradio {version}", "stream_text")
        yield f"B2{name}", Case("predict", server, f"one call, Gradio {version}", args=('"hi"',), expect="hi")
        yield f"B3{name}", Case("bench-calls", server, f"30 calls in sequence, Gradio {version}: median latency",
                                args=('"hi"',), n=30, figure="p50_ms", expect='"calls"')


CASES = {
    "A0": info("small", "the idle client: connects and ends", only=("spaceport",)),
    "A1s": info("small", "cold start to endpoint list, 7 endpoints, 53 KB", "stream_text"),
    "A1l": info("large", "cold start to endpoint list, 500 endpoints, 3,000 components, 8.8 MB", "endpoint_492"),
    "A2": Case("predict", "small", "one call, whole process", args=('"hi"',), expect="hi"),
    "A2l": Case("predict", "large", "one call on the large app, whole process", args=('"hi"',), expect="hi"),
    "A3": Case("bench-calls", "small", "500 calls in sequence, warm: median latency of a call", args=('"hi"',),
               n=500, figure="p50_ms", expect='"calls"'),
    "A4": Case("bench-jobs", "small", "200 jobs at once, which end together when all have joined",
               args=('"barrier:200:hi"',), n=200, figure="wall_s", expect='"calls"'),
    "A4r": Case("bench-jobs", "small", "200 jobs at once, each ends 50 ms after it joined", args=('"delay:50:hi"',),
                n=200, figure="wall_s", expect='"calls"'),
    "A5t": stream("/stream_text", 20000, "20,000 appends to a text"),
    "A5c": stream("/stream_chat", 20000, "20,000 appends inside a chat message"),
    "A5n": stream("/stream_number", 20000, "20,000 full values"),
    "A5p": stream("/progress", 20000, "20,000 progress messages of three levels"),
    "A6u": Case("upload", "small", "upload of 1 GiB, whole process", "/size_of", file="1g"),
    "A6d": Case("download", "small", "download of 1 GiB, whole process", "/make_file", ("1024",)),
    "A7": Case("uploads", "small", "1,000 uploads of 10 KB", "/size_of", n=1000, file="10k"),
    **dict(growing()),
    **dict(real()),
}

AHEAD = (Target("py", 1), Target("js", 1), Target("gr", 1))
START = (Target("soup", 1.5), Target("py", 1 / 40))
LARGE = (*AHEAD[:2], Target("gr", 1 / 2))
JOBS = (*AHEAD, Target("connections", 8))
STREAM = (Target("js", 1 / 2), Target("gr", 1), Target("py", 1 / 10), Target("memory", 8))
FILE = (Target("curl", 1.2), Target("memory", 16))

# Ratios of medians within one run. Memory is MiB of the peak above that of A0. Growth is the cost of each further message
# or component among the largest sizes, over that among the smaller ones: 1 when the cost is linear.
TARGETS = {
    "A1s": START, "A2": START, "A1l": LARGE, "A2l": LARGE,
    "A3": (Target("soup", 1.3), Target("py", 1 / 10), Target("gr", 1 / 2), Target("js", 1)),
    "A4": JOBS, "A4r": JOBS,
    "A5t": STREAM, "A5c": STREAM, "A5n": STREAM, "A5p": STREAM,
    "A6u": FILE, "A6d": FILE,
    "A7": (Target("curl", 2), *AHEAD, Target("js1", 1)),
    "A8t32000": (Target("growth", 1.5),), "A8c32000": (Target("growth", 1.5),), "A8i10000": (Target("growth", 1.5),),
}
