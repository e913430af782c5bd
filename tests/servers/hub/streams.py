# SPDX-License-Identifier: GPL-3.0-or-later
"""Streams of a Space: logs, runtime events, metrics."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta, timezone

from starlette.requests import Request
from starlette.responses import StreamingResponse

from .access import err, find_space, find_space_for_user
from .state import OPT, iso


def sse(gen):
    return StreamingResponse(gen, media_type="text/event-stream", headers={"Cache-Control": "no-cache"})


async def logs(request: Request):
    s, user, bad = find_space_for_user(request)
    if bad:
        return bad
    if not s.can_write(user):
        return err(403, "You don't have the rights to see the logs of this Space.")
    kind = request.path_params["kind"]
    if kind not in ("build", "run"):
        return err(400, "Invalid log type")
    tail = request.query_params.get("tail")
    t0 = datetime.now(timezone.utc)  # real time: clients compare it with the Date header

    def event(text, when):
        return f"data: {json.dumps({'data': text + chr(10), 'timestamp': iso(when)})}\n\n".encode()

    async def gen():
        stage = s.rt.current()
        if kind == "build":
            old = s.build_log if stage != "NO_APP_FILE" else []
            if stage == "BUILD_ERROR":
                old = old[:4] + [
                    "\x1b[31mERROR: Could not find a version that satisfies the requirement\x1b[0m",
                    "--> ERROR: process did not complete successfully: exit code: 1",
                ]
        else:
            old = [
                "===== Application Startup at 2026-08-20 09:00:10 =====",
                "",
                "Downloading model:   0%|          | 0.00/1.00G\rDownloading model: 100%|██████████| 1.00G/1.00G",
                "* Running on local URL:  http://0.0.0.0:7860",
            ]
            if stage == "RUNTIME_ERROR":
                old = old[:2] + [
                    "Traceback (most recent call last):",
                    '  File "/home/user/app/app.py", line 1, in <module>',
                    "    import torch",
                    "ModuleNotFoundError: No module named 'torch'",
                ]
            elif stage not in ("RUNNING", "RUNNING_BUILDING"):
                old = old[:1]
        lines = old[-int(tail) :] if tail else old
        for i, line in enumerate(lines):
            yield event(line, t0 - timedelta(seconds=len(lines) - i))
        n = 0
        while not await request.is_disconnected():
            await asyncio.sleep(OPT.log_interval)
            n += 1
            if kind == "run" and s.rt.current() == "RUNNING":
                yield event(f"request {n} handled in {n % 7 * 0.13:.2f}s", datetime.now(timezone.utc))
            elif kind == "build" and s.rt.current() == "BUILDING":
                yield event(f"step {n}", datetime.now(timezone.utc))
            else:
                yield b"data:\n\n"
            if OPT.log_limit and n >= OPT.log_limit:
                return

    return sse(gen())


async def events(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad

    async def gen():
        seen = -1
        while not await request.is_disconnected():
            s.rt.current()
            if s.rt.changes != seen:
                seen = s.rt.changes
                yield f"event: runtime\ndata: {json.dumps(s.rt.json(s))}\n\n".encode()
            await asyncio.sleep(0.1)

    return sse(gen())


async def metrics(request: Request):
    s, user, bad = find_space_for_user(request)
    if bad:
        return bad

    async def gen():
        n = 0
        while not await request.is_disconnected():
            n += 1
            data = {
                "cpu_usage_pct": round(20 + 15 * ((n % 10) / 10), 1),
                "cpu_millicores": 2000,
                "memory_used_bytes": 900_000_000 + n * 1_000_000,
                "memory_total_bytes": 17_179_869_184,
                "rx_bps": 1200 * n,
                "tx_bps": 800 * n,
                "gpus": {},
                "replica": "r0",
            }
            yield f"event: metric\ndata: {json.dumps(data)}\n\n".encode()
            await asyncio.sleep(OPT.log_interval)

    return sse(gen())
