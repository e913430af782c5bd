"""Results that come from a cache: as a whole, as a generator, in part."""
import time

import gradio as gr


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
    hit = c.get(text)
    if hit is None:
        time.sleep(0.5)
        hit = {"value": text[::-1]}
        c.set(text, **hit)
    return hit["value"]


with gr.Blocks(title="cache") as demo:
    prompt = gr.Textbox("cat", label="prompt")
    answer = gr.Textbox(label="answer")
    gr.Button("Classify").click(classify, prompt, answer)
    gr.Button("Spell").click(spell, prompt, answer)
    gr.Button("Partly").click(partly, prompt, answer)

if __name__ == "__main__":
    demo.launch()
