# SPDX-License-Identifier: GPL-3.0-or-later
"""Which address is answered by what."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.routing import Route

from . import care, control, files, listing, oauth, one_space, pages, people, streams

S = "/api/spaces/{ns}/{repo}"
ROUTES = [
    Route("/_fake/{what}", control.control, methods=["GET", "POST", "DELETE"]),
    Route("/_fake/{what}/{ns}/{repo}", control.control_space, methods=["POST", "PATCH"]),
    Route("/api/spaces", listing.list_spaces),
    Route("/api/spaces/semantic-search", listing.semantic_search),
    Route("/api/spaces/hardware", care.hardware_list),
    Route(
        "/api/spaces/templates",
        lambda r: JSONResponse(
            {
                "templates": [
                    {"name": "chatbot", "repoId": "SpacesExamples/chatbot", "sdk": "gradio", "preferredPrivate": False}
                ]
            }
        ),
    ),
    Route("/api/spaces/zero-gpu/quota", care.zero_quota),
    Route("/api/spaces/by-subdomain/{sub}", one_space.by_subdomain),
    Route(S, one_space.space_info),
    Route(S + "/revision/{rev}", one_space.space_info),
    Route(S + "/host", one_space.host_of),
    Route(S + "/jwt", one_space.jwt_of),
    Route(S + "/runtime", one_space.runtime),
    Route(S + "/restart", care.restart, methods=["POST"]),
    Route(S + "/pause", care.pause, methods=["POST"]),
    Route(S + "/hardware", care.hardware, methods=["POST"]),
    Route(S + "/sleeptime", care.sleeptime, methods=["POST"]),
    Route(S + "/replicas", care.replicas, methods=["POST"]),
    Route(S + "/dev-mode", care.dev_mode, methods=["POST"]),
    Route(S + "/volumes", care.volumes, methods=["PUT", "DELETE"]),
    Route(S + "/settings", care.settings, methods=["PUT"]),
    Route(S + "/secrets", care.keyed("secrets", False), methods=["GET", "POST", "DELETE"]),
    Route(S + "/variables", care.keyed("variables", True), methods=["GET", "POST", "DELETE"]),
    Route(S + "/duplicate", care.duplicate, methods=["POST"]),
    Route(S + "/like", one_space.like, methods=["POST", "DELETE"]),
    Route(S + "/likers", one_space.likers),
    Route(S + "/discussions", one_space.discussions),
    Route(S + "/auth-check", one_space.auth_check),
    Route(S + "/logs/{kind}", streams.logs),
    Route(S + "/events", streams.events),
    Route(S + "/metrics", streams.metrics),
    Route(S + "/refs", files.refs),
    Route(S + "/commits/{rev}", files.commits),
    Route(S + "/tree/{rev}", files.tree),
    Route(S + "/tree/{rev}/{path:path}", files.tree),
    Route(S + "/paths-info/{rev}", files.paths_info, methods=["POST"]),
    Route("/api/resolve-cache/spaces/{ns}/{repo}/{rev}/{path:path}", files.resolve_cached),
    Route("/spaces/{ns}/{repo}/resolve/{rev}/{path:path}", files.resolve),
    Route("/spaces/{ns}/{repo}/raw/{rev}/{path:path}", files.raw_file),
    # models and data sets: the same repositories by their other addresses
    *(
        Route(f"/api/{kind}/{{ns}}/{{repo}}" + end, call)
        for kind in ("models", "datasets")
        for end, call in (
            ("", one_space.space_info),
            ("/revision/{rev}", one_space.space_info),
            ("/tree/{rev}", files.tree),
        )
    ),
    Route("/datasets/{ns}/{repo}/resolve/{rev}/{path:path}", files.resolve),
    Route("/{ns}/{repo}/resolve/{rev}/{path:path}", files.resolve),
    Route("/spaces/{ns}/{repo}/agents.md", pages.agents_md),
    Route("/spaces/{ns}/{repo}", pages.page),
    Route("/_host/{sub}", pages.no_backend),
    Route("/_host/{sub}/{path:path}", pages.no_backend),
    Route("/api/repos/delete", care.delete_repo, methods=["DELETE"]),
    Route("/api/trending", listing.trending),
    Route("/api/quicksearch", listing.quicksearch),
    Route("/api/whoami-v2", people.whoami),
    Route("/api/users/{user}/overview", people.user_overview),
    Route("/api/users/{user}/likes", people.user_likes),
    Route("/api/organizations/{org}/overview", people.org_overview),
    Route("/api/organizations/{org}/members", people.org_members),
    Route("/api/settings/repositories", people.my_repos),
    Route("/api/collections", listing.collections),
    Route("/api/collections/{ns}/{slug}", listing.collection),
    Route("/api/avatars/{name}", pages.avatar_api),
    Route("/avatars/{h}", pages.avatar),
    Route("/social-thumbnails/spaces/{ns}/{repo}.png", pages.thumbnail),
    Route("/.well-known/openid-configuration", oauth.openid_config),
    Route("/oauth/authorize", oauth.authorize, methods=["GET", "POST"]),
    Route("/oauth/token", oauth.token, methods=["POST"]),
    Route("/oauth/device", oauth.device, methods=["GET", "POST"]),
    Route("/oauth/userinfo", people.userinfo, methods=["GET", "POST"]),
    Route("/oauth/register", oauth.register, methods=["POST"]),
    Route("/oauth/revoke", oauth.revoke, methods=["POST"]),
    Route("/oauth/jwks", lambda r: JSONResponse({"keys": []})),
]
