# SPDX-License-Identifier: GPL-3.0-or-later
"""Client-side functions (js=): the shapes a client without a JavaScript engine meets.

constant      ClearButton: a function without arguments returning a JSON array (can be read without an engine)
passthrough   a function that returns its arguments, changed
open          window.open of a constant address
transpiled    js=True: Python made into JavaScript by the server (js_implementation), a backend function exists as well
before        js runs first, its result is what the backend function gets
front         no backend function at all
body          a raw statement body instead of a function
"""
import gradio as gr

with gr.Blocks(title="js") as demo:
    a, b = gr.Textbox("left", label="a"), gr.Textbox("right", label="b")
    out = gr.Textbox(label="out")
    with gr.Row():
        gr.ClearButton([a, b], value="constant")
        gr.Button("passthrough").click(None, [a, b], [a, b], js="(x, y) => [y, x]")
        gr.Button("open").click(None, js="() => { window.open('https://example.org/help', '_blank') }")
        gr.Button("before").click(lambda x, y: f"server got {x} and {y}", [a, b], out, js="(x, y) => [x.trim(), y.toUpperCase()]")
        gr.Button("front").click(None, a, out, js="(x) => x.split('').reverse().join('')")
        gr.Button("body").click(None, a, out, js="return 'body ' + arguments[0]")
    box = gr.Checkbox(label="details")
    more = gr.Textbox("shown when checked", label="more", visible=False)

    @box.change(inputs=None, outputs=more, js=True)
    def show_more():
        return gr.Textbox(visible=True)

if __name__ == "__main__":
    demo.launch()
