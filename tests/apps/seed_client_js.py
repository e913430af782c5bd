# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Client Side Functions, Custom CSS And JS, Custom Buttons - logic that runs in the page."""
import os
import random

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve

CSS = """
#warning {background-color: #FFCCCB}
.feedback textarea {font-size: 24px !important}
"""
ON_LOAD = "() => { window.seedLoaded = true; document.title = 'loaded by script'; return []; }"
HEAD = """<meta property="og:title" content="Client side">
<script>
document.addEventListener('keyup', (e) => {
  if (e.target.tagName !== 'INPUT' && e.target.tagName !== 'TEXTAREA' && e.shiftKey && e.key.toLowerCase() === 's')
    document.getElementById('go').click();
});
</script>"""

with gr.Blocks(title="Client side") as demo:
    with gr.Row() as row:
        gr.Textbox("Good job", label="Kept", elem_classes="feedback")
        gr.Textbox("Failure", label="Warned", elem_id="warning", elem_classes="feedback")
    with gr.Row():
        # a Python lambda that the server translates to JavaScript: properties only, no inputs
        gr.Button("Hide the row").click(lambda: gr.Row(visible=False), None, row, js=True, api_name="hide")
        gr.Button("Show the row").click(lambda: gr.Row(visible=True), None, row, js=True, api_name="show")
    subject = gr.Textbox("cat", label="Subject")
    verb = gr.Radio(["jumps", "sleeps"], value="jumps", label="Verb")
    sentence = gr.Textbox(label="Sentence")
    go = gr.Button("Make a sentence", elem_id="go")
    # script only
    gr.Button("Script only").click(None, [subject, verb], sentence, js="(s, v) => s + ' ' + v + ' (script)'")
    # script first, then the Python function gets what the script returned
    go.click(lambda s, v: f"The {s} {v}.", [subject, verb], sentence,
             js="(s, v) => [s.toUpperCase(), v]", api_name="sentence")
    reverse = gr.Button("Swap")
    reverse.click(None, [subject, sentence], [subject, sentence], js="(a, b) => [b, a]")

    refresh, alert, clear = gr.Button("Refresh"), gr.Button("Alert"), gr.Button("Clear")
    tools = gr.Textbox("Sample text", label="With buttons", buttons=["copy", refresh, alert, clear], lines=3)
    refresh.click(lambda: f"Refreshed {random.randint(1000, 9999)}", outputs=tools, api_name="refresh")
    alert.click(None, tools, [], js="(t) => { alert('Text: ' + t); return []; }")
    clear.click(None, [], tools, js="() => ''")

if __name__ == "__main__":
    demo.launch(**serve(css=CSS, js=ON_LOAD, head=HEAD))
