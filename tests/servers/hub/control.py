# SPDX-License-Identifier: GPL-3.0-or-later
"""Control calls of tests, below /_fake/."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse

from .catalogue import load_folder, make_catalogue, make_collections
from .edge import open_edge, stop_app
from .oauth import SCOPES
from .state import CLOCK, OPT, STATE

HELP = """GET  /_fake/help                this text
GET  /_fake/state               addresses, number of Spaces, stages
GET  /_fake/requests            the last requests (method, path, query, auth, status…); DELETE clears
POST /_fake/advance?seconds=N   move the virtual clock
POST /_fake/token-ttl?seconds=N how long OAuth tokens last that are given from now on
POST /_fake/rescan              read the folder again; changed repositories get a new commit
POST /_fake/reset               start over (catalogue, tokens, limits, faults)
PATCH/_fake/spaces/{ns}/{repo}  {"stage","error","after","hardware","private","gated","disabled","likes","title"}
POST /_fake/wake/{ns}/{repo}    as if somebody visited the Space
POST /_fake/limits              {"api":[limit,window_seconds],"resolvers":…,"pages":…}
POST /_fake/chaos               {"match":"/api/*","latency_ms","fail_status","fail_times","fail_rate","fail_body",
                                 "retry_after","offline","truncate_after","truncate_times","ignore_range",
                                 "bytes_per_second"}; {} ends it
POST /_fake/device              user_code, user, decision=allow|deny
POST /_fake/likes/{ns}/{repo}?user=U    a like made on the web site
POST /_fake/quota?user=U        {"base","current","resetsAt","overquotaUsed"}
"""


async def control(request: Request):
    what = request.path_params["what"]
    if what == "help":
        return PlainTextResponse(HELP)
    if what == "state":
        stages: dict[str, int] = {}
        for s in STATE.spaces.values():
            st = s.rt.current() if s.rt else "none"
            stages[st] = stages.get(st, 0) + 1
        return JSONResponse(
            {
                "endpoint": STATE.endpoint,
                "cdn": STATE.cdn,
                "spaces": len(STATE.spaces),
                "stages": stages,
                "clock": CLOCK.now(),
                "limits": STATE.limits,
                "chaos": STATE.chaos,
            }
        )
    if what == "requests":
        if request.method == "DELETE":
            STATE.log.clear()
        return JSONResponse(list(STATE.log))
    if request.method == "GET":
        return PlainTextResponse(HELP, 404)
    if what == "advance":
        CLOCK.offset += float(request.query_params.get("seconds", 0))
        return JSONResponse({"clock": CLOCK.now()})
    if what == "token-ttl":
        OPT.token_ttl = int(request.query_params["seconds"])
        return JSONResponse({"seconds": OPT.token_ttl})
    if what == "rescan":
        load_folder(OPT.spaces)
        for s in list(STATE.spaces.values()):
            await open_edge(s)
        return JSONResponse({s.id: s.head.sha for s in STATE.spaces.values() if s.folder or s.id == "spaceport/hello"})
    if what == "reset":
        fill()
        for s in list(STATE.spaces.values()):
            await open_edge(s)
        return JSONResponse({"spaces": len(STATE.spaces)})
    if what in ("limits", "chaos"):
        body = json.loads(await request.body() or b"{}")
        if what == "limits":
            STATE.limits.update(body)
            STATE.windows.clear()
        else:
            STATE.chaos = body
            STATE.resolve_hits.clear()
        return JSONResponse(body)
    if what == "device":
        form = await request.form()
        for d in STATE.devices.values():
            if d["user_code"] == form.get("user_code"):
                d["decision"], d["user"] = str(form.get("decision", "allow")), str(form.get("user", "tester"))
                return HTMLResponse("done")
        return HTMLResponse("unknown code", 404)
    if what == "quota":
        u = request.query_params.get("user", "tester")
        STATE.quota[u] = json.loads(await request.body())
        return JSONResponse(STATE.quota[u])
    return PlainTextResponse(HELP, 404)


async def control_space(request: Request):
    what, s = request.path_params["what"], STATE.find(f"{request.path_params['ns']}/{request.path_params['repo']}")
    if s is None:
        return PlainTextResponse("no such Space", 404)
    if what == "wake":
        if s.rt.current() in ("SLEEPING", "STOPPED"):
            s.rt.start()
    elif what == "likes":
        STATE.likes[request.query_params.get("user", "tester")][s.id] = CLOCK.wall()
        s.likes += 1
    else:
        body = json.loads(await request.body() or b"{}")
        if "stage" in body:
            s.rt.set(body["stage"], body.get("error"))
        if "after" in body:
            s.rt.after = body["after"]
        if "hardware" in body:
            s.rt.hardware = s.rt.requested = body["hardware"]
        for k in ("private", "gated", "disabled", "likes", "title"):
            if k in body:
                setattr(s, k, body[k])
    return JSONResponse(s.fields(None))


HF_CLI_CLIENT_ID = "26be6b09-91c5-47da-9861-d2d2bb7a7e36"  # the public id that `hf auth login` sends


def fill():
    for s in STATE.spaces.values():
        stop_app(s)
    CLOCK.reset()
    STATE.reset()
    for tok, user, role in (
        ("hf_tester", "tester", "write"),
        ("hf_tester_read", "tester", "read"),
        ("hf_pro", "prouser", "write"),
        ("hf_stranger", "stranger", "write"),
    ):
        STATE.tokens[tok] = {"user": user, "role": role, "kind": "pat", "name": tok, "scope": SCOPES}
    STATE.clients["spaceport-test"] = {
        "name": "Spaceport (test)",
        "redirect_uris": ["http://localhost/callback", "http://127.0.0.1/callback"],
        "secret": None,
    }
    STATE.clients["confidential-test"] = {
        "name": "Confidential (test)",
        "redirect_uris": ["https://example.org/cb"],
        "secret": "s3cret",
    }
    STATE.clients[HF_CLI_CLIENT_ID] = {"name": "hf CLI", "redirect_uris": [], "secret": None}
    make_catalogue(OPT.count, OPT.seed)
    load_folder(OPT.spaces)
    make_collections(OPT.seed)
    STATE.likes["tester"] = {s.id: CLOCK.wall() for s in sorted(STATE.spaces.values(), key=lambda s: -s.likes)[:3]}
