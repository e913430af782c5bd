#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small stand-in for the Hugging Face Hub, for tests that must run without internet.

It answers the part of the Hub's HTTP API that a Spaces browser and an offline installer need, with
the same paths, headers and JSON keys, from two sources:

  * a catalogue of made-up Spaces (500 by default, the same for the same --seed);
  * real little repositories from a folder:  <folder>/<owner>/<name>/...files...
    with optional settings in                <folder>/<owner>/<name>.fake.json

Needs only what every Gradio environment has: starlette, uvicorn, httpx, PyYAML.

    python fake_hub.py --spaces hub-spaces --port 0         # or tests/servers/with-hub
    HF_ENDPOINT=http://127.0.0.1:<port> hf spaces ls        # or the application under test

The first line on standard output is one JSON object with the addresses, tokens and the process id.
Everything listens on 127.0.0.1 only. Nothing is written to disk.

Tokens: hf_tester (write), hf_tester_read (read only), hf_pro (PRO user), hf_stranger.
Control calls for tests live under /_fake/ (list them with GET /_fake/help).
"""
from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import fnmatch
import hashlib
import json
import os
import random
import re
import secrets as pysecrets
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.parse
import zlib
from collections import deque
from datetime import datetime, timedelta, timezone
from pathlib import Path

import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

ISO = "%Y-%m-%dT%H:%M:%S.%f"
HF_CLI_CLIENT_ID = "26be6b09-91c5-47da-9861-d2d2bb7a7e36"  # the public id that `hf auth login` sends


def iso(dt: datetime) -> str:
    return dt.strftime(ISO)[:-3] + "Z"


def b64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def oid24(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:24]


# --------------------------------------------------------------------------- repositories

def git_blob_id(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


class Blob:
    """One file of one revision. `lfs` files are served through the second origin, like the Hub's CDN."""

    __slots__ = ("data", "size", "oid", "sha256", "lfs", "pointer_size")

    def __init__(self, data: bytes, lfs: bool):
        self.data, self.size, self.lfs = data, len(data), lfs
        self.sha256 = hashlib.sha256(data).hexdigest()
        if lfs:
            pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n" % (self.sha256.encode(), self.size)
            self.pointer_size, self.oid = len(pointer), git_blob_id(pointer)
        else:
            self.pointer_size, self.oid = 0, git_blob_id(data)


class Revision:
    def __init__(self, files: dict[str, Blob], title: str, when: datetime, author: str):
        self.files, self.title, self.when, self.author = dict(sorted(files.items())), title, when, author
        listing = "\n".join(f"{b.oid} {p}" for p, b in self.files.items())
        self.sha = hashlib.sha1(listing.encode() + b"\0" + title.encode()).hexdigest()

    def tree(self, path: str, recursive: bool) -> list[dict] | None:
        """Entries below `path` ("" is the root); None when there is no such folder."""
        prefix = path.strip("/") + "/" if path.strip("/") else ""
        out: dict[str, dict] = {}
        for name, blob in self.files.items():
            if not name.startswith(prefix):
                continue
            rest = name[len(prefix):]
            parts = rest.split("/")
            for depth in range(1, len(parts)):
                folder = prefix + "/".join(parts[:depth])
                if recursive or depth == 1:
                    out.setdefault(folder, {"type": "directory", "oid": hashlib.sha1(folder.encode()).hexdigest(), "size": 0, "path": folder})
            if recursive or len(parts) == 1:
                entry = {"type": "file", "oid": blob.oid, "size": blob.size, "path": name}
                if blob.lfs:
                    entry["lfs"] = {"oid": blob.sha256, "size": blob.size, "pointerSize": blob.pointer_size}
                    if OPT.xet_headers:
                        entry["xetHash"] = hashlib.sha256(b"xet" + blob.data).hexdigest()
                out[name] = entry
        if prefix and not out:
            return None
        return sorted(out.values(), key=lambda e: (e["type"] == "file", e["path"]))


def parse_front_matter(readme: str) -> dict:
    m = re.match(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(\r?\n|\Z)", readme, re.S)
    if not m:
        return {}
    with contextlib.suppress(yaml.YAMLError):
        data = yaml.safe_load(m.group(1))
        if isinstance(data, dict):
            return json.loads(json.dumps(data, default=str))
    return {}


# --------------------------------------------------------------------------- runtime of a Space

TERMINAL = {"RUNNING", "BUILD_ERROR", "RUNTIME_ERROR", "CONFIG_ERROR", "NO_APP_FILE", "STOPPED", "PAUSED", "DELETING", "SLEEPING"}


class Clock:
    """Virtual seconds: real time times --speed, plus whatever a test advanced."""

    def __init__(self):
        self.base, self.offset = time.monotonic(), 0.0

    def now(self) -> float:
        return (time.monotonic() - self.base) * OPT.speed + self.offset

    def wall(self) -> datetime:
        return datetime.now(timezone.utc) + timedelta(seconds=self.offset)


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
                self.error = self.error or "Exit code: 1. Reason: Traceback (most recent call last): ModuleNotFoundError: No module named 'torch'"
            elif self.stage == "BUILD_ERROR":
                self.error = self.error or "build error: process \"/bin/sh -c pip install -r requirements.txt\" did not complete successfully: exit code: 1"
        return self.stage

    def json(self, space: "Space") -> dict:
        stage = self.current()
        up = stage in ("RUNNING", "RUNNING_BUILDING", "RUNNING_APP_STARTING")
        out: dict = {
            "stage": stage,
            "hardware": {"current": self.hardware if up else None, "requested": self.requested},
            "storage": None,
            "replicas": {"current": (2 if self.replicas == "auto" else self.replicas) if up else None, "requested": self.replicas},
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
        hits = [s for s in self.revisions if s.startswith(rev.lower())] if re.fullmatch(r"[0-9a-fA-F]{7,40}", rev) else []
        return self.revisions[hits[0]] if len(hits) == 1 else None

    def can_read(self, user: str | None) -> bool:
        return not self.private or user == self.owner or (user is not None and user in ORGS.get(self.owner, {}).get("members", {}))

    def can_write(self, user: str | None) -> bool:
        return user is not None and (user == self.owner or user in ORGS.get(self.owner, {}).get("members", {}))

    # ---- the JSON the Hub gives

    def fields(self, user: str | None) -> dict:
        sha = self.head.sha if self.head else hashlib.sha1(self.id.encode()).hexdigest()
        files = list(self.head.files) if self.head else [".gitattributes", "README.md", "app.py", "requirements.txt"]
        out = {
            "_id": self._id, "id": self.id, "author": self.owner, "sha": sha, "lastModified": iso(self.modified),
            "private": self.private, "gated": self.gated, "disabled": self.disabled, "host": self.host,
            "subdomain": self.subdomain, "tags": self.tags, "likes": self.likes, "trendingScore": self.trending,
            "sdk": self.sdk, "models": self.models, "datasets": self.datasets, "region": self.region,
            "siblings": [{"rfilename": f} for f in files], "createdAt": iso(self.created),
            "usedStorage": sum(b.size for b in self.head.files.values()) if self.head else 4096, "resourceGroup": None,
        }
        if self.card is not None:
            out["cardData"] = self.card
        if self.rt is not None:
            out["runtime"] = self.rt.json(self)
        return out


LIST_KEYS = ["_id", "id", "likes", "trendingScore", "private", "sdk", "tags", "createdAt"]
FULL_KEYS = LIST_KEYS + ["author", "sha", "lastModified", "cardData", "siblings", "subdomain", "runtime", "models", "datasets"]
INFO_KEYS = ["_id", "id", "author", "sha", "lastModified", "private", "gated", "disabled", "host", "subdomain", "tags", "likes", "sdk",
             "runtime", "cardData", "siblings", "models", "datasets", "createdAt", "usedStorage", "region"]
EXPANDABLE = {"author", "cardData", "createdAt", "datasets", "disabled", "lastModified", "likes", "models", "private", "region",
              "resourceGroup", "runtime", "sdk", "sha", "siblings", "subdomain", "tags", "trendingScore", "usedStorage"}


# --------------------------------------------------------------------------- people

def person(name, full, pro=False):
    return {"name": name, "fullname": full, "isPro": pro, "_id": oid24("user:" + name)}


USERS = {u["name"]: u for u in (person("tester", "Tess Ter"), person("prouser", "Pro User", True), person("stranger", "Stran Ger"))}
ORGS = {"acme": {"name": "acme", "fullname": "Acme Works", "_id": oid24("org:acme"), "members": {"tester": "admin"}}}


class State:
    def __init__(self):
        self.endpoint = self.cdn = ""
        self.spaces: dict[str, Space] = {}
        self.renamed: dict[str, str] = {}
        self.likes: dict[str, dict[str, datetime]] = {u: {} for u in USERS}
        self.tokens: dict[str, dict] = {}
        self.refresh: dict[str, dict] = {}
        self.codes: dict[str, dict] = {}
        self.devices: dict[str, dict] = {}
        self.clients: dict[str, dict] = {}
        self.log: deque = deque(maxlen=4000)
        self.windows: dict[tuple, list] = {}
        self.limits = {"api": [500, 300], "resolvers": [3000, 300], "pages": [100, 300]}
        self.chaos: dict = {}
        self.resolve_hits: dict[str, int] = {}
        self.quota: dict[str, dict] = {}
        self.cdn_key = pysecrets.token_hex(8)
        self.jwts: dict[str, dict] = {}
        self.collections: list[dict] = []

    def find(self, sid: str) -> Space | None:
        if sid in self.spaces:
            return self.spaces[sid]
        return None


STATE: State
CLOCK: Clock
OPT: argparse.Namespace


# --------------------------------------------------------------------------- the made-up catalogue

CATEGORIES = {
    "Image Generation": ("text-to-image", ["Canvas", "Palette", "Pixel Studio", "Dream Painter", "Sketch Room"], "🎨🖼️✨🌈"),
    "Video Generation": ("text-to-video", ["Clip Maker", "Motion Lab", "Frame Weaver"], "🎬📽️🎞️"),
    "Text Generation": ("text-generation", ["Chat Corner", "Story Writer", "Code Helper", "Long Reader"], "💬📝🤖"),
    "Speech Synthesis": ("text-to-speech", ["Voice Box", "Narrator", "Read Aloud"], "🔊🗣️"),
    "Speech Recognition": ("automatic-speech-recognition", ["Transcriber", "Caption Maker", "Whisper Desk"], "🎙️👂"),
    "Music Generation": ("text-to-audio", ["Loop Garden", "Tune Smith"], "🎵🎹"),
    "Background Removal": ("image-segmentation", ["Cut Out", "Clear Back"], "✂️🪄"),
    "Image Upscaling": ("image-to-image", ["Sharpen It", "Big Picture"], "🔍📈"),
    "OCR": ("image-to-text", ["Page Reader", "Receipt Desk"], "📄🔎"),
    "3D Modeling": ("image-to-3d", ["Mesh Maker", "Shape Shop"], "🧊🗿"),
    "Data Visualization": ("tabular-classification", ["Chart House", "Leaderboard", "Table Scope"], "📊🏆"),
    "Translation": ("translation", ["Word Bridge", "Lingo"], "🌍🔤"),
}
OWNERS = ["aurora-lab", "bluefin", "cedar", "deltaworks", "ember", "fjord", "granite-ai", "harbor", "iris", "juniper", "kestrel", "lumen",
          "meadow", "nimbus", "opal", "pine", "quartz", "river", "slate", "tundra"]
COLORS = ["red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"]


def emoji_of(text, r):
    marks = [c for c in text if ord(c) > 0x2600 and c != "\ufe0f"]
    return r.choice(marks)


def make_catalogue(count: int, seed: int):
    r = random.Random(seed)
    base = datetime(2026, 8, 1, 12, 0, tzinfo=timezone.utc)
    names = list(CATEGORIES)
    for i in range(count):
        cat = r.choices(names, weights=[6, 3, 6, 3, 3, 2, 2, 2, 2, 2, 3, 2])[0]
        task, nouns, marks = CATEGORIES[cat]
        owner = r.choice(OWNERS)
        title = f"{r.choice(nouns)} {r.choice(['', 'Pro', 'Mini', 'Turbo', 'XL', '2', '3.5', 'Zero', 'Live', 'Demo'])}".strip()
        slug = re.sub(r"[^A-Za-z0-9._]+", "-", title)
        s = Space(f"{owner}/{slug}-{i:03d}")
        s.title, s.category = title, cat
        s.emoji = emoji_of(marks, r)
        s.sdk = r.choices(["gradio", "docker", "static", "streamlit"], weights=[76, 12, 10, 2])[0]
        s.short = r.choice(["Try it with your own files", "Fast and free", "Official demo", "Community port", ""]) + f" · {cat.lower()}"
        s.likes = int(r.paretovariate(0.6)) % 25000
        s.trending = int(r.paretovariate(1.1)) - 1
        s.created = base - timedelta(days=r.randint(1, 1200), minutes=r.randint(0, 1440))
        s.modified = min(base, s.created + timedelta(days=r.randint(0, 500)))
        s.models = [f"{owner}/{r.choice(['base', 'large', 'tiny'])}-{task}"] if r.random() < 0.6 else []
        s.datasets = [f"{owner}/{task}-set"] if r.random() < 0.15 else []
        s.tags = [s.sdk, f"region:{s.region}"] + (["mcp-server"] if s.sdk == "gradio" and r.random() < 0.2 else []) + ([task] if r.random() < 0.4 else [])
        s.card = {"title": title, "emoji": s.emoji, "colorFrom": r.choice(COLORS), "colorTo": r.choice(COLORS), "sdk": s.sdk,
                  "app_file": "app.py", "pinned": False, "license": r.choice(["mit", "apache-2.0", "openrail", "other"]), "short_description": s.short}
        if s.sdk == "gradio":
            s.card["sdk_version"] = r.choice(["6.31.0", "6.12.0", "5.49.1", "5.23.3", "4.44.1", "4.19.2", "3.50.2"])
            if r.random() < 0.1:
                s.card["hf_oauth"] = True
        if s.sdk == "docker":
            s.card["app_port"] = r.choice([7860, 8080, 3000])
        stage = r.choices(["RUNNING", "SLEEPING", "PAUSED", "RUNTIME_ERROR", "BUILD_ERROR", "NO_APP_FILE", "CONFIG_ERROR", "STOPPED", "RUNNING_BUILDING"],
                          weights=[62, 15, 7, 7, 3, 1, 1, 2, 2])[0]
        hw = "cpu-basic" if s.sdk == "static" else r.choices(["zero-a10g", "cpu-basic", "cpu-upgrade", "t4-small", "l4x1", "a10g-large", "a100-large"], weights=[35, 45, 6, 5, 4, 3, 2])[0]
        err = {"RUNTIME_ERROR": "Exit code: 1. Reason: torch.cuda.OutOfMemoryError: CUDA out of memory.", "BUILD_ERROR": "build error: no matching distribution found for tensorflow==1.15",
               "CONFIG_ERROR": "Missing configuration in README", "NO_APP_FILE": "No application file"}.get(stage)
        s.rt = Runtime(stage, hw, err)
        STATE.spaces[s.id] = s

    def edge(sid, **kw):
        s = Space(sid)
        s.created = s.modified = base
        s.tags = [s.sdk, "region:us"]
        s.card = {"title": s.name, "sdk": s.sdk}
        for k, v in kw.items():
            setattr(s, k, v)
        if s.card is not None and "title" in kw:
            s.card["title"] = kw["title"]
        if s.card is not None and kw.get("emoji"):
            s.card["emoji"] = kw["emoji"]
        STATE.spaces[s.id] = s

    # awkward entries a client must survive
    edge("edge/rtl-title", title="مولّد الصور", emoji="🕌", likes=7)
    edge("edge/very-long", title="An exceptionally long title " * 12, emoji="📏", likes=3)
    edge("edge/markup-title", title="<b>Bold</b> & \"quotes\" <script>alert(1)</script>", emoji="⚠️", likes=2)
    edge("edge/no-card", card=None, likes=1)
    edge("edge/no-runtime", rt=None, sdk="static", likes=1)
    edge("edge/unknown-sdk", sdk="holodeck", likes=1)
    edge("edge/disabled", disabled=True, likes=1)
    edge("edge/unicode-name_ok.v2", title="👩‍👩‍👧‍👦 family emoji", emoji="👩‍👩‍👧‍👦", likes=5)
    edge("edge/huge-likes", title="Everyone likes this", emoji="🌟", likes=2_147_483_648, trending=99999)
    edge("tester/my-private", title="My private Space", emoji="🔒", private=True)
    edge("acme/private-tool", title="Acme internal tool", emoji="🏭", private=True)
    edge("edge/gated", title="Gated Space", emoji="🚪", gated="manual")
    edge("tester/sleepy", title="Sleepy", emoji="😴", rt=Runtime("SLEEPING"))
    edge("tester/paused", title="Paused", emoji="⏸️", rt=Runtime("PAUSED"))
    broken = Runtime("SLEEPING")
    broken.after = "RUNTIME_ERROR"
    edge("tester/breaks-on-start", title="Breaks on start", emoji="💥", rt=broken)
    nobuild = Runtime("SLEEPING")
    nobuild.after = "BUILD_ERROR"
    edge("tester/breaks-on-build", title="Breaks on build", emoji="🧱", rt=nobuild)
    STATE.renamed["edge/old-name"] = "edge/huge-likes"


BUILTIN = {
    "README.md": b"---\ntitle: Hello Spaceport\nemoji: \xf0\x9f\x9a\x80\ncolorFrom: blue\ncolorTo: purple\nsdk: gradio\nsdk_version: 6.31.0\napp_file: app.py\npinned: false\nlicense: mit\nshort_description: Says hello\ntags:\n  - demo\n---\n\n# Hello\n",
    "app.py": b"import gradio as gr\n\n\ndef greet(name):\n    return f'Hello {name}!'\n\n\ngr.Interface(greet, 'text', 'text', api_name='greet').launch()\n",
    "requirements.txt": b"gradio\n",
    ".gitattributes": b"*.bin filter=lfs diff=lfs merge=lfs -text\n",
    "assets/logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><circle cx='4' cy='4' r='4'/></svg>",
    "weights/tiny model.bin": bytes(range(256)) * 2048,
}


def lfs_patterns(data: bytes) -> list[str]:
    out = []
    for line in data.decode("utf-8", "replace").splitlines():
        parts = line.split()
        if len(parts) > 1 and "filter=lfs" in parts[1:]:
            out.append(parts[0].strip('"'))
    return out


def blobs_of(files: dict[str, bytes]) -> dict[str, Blob]:
    pats = lfs_patterns(files.get(".gitattributes", b""))
    return {p: Blob(d, len(d) > OPT.lfs_threshold or any(fnmatch.fnmatch(p, q) or fnmatch.fnmatch(p.rsplit("/", 1)[-1], q) for q in pats)) for p, d in files.items()}


def load_space(sid: str, files: dict[str, bytes], meta: dict, folder: Path | None):
    s = STATE.spaces.get(sid) or Space(sid)
    fresh = sid not in STATE.spaces
    for item in meta.get("generate", []):  # big files that nobody wants in version control: {"path":…, "size":…, "seed":…}
        files[item["path"]] = random.Random(item.get("seed", 1)).randbytes(int(item["size"]))
    rev = Revision(blobs_of(files), meta.get("commit_title", "Update files"), CLOCK.wall() if not fresh else datetime(2026, 8, 20, 9, 0, tzinfo=timezone.utc), s.owner)
    changed = s.add_revision(rev)
    s.card = parse_front_matter(files.get("README.md", b"").decode("utf-8", "replace"))
    s.title, s.emoji = s.card.get("title", s.name), s.card.get("emoji")
    s.sdk, s.short = s.card.get("sdk", "gradio"), s.card.get("short_description")
    s.models, s.datasets = list(s.card.get("models") or []), list(s.card.get("datasets") or [])
    s.tags = [s.sdk, f"region:{s.region}"] + [str(t) for t in s.card.get("tags") or []]
    s.folder = folder
    if fresh:
        s.created = rev.when
        s.rt = Runtime(meta.get("stage", "RUNNING"), meta.get("hardware", "cpu-basic"), meta.get("error"))
        s.rt.after = meta.get("after", "RUNNING")
        s.likes, s.trending = meta.get("likes", 5), meta.get("trending", 50)
        s.private, s.gated, s.disabled = meta.get("private", False), meta.get("gated", False), meta.get("disabled", False)
        s.category = meta.get("category")
        s.upstream, s.run = meta.get("upstream"), meta.get("run")
        for tag, sha in (meta.get("tags") or {}).items():
            s.refs_tags[tag] = rev.sha if sha == "HEAD" else sha
    elif changed and s.rt and s.rt.current() in ("RUNNING", "APP_STARTING", "BUILDING"):
        s.rt.start()
    s.build_log = ["===== Build Queued =====", "--> FROM docker.io/library/python:3.10", "DONE 0.0s",
                   "--> RUN pip install --no-cache-dir -r /tmp/requirements.txt \"gradio[oauth,mcp]==" + str(s.card.get("sdk_version", "6.31.0")) + "\"",
                   "Collecting gradio", "\x1b[32mSuccessfully installed\x1b[0m gradio", "--> COPY --link ./ /home/user/app", "DONE 0.1s", "--> Pushing image", "DONE 1.2s"]
    STATE.spaces[sid] = s
    return s


def load_folder(root: Path | None):
    if root is None:
        load_space("spaceport/hello", dict(BUILTIN), {"likes": 42, "trending": 900, "category": "Text Generation"}, None)
        return
    for owner in sorted(p for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")):
        for repo in sorted(p for p in owner.iterdir() if p.is_dir()):
            files = {}
            for f in sorted(repo.rglob("*")):
                rel = f.relative_to(repo).as_posix()
                if f.is_file() and not f.is_symlink() and ".git/" not in rel + "/" and "__pycache__" not in rel:
                    files[rel] = f.read_bytes()
            meta_file = owner / f"{repo.name}.fake.json"
            meta = json.loads(meta_file.read_text()) if meta_file.exists() else {}
            load_space(f"{owner.name}/{repo.name}", files, meta, repo)


# --------------------------------------------------------------------------- requests: identity, limits, errors

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
    return err(401, "Invalid username or password.") if user is None else err(404, "Repository not found", "RepoNotFound")


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
        if info["role"] == "read" or (info["kind"] == "oauth" and not {"manage-repos", "write-repos"} & set(info["scope"])):
            return None, err(403, "Your token does not have the required permission: repo.write")
    return s, None


def require_user(request: Request) -> tuple[str | None, dict | None, Response | None]:
    user, info = identity(request)
    if user is None:
        return None, None, err(401, "Invalid username or password.")
    return user, info, None


class Gate:
    """Outermost layer: request log, rate-limit headers, faults asked for by a test, bad tokens."""

    def __init__(self, app, origin="hub"):
        self.app, self.origin = app, origin

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request = Request(scope)
        path = scope["path"]
        control = path.startswith("/_fake/")
        entry = {"origin": self.origin, "method": scope["method"], "path": path, "query": scope["query_string"].decode(), "auth": bearer(request) is not None,
                 "ua": request.headers.get("user-agent", ""), "range": request.headers.get("range"), "inm": request.headers.get("if-none-match"), "t": time.time(), "status": 0}
        if not control:
            STATE.log.append(entry)
        headers: list[tuple[bytes, bytes]] = [(b"x-request-id", f"Root=1-{pysecrets.token_hex(12)}".encode())]
        refused = None
        if not control and self.origin == "hub":
            bucket = "resolvers" if "/resolve/" in path or "/resolve-cache/" in path else "api" if path.startswith("/api/") else "pages"
            limit, window = STATE.limits[bucket]
            info = STATE.tokens.get(bearer(request) or "")
            if info and limit:
                limit *= 2
            key = (bucket, info["user"] if info else (scope.get("client") or ("?",))[0])
            now = CLOCK.now()
            slot = STATE.windows.setdefault(key, [now, 0])
            if now - slot[0] >= window:
                slot[:] = [now, 0]
            slot[1] += 1
            left, reset = max(0, limit - slot[1]), max(0, int(window - (now - slot[0])))
            headers += [(b"ratelimit", f'"{bucket}";r={left};t={reset}'.encode()), (b"ratelimit-policy", f'"fixed window";"{bucket}";q={limit};w={window}'.encode())]
            if slot[1] > limit:
                refused = JSONResponse({"error": "We had to rate limit you. To continue using our service, create a HF account or login to your existing account."}, 429)
        chaos = STATE.chaos
        if not control and chaos and fnmatch.fnmatch(path, chaos.get("match", "*")):
            if chaos.get("latency_ms"):
                await asyncio.sleep(chaos["latency_ms"] / 1000)
            if chaos.get("offline"):
                entry["status"] = -1
                transport = getattr(getattr(receive, "__self__", None), "transport", None)  # uvicorn's request cycle
                if transport is not None:
                    transport.abort()  # the client sees the connection reset before any answer
                    return
                raise ConnectionAbortedError("fake hub: offline")  # another server: it answers 500
            n = chaos.get("fail_times")
            if chaos.get("fail_status") and (n is None or n > 0) and random.random() < chaos.get("fail_rate", 1.0):
                if n is not None:
                    chaos["fail_times"] = n - 1
                body = chaos.get("fail_body")
                refused = HTMLResponse(body, chaos["fail_status"]) if body else err(chaos["fail_status"], "Service unavailable (asked for by the test)")
                if chaos.get("retry_after") is not None:
                    refused.headers["retry-after"] = str(chaos["retry_after"])

        async def wrapped(message):
            if message["type"] == "http.response.start":
                entry["status"] = message["status"]
                message = {**message, "headers": list(message.get("headers", [])) + headers}
            await send(message)

        if refused is not None:
            return await refused(scope, receive, wrapped)
        try:
            if not control and self.origin == "hub":
                identity(request)
            await self.app(scope, receive, wrapped)
        except BadToken:
            await err(401, "Invalid credentials in Authorization header")(scope, receive, wrapped)


# --------------------------------------------------------------------------- listing and searching

def many(request: Request, *names: str) -> list[str]:
    out: list[str] = []
    for n in names:
        for v in request.query_params.getlist(n):
            out += [x for x in v.split(",") if x]
    return out


def truthy(v: str | None) -> bool:
    return v is not None and v.lower() in ("", "1", "true", "yes")


SORTS = {"createdAt": "created", "created_at": "created", "lastModified": "modified", "last_modified": "modified", "likes": "likes", "likes30d": "trending",
         "trendingScore": "trending", "trending": "trending", "trending_score": "trending", "id": "id"}


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
    page = rows[start:start + limit]
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
        score = len(words & text) / max(1, len(words)) + sum(0.3 for w in words if any(w[:4] == t[:4] for t in text)) / max(1, len(words))
        if score > 0 or (not words and cat):
            rows.append((min(1.0, score), s))
    rows.sort(key=lambda p: (-p[0], -p[1].trending, p[1].id))
    out = []
    for score, s in rows[:int(q.get("limit", 48))]:
        item = {"id": s.id, "author": s.owner, "authorData": author_data(s.owner), "title": s.title, "emoji": s.emoji, "sdk": s.sdk, "likes": s.likes, "private": s.private,
                "tags": s.tags, "ai_short_description": s.short, "ai_category": s.category, "semanticRelevancyScore": round(score, 4), "trendingScore": s.trending,
                "shortDescription": s.short, "colorFrom": (s.card or {}).get("colorFrom"), "colorTo": (s.card or {}).get("colorTo"), "lastModified": iso(s.modified), "createdAt": iso(s.created)}
        if s.rt:
            item["runtime"] = s.rt.json(s)
        out.append(item)
    return JSONResponse(out)


def author_data(name: str) -> dict:
    org = name in ORGS or (name in OWNERS and hash_int(name) % 2 == 0)
    base = {"_id": oid24(("org:" if org else "user:") + name), "avatarUrl": f"{STATE.endpoint}/avatars/{oid24(name)}.svg",
            "fullname": (ORGS.get(name) or USERS.get(name) or {"fullname": name.replace('-', ' ').title()})["fullname"], "name": name,
            "type": "org" if org else "user", "followerCount": hash_int(name) % 5000}
    if not org:
        base["isPro"] = USERS.get(name, {}).get("isPro", False)
    return base


def hash_int(text: str) -> int:
    return int(hashlib.sha1(text.encode()).hexdigest()[:8], 16)


async def trending(request: Request):
    user, _ = identity(request)
    n = min(20, int(request.query_params.get("limit", 10)))
    rows = sorted((s for s in STATE.spaces.values() if s.can_read(user)), key=lambda s: -s.trending)[:n]
    return JSONResponse({"recentlyTrending": [{"repoType": "space", "repoData": {
        "id": s.id, "author": s.owner, "authorData": author_data(s.owner), "title": s.title, "emoji": s.emoji, "sdk": s.sdk, "likes": s.likes, "private": s.private,
        "colorFrom": (s.card or {}).get("colorFrom"), "colorTo": (s.card or {}).get("colorTo"), "lastModified": iso(s.modified), "isLikedByUser": False,
        "runtime": s.rt.json(s) if s.rt else None}} for s in rows]})


async def quicksearch(request: Request):
    user, _ = identity(request)
    q = (request.query_params.get("q") or "").lower()
    n = min(20, int(request.query_params.get("limit", 6)))
    rows = [s for s in STATE.spaces.values() if q in s.id.lower() and s.can_read(user)][:n]
    return JSONResponse({"q": q, "spaces": [{"_id": s._id, "id": s.id, "emoji": s.emoji} for s in rows], "spacesCount": len(rows),
                         "users": [{"_id": u["_id"], "user": u["name"], "fullname": u["fullname"]} for u in USERS.values() if q in u["name"]],
                         "orgs": [{"_id": o["_id"], "name": o["name"], "fullname": o["fullname"]} for o in ORGS.values() if q in o["name"]], "models": [], "datasets": []})


# --------------------------------------------------------------------------- one Space

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
        out["siblings"] = [{"rfilename": p, "size": b.size, "blobId": b.oid, **({"lfs": {"sha256": b.sha256, "size": b.size, "pointerSize": b.pointer_size}} if b.lfs else {})} for p, b in r.files.items()]
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
    s, bad = find_space(request)
    if bad:
        return bad
    user, _, bad = require_user(request)
    if bad:
        return bad
    token = ".".join(b64url(json.dumps(p).encode()) for p in ({"alg": "none"}, {"sub": f"/spaces/{s.id}", "read": True, "user": user})) + "."
    STATE.jwts[token] = {"space": s.id, "user": user}
    return JSONResponse({"token": token})


async def runtime(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    return JSONResponse(s.rt.json(s) if s.rt else {"stage": "RUNNING", "hardware": {"current": None, "requested": None}, "storage": None})


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


HARDWARE = [("cpu-basic", "CPU Basic", "2 vCPU", "16 GB", None, 0), ("cpu-upgrade", "CPU Upgrade", "8 vCPU", "32 GB", None, 500), ("zero-a10g", "ZeroGPU", "", "", ("RTX Pro 6000", "48 GB"), 0),
            ("t4-small", "Nvidia T4 - small", "4 vCPU", "15 GB", ("T4", "16 GB"), 6667), ("l4x1", "1x Nvidia L4", "8 vCPU", "30 GB", ("L4", "24 GB"), 13333), ("a10g-large", "Nvidia A10G - large", "12 vCPU", "46 GB", ("A10G", "24 GB"), 25000),
            ("a100-large", "Nvidia A100 - large", "12 vCPU", "142 GB", ("A100", "80 GB"), 41667)]


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
                store[key] = {"key": key, "value": body.get("value", ""), "description": body.get("description"), "updatedAt": iso(CLOCK.wall())}
            if s.rt.current() == "RUNNING":
                s.rt.start()
        return JSONResponse({k: {f: v for f, v in e.items() if with_value or f != "value"} for k, e in store.items()})
    return inner


async def hardware_list(request: Request):
    return JSONResponse([{"name": n, "prettyName": p, "cpu": c, "ram": r, "ephemeralStorage": "50 GB", "unitCostMicroUSD": cost, "unitCostUSD": cost / 1e6, "unitLabel": "minute",
                          **({"accelerator": {"type": "gpu", "model": a[0], "quantity": "1", "vram": a[1], "manufacturer": "Nvidia"}} if a else {})} for n, p, c, r, a, cost in HARDWARE])


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
        return err(403, f"You don't have the rights to create a Space under the namespace \"{ns}\"")
    url = f"{STATE.endpoint}/spaces/{target}"
    if target in STATE.spaces:
        return err(409, "You already created this space repo", None, {"url": url})
    if OPT.paid_plans and s.sdk != "static" and not USERS[user]["isPro"] and body.get("hardware") not in ("zero-a10g",):
        return err(402, "Creating a Gradio or Docker Space requires a paid plan.")
    n = Space(target)
    for attr in ("title", "emoji", "sdk", "short", "category", "tags", "models", "datasets", "upstream", "run", "folder", "build_log"):
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


async def like(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    user, _, bad = require_user(request)
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
        return err(403, f"Access to space {s.id} is restricted and you are not in the authorized list. Visit {STATE.endpoint}/spaces/{s.id} to ask for access.", "GatedRepo")
    return JSONResponse({})


# --------------------------------------------------------------------------- streams

def sse(gen):
    return StreamingResponse(gen, media_type="text/event-stream", headers={"Cache-Control": "no-cache"})


async def logs(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    user, _, bad = require_user(request)
    if bad:
        return bad
    if not s.can_write(user):
        return err(403, "You don't have the rights to see the logs of this Space.")
    kind = request.path_params["kind"]
    if kind not in ("build", "run"):
        return err(400, "Invalid log type")
    tail = request.query_params.get("tail")
    t0 = datetime.now(timezone.utc)  # real time: clients compare it with the Date header

    def event(text, when):
        return f"data: {json.dumps({'data': text + chr(10), 'timestamp': iso(when)})}\n\n".encode()

    async def gen():
        stage = s.rt.current()
        if kind == "build":
            old = s.build_log if stage != "NO_APP_FILE" else []
            if stage == "BUILD_ERROR":
                old = old[:4] + ["\x1b[31mERROR: Could not find a version that satisfies the requirement\x1b[0m", "--> ERROR: process did not complete successfully: exit code: 1"]
        else:
            old = ["===== Application Startup at 2026-08-20 09:00:10 =====", "", "Downloading model:   0%|          | 0.00/1.00G\rDownloading model: 100%|██████████| 1.00G/1.00G", "* Running on local URL:  http://0.0.0.0:7860"]
            if stage == "RUNTIME_ERROR":
                old = old[:2] + ["Traceback (most recent call last):", '  File "/home/user/app/app.py", line 1, in <module>', "    import torch", "ModuleNotFoundError: No module named 'torch'"]
            elif stage not in ("RUNNING", "RUNNING_BUILDING"):
                old = old[:1]
        lines = old[-int(tail):] if tail else old
        for i, line in enumerate(lines):
            yield event(line, t0 - timedelta(seconds=len(lines) - i))
        n = 0
        while not await request.is_disconnected():
            await asyncio.sleep(OPT.log_interval)
            n += 1
            if kind == "run" and s.rt.current() == "RUNNING":
                yield event(f"request {n} handled in {n % 7 * 0.13:.2f}s", datetime.now(timezone.utc))
            elif kind == "build" and s.rt.current() == "BUILDING":
                yield event(f"step {n}", datetime.now(timezone.utc))
            else:
                yield b"data:\n\n"
            if OPT.log_limit and n >= OPT.log_limit:
                return
    return sse(gen())


async def events(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad

    async def gen():
        seen = -1
        while not await request.is_disconnected():
            s.rt.current()
            if s.rt.changes != seen:
                seen = s.rt.changes
                yield f"event: runtime\ndata: {json.dumps(s.rt.json(s))}\n\n".encode()
            await asyncio.sleep(0.1)
    return sse(gen())


async def metrics(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    user, _, bad = require_user(request)
    if bad:
        return bad

    async def gen():
        n = 0
        while not await request.is_disconnected():
            n += 1
            data = {"cpu_usage_pct": round(20 + 15 * ((n % 10) / 10), 1), "cpu_millicores": 2000, "memory_used_bytes": 900_000_000 + n * 1_000_000, "memory_total_bytes": 17_179_869_184, "rx_bps": 1200 * n, "tx_bps": 800 * n, "gpus": {}, "replica": "r0"}
            yield f"event: metric\ndata: {json.dumps(data)}\n\n".encode()
            await asyncio.sleep(OPT.log_interval)
    return sse(gen())


# --------------------------------------------------------------------------- files

def repo_and_rev(request: Request):
    s, bad = find_space(request)
    if bad:
        return None, None, bad
    user, _ = identity(request)
    if s.gated and not s.can_write(user):
        return None, None, err(401 if user is None else 403, f"Access to space {s.id} is restricted. You must have access to it and be authenticated to access it.", "GatedRepo")
    if s.disabled:
        return None, None, err(403, "Access to this resource is disabled.")
    if not s.order:
        card = yaml.safe_dump(s.card or {}, allow_unicode=True, sort_keys=False)
        s.add_revision(Revision(blobs_of({"README.md": f"---\n{card}---\n".encode(), "app.py": b"print('made up')\n", ".gitattributes": b"", "requirements.txt": b""}), "initial commit", s.created, s.owner))
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
    page = rows[start:start + size]
    if expand:
        last = {"id": rev.sha, "title": rev.title, "date": iso(rev.when)}
        page = [{**e, "lastCommit": last, "securityFileStatus": {"status": "safe", "avScan": {"status": "safe"}, "pickleImportScan": None}} for e in page]
    headers = {}
    if start + size < len(rows):
        params = [(k, v) for k, v in q.multi_items() if k != "cursor"] + [("cursor", b64url(f"c:{start + size}".encode()))]
        headers["Link"] = f'<{STATE.endpoint}{urllib.parse.quote(request.url.path)}?{urllib.parse.urlencode(params)}>; rel="next"'
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
    out = {"branches": [{"name": "main", "ref": "refs/heads/main", "targetCommit": s.head.sha}], "converts": [],
           "tags": [{"name": t, "ref": f"refs/tags/{t}", "targetCommit": c} for t, c in s.refs_tags.items()]}
    if request.query_params.get("include_prs"):
        out["pullRequests"] = []
    return JSONResponse(out)


async def commits(request: Request):
    s, rev, bad = repo_and_rev(request)
    if bad:
        return bad
    rows = [s.revisions[h] for h in reversed(s.order)]
    p, n = int(request.query_params.get("p", 0)), int(request.query_params.get("limit", 50))
    page = rows[p * n:(p + 1) * n]
    headers = {"X-Total-Count": str(len(rows))}
    if (p + 1) * n < len(rows):
        headers["Link"] = f'<{STATE.endpoint}{request.url.path}?p={p + 1}&limit={n}>; rel="next"'
    return JSONResponse([{"id": r.sha, "title": r.title, "message": "", "date": iso(r.when), "authors": [{"user": r.author, "avatar": f"/avatars/{oid24(r.author)}.svg"}]} for r in page], headers=headers)


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
            status, body = 206, data[want[0]:want[1] + 1]
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
                yield body[i:i + step]
                await asyncio.sleep(0.05)
        return StreamingResponse(slow(), status, headers)
    return Response(body, status, headers)


MIME = {".md": "text/plain; charset=utf-8", ".py": "text/plain; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".json": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".bin": "application/octet-stream"}


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
        url = f"{STATE.cdn}/{blob.sha256}?response-content-disposition=inline%3B+filename*%3DUTF-8%27%27{name}&Expires={expires}&Signature={sig}"
        headers = {**common, "X-Linked-Size": str(blob.size), "X-Linked-ETag": f'"{blob.sha256}"', "Location": url}
        if OPT.xet_headers:
            headers["X-Xet-Hash"] = hashlib.sha256(b"xet" + blob.data).hexdigest()
            headers["Link"] = f'<{STATE.endpoint}/api/spaces/{s.id}/xet-read-token/{rev.sha}>; rel="xet-auth"'
        return PlainTextResponse(f"Found. Redirecting to {url}", 302, headers)
    if not request.path_params.get("cached") and OPT.resolve_cache:
        loc = f"/api/resolve-cache/spaces/{s.id}/{rev.sha}/{urllib.parse.quote(path)}?{urllib.parse.quote('/spaces/' + s.id + '/resolve/' + request.path_params['rev'] + '/' + path, safe='')}=&etag=%22{blob.oid}%22"
        return PlainTextResponse(f"Temporary Redirect. Redirecting to {loc}", 307, {**common, "Location": loc, "X-Linked-Size": str(blob.size), "X-Linked-ETag": f'"{blob.oid}"'})
    kind = MIME.get(os.path.splitext(path)[1], "application/octet-stream")
    return send_bytes(request, blob.data, {**common, "ETag": f'"{blob.oid}"', "Content-Type": kind, "Content-Disposition": f"inline; filename*=UTF-8''{urllib.parse.quote(path.rsplit('/', 1)[-1])}"}, f"{rev.sha}/{path}")


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
        return PlainTextResponse(f"version https://git-lfs.github.com/spec/v1\noid sha256:{blob.sha256}\nsize {blob.size}\n", headers={"X-Repo-Commit": rev.sha})
    return Response(blob.data, headers={"X-Repo-Commit": rev.sha, "ETag": f'"{blob.oid}"', "Content-Type": "text/plain; charset=utf-8"})


async def cdn_file(request: Request):
    """The second origin. It refuses credentials, as signed storage links do."""
    if request.headers.get("authorization"):
        return PlainTextResponse("<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>", 400)
    sha, q = request.path_params["sha"], request.query_params
    expires = int(q.get("Expires", 0))
    if q.get("Signature") != hashlib.sha256(f"{sha}{expires}{STATE.cdn_key}".encode()).hexdigest()[:24] or CLOCK.now() > expires:
        return PlainTextResponse("<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", 403)
    for s in STATE.spaces.values():
        for rev in s.revisions.values():
            for b in rev.files.values():
                if b.lfs and b.sha256 == sha:
                    # the storage layer's ETag is another hash: a client that checks content against it is wrong
                    other = hashlib.sha256(b"xet" + b.data).hexdigest()
                    return send_bytes(request, b.data, {"ETag": f'"{other}"', "Content-Type": "application/octet-stream"}, sha)
    return PlainTextResponse("not found", 404)


# --------------------------------------------------------------------------- accounts and OAuth

async def whoami(request: Request):
    user, info, bad = require_user(request)
    if bad:
        return bad
    u = USERS[user]
    auth = {"type": "access_token", "accessToken": {"displayName": info["name"], "role": info["role"], "createdAt": "2026-01-01T00:00:00.000Z"}} if info["kind"] == "pat" else {"type": "oauth", "expiresAt": iso(CLOCK.wall() + timedelta(seconds=max(0, info["expires"] - CLOCK.now())))}
    return JSONResponse({"type": "user", "id": u["_id"], "name": user, "fullname": u["fullname"], "email": f"{user}@example.org", "emailVerified": True, "canPay": u["isPro"], "billingMode": "prepaid",
                         "periodEnd": 1798761599, "isPro": u["isPro"], "avatarUrl": f"{STATE.endpoint}/avatars/{oid24(user)}.svg",
                         "orgs": [{"type": "org", "id": o["_id"], "name": o["name"], "fullname": o["fullname"], "email": None, "canPay": False, "periodEnd": None, "avatarUrl": f"{STATE.endpoint}/avatars/{oid24(o['name'])}.svg", "roleInOrg": o["members"][user]} for o in ORGS.values() if user in o["members"]],
                         "auth": auth})


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
    return JSONResponse({"_id": d["_id"], "user": name, "type": "user", "fullname": d["fullname"], "avatarUrl": d["avatarUrl"], "isPro": d.get("isPro", False), "createdAt": "2023-05-01T00:00:00.000Z", "details": "",
                         "numModels": 0, "numDatasets": 0, "numSpaces": len(mine), "numDiscussions": 0, "numPapers": 0, "numUpvotes": 0, "numLikes": len(STATE.likes.get(name, {})), "numFollowers": d["followerCount"], "numFollowing": 0,
                         "orgs": [{"id": o["_id"], "name": o["name"], "fullname": o["fullname"], "avatarUrl": f"{STATE.endpoint}/avatars/{oid24(o['name'])}.svg"} for o in ORGS.values() if name in o["members"]]})


async def org_overview(request: Request):
    name = next((o for o in list(ORGS) + OWNERS if o.lower() == request.path_params["org"].lower()), None)
    if name is None or author_data(name)["type"] != "org":
        return err(404, "Sorry, we can't find the page you are looking for.")
    d = author_data(name)
    return JSONResponse({"_id": d["_id"], "name": name, "fullname": d["fullname"], "avatarUrl": d["avatarUrl"], "isVerified": False, "plan": "team" if name == "acme" else None, "numUsers": 2, "numModels": 0, "numDatasets": 0,
                         "numSpaces": sum(s.owner == name and not s.private for s in STATE.spaces.values()), "numFollowers": d["followerCount"]})


async def org_members(request: Request):
    o = ORGS.get(request.path_params["org"])
    return JSONResponse([{**author_data(u), "user": u} for u in (o or {"members": {}})["members"]])


async def user_likes(request: Request):
    mine = STATE.likes.get(request.path_params["user"], {})
    return JSONResponse([{"createdAt": iso(t), "repo": {"name": sid, "type": "space"}} for sid, t in sorted(mine.items(), key=lambda p: p[1], reverse=True)])


async def my_repos(request: Request):
    user, _, bad = require_user(request)
    if bad:
        return bad
    return JSONResponse([{"id": s.id, "type": "space", "updatedAt": iso(s.modified), "visibility": "private" if s.private else "public", "storage": sum(b.size for b in s.head.files.values()) if s.head else 0, "storagePercent": 0} for s in STATE.spaces.values() if s.owner == user])


def collection_json(c: dict, items: int | None) -> dict:
    rows = []
    for pos, sid in enumerate(c["spaces"][:items]):
        s = STATE.spaces.get(sid)
        if s:
            rows.append({"_id": oid24(c["slug"] + sid), "position": pos, "type": "space", "id": sid, "author": s.owner, "title": s.title, "emoji": s.emoji, "colorFrom": (s.card or {}).get("colorFrom"), "colorTo": (s.card or {}).get("colorTo"),
                         "likes": s.likes, "sdk": s.sdk, "private": s.private, "lastModified": iso(s.modified), "runtime": s.rt.json(s) if s.rt else None, "repoType": "space"})
    return {"slug": c["slug"], "title": c["title"], "description": c["description"], "lastUpdated": c["updated"], "gating": False, "owner": author_data(c["owner"]), "items": rows, "theme": c["theme"], "private": False, "upvotes": c["upvotes"], "isUpvotedByUser": False}


async def collections(request: Request):
    q = request.query_params
    rows = [c for c in STATE.collections if (not q.get("owner") or c["owner"] == q["owner"]) and (not q.get("q") or q["q"].lower() in c["title"].lower()) and (not q.get("item") or q["item"].removeprefix("spaces/") in c["spaces"])]
    key = {"upvotes": "upvotes", "trending": "upvotes"}.get(q.get("sort", ""), "updated")
    rows.sort(key=lambda c: c[key], reverse=True)
    return JSONResponse([collection_json(c, 4) for c in rows[:int(q.get("limit", 10))]])


async def collection(request: Request):
    slug = f"{request.path_params['ns']}/{request.path_params['slug']}"
    for c in STATE.collections:
        if c["slug"] == slug:
            return JSONResponse(collection_json(c, None) | {"position": 0})
    return err(404, "Collection not found")


def make_collections(seed: int):
    r = random.Random(seed + 1)
    ids = [s.id for s in STATE.spaces.values() if not s.private]
    for i, title in enumerate(["Image tools for work", "Talk and listen", "Spaces of the week", "Tiny but mighty", "Documents and tables"]):
        owner = r.choice(OWNERS)
        slug = f"{owner}/{title.lower().replace(' ', '-')}-{oid24(title)}"
        STATE.collections.append({"slug": slug, "title": title, "description": f"{title}: made-up collection", "owner": owner, "spaces": r.sample(ids, min(len(ids), 6 + i * 4)), "theme": r.choice(["orange", "blue", "green", "purple", "pink", "indigo"]), "upvotes": r.randint(0, 400), "updated": iso(datetime(2026, 8, 1 + i, tzinfo=timezone.utc))})


async def openid_config(request: Request):
    e = STATE.endpoint
    return JSONResponse({"issuer": e, "authorization_endpoint": f"{e}/oauth/authorize", "token_endpoint": f"{e}/oauth/token", "device_authorization_endpoint": f"{e}/oauth/device", "userinfo_endpoint": f"{e}/oauth/userinfo", "registration_endpoint": f"{e}/oauth/register",
                         "revocation_endpoint": f"{e}/oauth/revoke",
                         "jwks_uri": f"{e}/oauth/jwks", "scopes_supported": SCOPES, "response_types_supported": ["code"], "grant_types_supported": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
                         "code_challenge_methods_supported": ["S256"], "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"], "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]})


SCOPES = ["openid", "profile", "email", "read-billing", "read-memberships", "read-repos", "gated-repos", "contribute-repos", "write-repos", "manage-repos", "read-collections", "write-collections", "inference-api", "read-endpoints", "write-endpoints", "jobs", "webhooks", "write-discussions"]


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
        return HTMLResponse(f"<h1>Sign in with the fake Hub</h1><p><b>{client['name']}</b> asks for: {' '.join(scope)}</p><form method=post><input type=hidden name=q value=\"{urllib.parse.urlencode(q).replace('&', '&amp;')}\"><select name=user>{''.join(f'<option>{u}' for u in USERS)}</select><button name=decision value=allow>Authorize</button><button name=decision value=deny>Deny</button></form>")
    if decision != "allow":
        return back(error="access_denied", error_description="The user denied the request")
    code = pysecrets.token_urlsafe(16)
    STATE.codes[code] = {"client": q["client_id"], "uri": uri, "challenge": q.get("code_challenge"), "scope": scope, "user": user, "nonce": q.get("nonce"), "until": CLOCK.now() + 60}
    return back(code=code)


def issue(user: str, scope: list[str], client: str, nonce=None) -> JSONResponse:
    access, refresh = "hf_oauth_" + pysecrets.token_urlsafe(24), "hf_oauth__refresh_" + pysecrets.token_urlsafe(24)
    STATE.tokens[access] = {"user": user, "role": "write", "kind": "oauth", "scope": scope, "name": client, "expires": CLOCK.now() + OPT.token_ttl}
    STATE.refresh[refresh] = {"user": user, "scope": scope, "client": client}
    u = USERS[user]
    claims = {"sub": u["_id"], "name": u["fullname"], "preferred_username": user, "picture": f"{STATE.endpoint}/avatars/{oid24(user)}.svg", "aud": client, "iss": STATE.endpoint, "iat": int(time.time()), "exp": int(time.time() + OPT.token_ttl), **({"nonce": nonce} if nonce else {})}
    body = {"access_token": access, "token_type": "bearer", "expires_in": OPT.token_ttl, "scope": " ".join(scope), "refresh_token": refresh}
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
        return oauth_error("invalid_client", "if you want to use this flow without client secret authentication, delete the secret from the oauth app to make it public", 401)
    if grant == "authorization_code":
        c = STATE.codes.pop(str(form.get("code")), None)
        if c is None or c["until"] < CLOCK.now() or c["client"] != cid:
            return oauth_error("invalid_grant", "The code is unknown, used or expired")
        if form.get("redirect_uri") != c["uri"]:
            return oauth_error("invalid_grant", "redirect_uri does not match the authorization request")
        verifier = str(form.get("code_verifier") or "")
        if c["challenge"] and (not 43 <= len(verifier) <= 128 or b64url(hashlib.sha256(verifier.encode()).digest()) != c["challenge"]):
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
        return issue(d["user"], d["scope"], str(cid)) if d["decision"] == "allow" else oauth_error("access_denied", "The user denied the request")
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
        return HTMLResponse(f"<h1>Enter the code</h1><form method=post action='/_fake/device'><input name=user_code value='{re.sub('[^A-Z0-9-]', '', request.query_params.get('user_code', ''))}'><select name=user>{''.join(f'<option>{u}' for u in USERS)}</select><button name=decision value=allow>Authorize</button><button name=decision value=deny>Deny</button></form>")
    form = await request.form()
    client = STATE.clients.get(str(form.get("client_id") or ""))
    if client is None:
        return oauth_error("invalid_client", "Unknown client", 401)
    if client["secret"]:
        return oauth_error("invalid_client", "if you want to use the device code flow without client secret authentication, delete the secret from the oauth app to make it public", 401)
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    user_code = "-".join("".join(pysecrets.choice(alphabet) for _ in range(4)) for _ in range(2))
    code = pysecrets.token_hex(18)
    STATE.devices[code] = {"client": str(form["client_id"]), "scope": str(form.get("scope") or "openid profile").split(), "user_code": user_code, "until": CLOCK.now() + OPT.device_ttl, "decision": "allow" if OPT.auto_approve else None, "user": OPT.auto_approve or "tester"}
    return JSONResponse({"device_code": code, "user_code": user_code, "verification_uri": f"{STATE.endpoint}/oauth/device", "expires_in": OPT.device_ttl,
                         **({"interval": OPT.device_interval} if OPT.device_interval else {})})


async def userinfo(request: Request):
    user, info, bad = require_user(request)
    if bad:
        return bad
    u = USERS[user]
    out = {"sub": u["_id"], "name": u["fullname"], "preferred_username": user, "profile": f"{STATE.endpoint}/{user}", "picture": f"{STATE.endpoint}/avatars/{oid24(user)}.svg", "website": "", "isPro": u["isPro"],
           "orgs": [{"sub": o["_id"], "name": o["fullname"], "preferred_username": o["name"], "picture": f"{STATE.endpoint}/avatars/{oid24(o['name'])}.svg", "isEnterprise": False, "roleInOrg": o["members"][user]} for o in ORGS.values() if user in o["members"]]}
    if "email" in info.get("scope", []):
        out |= {"email": f"{user}@example.org", "email_verified": True}
    return JSONResponse(out)


async def register(request: Request):
    body = json.loads(await request.body())
    cid = "-".join(pysecrets.token_hex(n) for n in (4, 2, 2, 2, 6))
    public = body.get("token_endpoint_auth_method") == "none"
    STATE.clients[cid] = {"name": body.get("client_name", "app"), "redirect_uris": body.get("redirect_uris", []), "secret": None if public else pysecrets.token_hex(16)}
    return JSONResponse({"client_id": cid, "client_name": STATE.clients[cid]["name"], "redirect_uris": STATE.clients[cid]["redirect_uris"], "token_endpoint_auth_method": "none" if public else "client_secret_basic", **({} if public else {"client_secret": STATE.clients[cid]["secret"]})}, 201)


# --------------------------------------------------------------------------- pictures and pages

def png(width: int, height: int, a: tuple, b: tuple) -> bytes:
    rows = bytearray()
    for y in range(height):
        t = y / max(1, height - 1)
        rows += b"\0" + bytes(int(a[i] + (b[i] - a[i]) * t) for i in range(3)) * width

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b"")


RGB = {"red": (239, 68, 68), "yellow": (234, 179, 8), "green": (34, 197, 94), "blue": (59, 130, 246), "indigo": (99, 102, 241), "purple": (168, 85, 247), "pink": (236, 72, 153), "gray": (107, 114, 128)}


async def thumbnail(request: Request):
    s = STATE.find(f"{request.path_params['ns']}/{request.path_params['repo']}")
    if s is None or s.private:
        return PlainTextResponse("not found", 404)
    card = s.card or {}
    return Response(png(600, 324, RGB.get(card.get("colorFrom"), RGB["gray"]), RGB.get(card.get("colorTo"), RGB["gray"])), media_type="image/png", headers={"Cache-Control": "public, max-age=604800", "ETag": f'"{s._id}"'})


async def avatar(request: Request):
    h = request.path_params["h"]
    color = h[:6] if re.match(r"[0-9a-f]{6}", h) else "888888"
    return Response(f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' fill='#{color}'/></svg>", media_type="image/svg+xml")


async def avatar_api(request: Request):
    return RedirectResponse(f"/avatars/{oid24(request.path_params['name'])}.svg", 302)


async def page(request: Request):
    s, bad = find_space(request)
    return bad or HTMLResponse(f"<!doctype html><title>{s.id}</title><p>{s.id}</p>")


async def agents_md(request: Request):
    s, bad = find_space(request)
    if bad:
        return bad
    h = s.host
    return PlainTextResponse(f"To use this application ({s.id}: {s.short}):\nAPI schema: GET {h}/gradio_api/info\nCall endpoint: POST {h}/gradio_api/call/v2/{{endpoint}} {{\"param_name\": value, ...}}\nPoll result: GET {h}/gradio_api/call/{{endpoint}}/{{event_id}}\n", media_type="text/markdown")


async def no_backend(request: Request):
    s = next((x for x in STATE.spaces.values() if x.subdomain == request.path_params["sub"]), None)
    if s is None:
        return HTMLResponse("<h1>404</h1>", 404)
    return edge_refusal(s, request) or HTMLResponse("<h1>This made-up Space has no application behind it</h1>", 404)


# --------------------------------------------------------------------------- the edge: what *.hf.space does

def edge_refusal(s: Space, request: Request) -> Response | None:
    if s.private:
        tok = bearer(request)
        user = STATE.tokens.get(tok or "", {}).get("user")
        jwt = STATE.jwts.get(request.query_params.get("__sign", "") or request.cookies.get("spaces-jwt", ""))
        if not s.can_read(user) and not (jwt and jwt["space"] == s.id):
            return HTMLResponse("<h1>401</h1><p>Sorry, we can't find the page you are looking for.</p>", 401)
    stage = s.rt.current() if s.rt else "RUNNING"
    if stage in ("SLEEPING", "STOPPED"):
        s.rt.start()  # a visit wakes it up
        return HTMLResponse("<h1>This Space is sleeping, waking it up…</h1>", 503)
    if stage not in ("RUNNING", "RUNNING_BUILDING", "RUNNING_APP_STARTING"):
        return HTMLResponse(f"<h1>Your Space is {stage}</h1>", 503)
    return None


def free_port() -> int:
    with socket.socket() as k:
        k.bind(("127.0.0.1", 0))
        return k.getsockname()[1]


def stop_app(s: Space):
    if s.proc and s.proc.poll() is None:
        s.proc.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            s.proc.wait(2)
    s.proc = None


def app_ready(s: Space) -> bool:
    """Starts the sample's program when needed; True once it listens."""
    if s.upstream:
        return True
    if s.proc is None or s.proc.poll() is not None:
        s.port = free_port()
        env = {**os.environ, "GRADIO_SERVER_PORT": str(s.port), "GRADIO_SERVER_NAME": "127.0.0.1", "GRADIO_ANALYTICS_ENABLED": "False", **{k: v["value"] for k, v in s.variables.items()}}
        s.proc = subprocess.Popen([OPT.python or sys.executable, s.run], cwd=s.folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return False
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", s.port), 0.05):
        return True
    return False


def edge_app(s: Space):
    import httpx
    client = httpx.AsyncClient(timeout=None, follow_redirects=False, limits=httpx.Limits(max_connections=None))

    async def proxy(request: Request):
        refused = edge_refusal(s, request)
        if refused:
            return refused
        base = s.upstream or f"http://127.0.0.1:{s.port}"
        url = base.rstrip("/") + request.url.path + (f"?{request.url.query}" if request.url.query else "")
        headers = [(k, v) for k, v in request.headers.items() if k.lower() not in ("connection", "transfer-encoding", "authorization", "accept-encoding")]
        headers.append(("accept-encoding", "identity"))
        body = request.stream() if request.method not in ("GET", "HEAD") else None
        upstream = await client.send(client.build_request(request.method, url, headers=headers, content=body), stream=True)
        keep = {k: v for k, v in upstream.headers.items() if k.lower() not in ("connection", "transfer-encoding", "keep-alive")}
        keep |= {"x-proxied-path": request.url.path, "x-proxied-replica": "r0"}

        async def pump():
            try:
                async for piece in upstream.aiter_raw():
                    yield piece
            finally:
                await upstream.aclose()
        return StreamingResponse(pump(), upstream.status_code, keep)

    return Gate(Starlette(routes=[Route("/{path:path}", proxy, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])]), origin=f"edge:{s.id}")


async def open_edge(s: Space):
    if (s.upstream or (s.run and s.folder)) and not s.edge_port:
        sock = listen(0)
        s.edge_port = sock.getsockname()[1]
        if s.run and not s.upstream:
            s.rt.gate = lambda: app_ready(s)
            if s.rt.stage == "RUNNING":
                s.rt.stage, s.rt.plan = "APP_STARTING", [(CLOCK.now(), "RUNNING")]
        SERVERS.append(asyncio.create_task(serve(edge_app(s), sock)))


# --------------------------------------------------------------------------- control calls

HELP = """GET  /_fake/help                this text
GET  /_fake/state               addresses, number of Spaces, stages
GET  /_fake/requests            the last requests (method, path, query, auth, status…); DELETE clears
POST /_fake/advance?seconds=N   move the virtual clock
POST /_fake/rescan              read the folder again; changed repositories get a new commit
POST /_fake/reset               start over (catalogue, tokens, limits, faults)
PATCH/_fake/spaces/{ns}/{repo}  {"stage","error","after","hardware","private","gated","disabled","likes","title"}
POST /_fake/wake/{ns}/{repo}    as if somebody visited the Space
POST /_fake/limits              {"api":[limit,window_seconds],"resolvers":…,"pages":…}
POST /_fake/chaos               {"match":"/api/*","latency_ms","fail_status","fail_times","fail_rate","fail_body","retry_after",
                                 "offline","truncate_after","truncate_times","ignore_range","bytes_per_second"}; {} ends it
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
        return JSONResponse({"endpoint": STATE.endpoint, "cdn": STATE.cdn, "spaces": len(STATE.spaces), "stages": stages, "clock": CLOCK.now(), "limits": STATE.limits, "chaos": STATE.chaos})
    if what == "requests":
        if request.method == "DELETE":
            STATE.log.clear()
        return JSONResponse(list(STATE.log))
    if request.method == "GET":
        return PlainTextResponse(HELP, 404)
    if what == "advance":
        CLOCK.offset += float(request.query_params.get("seconds", 0))
        return JSONResponse({"clock": CLOCK.now()})
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


# --------------------------------------------------------------------------- putting it together

S = "/api/spaces/{ns}/{repo}"
ROUTES = [
    Route("/_fake/{what}", control, methods=["GET", "POST", "DELETE"]), Route("/_fake/{what}/{ns}/{repo}", control_space, methods=["POST", "PATCH"]),
    Route("/api/spaces", list_spaces), Route("/api/spaces/semantic-search", semantic_search), Route("/api/spaces/hardware", hardware_list),
    Route("/api/spaces/templates", lambda r: JSONResponse({"templates": [{"name": "chatbot", "repoId": "SpacesExamples/chatbot", "sdk": "gradio", "preferredPrivate": False}]})),
    Route("/api/spaces/zero-gpu/quota", zero_quota), Route("/api/spaces/by-subdomain/{sub}", by_subdomain),
    Route(S, space_info), Route(S + "/revision/{rev}", space_info), Route(S + "/host", host_of), Route(S + "/jwt", jwt_of), Route(S + "/runtime", runtime),
    Route(S + "/restart", restart, methods=["POST"]), Route(S + "/pause", pause, methods=["POST"]), Route(S + "/hardware", hardware, methods=["POST"]),
    Route(S + "/sleeptime", sleeptime, methods=["POST"]), Route(S + "/replicas", replicas, methods=["POST"]), Route(S + "/dev-mode", dev_mode, methods=["POST"]),
    Route(S + "/volumes", volumes, methods=["PUT", "DELETE"]), Route(S + "/settings", settings, methods=["PUT"]),
    Route(S + "/secrets", keyed("secrets", False), methods=["GET", "POST", "DELETE"]), Route(S + "/variables", keyed("variables", True), methods=["GET", "POST", "DELETE"]),
    Route(S + "/duplicate", duplicate, methods=["POST"]), Route(S + "/like", like, methods=["POST", "DELETE"]), Route(S + "/likers", likers), Route(S + "/discussions", discussions),
    Route(S + "/auth-check", auth_check), Route(S + "/logs/{kind}", logs), Route(S + "/events", events), Route(S + "/metrics", metrics), Route(S + "/refs", refs), Route(S + "/commits/{rev}", commits),
    Route(S + "/tree/{rev}", tree), Route(S + "/tree/{rev}/{path:path}", tree), Route(S + "/paths-info/{rev}", paths_info, methods=["POST"]),
    Route("/api/resolve-cache/spaces/{ns}/{repo}/{rev}/{path:path}", resolve_cached), Route("/spaces/{ns}/{repo}/resolve/{rev}/{path:path}", resolve), Route("/spaces/{ns}/{repo}/raw/{rev}/{path:path}", raw_file),
    # models and data sets: the same repositories by their other addresses
    *(Route(f"/api/{kind}/{{ns}}/{{repo}}" + end, call) for kind in ("models", "datasets")
      for end, call in (("", space_info), ("/revision/{rev}", space_info), ("/tree/{rev}", tree))),
    Route("/datasets/{ns}/{repo}/resolve/{rev}/{path:path}", resolve), Route("/{ns}/{repo}/resolve/{rev}/{path:path}", resolve),
    Route("/spaces/{ns}/{repo}/agents.md", agents_md), Route("/spaces/{ns}/{repo}", page), Route("/_host/{sub}", no_backend), Route("/_host/{sub}/{path:path}", no_backend),
    Route("/api/repos/delete", delete_repo, methods=["DELETE"]), Route("/api/trending", trending), Route("/api/quicksearch", quicksearch),
    Route("/api/whoami-v2", whoami), Route("/api/users/{user}/overview", user_overview), Route("/api/users/{user}/likes", user_likes), Route("/api/organizations/{org}/overview", org_overview),
    Route("/api/organizations/{org}/members", org_members), Route("/api/settings/repositories", my_repos), Route("/api/collections", collections), Route("/api/collections/{ns}/{slug}", collection),
    Route("/api/avatars/{name}", avatar_api), Route("/avatars/{h}", avatar), Route("/social-thumbnails/spaces/{ns}/{repo}.png", thumbnail),
    Route("/.well-known/openid-configuration", openid_config), Route("/oauth/authorize", authorize, methods=["GET", "POST"]), Route("/oauth/token", token, methods=["POST"]),
    Route("/oauth/device", device, methods=["GET", "POST"]), Route("/oauth/userinfo", userinfo, methods=["GET", "POST"]), Route("/oauth/register", register, methods=["POST"]),
    Route("/oauth/revoke", revoke, methods=["POST"]),
    Route("/oauth/jwks", lambda r: JSONResponse({"keys": []})),
]
SERVERS: list = []


def fill():
    global STATE, CLOCK
    old = globals().get("STATE")
    fresh = State()
    CLOCK = Clock()
    if old is not None:
        fresh.endpoint, fresh.cdn = old.endpoint, old.cdn
        for s in old.spaces.values():
            stop_app(s)
    STATE = fresh
    for tok, user, role in (("hf_tester", "tester", "write"), ("hf_tester_read", "tester", "read"), ("hf_pro", "prouser", "write"), ("hf_stranger", "stranger", "write")):
        STATE.tokens[tok] = {"user": user, "role": role, "kind": "pat", "name": tok, "scope": SCOPES}
    STATE.clients["spaceport-test"] = {"name": "Spaceport (test)", "redirect_uris": ["http://localhost/callback", "http://127.0.0.1/callback"], "secret": None}
    STATE.clients["confidential-test"] = {"name": "Confidential (test)", "redirect_uris": ["https://example.org/cb"], "secret": "s3cret"}
    STATE.clients[HF_CLI_CLIENT_ID] = {"name": "hf CLI", "redirect_uris": [], "secret": None}
    make_catalogue(OPT.count, OPT.seed)
    load_folder(OPT.spaces)
    make_collections(OPT.seed)
    STATE.likes["tester"] = {s.id: CLOCK.wall() for s in sorted(STATE.spaces.values(), key=lambda s: -s.likes)[:3]}


def listen(port: int) -> socket.socket:
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    sock.listen(128)
    return sock


async def serve(app, sock: socket.socket, tls=False):
    kw = {"ssl_certfile": OPT.certfile, "ssl_keyfile": OPT.keyfile} if tls and OPT.certfile else {}
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1, **kw))
    server.install_signal_handlers = lambda: None
    server.capture_signals = contextlib.nullcontext
    try:
        await server.serve(sockets=[sock])
    except asyncio.CancelledError:
        server.should_exit = True


async def main():
    fill()
    hub_sock, cdn_sock = listen(OPT.port), listen(OPT.cdn_port)
    scheme = "https" if OPT.certfile else "http"
    host = OPT.public_name
    STATE.endpoint = f"{scheme}://{host}:{hub_sock.getsockname()[1]}"
    # another host name, not only another port: some clients compare host names to decide about credentials
    STATE.cdn = f"http://{'127.0.0.1' if host == 'localhost' else 'localhost'}:{cdn_sock.getsockname()[1]}"
    stop = asyncio.Event()
    for sig in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sig, stop.set)
    SERVERS.append(asyncio.create_task(serve(Gate(Starlette(routes=ROUTES)), hub_sock, tls=True)))
    SERVERS.append(asyncio.create_task(serve(Gate(Starlette(routes=[Route("/{sha}", cdn_file)]), origin="cdn"), cdn_sock)))
    for s in list(STATE.spaces.values()):
        await open_edge(s)
    await asyncio.sleep(0.05)
    line = json.dumps({"endpoint": STATE.endpoint, "cdn": STATE.cdn, "pid": os.getpid(), "spaces": len(STATE.spaces), "tokens": {t: i["user"] for t, i in STATE.tokens.items()}, "oauth_client_id": "spaceport-test",
                       "hosts": {s.id: s.host for s in STATE.spaces.values() if s.edge_port}})
    print(line, flush=True)
    if OPT.ready_file:
        Path(OPT.ready_file).write_text(line)
    await stop.wait()
    for s in STATE.spaces.values():
        stop_app(s)
    for t in SERVERS:
        t.cancel()
    await asyncio.wait(SERVERS, timeout=2)


def options(argv=None):
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--port", type=int, default=0)
    p.add_argument("--cdn-port", type=int, default=0)
    p.add_argument("--spaces", type=Path, help="folder of sample Spaces; without it one built-in Space is served")
    p.add_argument("--count", type=int, default=500, help="made-up Spaces")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--page-size", type=int, default=100, help="entries per page of /api/spaces when the client gives no limit")
    p.add_argument("--tree-page", type=int, default=1000)
    p.add_argument("--lfs-threshold", type=int, default=10 * 1024 * 1024)
    p.add_argument("--build-time", type=float, default=3.0, help="virtual seconds in BUILDING")
    p.add_argument("--start-time", type=float, default=2.0, help="virtual seconds in APP_STARTING")
    p.add_argument("--speed", type=float, default=1.0, help="virtual seconds per real second")
    p.add_argument("--log-interval", type=float, default=1.0)
    p.add_argument("--log-limit", type=int, default=0, help="end log streams after N ticks (0: never)")
    p.add_argument("--cdn-ttl", type=float, default=3600, help="virtual seconds a signed link stays valid")
    p.add_argument("--token-ttl", type=int, default=28800)
    p.add_argument("--device-ttl", type=int, default=300)
    p.add_argument("--device-interval", type=int, default=0, help="seconds between two polls that the device answer asks for (0: it does not say)")
    p.add_argument("--slow-down", type=float, default=0, help="answer slow_down when a device polls faster than this many seconds")
    p.add_argument("--auto-approve", metavar="USER", help="OAuth consent pages approve at once as this user")
    p.add_argument("--allow-like", action="store_true")
    p.add_argument("--paid-plans", action="store_true", help="duplicating compute Spaces needs a PRO account, as on the real Hub")
    p.add_argument("--no-resolve-cache", dest="resolve_cache", action="store_false", help="serve small files directly, without the 307")
    p.add_argument("--xet-headers", action="store_true", help="announce Xet storage (there is none behind it)")
    p.add_argument("--default-upstream", help="address given as the host of made-up Gradio Spaces")
    p.add_argument("--python", help="interpreter for sample Spaces with \"run\" in their fake.json")
    p.add_argument("--certfile")
    p.add_argument("--keyfile")
    p.add_argument("--public-name", default="127.0.0.1")
    p.add_argument("--ready-file")
    return p.parse_args(argv)


if __name__ == "__main__":
    OPT = options()
    asyncio.run(main())
