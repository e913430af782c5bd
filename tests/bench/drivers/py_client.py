# SPDX-License-Identifier: GPL-3.0-or-later
"""gradio_client (Python) behind the verbs of README.md.

info URL | predict URL ENDPOINT JSON... | stream URL ENDPOINT JSON... | bench-calls URL ENDPOINT N JSON...
bench-jobs URL ENDPOINT N JSON... | upload URL ENDPOINT FILE | uploads URL ENDPOINT N FILE | download URL ENDPOINT DIR JSON...
"""
import json
import sys
import time

from gradio_client import Client, handle_file


def summary(ms, wall):
    ms.sort()
    at = lambda q: ms[int((len(ms) - 1) * q)]
    print(json.dumps({"calls": len(ms), "wall_s": wall, "min_ms": ms[0], "p50_ms": at(0.5), "p95_ms": at(0.95), "max_ms": ms[-1]}))


def main():
    verb, url, rest = sys.argv[1], sys.argv[2], sys.argv[3:]
    options = {"verbose": False, "analytics_enabled": False}
    if verb == "bench-jobs":
        options["max_workers"] = int(rest[1])  # 40 by default: the jobs beyond would wait
    if verb == "download":
        options["download_files"] = rest[1]
    client = Client(url, **options)
    if verb == "info":
        client.view_api(all_endpoints=True)
    elif verb == "predict":
        print(json.dumps(client.predict(*map(json.loads, rest[1:]), api_name=rest[0])))
    elif verb == "stream":
        start = time.monotonic()
        job = client.submit(*map(json.loads, rest[1:]), api_name=rest[0])
        values, last = 0, None
        for last in job:  # what the README shows: every value in turn
            values += 1
        final = job.result()
        text = final if isinstance(final, str) else json.dumps(final)
        print(json.dumps({"values": values, "final_chars": len(text), "wall_s": time.monotonic() - start}))
    elif verb == "bench-calls":
        n, args, ms, start = int(rest[1]), list(map(json.loads, rest[2:])), [], time.monotonic()
        for _ in range(n):
            t = time.monotonic()
            client.predict(*args, api_name=rest[0])
            ms.append((time.monotonic() - t) * 1e3)
        summary(ms, time.monotonic() - start)
    elif verb == "bench-jobs":
        n, args, ms, start = int(rest[1]), list(map(json.loads, rest[2:])), [], time.monotonic()
        jobs = [client.submit(*args, api_name=rest[0]) for _ in range(n)]
        for job in jobs:
            job.result()
            ms.append((time.monotonic() - start) * 1e3)
        summary(ms, time.monotonic() - start)
    elif verb in ("upload", "uploads"):
        start = time.monotonic()
        value = handle_file(rest[1]) if verb == "upload" else [handle_file(rest[2]) for _ in range(int(rest[1]))]
        result = client.predict(value, api_name=rest[0])
        print(json.dumps({"size": result, "wall_s": time.monotonic() - start}))
    elif verb == "download":
        start = time.monotonic()
        print(json.dumps({"path": client.predict(*map(json.loads, rest[2:]), api_name=rest[0]), "wall_s": time.monotonic() - start}))


main()
