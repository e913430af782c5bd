"""What happens when something happens: chains, failures, changes that follow changes, State, Clear, updates."""
import time

import gradio as gr


def fail(name):
    raise gr.Error("as asked")


def slow(text):
    time.sleep(0.3)
    return text


with gr.Blocks(title="loop") as demo:
    name = gr.Textbox("world", label="name")
    greeting = gr.Textbox(label="greeting")
    shout = gr.Textbox(label="shout")
    steps = gr.Textbox("", label="steps")
    number = gr.Number(label="number")
    latest = gr.Textbox(label="latest")
    count = gr.State(0)
    nothing = [gr.Textbox(label="no text"), gr.Number(label="no number"), gr.Code(label="no code")]
    look = gr.Button("Look")
    seen = gr.Textbox("", label="seen")
    go = gr.Button("Go")
    go_now = gr.Button("Go Now")
    bad = gr.Button("Fail")
    change = gr.Button("Change")
    clear = gr.ClearButton([name, greeting], value="Clear")

    look.click(lambda text, number, code: f"{text!r} {number:g} {code!r}", nothing, seen)
    first = go.click(lambda n: f"Hello {n}", name, greeting)
    first.success(lambda s: s + "success ", steps, steps).then(lambda s: s + "then ", steps, steps)
    go.click(lambda c: (c + 1, c + 1), count, [count, number])
    go_now.click(lambda c: c + 10, count, count, queue=False)
    if hasattr(count, "change"):  # not before Gradio 4
        counted = gr.Textbox(label="counted")
        count.change(lambda c: f"counted {c}", count, counted)
    bad.click(fail, name, greeting).then(lambda s: s + "after ", steps, steps)
    greeting.change(lambda g: (g or "").upper(), greeting, shout)
    name.change(slow, name, latest)
    change.click(lambda: gr.update(label="called otherwise", visible=False), None, shout)

demo.queue()

if __name__ == "__main__":
    demo.launch()
