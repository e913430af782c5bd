# SPDX-License-Identifier: GPL-3.0-or-later
"""What *.hf.space does: the applications of Spaces behind addresses of their own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from .access import bearer
from .gate import Gate
from .listeners import SERVERS, listen, serve
from .spaces import Space
from .state import CLOCK, OPT, STATE


def edge_refusal(s: Space, request: Request) -> Response | None:
    if s.private:
        tok = bearer(request)
        user = STATE.tokens.get(tok or "", {}).get("user")
        jwt = STATE.jwts.get(request.query_params.get("__sign", "") or request.cookies.get("spaces-jwt", ""))
        if not s.can_read(user) and not (jwt and jwt["space"] == s.id):
            return HTMLResponse("<h1>401</h1><p>Sorry, we can't find the page you are looking for.</p>", 401)
    stage = s.rt.current() if s.rt else "RUNNING"
    if stage in ("SLEEPING", "STOPPED"):
        s.rt.start()  # a visit wakes it up
        return HTMLResponse("<h1>This Space is sleeping, waking it up…</h1>", 503)
    if stage not in ("RUNNING", "RUNNING_BUILDING", "RUNNING_APP_STARTING"):
        return HTMLResponse(f"<h1>Your Space is {stage}</h1>", 503)
    return None


def free_port() -> int:
    with socket.socket() as k:
        k.bind(("127.0.0.1", 0))
        return k.getsockname()[1]


def stop_app(s: Space):
    if s.proc and s.proc.poll() is None:
        s.proc.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            s.proc.wait(2)
    s.proc = None


def app_ready(s: Space) -> bool:
    """Starts the sample's program when needed; True once it listens."""
    if s.upstream:
        return True
    if s.proc is None or s.proc.poll() is not None:
        s.port = free_port()
        env = {
            **os.environ,
            "GRADIO_SERVER_PORT": str(s.port),
            "GRADIO_SERVER_NAME": "127.0.0.1",
            "GRADIO_ANALYTICS_ENABLED": "False",
            **{k: v["value"] for k, v in s.variables.items()},
        }
        s.proc = subprocess.Popen(
            [OPT.python or sys.executable, s.run],
            cwd=s.folder,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return False
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", s.port), 0.05):
        return True
    return False


def edge_app(s: Space):
    import httpx

    client = httpx.AsyncClient(timeout=None, follow_redirects=False, limits=httpx.Limits(max_connections=None))

    async def proxy(request: Request):
        refused = edge_refusal(s, request)
        if refused:
            return refused
        base = s.upstream or f"http://127.0.0.1:{s.port}"
        url = base.rstrip("/") + request.url.path + (f"?{request.url.query}" if request.url.query else "")
        headers = [
            (k, v)
            for k, v in request.headers.items()
            if k.lower() not in ("connection", "transfer-encoding", "authorization", "accept-encoding")
        ]
        headers.append(("accept-encoding", "identity"))
        body = request.stream() if request.method not in ("GET", "HEAD") else None
        upstream = await client.send(
            client.build_request(request.method, url, headers=headers, content=body), stream=True
        )
        keep = {
            k: v
            for k, v in upstream.headers.items()
            if k.lower() not in ("connection", "transfer-encoding", "keep-alive")
        }
        keep |= {"x-proxied-path": request.url.path, "x-proxied-replica": "r0"}

        async def pump():
            try:
                async for piece in upstream.aiter_raw():
                    yield piece
            finally:
                await upstream.aclose()

        return StreamingResponse(pump(), upstream.status_code, keep)

    return Gate(
        Starlette(
            routes=[Route("/{path:path}", proxy, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])]
        ),
        origin=f"edge:{s.id}",
    )


async def open_edge(s: Space):
    if (s.upstream or (s.run and s.folder)) and not s.edge_port:
        sock = listen(0)
        s.edge_port = sock.getsockname()[1]
        if s.run and not s.upstream:
            s.rt.gate = lambda: app_ready(s)
            if s.rt.stage == "RUNNING":
                s.rt.stage, s.rt.plan = "APP_STARTING", [(CLOCK.now(), "RUNNING")]
        SERVERS.append(asyncio.create_task(serve(edge_app(s), sock)))
