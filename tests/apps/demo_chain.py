# SPDX-License-Identifier: GPL-3.0-or-later
"""Chained events: then, success, failure; errors; show_progress_on; targets of chained events.

"go" with the switch off: log reads "start ok then-1 success end"; marks then 1, success 1, failure 0.
With the switch on: an error message "Broken on purpose", log stays "start"; marks failure 1, then 1 (as documented; the web
UI of 6.31 forgets "then" after an error), success 0.
"who" shows the button that was clicked, also in the chained step: EventData.target is the origin of the chain.
"""
import time

import gradio as gr


def start():
    return "start"


def work(fail, log):
    time.sleep(0.5)
    if fail:
        raise gr.Error("Broken on purpose", title="Step 2", duration=4)
    return log + " ok"


def add(word):
    def step(log):
        return f"{log} {word}"

    step.__name__ = "add_" + word.replace("-", "_")
    return step


def mark(n):
    return (n or 0) + 1


def target_of(evt: gr.EventData):
    return getattr(evt.target, "value", None) or str(evt.target)


with gr.Blocks(title="chain") as demo:
    fail = gr.Checkbox(label="fail")
    with gr.Row():
        go = gr.Button("go", variant="primary")
        other = gr.Button("other")
    log = gr.Textbox(label="log")
    with gr.Row():
        n_then, n_success, n_failure = (gr.Number(0, label=x) for x in ("then", "success", "failure"))
    who = gr.Textbox(label="who")
    spot = gr.Textbox(label="progress is shown here", interactive=False)

    second = go.click(start, None, log).then(work, [fail, log], log, show_progress_on=spot)
    second.success(add("then-1"), log, log).success(add("success"), log, log).then(add("end"), log, log)
    second.then(mark, n_then, n_then)
    second.success(mark, n_success, n_success)
    second.failure(mark, n_failure, n_failure)
    gr.on([go.click, other.click], target_of, None, who).then(lambda w, e: f"{w} / {e}", [who, fail], who)

if __name__ == "__main__":
    demo.launch()
