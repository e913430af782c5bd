# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and pages."""

from __future__ import annotations

import re
import struct
import zlib

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from .access import find_space
from .edge import edge_refusal
from .state import STATE, oid24


def png(width: int, height: int, a: tuple, b: tuple) -> bytes:
    rows = bytearray()
    for y in range(height):
        t = y / max(1, height - 1)
        rows += b"\0" + bytes(int(a[i] + (b[i] - a[i]) * t) for i in range(3)) * width

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(rows), 6))
        + chunk(b"IEND", b"")
    )


RGB = {
    "red": (239, 68, 68),
    "yellow": (234, 179, 8),
    "green": (34, 197, 94),
    "blue": (59, 130, 246),
    "indigo": (99, 102, 241),
    "purple": (168, 85, 247),
    "pink": (236, 72, 153),
    "gray": (107, 114, 128),
}


async def thumbnail(request: Request):
    s = STATE.find(f"{request.path_params['ns']}/{request.path_params['repo']}")
    if s is None or s.private:
        return PlainTextResponse("not found", 404)
    card = s.card or {}
    return Response(
        png(600, 324, RGB.get(card.get("colorFrom"), RGB["gray"]), RGB.get(card.get("colorTo"), RGB["gray"])),
        media_type="image/png",
        headers={"Cache-Control": "public, max-age=604800", "ETag": f'"{s._id}"'},
    )


async def avatar(request: Request):
    h = request.path_params["h"]
    color = h[:6] if re.match(r"[0-9a-f]{6}", h) else "888888"
    return Response(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
        f"<rect width='32' height='32' fill='#{color}'/></svg>",
        media_type="image/svg+xml",
    )


async def avatar_api(request: Request):
    return RedirectResponse(f"/avatars/{oid24(request.path_params['name'])}.svg", 302)


async def page(request: Request):
    s, bad = find_space(request)
    return bad or HTMLResponse(f"<!doctype html><title>{s.id}</title><p>{s.id}</p>")


async def agents_md(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    h = s.host
    return PlainTextResponse(
        f"To use this application ({s.id}: {s.short}):\n"
        f"API schema: GET {h}/gradio_api/info\n"
        f'Call endpoint: POST {h}/gradio_api/call/v2/{{endpoint}} {{"param_name": value, ...}}\n'
        f"Poll result: GET {h}/gradio_api/call/{{endpoint}}/{{event_id}}\n",
        media_type="text/markdown",
    )


async def no_backend(request: Request):
    s = next((x for x in STATE.spaces.values() if x.subdomain == request.path_params["sub"]), None)
    if s is None:
        return HTMLResponse("<h1>404</h1>", 404)
    return edge_refusal(s, request) or HTMLResponse("<h1>This made-up Space has no application behind it</h1>", 404)
