# SPDX-License-Identifier: GPL-3.0-or-later
"""An app without a page of components whose author took the addresses of Gradio's own page: `/`, which looks like the
page of another app, and `/config`, which is about something else."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
from fastapi.responses import HTMLResponse
from gradio import Server
from _seedmedia import serve

PAGE = """<!doctype html><title>Not what it seems</title>
<script>window.gradio_config = {"version": "3.50.2", "mode": "blocks", "components": [], "dependencies": []};</script>"""

app = Server(title="Routes of its own")


@app.api(name="add")
def add(a: int, b: int = 2) -> int:
    """Add two whole numbers."""
    return a + b


@app.get("/", response_class=HTMLResponse)
async def home():
    return PAGE


@app.get("/config")
async def config():
    return {"colour": "blue", "volume": 7}


if __name__ == "__main__":
    app.launch(**serve())
