# SPDX-License-Identifier: GPL-3.0-or-later
"""The outermost layer: the log of requests, rate limits, faults that a test asked for."""

from __future__ import annotations

import asyncio
import fnmatch
import random
import secrets as pysecrets
import time

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from .access import BadToken, bearer, err, identity
from .state import CLOCK, STATE


class Gate:
    """Outermost layer: request log, rate-limit headers, faults asked for by a test, bad tokens."""

    def __init__(self, app, origin="hub"):
        self.app, self.origin = app, origin

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request = Request(scope)
        path = scope["path"]
        control = path.startswith("/_fake/")
        entry = {
            "origin": self.origin,
            "method": scope["method"],
            "path": path,
            "query": scope["query_string"].decode(),
            "auth": bearer(request) is not None,
            "ua": request.headers.get("user-agent", ""),
            "range": request.headers.get("range"),
            "inm": request.headers.get("if-none-match"),
            "t": time.time(),
            "status": 0,
        }
        if not control:
            STATE.log.append(entry)
        headers: list[tuple[bytes, bytes]] = [(b"x-request-id", f"Root=1-{pysecrets.token_hex(12)}".encode())]
        refused = None
        if not control and self.origin == "hub":
            bucket = (
                "resolvers"
                if "/resolve/" in path or "/resolve-cache/" in path
                else "api" if path.startswith("/api/") else "pages"
            )
            limit, window = STATE.limits[bucket]
            info = STATE.tokens.get(bearer(request) or "")
            if info and limit:
                limit *= 2
            key = (bucket, info["user"] if info else (scope.get("client") or ("?",))[0])
            now = CLOCK.now()
            slot = STATE.windows.setdefault(key, [now, 0])
            if now - slot[0] >= window:
                slot[:] = [now, 0]
            slot[1] += 1
            left, reset = max(0, limit - slot[1]), max(0, int(window - (now - slot[0])))
            headers += [
                (b"ratelimit", f'"{bucket}";r={left};t={reset}'.encode()),
                (b"ratelimit-policy", f'"fixed window";"{bucket}";q={limit};w={window}'.encode()),
            ]
            if slot[1] > limit:
                refused = JSONResponse(
                    {
                        "error": "We had to rate limit you. To continue using our service, create a HF account "
                        "or login to your existing account."
                    },
                    429,
                )
        chaos = STATE.chaos
        if not control and chaos and fnmatch.fnmatch(path, chaos.get("match", "*")):
            if chaos.get("latency_ms"):
                await asyncio.sleep(chaos["latency_ms"] / 1000)
            if chaos.get("offline"):
                entry["status"] = -1
                transport = getattr(getattr(receive, "__self__", None), "transport", None)  # uvicorn's request cycle
                if transport is not None:
                    transport.abort()  # the client sees the connection reset before any answer
                    return
                raise ConnectionAbortedError("fake hub: offline")  # another server: it answers 500
            n = chaos.get("fail_times")
            if chaos.get("fail_status") and (n is None or n > 0) and random.random() < chaos.get("fail_rate", 1.0):
                if n is not None:
                    chaos["fail_times"] = n - 1
                body = chaos.get("fail_body")
                refused = (
                    HTMLResponse(body, chaos["fail_status"])
                    if body
                    else err(chaos["fail_status"], "Service unavailable (asked for by the test)")
                )
                if chaos.get("retry_after") is not None:
                    refused.headers["retry-after"] = str(chaos["retry_after"])

        async def wrapped(message):
            if message["type"] == "http.response.start":
                entry["status"] = message["status"]
                message = {**message, "headers": list(message.get("headers", [])) + headers}
            await send(message)

        if refused is not None:
            return await refused(scope, receive, wrapped)
        try:
            if not control and self.origin == "hub":
                identity(request)
            await self.app(scope, receive, wrapped)
        except BadToken:
            await err(401, "Invalid credentials in Authorization header")(scope, receive, wrapped)
