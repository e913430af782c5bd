# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Queuing, Caching - waiting lines with shared limits, and results that come from a cache."""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import picture, serve


def model(number):
    def run(prompt):
        time.sleep(1.0)
        return picture(f"m{number}.png", hue=number), f"model {number}: {prompt}"
    return run


@gr.cache
def classify(text):
    time.sleep(1.0)
    return f"class {len(text) % 7}"


@gr.cache
def spell(text):
    said = ""
    for c in text:
        time.sleep(0.1)
        said += c + "."
        yield said


def partly(text, c=gr.Cache()):
    hit = c.get(text.strip().lower())
    if hit is None:
        time.sleep(0.5)
        hit = {"value": text.strip().lower()[::-1]}
        c.set(text.strip().lower(), **hit)
    return hit["value"]


with gr.Blocks(title="Queue and cache") as demo:
    prompt = gr.Textbox("cat", label="prompt")
    image, caption = gr.Image(label="image"), gr.Textbox(label="caption")
    for i in (1, 2, 3):
        gr.Button(f"Model {i}").click(model(i), prompt, [image, caption], api_name=f"model_{i}",
                                      concurrency_id="gpu_queue", **({"concurrency_limit": 2} if i == 1 else {}))
    answer = gr.Textbox(label="answer")
    gr.Button("Classify (cached)").click(classify, prompt, answer, api_name="classify")
    gr.Button("Spell (cached stream)").click(spell, prompt, answer, api_name="spell")
    gr.Button("Partly cached").click(partly, prompt, answer, api_name="partly")
    gr.Examples(["one", "two", "three"], prompt, answer, lambda t: f"example {t}", cache_examples=True, cache_mode="lazy")

if __name__ == "__main__":
    demo.queue(default_concurrency_limit=1, max_size=6).launch(**serve())
