# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and organizations."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse

from .access import err, require_user
from .catalogue import OWNERS
from .state import CLOCK, ORGS, STATE, USERS, hash_int, iso, oid24


def author_data(name: str) -> dict:
    org = name in ORGS or (name in OWNERS and hash_int(name) % 2 == 0)
    base = {
        "_id": oid24(("org:" if org else "user:") + name),
        "avatarUrl": f"{STATE.endpoint}/avatars/{oid24(name)}.svg",
        "fullname": (ORGS.get(name) or USERS.get(name) or {"fullname": name.replace("-", " ").title()})["fullname"],
        "name": name,
        "type": "org" if org else "user",
        "followerCount": hash_int(name) % 5000,
    }
    if not org:
        base["isPro"] = USERS.get(name, {}).get("isPro", False)
    return base


async def whoami(request: Request):
    user, info, bad = require_user(request)
    if bad:
        return bad
    u = USERS[user]
    auth = (
        {
            "type": "access_token",
            "accessToken": {"displayName": info["name"], "role": info["role"], "createdAt": "2026-01-01T00:00:00.000Z"},
        }
        if info["kind"] == "pat"
        else {
            "type": "oauth",
            "expiresAt": iso(CLOCK.wall() + timedelta(seconds=max(0, info["expires"] - CLOCK.now()))),
        }
    )
    return JSONResponse(
        {
            "type": "user",
            "id": u["_id"],
            "name": user,
            "fullname": u["fullname"],
            "email": f"{user}@example.org",
            "emailVerified": True,
            "canPay": u["isPro"],
            "billingMode": "prepaid",
            "periodEnd": 1798761599,
            "isPro": u["isPro"],
            "avatarUrl": f"{STATE.endpoint}/avatars/{oid24(user)}.svg",
            "orgs": [
                {
                    "type": "org",
                    "id": o["_id"],
                    "name": o["name"],
                    "fullname": o["fullname"],
                    "email": None,
                    "canPay": False,
                    "periodEnd": None,
                    "avatarUrl": f"{STATE.endpoint}/avatars/{oid24(o['name'])}.svg",
                    "roleInOrg": o["members"][user],
                }
                for o in ORGS.values()
                if user in o["members"]
            ],
            "auth": auth,
        }
    )


async def user_overview(request: Request):
    name = request.path_params["user"]
    if name in ORGS or (name in OWNERS and author_data(name)["type"] == "org"):
        return err(404, "This user does not exist")
    known = name in USERS or name in OWNERS
    exact = name if known else next((u for u in list(USERS) + OWNERS if u.lower() == name.lower()), None)
    if exact is None:
        return err(404, "This user does not exist")
    if exact != name:
        return RedirectResponse(f"/api/users/{exact}/overview", 307)
    d = author_data(name)
    mine = [s for s in STATE.spaces.values() if s.owner == name and not s.private]
    return JSONResponse(
        {
            "_id": d["_id"],
            "user": name,
            "type": "user",
            "fullname": d["fullname"],
            "avatarUrl": d["avatarUrl"],
            "isPro": d.get("isPro", False),
            "createdAt": "2023-05-01T00:00:00.000Z",
            "details": "",
            "numModels": 0,
            "numDatasets": 0,
            "numSpaces": len(mine),
            "numDiscussions": 0,
            "numPapers": 0,
            "numUpvotes": 0,
            "numLikes": len(STATE.likes.get(name, {})),
            "numFollowers": d["followerCount"],
            "numFollowing": 0,
            "orgs": [
                {
                    "id": o["_id"],
                    "name": o["name"],
                    "fullname": o["fullname"],
                    "avatarUrl": f"{STATE.endpoint}/avatars/{oid24(o['name'])}.svg",
                }
                for o in ORGS.values()
                if name in o["members"]
            ],
        }
    )


async def org_overview(request: Request):
    name = next((o for o in list(ORGS) + OWNERS if o.lower() == request.path_params["org"].lower()), None)
    if name is None or author_data(name)["type"] != "org":
        return err(404, "Sorry, we can't find the page you are looking for.")
    d = author_data(name)
    return JSONResponse(
        {
            "_id": d["_id"],
            "name": name,
            "fullname": d["fullname"],
            "avatarUrl": d["avatarUrl"],
            "isVerified": False,
            "plan": "team" if name == "acme" else None,
            "numUsers": 2,
            "numModels": 0,
            "numDatasets": 0,
            "numSpaces": sum(s.owner == name and not s.private for s in STATE.spaces.values()),
            "numFollowers": d["followerCount"],
        }
    )


async def org_members(request: Request):
    o = ORGS.get(request.path_params["org"])
    return JSONResponse([{**author_data(u), "user": u} for u in (o or {"members": {}})["members"]])


async def user_likes(request: Request):
    mine = STATE.likes.get(request.path_params["user"], {})
    return JSONResponse(
        [
            {"createdAt": iso(t), "repo": {"name": sid, "type": "space"}}
            for sid, t in sorted(mine.items(), key=lambda p: p[1], reverse=True)
        ]
    )


async def my_repos(request: Request):
    user, _, bad = require_user(request)
    if bad:
        return bad
    return JSONResponse(
        [
            {
                "id": s.id,
                "type": "space",
                "updatedAt": iso(s.modified),
                "visibility": "private" if s.private else "public",
                "storage": sum(b.size for b in s.head.files.values()) if s.head else 0,
                "storagePercent": 0,
            }
            for s in STATE.spaces.values()
            if s.owner == user
        ]
    )


async def userinfo(request: Request):
    user, info, bad = require_user(request)
    if bad:
        return bad
    u = USERS[user]
    out = {
        "sub": u["_id"],
        "name": u["fullname"],
        "preferred_username": user,
        "profile": f"{STATE.endpoint}/{user}",
        "picture": f"{STATE.endpoint}/avatars/{oid24(user)}.svg",
        "website": "",
        "isPro": u["isPro"],
        "orgs": [
            {
                "sub": o["_id"],
                "name": o["fullname"],
                "preferred_username": o["name"],
                "picture": f"{STATE.endpoint}/avatars/{oid24(o['name'])}.svg",
                "isEnterprise": False,
                "roleInOrg": o["members"][user],
            }
            for o in ORGS.values()
            if user in o["members"]
        ],
    }
    if "email" in info.get("scope", []):
        out |= {"email": f"{user}@example.org", "email_verified": True}
    return JSONResponse(out)
