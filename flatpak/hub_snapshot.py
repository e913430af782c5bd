# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a Space of the Hugging Face Hub, at one commit, each compared with its hash."""
import hashlib
import json
import os
import pathlib
import re
import urllib.error
import urllib.parse
import urllib.request

MAX_FILES = 10000
CHUNK = 1 << 20
SECONDS = 60


class HubError(Exception):
    """A sentence for whoever started the program."""


class SameOrigin(urllib.request.HTTPRedirectHandler):
    """Large files are on another host, which must not see the token."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        old, new = (urllib.parse.urlsplit(url) for url in (req.full_url, newurl))
        token = req.get_header("Authorization")
        if following is not None:
            following.remove_header("Authorization")
            if token and (old.scheme, old.netloc) == (new.scheme, new.netloc):
                following.add_unredirected_header("Authorization", token)
        return following


class Hub:
    def __init__(self, endpoint=None, token=None):
        self.endpoint = (endpoint or os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")
        self.token = token or os.environ.get("HF_TOKEN")
        self.opener = urllib.request.build_opener(SameOrigin)

    def open(self, url):
        request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})
        if self.token:
            request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        try:
            return self.opener.open(request, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            if error.code in (401, 403, 404):
                raise HubError(f"{url} cannot be read ({error.code}): it is private or gated, or there is no such "
                               "Space. Set HF_TOKEN to a token that may read it, or check its name.") from error
            raise HubError(f"{url} cannot be read: the Hub answered {error.code}. Try again later.") from error
        except OSError as error:
            raise HubError(f"{url} cannot be read: {error}. Check the network and try again.") from error

    def json(self, url):
        with self.open(url) as answer:
            try:
                return json.load(answer), next_page(answer.headers.get("Link"))
            except ValueError as error:
                raise HubError(f"{url} is not JSON. Is HF_ENDPOINT right?") from error

    def resolve(self, space, revision):
        """The commit a branch or tag is at now."""
        found, _ = self.json(f"{self.endpoint}/api/spaces/{space}/revision/{quote(revision)}")
        commit = found.get("sha") if isinstance(found, dict) else None
        if not isinstance(commit, str) or not re.fullmatch(r"[0-9a-f]{40}", commit):
            raise HubError(f"The Hub does not say which commit of “{space}” is “{revision}”.")
        return commit

    def list(self, space, commit):
        """Its files: path, size, hash."""
        url, files = f"{self.endpoint}/api/spaces/{space}/tree/{commit}?recursive=true", []
        while url:
            entries, url = self.json(url)
            files += [entry for entry in entries if entry.get("type") == "file"]
            if len(files) > MAX_FILES:
                raise HubError(f"“{space}” has more than {MAX_FILES} files.")
        return files

    def fetch(self, space, commit, entry, folder):
        path = safe_path(entry["path"])
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        size, lfs = int(entry["size"]), entry.get("lfs")
        digest = hashlib.sha256() if lfs else hashlib.sha1(b"blob %d\0" % size)
        url = f"{self.endpoint}/spaces/{space}/resolve/{commit}/{quote(str(path), '/')}"
        with self.open(url) as answer, open(target, "xb") as file:
            while chunk := answer.read(CHUNK):
                file.write(chunk)
                digest.update(chunk)
                if file.tell() > size:
                    break
        if digest.hexdigest() != (lfs["oid"] if lfs else entry["oid"]):
            raise HubError(f"“{path}” is not what the Hub announced: it was cut or changed under way. Try again.")


def next_page(link):
    found = re.search(r'<([^>]+)>;\s*rel="next"', link or "")
    return found[1] if found else None


def quote(text, safe=""):
    return urllib.parse.quote(text, safe=safe)


def safe_path(text):
    """A path inside of the folder, or an error."""
    path = pathlib.PurePosixPath(text)
    if not text or path.is_absolute() or "\0" in text or any(part in ("..", ".git") for part in path.parts):
        raise HubError(f"The Space has a file with the name {text!r}, which leads out of its folder.")
    return path


def download(reference, folder):
    """Puts the files of “owner/name” (or “owner/name@revision”) into a folder.

    Returns the commit and the address of the Hub."""
    space, _, revision = reference.partition("@")
    hub = Hub()
    commit = hub.resolve(space, revision or "main")
    for entry in hub.list(space, commit):
        hub.fetch(space, commit, entry, folder)
    return commit, hub.endpoint
