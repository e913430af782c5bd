# SPDX-License-Identifier: GPL-3.0-or-later
"""What listens on this computer."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import uvicorn

from .state import OPT

SERVERS: list = []


def listen(port: int) -> socket.socket:
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    sock.listen(128)
    return sock


async def serve(app, sock: socket.socket, tls=False):
    kw = {"ssl_certfile": OPT.certfile, "ssl_keyfile": OPT.keyfile} if tls and OPT.certfile else {}
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1, **kw)
    )
    server.install_signal_handlers = lambda: None
    server.capture_signals = contextlib.nullcontext
    try:
        await server.serve(sockets=[sock])
    except asyncio.CancelledError:
        server.should_exit = True
