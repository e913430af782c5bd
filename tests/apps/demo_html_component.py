# SPDX-License-Identifier: GPL-3.0-or-later
"""gr.HTML in its four forms: static text, template with props, template with each/if and a script that triggers events and
sets values, and a container with children. A client without a browser shows the first two itself."""
import gradio as gr

with gr.Blocks(title="html") as demo:
    gr.HTML("<h3>Static <em>text</em></h3><ul><li>one</li><li>two</li></ul><p style='color:#c00'>red</p>")
    card = gr.HTML(
        {"name": "Ada", "tags": ["math", "engines"]},
        html_template="<div class='card'><b>${value.name}</b>: {{#each value.tags}}<i>{{this}}</i> {{/each}}{{#if size}}size ${size}{{/if}}</div>",
        css_template=".card { border: ${size}px solid teal; padding: 8px }",
        size=2,
    )
    gr.Button("change").click(lambda: gr.HTML(value={"name": "Bob", "tags": ["x"]}, size=5), None, card)
    stars = gr.HTML(
        3,
        html_template="<span class='s'>${'★'.repeat(value)}${'☆'.repeat(5 - value)}</span> <button>more</button>",
        js_on_load="element.addEventListener('click', e => { if (e.target.tagName === 'BUTTON') { props.value = Math.min(5, props.value + 1); trigger('rated', {stars: props.value}); } });",
    )
    got = gr.Textbox(label="got")

    def rated(e: gr.EventData):
        return f"stars {e.stars}"

    stars.rated(rated, None, got)
    gr.Button("reset stars").click(lambda: 0, None, stars)
    read = gr.Number(label="stars as input")
    gr.Button("read").click(lambda s: s, stars, read)
    with gr.HTML(html_template="<div style='border:1px dashed gray'><h4>${title}</h4>@children</div>", title="Box with children"):
        gr.Textbox("inside", label="child")

if __name__ == "__main__":
    demo.launch()
