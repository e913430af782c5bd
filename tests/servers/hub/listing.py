# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of Spaces: pages, search by words and by meaning, trending, collections."""

from __future__ import annotations

import base64
import re
import urllib.parse

from starlette.requests import Request
from starlette.responses import JSONResponse

from .access import err, identity, many, truthy
from .people import author_data
from .spaces import EXPANDABLE, FULL_KEYS, LIST_KEYS, Space
from .state import OPT, ORGS, STATE, USERS, b64url, iso, oid24

SORTS = {
    "createdAt": "created",
    "created_at": "created",
    "lastModified": "modified",
    "last_modified": "modified",
    "likes": "likes",
    "likes30d": "trending",
    "trendingScore": "trending",
    "trending": "trending",
    "trending_score": "trending",
    "id": "id",
}


async def list_spaces(request: Request):
    user, _ = identity(request)
    q = request.query_params
    rows = [s for s in STATE.spaces.values() if s.can_read(user) and not s.disabled]
    if q.get("author"):
        rows = [s for s in rows if s.owner.lower() == q["author"].lower()]
    for word in (q.get("search") or "").lower().split():
        rows = [s for s in rows if word in s.id.lower() or word in str(s.title).lower()]
    for tag in many(request, "filter", "tags"):
        rows = [s for s in rows if tag in s.tags or tag == s.sdk]
    for kind in ("models", "datasets"):
        for want in many(request, kind):
            rows = [s for s in rows if want in getattr(s, kind)]
    if truthy(q.get("linked")) and "linked" in q:
        rows = [s for s in rows if s.models or s.datasets]
    sort = q.get("sort")
    if sort is not None and sort not in SORTS:
        return err(400, f"Invalid sort: {sort}")
    attr = SORTS.get(sort or "trendingScore")
    ascending = q.get("direction") == "1"
    rows.sort(key=lambda s: s.id)
    rows.sort(key=lambda s: getattr(s, attr), reverse=not ascending if attr != "id" else False)
    try:
        limit = max(1, min(int(q.get("limit", OPT.page_size)), 1000))
        start = int(base64.urlsafe_b64decode(q["cursor"] + "==").decode().split(":")[1]) if q.get("cursor") else 0
    except (ValueError, IndexError, UnicodeDecodeError):
        return err(400, "Invalid cursor or limit")
    expand = many(request, "expand", "expand[]")
    if bad := [e for e in expand if e not in EXPANDABLE]:
        return err(400, f"Invalid expand option: {bad[0]}")
    keys = ["_id", "id"] + expand if expand else FULL_KEYS if truthy(q.get("full")) and "full" in q else LIST_KEYS
    page = rows[start : start + limit]
    out = []
    for s in page:
        f = s.fields(user)
        out.append({k: f[k] for k in keys if k in f})
    headers = {}
    if start + limit < len(rows):
        params = [(k, v) for k, v in q.multi_items() if k != "cursor"]
        params.append(("cursor", b64url(f"c:{start + limit}".encode())))
        headers["Link"] = f'<{STATE.endpoint}/api/spaces?{urllib.parse.urlencode(params)}>; rel="next"'
    return JSONResponse(out, headers=headers)


def face(s: Space) -> dict:
    """What a list shows of a Space without being told what is wanted."""
    return {
        "id": s.id,
        "author": s.owner,
        "authorData": author_data(s.owner),
        "title": s.title,
        "emoji": s.emoji,
        "sdk": s.sdk,
        "likes": s.likes,
        "private": s.private,
        "colorFrom": (s.card or {}).get("colorFrom"),
        "colorTo": (s.card or {}).get("colorTo"),
        "lastModified": iso(s.modified),
    }


async def semantic_search(request: Request):
    user, _ = identity(request)
    q = request.query_params
    words = set(re.findall(r"[\w']+", (q.get("q") or "").lower()))
    sdks, tags, cat = many(request, "sdk"), many(request, "filter"), q.get("category")
    rows = []
    for s in STATE.spaces.values():
        if not s.can_read(user) or s.disabled or (sdks and s.sdk not in sdks) or any(t not in s.tags for t in tags):
            continue
        if cat and (s.category or "").lower().replace(" ", "-") != cat:
            continue
        stage = s.rt.current() if s.rt else "RUNNING"
        if stage != "RUNNING" and not truthy(q.get("includeNonRunning", "no")):
            continue
        text = set(re.findall(r"[\w']+", f"{s.title} {s.short} {s.category} {s.id} {' '.join(s.tags)}".lower()))
        score = len(words & text) / max(1, len(words)) + sum(
            0.3 for w in words if any(w[:4] == t[:4] for t in text)
        ) / max(1, len(words))
        if score > 0 or (not words and cat):
            rows.append((min(1.0, score), s))
    rows.sort(key=lambda p: (-p[0], -p[1].trending, p[1].id))
    out = []
    for score, s in rows[: int(q.get("limit", 48))]:
        item = {
            **face(s),
            "tags": s.tags,
            "ai_short_description": s.short,
            "ai_category": s.category,
            "semanticRelevancyScore": round(score, 4),
            "trendingScore": s.trending,
            "shortDescription": s.short,
            "createdAt": iso(s.created),
        }
        if s.rt:
            item["runtime"] = s.rt.json(s)
        out.append(item)
    return JSONResponse(out)


async def trending(request: Request):
    user, _ = identity(request)
    n = min(20, int(request.query_params.get("limit", 10)))
    rows = sorted((s for s in STATE.spaces.values() if s.can_read(user)), key=lambda s: -s.trending)[:n]
    return JSONResponse(
        {
            "recentlyTrending": [
                {
                    "repoType": "space",
                    "repoData": {
                        **face(s),
                        "isLikedByUser": False,
                        "runtime": s.rt.json(s) if s.rt else None,
                    },
                }
                for s in rows
            ]
        }
    )


async def quicksearch(request: Request):
    user, _ = identity(request)
    q = (request.query_params.get("q") or "").lower()
    n = min(20, int(request.query_params.get("limit", 6)))
    rows = [s for s in STATE.spaces.values() if q in s.id.lower() and s.can_read(user)][:n]
    return JSONResponse(
        {
            "q": q,
            "spaces": [{"_id": s._id, "id": s.id, "emoji": s.emoji} for s in rows],
            "spacesCount": len(rows),
            "users": [
                {"_id": u["_id"], "user": u["name"], "fullname": u["fullname"]}
                for u in USERS.values()
                if q in u["name"]
            ],
            "orgs": [
                {"_id": o["_id"], "name": o["name"], "fullname": o["fullname"]} for o in ORGS.values() if q in o["name"]
            ],
            "models": [],
            "datasets": [],
        }
    )


def collection_json(c: dict, items: int | None) -> dict:
    rows = []
    for pos, sid in enumerate(c["spaces"][:items]):
        s = STATE.spaces.get(sid)
        if s:
            rows.append(
                {
                    "_id": oid24(c["slug"] + sid),
                    "position": pos,
                    "type": "space",
                    "id": sid,
                    "author": s.owner,
                    "title": s.title,
                    "emoji": s.emoji,
                    "colorFrom": (s.card or {}).get("colorFrom"),
                    "colorTo": (s.card or {}).get("colorTo"),
                    "likes": s.likes,
                    "sdk": s.sdk,
                    "private": s.private,
                    "lastModified": iso(s.modified),
                    "runtime": s.rt.json(s) if s.rt else None,
                    "repoType": "space",
                }
            )
    return {
        "slug": c["slug"],
        "title": c["title"],
        "description": c["description"],
        "lastUpdated": c["updated"],
        "gating": False,
        "owner": author_data(c["owner"]),
        "items": rows,
        "theme": c["theme"],
        "private": False,
        "upvotes": c["upvotes"],
        "isUpvotedByUser": False,
    }


async def collections(request: Request):
    q = request.query_params
    rows = [
        c
        for c in STATE.collections
        if (not q.get("owner") or c["owner"] == q["owner"])
        and (not q.get("q") or q["q"].lower() in c["title"].lower())
        and (not q.get("item") or q["item"].removeprefix("spaces/") in c["spaces"])
    ]
    key = {"upvotes": "upvotes", "trending": "upvotes"}.get(q.get("sort", ""), "updated")
    rows.sort(key=lambda c: c[key], reverse=True)
    return JSONResponse([collection_json(c, 4) for c in rows[: int(q.get("limit", 10))]])


async def collection(request: Request):
    slug = f"{request.path_params['ns']}/{request.path_params['slug']}"
    for c in STATE.collections:
        if c["slug"] == slug:
            return JSONResponse(collection_json(c, None) | {"position": 0})
    return err(404, "Collection not found")
