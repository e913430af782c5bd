# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in: OAuth by browser and by device code."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets as pysecrets
import time
import urllib.parse

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from .state import CLOCK, OPT, STATE, USERS, b64url, oid24

SCOPES = [
    "openid",
    "profile",
    "email",
    "read-billing",
    "read-memberships",
    "read-repos",
    "gated-repos",
    "contribute-repos",
    "write-repos",
    "manage-repos",
    "read-collections",
    "write-collections",
    "inference-api",
    "read-endpoints",
    "write-endpoints",
    "jobs",
    "webhooks",
    "write-discussions",
]


async def openid_config(request: Request):
    e = STATE.endpoint
    return JSONResponse(
        {
            "issuer": e,
            "authorization_endpoint": f"{e}/oauth/authorize",
            "token_endpoint": f"{e}/oauth/token",
            "device_authorization_endpoint": f"{e}/oauth/device",
            "userinfo_endpoint": f"{e}/oauth/userinfo",
            "registration_endpoint": f"{e}/oauth/register",
            "revocation_endpoint": f"{e}/oauth/revoke",
            "jwks_uri": f"{e}/oauth/jwks",
            "scopes_supported": SCOPES,
            "response_types_supported": ["code"],
            "grant_types_supported": [
                "authorization_code",
                "refresh_token",
                "urn:ietf:params:oauth:grant-type:device_code",
            ],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
    )


def oauth_error(error: str, description: str, status=400):
    return JSONResponse({"error": error, "error_description": description}, status)


def redirect_allowed(client: dict, uri: str) -> bool:
    if uri in client["redirect_uris"]:
        return True
    u = urllib.parse.urlsplit(uri)
    if u.scheme != "http" or u.hostname not in ("localhost", "127.0.0.1", "::1"):
        return False
    for known in client["redirect_uris"]:  # loopback: any port, everything else equal (RFC 8252, 7.3)
        k = urllib.parse.urlsplit(known)
        if (k.scheme, k.hostname, k.path, k.query) == (u.scheme, u.hostname, u.path, u.query):
            return True
    return False


async def authorize(request: Request):
    q = dict(request.query_params)
    if request.method == "POST":
        form = await request.form()
        q = dict(urllib.parse.parse_qsl(str(form["q"])))
        q["_decision"], q["_user"] = str(form["decision"]), str(form["user"])
    client = STATE.clients.get(q.get("client_id", ""))
    if client is None:
        return HTMLResponse("<h1>invalid_client</h1>", 400)
    uri = q.get("redirect_uri", "")
    if not redirect_allowed(client, uri):
        return HTMLResponse("<h1>The redirect_uri is not registered for this application</h1>", 400)

    def back(**kw):
        kw = {k: v for k, v in {**kw, "state": q.get("state")}.items() if v is not None}
        return RedirectResponse(uri + ("&" if "?" in uri else "?") + urllib.parse.urlencode(kw), 302)

    if q.get("response_type", "code") != "code":
        return back(error="unsupported_response_type")
    if not client["secret"] and (not q.get("code_challenge") or q.get("code_challenge_method") != "S256"):
        return back(error="invalid_request", error_description="PKCE with S256 is required for public clients")
    scope = (q.get("scope") or "openid profile").split()
    if bad := [x for x in scope if x not in SCOPES]:
        return back(error="invalid_scope", error_description=f"Unknown scope: {bad[0]}")
    decision, user = q.get("_decision"), q.get("_user", "tester")
    if OPT.auto_approve and not decision:
        decision, user = "allow", OPT.auto_approve
    if not decision:
        return HTMLResponse(
            f"<h1>Sign in with the fake Hub</h1><p><b>{client['name']}</b> asks for: {' '.join(scope)}</p>"
            f"<form method=post><input type=hidden name=q value=\"{urllib.parse.urlencode(q).replace('&', '&amp;')}\">"
            f"<select name=user>{''.join(f'<option>{u}' for u in USERS)}</select>"
            "<button name=decision value=allow>Authorize</button>"
            "<button name=decision value=deny>Deny</button></form>"
        )
    if decision != "allow":
        return back(error="access_denied", error_description="The user denied the request")
    code = pysecrets.token_urlsafe(16)
    STATE.codes[code] = {
        "client": q["client_id"],
        "uri": uri,
        "challenge": q.get("code_challenge"),
        "scope": scope,
        "user": user,
        "nonce": q.get("nonce"),
        "until": CLOCK.now() + 60,
    }
    return back(code=code)


def issue(user: str, scope: list[str], client: str, nonce=None) -> JSONResponse:
    access, refresh = "hf_oauth_" + pysecrets.token_urlsafe(24), "hf_oauth__refresh_" + pysecrets.token_urlsafe(24)
    STATE.tokens[access] = {
        "user": user,
        "role": "write",
        "kind": "oauth",
        "scope": scope,
        "name": client,
        "expires": CLOCK.now() + OPT.token_ttl,
    }
    STATE.refresh[refresh] = {"user": user, "scope": scope, "client": client}
    u = USERS[user]
    claims = {
        "sub": u["_id"],
        "name": u["fullname"],
        "preferred_username": user,
        "picture": f"{STATE.endpoint}/avatars/{oid24(user)}.svg",
        "aud": client,
        "iss": STATE.endpoint,
        "iat": int(time.time()),
        "exp": int(time.time() + OPT.token_ttl),
        **({"nonce": nonce} if nonce else {}),
    }
    body = {
        "access_token": access,
        "token_type": "bearer",
        "expires_in": OPT.token_ttl,
        "scope": " ".join(scope),
        "refresh_token": refresh,
    }
    if "openid" in scope:
        head = b64url(json.dumps({"alg": "none"}).encode())
        body["id_token"] = f"{head}.{b64url(json.dumps(claims).encode())}."
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


async def token(request: Request):
    form = await request.form()
    grant = form.get("grant_type")
    cid, csecret = form.get("client_id"), form.get("client_secret")
    basic = request.headers.get("authorization", "")
    if basic.lower().startswith("basic "):
        cid, _, csecret = base64.b64decode(basic[6:]).decode().partition(":")
    client = STATE.clients.get(str(cid or ""))
    if client is None:
        return oauth_error("invalid_client", "Unknown client", 401)
    if client["secret"] and client["secret"] != csecret:
        return oauth_error(
            "invalid_client",
            "if you want to use this flow without client secret authentication, "
            "delete the secret from the oauth app to make it public",
            401,
        )
    if grant == "authorization_code":
        c = STATE.codes.pop(str(form.get("code")), None)
        if c is None or c["until"] < CLOCK.now() or c["client"] != cid:
            return oauth_error("invalid_grant", "The code is unknown, used or expired")
        if form.get("redirect_uri") != c["uri"]:
            return oauth_error("invalid_grant", "redirect_uri does not match the authorization request")
        verifier = str(form.get("code_verifier") or "")
        if c["challenge"] and (
            not 43 <= len(verifier) <= 128 or b64url(hashlib.sha256(verifier.encode()).digest()) != c["challenge"]
        ):
            return oauth_error("invalid_grant", "code_verifier does not match code_challenge")
        return issue(c["user"], c["scope"], str(cid), c["nonce"])
    if grant == "refresh_token":
        r = STATE.refresh.pop(str(form.get("refresh_token")), None)
        if r is None or r["client"] != cid:
            return oauth_error("invalid_grant", "The refresh token is unknown, used or revoked")
        return issue(r["user"], r["scope"], str(cid))
    if grant == "urn:ietf:params:oauth:grant-type:device_code":
        d = STATE.devices.get(str(form.get("device_code")))
        if d is None or d["client"] != cid:
            return oauth_error("invalid_grant", "Unknown device code")
        now, last = time.monotonic(), d.get("polled", 0)
        d["polled"] = now
        if CLOCK.now() > d["until"]:
            return oauth_error("expired_token", "The device code has expired")
        if OPT.slow_down and last and now - last < OPT.slow_down:
            return oauth_error("slow_down", "Polling too fast")
        if d["decision"] is None:
            return oauth_error("authorization_pending", "The user has not yet authorized the device")
        STATE.devices.pop(str(form.get("device_code")))
        return (
            issue(d["user"], d["scope"], str(cid))
            if d["decision"] == "allow"
            else oauth_error("access_denied", "The user denied the request")
        )
    return oauth_error("unsupported_grant_type", f"Unsupported grant: {grant}")


async def revoke(request: Request):
    form = await request.form()
    given = str(form.get("token"))
    known = STATE.refresh.pop(given, None) or STATE.tokens.pop(given, None)
    if known:  # what belongs together ends together (RFC 7009, 2.1)
        client = known.get("client", known.get("name"))
        for table, key in ((STATE.refresh, "client"), (STATE.tokens, "name")):
            for token in [t for t, i in table.items() if i["user"] == known["user"] and i.get(key) == client]:
                del table[token]
    return Response(status_code=200)


async def device(request: Request):
    if request.method == "GET":
        return HTMLResponse(
            "<h1>Enter the code</h1><form method=post action='/_fake/device'>"
            f"<input name=user_code value='{re.sub('[^A-Z0-9-]', '', request.query_params.get('user_code', ''))}'>"
            f"<select name=user>{''.join(f'<option>{u}' for u in USERS)}</select>"
            "<button name=decision value=allow>Authorize</button>"
            "<button name=decision value=deny>Deny</button></form>"
        )
    form = await request.form()
    client = STATE.clients.get(str(form.get("client_id") or ""))
    if client is None:
        return oauth_error("invalid_client", "Unknown client", 401)
    if client["secret"]:
        return oauth_error(
            "invalid_client",
            "if you want to use the device code flow without client secret authentication, "
            "delete the secret from the oauth app to make it public",
            401,
        )
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    user_code = "-".join("".join(pysecrets.choice(alphabet) for _ in range(4)) for _ in range(2))
    code = pysecrets.token_hex(18)
    STATE.devices[code] = {
        "client": str(form["client_id"]),
        "scope": str(form.get("scope") or "openid profile").split(),
        "user_code": user_code,
        "until": CLOCK.now() + OPT.device_ttl,
        "decision": "allow" if OPT.auto_approve else None,
        "user": OPT.auto_approve or "tester",
    }
    return JSONResponse(
        {
            "device_code": code,
            "user_code": user_code,
            "verification_uri": f"{STATE.endpoint}/oauth/device",
            "expires_in": OPT.device_ttl,
            **({"interval": OPT.device_interval} if OPT.device_interval else {}),
        }
    )


async def register(request: Request):
    body = json.loads(await request.body())
    cid = "-".join(pysecrets.token_hex(n) for n in (4, 2, 2, 2, 6))
    public = body.get("token_endpoint_auth_method") == "none"
    STATE.clients[cid] = {
        "name": body.get("client_name", "app"),
        "redirect_uris": body.get("redirect_uris", []),
        "secret": None if public else pysecrets.token_hex(16),
    }
    return JSONResponse(
        {
            "client_id": cid,
            "client_name": STATE.clients[cid]["name"],
            "redirect_uris": STATE.clients[cid]["redirect_uris"],
            "token_endpoint_auth_method": "none" if public else "client_secret_basic",
            **({} if public else {"client_secret": STATE.clients[cid]["secret"]}),
        },
        201,
    )
