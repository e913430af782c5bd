# SPDX-License-Identifier: GPL-3.0-or-later
"""Care of own Spaces: restart, hardware, secrets, variables, duplicate, delete."""

from __future__ import annotations

import contextlib
import json
import re

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .access import err, find_space, identity, not_found, require_user
from .edge import open_edge, stop_app
from .spaces import Runtime, Space
from .state import CLOCK, OPT, ORGS, STATE, USERS, iso


def owner_call(fn):
    async def inner(request: Request):
        s, bad = find_space(request, write=True)
        if bad:
            return bad
        if s.sdk == "static" and fn.__name__ in ("restart", "pause", "hardware", "sleeptime", "volumes"):
            return err(400, "Static Spaces don't have a runtime")
        body = {}
        raw = await request.body()
        if raw:
            with contextlib.suppress(ValueError):
                body = json.loads(raw)
        out = fn(s, request, body)
        return out if isinstance(out, Response) else JSONResponse(out if out is not None else s.rt.json(s))

    return inner


@owner_call
def restart(s, request, body):
    s.rt.start()


@owner_call
def pause(s, request, body):
    s.rt.set("PAUSED")
    stop_app(s)


HARDWARE = [
    ("cpu-basic", "CPU Basic", "2 vCPU", "16 GB", None, 0),
    ("cpu-upgrade", "CPU Upgrade", "8 vCPU", "32 GB", None, 500),
    ("zero-a10g", "ZeroGPU", "", "", ("RTX Pro 6000", "48 GB"), 0),
    ("t4-small", "Nvidia T4 - small", "4 vCPU", "15 GB", ("T4", "16 GB"), 6667),
    ("l4x1", "1x Nvidia L4", "8 vCPU", "30 GB", ("L4", "24 GB"), 13333),
    ("a10g-large", "Nvidia A10G - large", "12 vCPU", "46 GB", ("A10G", "24 GB"), 25000),
    ("a100-large", "Nvidia A100 - large", "12 vCPU", "142 GB", ("A100", "80 GB"), 41667),
]


@owner_call
def hardware(s, request, body):
    if body.get("flavor") not in [h[0] for h in HARDWARE]:
        return err(400, "Invalid hardware flavor")
    if body["flavor"] not in ("cpu-basic", "zero-a10g") and s.owner != "prouser":
        return err(402, "Payment required: add a payment method to your account to use upgraded hardware.")
    s.rt.requested = body["flavor"]
    if "sleepTimeSeconds" in body:
        s.rt.sleep_time = body["sleepTimeSeconds"]
    s.rt.start()


@owner_call
def sleeptime(s, request, body):
    s.rt.sleep_time = int(body.get("seconds", -1))


@owner_call
def replicas(s, request, body):
    s.rt.replicas = body.get("replicas", 1)


@owner_call
def dev_mode(s, request, body):
    s.rt.dev_mode = bool(body.get("enabled"))


@owner_call
def volumes(s, request, body):
    s.rt.volumes = body.get("volumes") if request.method == "PUT" else None


@owner_call
def settings(s, request, body):
    if "visibility" in body:
        s.private = body["visibility"] == "private"
    if "private" in body:
        s.private = bool(body["private"])
    if "gated" in body:
        s.gated = body["gated"]
    return {"private": s.private, "gated": s.gated}


def keyed(store_name: str, with_value: bool):
    async def inner(request: Request):
        s, bad = find_space(request, write=True)
        if bad:
            return bad
        store = getattr(s, store_name)
        if request.method != "GET":
            body = json.loads(await request.body() or b"{}")
            key = body.get("key", "")
            if not re.fullmatch(r"[a-zA-Z][_a-zA-Z0-9]*", key):
                return err(400, "Invalid key")
            if request.method == "DELETE":
                if store.pop(key, None) is None:
                    return err(404, "Key not found")
            else:
                store[key] = {
                    "key": key,
                    "value": body.get("value", ""),
                    "description": body.get("description"),
                    "updatedAt": iso(CLOCK.wall()),
                }
            if s.rt.current() == "RUNNING":
                s.rt.start()
        return JSONResponse({k: {f: v for f, v in e.items() if with_value or f != "value"} for k, e in store.items()})

    return inner


async def hardware_list(request: Request):
    return JSONResponse(
        [
            {
                "name": n,
                "prettyName": p,
                "cpu": c,
                "ram": r,
                "ephemeralStorage": "50 GB",
                "unitCostMicroUSD": cost,
                "unitCostUSD": cost / 1e6,
                "unitLabel": "minute",
                **(
                    {
                        "accelerator": {
                            "type": "gpu",
                            "model": a[0],
                            "quantity": "1",
                            "vram": a[1],
                            "manufacturer": "Nvidia",
                        }
                    }
                    if a
                    else {}
                ),
            }
            for n, p, c, r, a, cost in HARDWARE
        ]
    )


async def zero_quota(request: Request):
    user, info, bad = require_user(request)
    if bad:
        return bad
    if info["kind"] == "oauth" and "read-billing" not in info["scope"]:
        return err(403, "Your token does not have the required scope: read-billing")
    base = 2400 if USERS[user]["isPro"] else 300
    q = STATE.quota.setdefault(user, {"base": base, "current": base, "resetsAt": None, "overquotaUsed": 0})
    return JSONResponse(q)


async def duplicate(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    user, info, bad = require_user(request)
    if bad:
        return bad
    if info["role"] == "read":
        return err(403, "Your token does not have the required permission: repo.write")
    body = json.loads(await request.body() or b"{}")
    target = body.get("repository", "")
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", target):
        return err(400, "Invalid repository name")
    ns = target.split("/")[0]
    if ns != user and user not in ORGS.get(ns, {}).get("members", {}):
        return err(403, f'You don\'t have the rights to create a Space under the namespace "{ns}"')
    url = f"{STATE.endpoint}/spaces/{target}"
    if target in STATE.spaces:
        return err(409, "You already created this space repo", None, {"url": url})
    if OPT.paid_plans and s.sdk != "static" and not USERS[user]["isPro"] and body.get("hardware") not in ("zero-a10g",):
        return err(402, "Creating a Gradio or Docker Space requires a paid plan.")
    n = Space(target)
    for attr in (
        "title",
        "emoji",
        "sdk",
        "short",
        "category",
        "tags",
        "models",
        "datasets",
        "upstream",
        "run",
        "folder",
        "build_log",
    ):
        setattr(n, attr, getattr(s, attr))
    n.card = {**(s.card or {}), "duplicated_from": s.id}
    n.revisions, n.order = dict(s.revisions), list(s.order)
    n.created = n.modified = CLOCK.wall()
    vis = body.get("visibility") or ("private" if body.get("private", s.private) else "public")
    n.private = vis == "private"
    n.rt = Runtime("BUILDING", body.get("hardware") or "cpu-basic")
    n.rt.sleep_time = body.get("sleepTimeSeconds", n.rt.sleep_time)
    for kind in ("secrets", "variables"):
        for e in body.get(kind) or []:
            getattr(n, kind)[e["key"]] = {**e, "updatedAt": iso(CLOCK.wall())}
    for k, v in s.variables.items():
        n.variables.setdefault(k, v)
    n.rt.start()
    STATE.spaces[target] = n
    await open_edge(n)
    return JSONResponse({"url": url, "id": target, "filesCopyPending": False})


async def delete_repo(request: Request):
    body = json.loads(await request.body() or b"{}")
    sid = f"{body.get('organization') or identity(request)[0]}/{body.get('name', '').split('/')[-1]}"
    user, _, bad = require_user(request)
    if bad:
        return bad
    s = STATE.find(sid)
    if s is None or not s.can_write(user):
        return not_found(user)
    stop_app(s)
    del STATE.spaces[sid]
    return Response(status_code=200)
