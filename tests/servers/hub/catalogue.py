# SPDX-License-Identifier: GPL-3.0-or-later
"""The Spaces there are: made-up ones, those of a folder, and collections of them."""

from __future__ import annotations

import json
import random
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

from .repositories import Revision, blobs_of, parse_front_matter
from .spaces import Runtime, Space
from .state import CLOCK, STATE, iso, oid24

CATEGORIES = {
    "Image Generation": (
        "text-to-image",
        ["Canvas", "Palette", "Pixel Studio", "Dream Painter", "Sketch Room"],
        "🎨🖼️✨🌈",
    ),
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
OWNERS = [
    "aurora-lab",
    "bluefin",
    "cedar",
    "deltaworks",
    "ember",
    "fjord",
    "granite-ai",
    "harbor",
    "iris",
    "juniper",
    "kestrel",
    "lumen",
    "meadow",
    "nimbus",
    "opal",
    "pine",
    "quartz",
    "river",
    "slate",
    "tundra",
]
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
        kinds = ["", "Pro", "Mini", "Turbo", "XL", "2", "3.5", "Zero", "Live", "Demo"]
        title = f"{r.choice(nouns)} {r.choice(kinds)}".strip()
        slug = re.sub(r"[^A-Za-z0-9._]+", "-", title)
        s = Space(f"{owner}/{slug}-{i:03d}")
        s.title, s.category = title, cat
        s.emoji = emoji_of(marks, r)
        s.sdk = r.choices(["gradio", "docker", "static", "streamlit"], weights=[76, 12, 10, 2])[0]
        s.short = (
            r.choice(["Try it with your own files", "Fast and free", "Official demo", "Community port", ""])
            + f" · {cat.lower()}"
        )
        s.likes = int(r.paretovariate(0.6)) % 25000
        s.trending = int(r.paretovariate(1.1)) - 1
        s.created = base - timedelta(days=r.randint(1, 1200), minutes=r.randint(0, 1440))
        s.modified = min(base, s.created + timedelta(days=r.randint(0, 500)))
        s.models = [f"{owner}/{r.choice(['base', 'large', 'tiny'])}-{task}"] if r.random() < 0.6 else []
        s.datasets = [f"{owner}/{task}-set"] if r.random() < 0.15 else []
        s.tags = (
            [s.sdk, f"region:{s.region}"]
            + (["mcp-server"] if s.sdk == "gradio" and r.random() < 0.2 else [])
            + ([task] if r.random() < 0.4 else [])
        )
        s.card = {
            "title": title,
            "emoji": s.emoji,
            "colorFrom": r.choice(COLORS),
            "colorTo": r.choice(COLORS),
            "sdk": s.sdk,
            "app_file": "app.py",
            "pinned": False,
            "license": r.choice(["mit", "apache-2.0", "openrail", "other"]),
            "short_description": s.short,
        }
        if s.sdk == "gradio":
            s.card["sdk_version"] = r.choice(["6.31.0", "6.12.0", "5.49.1", "5.23.3", "4.44.1", "4.19.2", "3.50.2"])
            if r.random() < 0.1:
                s.card["hf_oauth"] = True
        if s.sdk == "docker":
            s.card["app_port"] = r.choice([7860, 8080, 3000])
        stage = r.choices(
            [
                "RUNNING",
                "SLEEPING",
                "PAUSED",
                "RUNTIME_ERROR",
                "BUILD_ERROR",
                "NO_APP_FILE",
                "CONFIG_ERROR",
                "STOPPED",
                "RUNNING_BUILDING",
            ],
            weights=[62, 15, 7, 7, 3, 1, 1, 2, 2],
        )[0]
        hw = (
            "cpu-basic"
            if s.sdk == "static"
            else r.choices(
                ["zero-a10g", "cpu-basic", "cpu-upgrade", "t4-small", "l4x1", "a10g-large", "a100-large"],
                weights=[35, 45, 6, 5, 4, 3, 2],
            )[0]
        )
        err = {
            "RUNTIME_ERROR": "Exit code: 1. Reason: torch.cuda.OutOfMemoryError: CUDA out of memory.",
            "BUILD_ERROR": "build error: no matching distribution found for tensorflow==1.15",
            "CONFIG_ERROR": "Missing configuration in README",
            "NO_APP_FILE": "No application file",
        }.get(stage)
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
    edge("edge/markup-title", title='<b>Bold</b> & "quotes" <script>alert(1)</script>', emoji="⚠️", likes=2)
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


def make_collections(seed: int):
    r = random.Random(seed + 1)
    ids = [s.id for s in STATE.spaces.values() if not s.private]
    for i, title in enumerate(
        ["Image tools for work", "Talk and listen", "Spaces of the week", "Tiny but mighty", "Documents and tables"]
    ):
        owner = r.choice(OWNERS)
        slug = f"{owner}/{title.lower().replace(' ', '-')}-{oid24(title)}"
        STATE.collections.append(
            {
                "slug": slug,
                "title": title,
                "description": f"{title}: made-up collection",
                "owner": owner,
                "spaces": r.sample(ids, min(len(ids), 6 + i * 4)),
                "theme": r.choice(["orange", "blue", "green", "purple", "pink", "indigo"]),
                "upvotes": r.randint(0, 400),
                "updated": iso(datetime(2026, 8, 1 + i, tzinfo=timezone.utc)),
            }
        )


BUILTIN = {
    "README.md": b"---\ntitle: Hello Spaceport\nemoji: \xf0\x9f\x9a\x80\ncolorFrom: blue\ncolorTo: purple\n"
    b"sdk: gradio\nsdk_version: 6.31.0\napp_file: app.py\npinned: false\nlicense: mit\nshort_description: Says hello\n"
    b"tags:\n  - demo\n---\n\n# Hello\n",
    "app.py": b"import gradio as gr\n\n\ndef greet(name):\n    return f'Hello {name}!'\n\n\n"
    b"gr.Interface(greet, 'text', 'text', api_name='greet').launch()\n",
    "requirements.txt": b"gradio\n",
    ".gitattributes": b"*.bin filter=lfs diff=lfs merge=lfs -text\n",
    "assets/logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'>"
    b"<circle cx='4' cy='4' r='4'/></svg>",
    "weights/tiny model.bin": bytes(range(256)) * 2048,
}


def load_space(sid: str, files: dict[str, bytes], meta: dict, folder: Path | None):
    s = STATE.spaces.get(sid) or Space(sid)
    fresh = sid not in STATE.spaces
    for item in meta.get(
        "generate", []
    ):  # big files that nobody wants in version control: {"path":…, "size":…, "seed":…}
        files[item["path"]] = random.Random(item.get("seed", 1)).randbytes(int(item["size"]))
    rev = Revision(
        blobs_of(files),
        meta.get("commit_title", "Update files"),
        CLOCK.wall() if not fresh else datetime(2026, 8, 20, 9, 0, tzinfo=timezone.utc),
        s.owner,
    )
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
        s.private, s.gated, s.disabled = (
            meta.get("private", False),
            meta.get("gated", False),
            meta.get("disabled", False),
        )
        s.category = meta.get("category")
        s.upstream, s.run = meta.get("upstream"), meta.get("run")
        for tag, sha in (meta.get("tags") or {}).items():
            s.refs_tags[tag] = rev.sha if sha == "HEAD" else sha
    elif changed and s.rt and s.rt.current() in ("RUNNING", "APP_STARTING", "BUILDING"):
        s.rt.start()
    s.build_log = [
        "===== Build Queued =====",
        "--> FROM docker.io/library/python:3.10",
        "DONE 0.0s",
        '--> RUN pip install --no-cache-dir -r /tmp/requirements.txt "gradio[oauth,mcp]=='
        + str(s.card.get("sdk_version", "6.31.0"))
        + '"',
        "Collecting gradio",
        "\x1b[32mSuccessfully installed\x1b[0m gradio",
        "--> COPY --link ./ /home/user/app",
        "DONE 0.1s",
        "--> Pushing image",
        "DONE 1.2s",
    ]
    STATE.spaces[sid] = s
    return s


def load_folder(root: Path | None):
    if root is None:
        load_space(
            "spaceport/hello", dict(BUILTIN), {"likes": 42, "trending": 900, "category": "Text Generation"}, None
        )
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
