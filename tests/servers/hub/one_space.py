# SPDX-License-Identifier: GPL-3.0-or-later
"""One Space: its facts, its address, likes."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import JSONResponse

from .access import err, find_space, find_space_for_user, identity, many, not_found, truthy
from .people import author_data
from .spaces import EXPANDABLE, INFO_KEYS
from .state import CLOCK, OPT, STATE, b64url


async def space_info(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    user, _ = identity(request)
    rev = request.path_params.get("rev")
    if rev and s.order and s.resolve_rev(rev) is None:
        return err(404, f"Invalid rev id: {rev}", "RevisionNotFound")
    f = s.fields(user)
    if rev and s.order:
        r = s.resolve_rev(rev)
        f["sha"], f["siblings"] = r.sha, [{"rfilename": p} for p in r.files]
    expand = many(request, "expand", "expand[]")
    if bad := [e for e in expand if e not in EXPANDABLE]:
        return err(400, f"Invalid expand option: {bad[0]}")
    keys = ["_id", "id"] + expand if expand else INFO_KEYS
    out = {k: f[k] for k in keys if k in f}
    if truthy(request.query_params.get("blobs", "no")) and s.head and "siblings" in out:
        r = s.resolve_rev(rev)
        out["siblings"] = [
            {
                "rfilename": p,
                "size": b.size,
                "blobId": b.oid,
                **({"lfs": {"sha256": b.sha256, "size": b.size, "pointerSize": b.pointer_size}} if b.lfs else {}),
            }
            for p, b in r.files.items()
        ]
    return JSONResponse(out)


async def by_subdomain(request: Request):
    user, _ = identity(request)
    for s in STATE.spaces.values():
        if s.subdomain == request.path_params["sub"] and s.can_read(user):
            f = s.fields(user)
            return JSONResponse({k: f[k] for k in INFO_KEYS if k in f})
    return not_found(user)


async def host_of(request: Request):
    s, bad = find_space(request)
    return bad or JSONResponse({"subdomain": s.subdomain, "host": s.host})


async def jwt_of(request: Request):
    s, user, bad = find_space_for_user(request)
    if bad:
        return bad
    token = (
        ".".join(
            b64url(json.dumps(p).encode())
            for p in ({"alg": "none"}, {"sub": f"/spaces/{s.id}", "read": True, "user": user})
        )
        + "."
    )
    STATE.jwts[token] = {"space": s.id, "user": user}
    return JSONResponse({"token": token})


async def runtime(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    return JSONResponse(
        s.rt.json(s)
        if s.rt
        else {"stage": "RUNNING", "hardware": {"current": None, "requested": None}, "storage": None}
    )


async def like(request: Request):
    s, user, bad = find_space_for_user(request)
    if bad:
        return bad
    mine = STATE.likes[user]
    if request.method == "DELETE":
        if mine.pop(s.id, None) is not None:
            s.likes -= 1
        return JSONResponse({"success": True})
    if not OPT.allow_like:
        return err(403, "Liking from an access token is not allowed")
    if s.id not in mine:
        mine[s.id] = CLOCK.wall()
        s.likes += 1
    return JSONResponse({"success": True})


async def likers(request: Request):
    s, bad = find_space(request)
    return bad or JSONResponse([{**author_data(u), "user": u} for u, m in STATE.likes.items() if s.id in m])


async def discussions(request: Request):
    s, bad = find_space(request)
    return bad or JSONResponse({"discussions": [], "count": 0, "start": 0, "numClosedDiscussions": 0})


async def auth_check(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    user, _ = identity(request)
    if s.gated and not s.can_write(user):
        return err(
            403,
            f"Access to space {s.id} is restricted and you are not in the authorized list. "
            f"Visit {STATE.endpoint}/spaces/{s.id} to ask for access.",
            "GatedRepo",
        )
    return JSONResponse({})
