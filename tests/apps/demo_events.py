# SPDX-License-Identifier: GPL-3.0-or-later
"""Event kinds and their data: input against change against submit against release; select with index, value and selected;
focus, blur, key_up; like; upload, delete, clear; copy; expand and collapse; double click. The log shows "event: data"."""
import gradio as gr

with gr.Blocks(title="events") as demo:
    log = gr.Textbox(label="log", lines=12, max_lines=12)

    def note(name):
        def fn(old, evt: gr.EventData):
            return f"{name}: {evt._data}\n{old}"[:2000]

        fn.__name__ = "on_" + name.replace(" ", "_").replace(".", "_")
        return fn

    def listen(component, *events):
        for e in events:
            label = getattr(component, "label", None) or component.get_block_name()
            getattr(component, e)(note(f"{label} {e}"), log, log, trigger_mode="multiple", show_progress="hidden")

    listen(gr.Textbox(label="text"), "input", "change", "submit", "focus", "blur", "select", "copy")
    listen(gr.Number(1, label="num"), "input", "change", "submit")
    listen(gr.Slider(0, 10, label="slide"), "input", "change", "release")
    listen(gr.Checkbox(label="check"), "input", "change", "select")
    listen(gr.CheckboxGroup(["a", "b"], label="group"), "input", "change", "select")
    listen(gr.Radio(["x", "y"], label="radio"), "input", "change", "select")
    listen(gr.Dropdown(["p", "q"], label="drop", allow_custom_value=True), "input", "change", "select", "key_up", "focus", "blur")
    listen(gr.Dataframe([[1, 2], [3, 4]], label="frame", interactive=True), "input", "change", "select", "edit")
    listen(gr.File(label="file", file_count="multiple"), "upload", "change", "clear", "delete", "select")
    listen(gr.HighlightedText([("one", "A"), ("two", None)], label="hl"), "select")
    listen(gr.Gallery([], label="gal"), "upload", "select", "change")
    listen(gr.Chatbot([{"role": "assistant", "content": "like me"}], label="bot"), "like", "select", "copy", "clear")
    with gr.Accordion("acc", open=False) as acc:
        gr.Markdown("in the accordion")
    listen(acc, "expand", "collapse")
    listen(gr.Code("x = 1", label="code", language="python"), "input", "change", "focus", "blur")

if __name__ == "__main__":
    demo.launch()
