# SPDX-License-Identifier: GPL-3.0-or-later
"""A Space: its runtime with the stages it goes through, and its JSON."""

from __future__ import annotations

import hashlib
import re
import subprocess
from datetime import datetime, timezone
from pathlib import Path

from .repositories import Revision
from .state import CLOCK, OPT, ORGS, STATE, iso, oid24


class Runtime:
    def __init__(self, stage="RUNNING", hardware="cpu-basic", error=None):
        self.stage, self.hardware, self.requested, self.error = stage, hardware, hardware, error
        self.sleep_time: int | None = 172800 if hardware == "cpu-basic" else None
        self.replicas: int | str = "auto" if hardware == "zero-a10g" else 1
        self.dev_mode, self.volumes = False, None
        self.plan: list[tuple[float, str]] = []  # (moment, stage)
        self.after = "RUNNING"  # where a start ends: RUNNING, RUNTIME_ERROR or BUILD_ERROR
        self.started_at = 0.0
        self.changes = 0
        self.gate = None  # called before RUNNING: False keeps the Space in APP_STARTING

    def start(self):
        t, build, boot = CLOCK.now(), OPT.build_time, OPT.start_time
        self.error = None
        self.hardware = self.requested
        plan = [(t, "BUILDING")]
        if self.after == "BUILD_ERROR":
            plan.append((t + build, "BUILD_ERROR"))
        else:
            plan += [(t + build, "APP_STARTING"), (t + build + boot, self.after)]
        self.plan = plan
        self.current()

    def set(self, stage, error=None):
        self.plan, self.stage, self.error = [], stage, error
        self.changes += 1

    def current(self) -> str:
        now = CLOCK.now()
        while self.plan and self.plan[0][0] <= now:
            if self.plan[0][1] == "RUNNING" and self.gate and not self.gate():
                break
            at, self.stage = self.plan.pop(0)
            self.changes += 1
            if self.stage == "RUNNING":
                self.started_at = at
            elif self.stage == "RUNTIME_ERROR":
                self.error = (
                    self.error
                    or "Exit code: 1. Reason: Traceback (most recent call last): "
                    "ModuleNotFoundError: No module named 'torch'"
                )
            elif self.stage == "BUILD_ERROR":
                self.error = (
                    self.error
                    or 'build error: process "/bin/sh -c pip install -r requirements.txt" '
                    "did not complete successfully: exit code: 1"
                )
        return self.stage

    def json(self, space: "Space") -> dict:
        stage = self.current()
        up = stage in ("RUNNING", "RUNNING_BUILDING", "RUNNING_APP_STARTING")
        out: dict = {
            "stage": stage,
            "hardware": {"current": self.hardware if up else None, "requested": self.requested},
            "storage": None,
            "replicas": {
                "current": (2 if self.replicas == "auto" else self.replicas) if up else None,
                "requested": self.replicas,
            },
        }
        if self.sleep_time is not None:
            out["gcTimeout"] = self.sleep_time
        if up:
            out["devMode"] = self.dev_mode
            out["sha"] = space.head.sha if space.head else None
            out["domains"] = [{"domain": f"{space.subdomain}.hf.space", "stage": "READY"}]
        if self.error and stage in ("RUNTIME_ERROR", "BUILD_ERROR", "CONFIG_ERROR", "NO_APP_FILE"):
            out["errorMessage"] = self.error
        if self.volumes is not None:
            out["volumes"] = self.volumes
        return out


class Space:
    def __init__(self, sid: str):
        self.id = sid
        self.owner, self.name = sid.split("/", 1)
        self._id = oid24(sid)
        self.title, self.emoji, self.sdk = self.name, None, "gradio"
        self.short, self.category = None, None
        self.card: dict | None = {}
        self.tags: list[str] = []
        self.models: list[str] = []
        self.datasets: list[str] = []
        self.likes, self.trending = 0, 0
        self.private, self.gated, self.disabled = False, False, False
        self.created = self.modified = datetime(2025, 1, 1, tzinfo=timezone.utc)
        self.revisions: dict[str, Revision] = {}
        self.order: list[str] = []
        self.refs_tags: dict[str, str] = {}
        self.rt: Runtime | None = Runtime()
        self.secrets: dict[str, dict] = {}
        self.variables: dict[str, dict] = {}
        self.upstream: str | None = None
        self.run: str | None = None
        self.folder: Path | None = None
        self.edge_port = self.port = 0
        self.proc: subprocess.Popen | None = None
        self.build_log: list[str] = []
        self.region = "us"

    @property
    def head(self) -> Revision | None:
        return self.revisions[self.order[-1]] if self.order else None

    @property
    def subdomain(self) -> str:
        return re.sub(r"-+", "-", re.sub(r"[^a-z0-9]+", "-", self.id.lower())).strip("-")

    @property
    def host(self) -> str:
        if self.edge_port:
            return f"http://127.0.0.1:{self.edge_port}"
        if self.sdk == "gradio" and OPT.default_upstream:
            return OPT.default_upstream.rstrip("/")
        return f"{STATE.endpoint}/_host/{self.subdomain}"

    def add_revision(self, rev: Revision):
        if rev.sha not in self.revisions:
            self.revisions[rev.sha] = rev
        elif self.order and self.order[-1] == rev.sha:
            return False
        self.order.append(rev.sha)
        self.modified = rev.when
        return True

    def resolve_rev(self, rev: str | None) -> Revision | None:
        if not self.order:
            return None
        if rev in (None, "", "main", "refs/heads/main", "HEAD"):
            return self.head
        if rev in self.refs_tags:
            return self.revisions[self.refs_tags[rev]]
        hits = (
            [s for s in self.revisions if s.startswith(rev.lower())] if re.fullmatch(r"[0-9a-fA-F]{7,40}", rev) else []
        )
        return self.revisions[hits[0]] if len(hits) == 1 else None

    def can_read(self, user: str | None) -> bool:
        return (
            not self.private
            or user == self.owner
            or (user is not None and user in ORGS.get(self.owner, {}).get("members", {}))
        )

    def can_write(self, user: str | None) -> bool:
        return user is not None and (user == self.owner or user in ORGS.get(self.owner, {}).get("members", {}))

    # ---- the JSON the Hub gives

    def fields(self, user: str | None) -> dict:
        sha = self.head.sha if self.head else hashlib.sha1(self.id.encode()).hexdigest()
        files = list(self.head.files) if self.head else [".gitattributes", "README.md", "app.py", "requirements.txt"]
        out = {
            "_id": self._id,
            "id": self.id,
            "author": self.owner,
            "sha": sha,
            "lastModified": iso(self.modified),
            "private": self.private,
            "gated": self.gated,
            "disabled": self.disabled,
            "host": self.host,
            "subdomain": self.subdomain,
            "tags": self.tags,
            "likes": self.likes,
            "trendingScore": self.trending,
            "sdk": self.sdk,
            "models": self.models,
            "datasets": self.datasets,
            "region": self.region,
            "siblings": [{"rfilename": f} for f in files],
            "createdAt": iso(self.created),
            "usedStorage": sum(b.size for b in self.head.files.values()) if self.head else 4096,
            "resourceGroup": None,
        }
        if self.card is not None:
            out["cardData"] = self.card
        if self.rt is not None:
            out["runtime"] = self.rt.json(self)
        return out


LIST_KEYS = ["_id", "id", "likes", "trendingScore", "private", "sdk", "tags", "createdAt"]
FULL_KEYS = LIST_KEYS + [
    "author",
    "sha",
    "lastModified",
    "cardData",
    "siblings",
    "subdomain",
    "runtime",
    "models",
    "datasets",
]
INFO_KEYS = [
    "_id",
    "id",
    "author",
    "sha",
    "lastModified",
    "private",
    "gated",
    "disabled",
    "host",
    "subdomain",
    "tags",
    "likes",
    "sdk",
    "runtime",
    "cardData",
    "siblings",
    "models",
    "datasets",
    "createdAt",
    "usedStorage",
    "region",
]
EXPANDABLE = {
    "author",
    "cardData",
    "createdAt",
    "datasets",
    "disabled",
    "lastModified",
    "likes",
    "models",
    "private",
    "region",
    "resourceGroup",
    "runtime",
    "sdk",
    "sha",
    "siblings",
    "subdomain",
    "tags",
    "trendingScore",
    "usedStorage",
}
