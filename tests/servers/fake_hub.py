#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small stand-in for the Hugging Face Hub, for tests that must run without internet.

It answers the part of the Hub's HTTP API that a Spaces browser and an offline installer need, with
the same paths, headers and JSON keys, from two sources:

  * a catalogue of made-up Spaces (500 by default, the same for the same --seed);
  * real little repositories from a folder:  <folder>/<owner>/<name>/...files...
    with optional settings in                <folder>/<owner>/<name>.fake.json

Needs only what every Gradio environment has: starlette, uvicorn, httpx, PyYAML.

    python fake_hub.py --spaces hub-spaces --port 0         # or tests/servers/with-hub
    HF_ENDPOINT=http://127.0.0.1:<port> hf spaces ls        # or the application under test

The first line on standard output is one JSON object with the addresses, tokens and the process id.
Everything listens on 127.0.0.1 only. Nothing is written to disk.

Tokens: hf_tester (write), hf_tester_read (read only), hf_pro (PRO user), hf_stranger.
Control calls for tests live under /_fake/ (list them with GET /_fake/help).

This file is the program and its options; the parts of the Hub are the modules of hub/.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Route

from hub.control import fill
from hub.edge import open_edge, stop_app
from hub.files import cdn_file
from hub.gate import Gate
from hub.listeners import SERVERS, listen, serve
from hub.routes import ROUTES
from hub.state import OPT, STATE


async def main():
    fill()
    hub_sock, cdn_sock = listen(OPT.port), listen(OPT.cdn_port)
    scheme = "https" if OPT.certfile else "http"
    host = OPT.public_name
    STATE.endpoint = f"{scheme}://{host}:{hub_sock.getsockname()[1]}"
    # another host name, not only another port: some clients compare host names to decide about credentials
    STATE.cdn = f"http://{'127.0.0.1' if host == 'localhost' else 'localhost'}:{cdn_sock.getsockname()[1]}"
    stop = asyncio.Event()
    for sig in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sig, stop.set)
    SERVERS.append(asyncio.create_task(serve(Gate(Starlette(routes=ROUTES)), hub_sock, tls=True)))
    SERVERS.append(
        asyncio.create_task(serve(Gate(Starlette(routes=[Route("/{sha}", cdn_file)]), origin="cdn"), cdn_sock))
    )
    for s in list(STATE.spaces.values()):
        await open_edge(s)
    await asyncio.sleep(0.05)
    line = json.dumps(
        {
            "endpoint": STATE.endpoint,
            "cdn": STATE.cdn,
            "pid": os.getpid(),
            "spaces": len(STATE.spaces),
            "tokens": {t: i["user"] for t, i in STATE.tokens.items()},
            "oauth_client_id": "spaceport-test",
            "hosts": {s.id: s.host for s in STATE.spaces.values() if s.edge_port},
        }
    )
    print(line, flush=True)
    if OPT.ready_file:
        Path(OPT.ready_file).write_text(line)
    await stop.wait()
    for s in STATE.spaces.values():
        stop_app(s)
    for t in SERVERS:
        t.cancel()
    await asyncio.wait(SERVERS, timeout=2)


def options(argv=None):
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--port", type=int, default=0)
    p.add_argument("--cdn-port", type=int, default=0)
    p.add_argument("--spaces", type=Path, help="folder of sample Spaces; without it one built-in Space is served")
    p.add_argument("--count", type=int, default=500, help="made-up Spaces")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument(
        "--page-size", type=int, default=100, help="entries per page of /api/spaces when the client gives no limit"
    )
    p.add_argument("--tree-page", type=int, default=1000)
    p.add_argument("--lfs-threshold", type=int, default=10 * 1024 * 1024)
    p.add_argument("--build-time", type=float, default=3.0, help="virtual seconds in BUILDING")
    p.add_argument("--start-time", type=float, default=2.0, help="virtual seconds in APP_STARTING")
    p.add_argument("--speed", type=float, default=1.0, help="virtual seconds per real second")
    p.add_argument("--log-interval", type=float, default=1.0)
    p.add_argument("--log-limit", type=int, default=0, help="end log streams after N ticks (0: never)")
    p.add_argument("--cdn-ttl", type=float, default=3600, help="virtual seconds a signed link stays valid")
    p.add_argument("--token-ttl", type=int, default=28800)
    p.add_argument("--device-ttl", type=int, default=300)
    p.add_argument(
        "--device-interval",
        type=int,
        default=0,
        help="seconds between two polls that the device answer asks for (0: it does not say)",
    )
    p.add_argument(
        "--slow-down", type=float, default=0, help="answer slow_down when a device polls faster than this many seconds"
    )
    p.add_argument("--auto-approve", metavar="USER", help="OAuth consent pages approve at once as this user")
    p.add_argument("--allow-like", action="store_true")
    p.add_argument(
        "--paid-plans", action="store_true", help="duplicating compute Spaces needs a PRO account, as on the real Hub"
    )
    p.add_argument(
        "--no-resolve-cache",
        dest="resolve_cache",
        action="store_false",
        help="serve small files directly, without the 307",
    )
    p.add_argument("--xet-headers", action="store_true", help="announce Xet storage (there is none behind it)")
    p.add_argument("--default-upstream", help="address given as the host of made-up Gradio Spaces")
    p.add_argument("--python", help='interpreter for sample Spaces with "run" in their fake.json')
    p.add_argument("--certfile")
    p.add_argument("--keyfile")
    p.add_argument("--public-name", default="127.0.0.1")
    p.add_argument("--ready-file")
    p.parse_args(argv, OPT)


if __name__ == "__main__":
    options()
    asyncio.run(main())
