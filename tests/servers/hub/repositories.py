# SPDX-License-Identifier: GPL-3.0-or-later
"""Repositories: files, revisions, and the identifiers Git and the Hub give them."""

from __future__ import annotations

import contextlib
import fnmatch
import hashlib
import json
import re
from datetime import datetime

import yaml

from .state import OPT


def git_blob_id(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


class Blob:
    """One file of one revision. `lfs` files are served through the second origin, like the Hub's CDN."""

    __slots__ = ("data", "size", "oid", "sha256", "lfs", "pointer_size")

    def __init__(self, data: bytes, lfs: bool):
        self.data, self.size, self.lfs = data, len(data), lfs
        self.sha256 = hashlib.sha256(data).hexdigest()
        if lfs:
            pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n" % (
                self.sha256.encode(),
                self.size,
            )
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
            rest = name[len(prefix) :]
            parts = rest.split("/")
            for depth in range(1, len(parts)):
                folder = prefix + "/".join(parts[:depth])
                if recursive or depth == 1:
                    out.setdefault(
                        folder,
                        {
                            "type": "directory",
                            "oid": hashlib.sha1(folder.encode()).hexdigest(),
                            "size": 0,
                            "path": folder,
                        },
                    )
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


def lfs_patterns(data: bytes) -> list[str]:
    out = []
    for line in data.decode("utf-8", "replace").splitlines():
        parts = line.split()
        if len(parts) > 1 and "filter=lfs" in parts[1:]:
            out.append(parts[0].strip('"'))
    return out


def blobs_of(files: dict[str, bytes]) -> dict[str, Blob]:
    pats = lfs_patterns(files.get(".gitattributes", b""))
    return {
        p: Blob(
            d,
            len(d) > OPT.lfs_threshold
            or any(fnmatch.fnmatch(p, q) or fnmatch.fnmatch(p.rsplit("/", 1)[-1], q) for q in pats),
        )
        for p, d in files.items()
    }
