# SPDX-License-Identifier: GPL-3.0-or-later
"""Who asks, what they may see, and the Hub's errors."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from .spaces import Space
from .state import CLOCK, STATE


def err(status: int, message: str, code: str | None = None, extra: dict | None = None):
    headers = {"X-Error-Message": message}
    if code:
        headers["X-Error-Code"] = code
    return JSONResponse({"error": message, **(extra or {})}, status, headers)


def bearer(request: Request) -> str | None:
    for name in ("authorization", "x-hf-authorization"):
        value = request.headers.get(name, "")
        if value.lower().startswith("bearer "):
            return value[7:].strip()
    return None


class BadToken(Exception):
    pass


def identity(request: Request) -> tuple[str | None, dict | None]:
    tok = bearer(request)
    if not tok:
        return None, None
    info = STATE.tokens.get(tok)
    if info is None or info.get("expires", float("inf")) <= CLOCK.now():
        raise BadToken
    return info["user"], info


def not_found(user: str | None):
    # anonymous callers cannot tell "missing" from "private"
    return (
        err(401, "Invalid username or password.") if user is None else err(404, "Repository not found", "RepoNotFound")
    )


def find_space(request: Request, write=False) -> tuple[Space | None, Response | None]:
    user, info = identity(request)
    sid = f"{request.path_params['ns']}/{request.path_params['repo']}"
    s = STATE.find(sid)
    if s is None:
        target = STATE.renamed.get(sid) or next((k for k in STATE.spaces if k.lower() == sid.lower()), None)
        if target and STATE.spaces[target].can_read(user):
            path = request.url.path.replace(sid, target, 1) + (f"?{request.url.query}" if request.url.query else "")
            return None, RedirectResponse(path, 307)
        return None, not_found(user)
    if not s.can_read(user):
        return None, not_found(user)
    if write:
        if user is None:
            return None, err(401, "Invalid username or password.")
        if not s.can_write(user):
            return None, err(403, "You don't have the rights to manage this Space.")
        if info["role"] == "read" or (
            info["kind"] == "oauth" and not {"manage-repos", "write-repos"} & set(info["scope"])
        ):
            return None, err(403, "Your token does not have the required permission: repo.write")
    return s, None


def require_user(request: Request) -> tuple[str | None, dict | None, Response | None]:
    user, info = identity(request)
    if user is None:
        return None, None, err(401, "Invalid username or password.")
    return user, info, None


def find_space_for_user(request: Request) -> tuple[Space | None, str | None, Response | None]:
    """For what nobody sees who is not signed in."""
    s, bad = find_space(request)
    user, _, refused = require_user(request)
    return s, user, bad or refused


def many(request: Request, *names: str) -> list[str]:
    out: list[str] = []
    for n in names:
        for v in request.query_params.getlist(n):
            out += [x for x in v.split(",") if x]
    return out


def truthy(v: str | None) -> bool:
    return v is not None and v.lower() in ("", "1", "true", "yes")
