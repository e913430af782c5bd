# SPDX-License-Identifier: GPL-3.0-or-later
"""The streams that the window is measured with: what it costs to show an answer while it comes."""
import statistics
import subprocess
import time
import urllib.request
from dataclasses import dataclass

from processes import cpu_s, end, pss_mib, session


@dataclass(frozen=True)
class Stream:
    """One answer. `rate` is in tokens a second, 0 for as fast as they are read."""
    app: str
    endpoint: str
    tokens: int
    rate: int
    about: str


STREAMS = {
    "chat5000": Stream("streamchat", "stream_chat", 5000, 0, "5,000 tokens of a chat at once"),
    "chat20000": Stream("streamchat", "stream_chat", 20000, 0, "20,000 of them"),
    "chat50ps": Stream("streamchat", "stream_chat", 750, 50, "a chat at 50 tokens a second"),
    "text5000": Stream("streamtext", "stream_text", 5000, 0, "5,000 tokens of a Textbox"),
    "markdown5000": Stream("streammarkdown", "stream_text", 5000, 0, "5,000 tokens of Markdown"),
}
MOST_MS = 1500
MOST_CPU_S = 1.5
MOST_SHARE = 5  # percent of a processor, of a stream with a rate
MOST_GROWTH = 1.25  # of the processor time for a token, in a stream of four times the length


class Replay:
    """Answers the streams in front of a real server, so that the server is not what is measured."""

    def __init__(self, program, url, stream, port):
        self.url = f"http://127.0.0.1:{port}/"
        self.process = subprocess.Popen([str(program), "-fixtures", "", "-listen", f"127.0.0.1:{port}", "-upstream", url],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        start_new_session=True)
        limit = time.monotonic() + 20
        while not self.control(f"rate?per_s={stream.rate}"):
            if self.process.poll() is not None or time.monotonic() > limit:
                raise SystemExit("gui: the replay server did not come up")
            time.sleep(0.05)
        self.control(f"prepare?fn={stream.endpoint}&n={stream.tokens}")

    def control(self, what):
        try:
            with urllib.request.urlopen(f"{self.url}replay/{what}", timeout=60) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self):
        end(self.process)


def measure(stream, process, lines, timeout):
    """What one answer costs, from the press of the button to the last value on the screen."""
    process.stdin.write(b"page\n")
    process.stdin.flush()
    if not lines.wait_for("page", timeout, process):
        return {"why": "the app's own page was not shown"}
    time.sleep(1)
    before = cpu_s(session(process.pid))
    process.stdin.write(f"run /{stream.endpoint} [{stream.tokens}]\n".encode())
    process.stdin.flush()
    if not lines.wait_for("stream-finished", timeout, process):
        return {"why": "the stream did not end"}
    cpu = cpu_s(session(process.pid)) - before
    fields = lines.fields["stream-finished"]
    if fields["tokens"] != stream.tokens:
        return {"why": f"{fields['tokens']:.0f} tokens instead of {stream.tokens}"}
    return {"stream_cpu_s": cpu, "stream_share": cpu / (fields["wall_ms"] / 1000) * 100,
            "stream_pss_mib": pss_mib(session(process.pid)), **{f"stream_{key}": fields[key] for key in fields}}


def limits(case):
    """(key, most, what) of what is to be reached."""
    if STREAMS[case].rate > 0:
        yield "stream_share", MOST_SHARE, "percent of a processor"
    elif STREAMS[case].tokens <= 5000:
        yield "stream_wall_ms", MOST_MS, "ms from the press to the last token"
        yield "stream_cpu_s", MOST_CPU_S, "s of processor"


def growth(rows, long="chat20000", short="chat5000"):
    """How much more a token costs in a long stream; None when one of them was not measured."""
    cost = {}
    for case in (long, short):
        found = [row["stream_cpu_s"] for row in rows.get(case, []) if "stream_cpu_s" in row and row["round"] > 0]
        if not found:
            return None
        cost[case] = statistics.median(found) / STREAMS[case].tokens
    return cost[long] / cost[short]
