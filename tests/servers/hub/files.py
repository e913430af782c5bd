# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a repository: trees, commits, downloads from here and from the second origin."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
import urllib.parse

import yaml
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from .access import err, find_space, identity, truthy
from .repositories import Revision, blobs_of
from .state import CLOCK, OPT, STATE, b64url, iso, oid24


def repo_and_rev(request: Request):
    s, bad = find_space(request)
    if bad:
        return None, None, bad
    user, _ = identity(request)
    if s.gated and not s.can_write(user):
        return (
            None,
            None,
            err(
                401 if user is None else 403,
                f"Access to space {s.id} is restricted. You must have access to it and be authenticated to access it.",
                "GatedRepo",
            ),
        )
    if s.disabled:
        return None, None, err(403, "Access to this resource is disabled.")
    if not s.order:
        card = yaml.safe_dump(s.card or {}, allow_unicode=True, sort_keys=False)
        s.add_revision(
            Revision(
                blobs_of(
                    {
                        "README.md": f"---\n{card}---\n".encode(),
                        "app.py": b"print('made up')\n",
                        ".gitattributes": b"",
                        "requirements.txt": b"",
                    }
                ),
                "initial commit",
                s.created,
                s.owner,
            )
        )
    rev = s.resolve_rev(request.path_params.get("rev"))
    if rev is None:
        return None, None, err(404, f"Invalid rev id: {request.path_params.get('rev')}", "RevisionNotFound")
    return s, rev, None


async def tree(request: Request):
    s, rev, bad = repo_and_rev(request)
    if bad:
        return bad
    q = request.query_params
    path = request.path_params.get("path", "")
    expand = truthy(q.get("expand", "no"))
    rows = rev.tree(path, truthy(q.get("recursive", "no")))
    if rows is None:
        return err(404, f"{path} does not exist on \"{request.path_params['rev']}\"", "EntryNotFound")
    size = min(int(q.get("limit", 50 if expand else OPT.tree_page)), 1000)
    start = int(base64.urlsafe_b64decode(q["cursor"] + "==").decode().split(":")[1]) if q.get("cursor") else 0
    page = rows[start : start + size]
    if expand:
        last = {"id": rev.sha, "title": rev.title, "date": iso(rev.when)}
        page = [
            {
                **e,
                "lastCommit": last,
                "securityFileStatus": {"status": "safe", "avScan": {"status": "safe"}, "pickleImportScan": None},
            }
            for e in page
        ]
    headers = {}
    if start + size < len(rows):
        params = [(k, v) for k, v in q.multi_items() if k != "cursor"] + [
            ("cursor", b64url(f"c:{start + size}".encode()))
        ]
        headers["Link"] = (
            f'<{STATE.endpoint}{urllib.parse.quote(request.url.path)}?{urllib.parse.urlencode(params)}>; rel="next"'
        )
    return JSONResponse(page, headers=headers)


async def paths_info(request: Request):
    s, rev, bad = repo_and_rev(request)
    if bad:
        return bad
    form = await request.form() if "form" in request.headers.get("content-type", "") else None
    paths = form.getlist("paths") if form is not None else json.loads(await request.body()).get("paths", [])
    rows = {e["path"]: e for e in rev.tree("", True)}
    return JSONResponse([rows[p] for p in paths if p in rows])


async def refs(request: Request):
    s, rev, bad = repo_and_rev(request)
    if bad:
        return bad
    out = {
        "branches": [{"name": "main", "ref": "refs/heads/main", "targetCommit": s.head.sha}],
        "converts": [],
        "tags": [{"name": t, "ref": f"refs/tags/{t}", "targetCommit": c} for t, c in s.refs_tags.items()],
    }
    if request.query_params.get("include_prs"):
        out["pullRequests"] = []
    return JSONResponse(out)


async def commits(request: Request):
    s, rev, bad = repo_and_rev(request)
    if bad:
        return bad
    rows = [s.revisions[h] for h in reversed(s.order)]
    p, n = int(request.query_params.get("p", 0)), int(request.query_params.get("limit", 50))
    page = rows[p * n : (p + 1) * n]
    headers = {"X-Total-Count": str(len(rows))}
    if (p + 1) * n < len(rows):
        headers["Link"] = f'<{STATE.endpoint}{request.url.path}?p={p + 1}&limit={n}>; rel="next"'
    return JSONResponse(
        [
            {
                "id": r.sha,
                "title": r.title,
                "message": "",
                "date": iso(r.when),
                "authors": [{"user": r.author, "avatar": f"/avatars/{oid24(r.author)}.svg"}],
            }
            for r in page
        ],
        headers=headers,
    )


def byte_range(header: str | None, size: int) -> tuple[int, int] | None | str:
    if not header:
        return None
    m = re.fullmatch(r"bytes=(\d*)-(\d*)", header.strip())
    if not m or m.group(0) == "bytes=-":
        return None
    a, b = m.groups()
    first, last = (int(a), int(b) if b else size - 1) if a else (max(0, size - int(b)), size - 1)
    return "bad" if first >= size or first > last else (first, min(last, size - 1))


def send_bytes(request: Request, data: bytes, headers: dict, key: str):
    """GET/HEAD with Range; may cut the body short when a test asked for it (to exercise resuming)."""
    etag = headers.get("ETag", "")
    if etag and request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    want = byte_range(request.headers.get("range"), len(data))
    if want == "bad":
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{len(data)}"})
    status, body = 200, data
    if want and not STATE.chaos.get("ignore_range"):
        if_range = request.headers.get("if-range")
        if not if_range or if_range == etag:
            status, body = 206, data[want[0] : want[1] + 1]
            headers = {**headers, "Content-Range": f"bytes {want[0]}-{want[1]}/{len(data)}"}
    headers = {**headers, "Content-Length": str(len(body)), "Accept-Ranges": "bytes"}
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    STATE.resolve_hits[key] = STATE.resolve_hits.get(key, 0) + 1
    cut = STATE.chaos.get("truncate_after")
    rate = STATE.chaos.get("bytes_per_second")
    if cut is not None and STATE.resolve_hits[key] <= STATE.chaos.get("truncate_times", 1) and len(body) > cut:

        async def broken():
            yield body[:cut]
            raise ConnectionAbortedError("fake hub: body cut short on purpose")

        return StreamingResponse(broken(), status, headers)
    if rate:

        async def slow():
            step = max(1, int(rate / 20))
            for i in range(0, len(body), step):
                yield body[i : i + step]
                await asyncio.sleep(0.05)

        return StreamingResponse(slow(), status, headers)
    return Response(body, status, headers)


MIME = {
    ".md": "text/plain; charset=utf-8",
    ".py": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".bin": "application/octet-stream",
}


async def resolve(request: Request):
    s, rev, bad = repo_and_rev(request)
    if bad:
        return bad
    path = request.path_params["path"]
    blob = rev.files.get(path)
    common = {"X-Repo-Commit": rev.sha}
    if blob is None:
        e = err(404, "Entry not found", "EntryNotFound")
        e.headers["X-Repo-Commit"] = rev.sha
        return e
    if blob.lfs:
        expires = int(CLOCK.now() + OPT.cdn_ttl)
        sig = hashlib.sha256(f"{blob.sha256}{expires}{STATE.cdn_key}".encode()).hexdigest()[:24]
        name = urllib.parse.quote(path.rsplit("/", 1)[-1])
        url = (
            f"{STATE.cdn}/{blob.sha256}?response-content-disposition=inline%3B+filename*%3DUTF-8%27%27{name}"
            f"&Expires={expires}&Signature={sig}"
        )
        headers = {**common, "X-Linked-Size": str(blob.size), "X-Linked-ETag": f'"{blob.sha256}"', "Location": url}
        if OPT.xet_headers:
            headers["X-Xet-Hash"] = hashlib.sha256(b"xet" + blob.data).hexdigest()
            headers["Link"] = f'<{STATE.endpoint}/api/spaces/{s.id}/xet-read-token/{rev.sha}>; rel="xet-auth"'
        return PlainTextResponse(f"Found. Redirecting to {url}", 302, headers)
    if not request.path_params.get("cached") and OPT.resolve_cache:
        asked = urllib.parse.quote("/spaces/" + s.id + "/resolve/" + request.path_params["rev"] + "/" + path, safe="")
        cached = f"/api/resolve-cache/spaces/{s.id}/{rev.sha}/{urllib.parse.quote(path)}"
        loc = f"{cached}?{asked}=&etag=%22{blob.oid}%22"
        return PlainTextResponse(
            f"Temporary Redirect. Redirecting to {loc}",
            307,
            {**common, "Location": loc, "X-Linked-Size": str(blob.size), "X-Linked-ETag": f'"{blob.oid}"'},
        )
    kind = MIME.get(os.path.splitext(path)[1], "application/octet-stream")
    return send_bytes(
        request,
        blob.data,
        {
            **common,
            "ETag": f'"{blob.oid}"',
            "Content-Type": kind,
            "Content-Disposition": f"inline; filename*=UTF-8''{urllib.parse.quote(path.rsplit('/', 1)[-1])}",
        },
        f"{rev.sha}/{path}",
    )


async def resolve_cached(request: Request):
    request.path_params["cached"] = True
    return await resolve(request)


async def raw_file(request: Request):
    s, rev, bad = repo_and_rev(request)
    if bad:
        return bad
    blob = rev.files.get(request.path_params["path"])
    if blob is None:
        return err(404, "Entry not found", "EntryNotFound")
    if blob.lfs:
        return PlainTextResponse(
            f"version https://git-lfs.github.com/spec/v1\noid sha256:{blob.sha256}\nsize {blob.size}\n",
            headers={"X-Repo-Commit": rev.sha},
        )
    return Response(
        blob.data,
        headers={"X-Repo-Commit": rev.sha, "ETag": f'"{blob.oid}"', "Content-Type": "text/plain; charset=utf-8"},
    )


async def cdn_file(request: Request):
    """The second origin. It refuses credentials, as signed storage links do."""
    if request.headers.get("authorization"):
        return PlainTextResponse(
            "<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>", 400
        )
    sha, q = request.path_params["sha"], request.query_params
    expires = int(q.get("Expires", 0))
    if (
        q.get("Signature") != hashlib.sha256(f"{sha}{expires}{STATE.cdn_key}".encode()).hexdigest()[:24]
        or CLOCK.now() > expires
    ):
        return PlainTextResponse("<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", 403)
    for s in STATE.spaces.values():
        for rev in s.revisions.values():
            for b in rev.files.values():
                if b.lfs and b.sha256 == sha:
                    # the storage layer's ETag is another hash: a client that checks content against it is wrong
                    other = hashlib.sha256(b"xet" + b.data).hexdigest()
                    return send_bytes(
                        request, b.data, {"ETag": f'"{other}"', "Content-Type": "application/octet-stream"}, sha
                    )
    return PlainTextResponse("not found", 404)
