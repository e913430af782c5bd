# SPDX-License-Identifier: GPL-3.0-or-later
"""BrowserState: a note that survives closing the app, a visit counter, and a reset.

Set a note, reload: the note is back and visits is one more. Both values live under their storage keys, encrypted with
the app's secret (fixed here so that the value can be checked from a test).
"""
import gradio as gr

with gr.Blocks(title="browser state") as demo:
    note = gr.Textbox(label="note")
    visits_box = gr.Number(label="visits")
    saved = gr.BrowserState({"note": "", "visits": 0}, storage_key="demo_note", secret="demo secret")
    changed = gr.Textbox(label="last change")

    @demo.load(inputs=saved, outputs=[saved, note, visits_box])
    def restore(s):
        s = dict(s or {"note": "", "visits": 0})
        s["visits"] += 1
        return s, s["note"], s["visits"]

    note.submit(lambda s, t: {**s, "note": t}, [saved, note], saved)
    saved.change(lambda s: str(s), saved, changed)
    gr.Button("forget").click(lambda: {"note": "", "visits": 0}, None, saved)

if __name__ == "__main__":
    demo.launch()
