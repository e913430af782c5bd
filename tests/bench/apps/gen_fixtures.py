# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the fixtures of the replay server: the /config and /info of real Gradio apps of several sizes.

usage: gen_fixtures.py OUTDIR [NAME ...]     (run with a Python that has gradio 6.x)

OUTDIR/NAME.config.json.gz and OUTDIR/NAME.info.json.gz; the server's own URL is replaced by @@ROOT@@.
small: the seven endpoints of bench_app. large: those + fillers up to 500 endpoints and 3,000 components.
cN: N components (100, 300, 1000, 10000), an endpoint for each six components.
"""
import gzip
import os
import sys
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
from gradio import networking

import bench_app
from kinds import KINDS

networking.url_ok = lambda *a, **k: True  # its own check gives up on an app whose page takes more than 3 s

def filled(components, endpoints):
    with gr.Blocks(title=f"{components} components") as demo:
        bench_app.demo.render()
        made, inputs = len(demo.blocks), []
        n = 0
        while len(demo.blocks) < components - endpoints:
            with gr.Row():
                for _ in range(3):
                    inputs.append(KINDS[n % len(KINDS)](n))
                    n += 1
        fields = [c for c in inputs if not isinstance(c, gr.Markdown)]
        first = len(demo.fns)
        for k in range(endpoints - first):
            at = (k * 3) % (len(fields) - 4)
            gr.Button(f"Run {k}").click(
                lambda *a: a[0], fields[at:at + 3], [fields[at + 3]], api_name=f"endpoint_{k}")
        while len(demo.blocks) < components:
            gr.Textbox(label="filler")
    return demo


SIZES = {"large": (3000, 500), **{f"c{n}": (n, n // 6) for n in (100, 300, 1000, 10000)}}  # c3000 would be large


def main():
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    for name in sys.argv[2:] or ["small", *SIZES]:
        demo = bench_app.demo if name == "small" else filled(*SIZES[name])
        demo.queue()
        _, url, _ = demo.launch(server_name="127.0.0.1", prevent_thread_lock=True, quiet=True,
                                ssr_mode=False)
        url = url.rstrip("/")
        for what, path in (("config", "/config"), ("info", "/gradio_api/info")):
            body = urllib.request.urlopen(url + path).read().decode()
            body = body.replace(url, "@@ROOT@@")
            with open(f"{out}/{name}.{what}.json.gz", "wb") as f, gzip.GzipFile("", "wb", 9, f, 0) as z:
                z.write(body.encode())
            print(name, what, len(body), "bytes;", len(demo.blocks), "components,", len(demo.fns), "endpoints")
        demo.close()


main()
