# SPDX-License-Identifier: GPL-3.0-or-later
"""What every part of the fake Hub shares: its options, its clock, who there is, and what happened so far."""

from __future__ import annotations

import argparse
import base64
import hashlib
import secrets as pysecrets
import time
from collections import deque
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .spaces import Space

ISO = "%Y-%m-%dT%H:%M:%S.%f"


def iso(dt: datetime) -> str:
    return dt.strftime(ISO)[:-3] + "Z"


def b64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def oid24(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:24]


def hash_int(text: str) -> int:
    return int(hashlib.sha1(text.encode()).hexdigest()[:8], 16)


def person(name, full, pro=False):
    return {"name": name, "fullname": full, "isPro": pro, "_id": oid24("user:" + name)}


USERS = {
    u["name"]: u
    for u in (person("tester", "Tess Ter"), person("prouser", "Pro User", True), person("stranger", "Stran Ger"))
}
ORGS = {"acme": {"name": "acme", "fullname": "Acme Works", "_id": oid24("org:acme"), "members": {"tester": "admin"}}}


class Clock:
    """Virtual seconds: real time times --speed, plus whatever a test advanced."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.base, self.offset = time.monotonic(), 0.0

    def now(self) -> float:
        return (time.monotonic() - self.base) * OPT.speed + self.offset

    def wall(self) -> datetime:
        return datetime.now(timezone.utc) + timedelta(seconds=self.offset)


class State:
    def __init__(self):
        self.endpoint = self.cdn = ""
        self.reset()

    def reset(self):
        """All but the addresses, which stay while the program runs."""
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


OPT = argparse.Namespace()  # filled by the program
CLOCK = Clock()
STATE = State()
