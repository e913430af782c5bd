# SPDX-License-Identifier: GPL-3.0-or-later
"""A harbour's page, with a bit of everything: tests/gui/make-screenshot takes its pictures of it.

Runs on Gradio 6.x.  Port: GRADIO_SERVER_PORT.
"""
import math

import gradio as gr
import numpy as np
import pandas as pd
from PIL import Image, ImageDraw, ImageFilter

BERTHS = pd.DataFrame({
    "Ship": ["Amelie", "Nordstern", "Tilda II", "Kormoran", "Sankt Olav"],
    "From": ["Bergen", "Gdynia", "Aarhus", "Tallinn", "Trondheim"],
    "Length": [38.5, 112.0, 24.2, 86.4, 140.1],
    "Berth": [4, 1, 7, 2, 3],
})

HINT = "Berths 5 and 6 are closed until Friday. **Pilots** board at the *Mole* light; call on channel 12."

ANSWER = r"""The tide is high enough for a draught of **3.2 m** between these times:

| Harbour | From | To |
| --- | --- | --- |
| Inner | 05:40 | 09:15 |
| Outer | 04:55 | 10:05 |

The clearance below the keel is $$c = h_{chart} + h_{tide} - d$$ As a function:

```python
def clearance(chart, tide, draught):
    return chart + tide - draught
```
"""

TALK = [
    {"role": "user", "content": "When can we come in with a draught of 3.2 m?"},
    {"role": "assistant", "content": "High water is at 07:30 with 1.9 m above chart datum.",
     "metadata": {"title": "Looked up the tides", "duration": 1.4, "status": "done"}},
    {"role": "assistant", "content": ANSWER},
]


def paint_evening(width=960, height=540):
    """The sea below a low sun, with two boats."""
    y = np.linspace(0, 1, height)[:, None, None]
    sky = np.array([45, 60, 110]) * (1 - y) + np.array([250, 170, 110]) * y
    picture = np.repeat(sky, width, axis=1)
    sea = int(height * 0.62)
    depth = np.linspace(0, 1, height - sea)[:, None, None]
    picture[sea:] = np.array([205, 130, 105]) * (1 - depth) + np.array([25, 40, 75]) * depth
    image = Image.fromarray(picture.astype(np.uint8))
    glow = Image.new("RGB", image.size)
    ImageDraw.Draw(glow).ellipse((570, 215, 690, 335), fill=(255, 225, 160))
    image = Image.fromarray(np.maximum(np.asarray(image), np.asarray(glow.filter(ImageFilter.GaussianBlur(3)))))
    image.paste(Image.fromarray(picture.astype(np.uint8)).crop((0, sea, width, height)), (0, sea))
    draw = ImageDraw.Draw(image)
    for i in range(46):
        half = 10 + 70 * abs(math.sin(i * 2.3)) * (1 - i / 60)
        draw.line((630 - half, sea + 4 + i * 4, 630 + half, sea + 4 + i * 4), fill=(250, 205, 150), width=1)
    for x, size in ((250, 1.0), (420, 0.55)):
        base = sea + 46 * size
        draw.polygon([(x - 70 * size, base - 22 * size), (x + 74 * size, base - 22 * size),
                      (x + 52 * size, base), (x - 54 * size, base)], fill=(30, 26, 42))
        draw.polygon([(x - 2 * size, base - 190 * size), (x - 2 * size, base - 30 * size),
                      (x - 60 * size, base - 30 * size)], fill=(238, 228, 214))
        draw.polygon([(x + 6 * size, base - 170 * size), (x + 6 * size, base - 30 * size),
                      (x + 64 * size, base - 30 * size)], fill=(214, 198, 190))
    return image


def read_tides():
    hours = np.arange(0, 24.5, 0.5)
    tides = {"Inner": 1.1 + 0.8 * np.sin((hours - 4.4) / 12.4 * 2 * math.pi),
             "Outer": 1.3 + 1.0 * np.sin((hours - 4.0) / 12.4 * 2 * math.pi)}
    return pd.DataFrame([{"Hour": h, "Metres": round(float(m), 2), "Harbour": name}
                         for name, metres in tides.items() for h, m in zip(hours, metres)])


def reply(text, history):
    history = history + [{"role": "user", "content": text}]
    return "", history + [{"role": "assistant", "content": "The harbour office will call you back."}]


def book(ship, *_):
    return f"A berth is kept for {ship or 'you'}."


with gr.Blocks(title="Harbour Office") as demo:
    with gr.Tab("Today"):
        with gr.Row():
            with gr.Column(scale=2):
                gr.Image(paint_evening(), label="Mole, 18:40", height=230, interactive=False)
                gr.Textbox("Light airs from the west, clear until midnight. Swell below half a metre.",
                           label="Weather", lines=2, interactive=False)
                gr.Markdown(HINT)
            with gr.Column(scale=3):
                gr.LinePlot(read_tides(), x="Hour", y="Metres", color="Harbour", title="Tide", height=250)
                gr.Dataframe(BERTHS, label="Ships", interactive=False)
    with gr.Tab("Ask"):
        chat = gr.Chatbot(TALK, label="Harbour office", height=480)
        question = gr.Textbox(placeholder="Ask the harbour office", show_label=False, submit_btn=True)
        question.submit(reply, [question, chat], [question, chat])
    with gr.Tab("Book"):
        ship = gr.Textbox("Amelie", label="Ship", info="As it stands in the *register*")
        kind = gr.Dropdown(["Sailing yacht", "Motor yacht", "Trawler", "Barge"], value="Sailing yacht", label="Kind")
        length = gr.Slider(5, 150, 38.5, step=0.5, label="Length in metres")
        needs = gr.CheckboxGroup(["Power", "Water", "Pilot"], value=["Power", "Pilot"], label="Needs")
        papers = gr.File(label="Papers", height=120)
        button = gr.Button("Book a Berth", variant="primary")
        answer = gr.Textbox(label="Answer")
        button.click(book, [ship, kind, length, needs, papers], answer)

if __name__ == "__main__":
    demo.launch(server_name="127.0.0.1")
