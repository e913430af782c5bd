# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers that get whole components (annotated parameters) instead of values, keyword inputs, a set of inputs passed as a
dict, a State among the inputs. The web UI leaves "label" out of the component's props, a native client sends it."""
import gradio as gr

with gr.Blocks(title="props") as demo:
    low = gr.Slider(0, 100, value=10, label="low")
    name = gr.Textbox("Ann", label="name", placeholder="who")
    kept = gr.State("kept")
    out = gr.JSON(label="out")

    def describe(s: gr.Slider, who, k):
        return {"value": s.value, "maximum": s.maximum, "label": getattr(s, "label", None), "who": who, "kept": k}

    gr.Button("describe").click(describe, [low, name, kept], out)

    def by_name(first, *, last="?"):
        return {"first": first, "last": last}

    gr.Button("by name").click(by_name, [name], out, inputs_kwargs={"last": low})

    def as_dict(values):
        return {"name": values[name], "low": values[low]}

    gr.Button("as dict").click(as_dict, {name, low}, out)

if __name__ == "__main__":
    demo.launch()
