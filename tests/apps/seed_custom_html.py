# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Custom HTML Components, HTML - widgets written by the app's author in HTML, CSS and JavaScript."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import no_stub, serve


class Stars(gr.HTML):
    def __init__(self, label="Stars", *, value=0, count=5, **kwargs):
        super().__init__(
            value=value,
            label=label,
            count=count,
            html_template="""<h3>${label}</h3>
${Array.from({length: count}, (_, i) => `<span class='star ${i < value ? "" : "dim"}' data-n='${i + 1}'>&#9733;</span>`).join('')}
<button class='send'>Send</button>""",
            css_template=".star {font-size: 2em; cursor: pointer} .dim {opacity: .25}",
            js_on_load="""
element.addEventListener('click', (e) => {
  if (e.target.matches('.star')) { props.value = Number(e.target.dataset.n); trigger('input'); }
  if (e.target.matches('.send')) trigger('submit', {stars: props.value, by: 'page'});
});
watch('value', () => console.log('now', props.value));
""",
            **kwargs,
        )

    def api_info(self):
        return {"type": "integer", "minimum": 0, "maximum": 5}


no_stub(__file__)

def folder(name: str):
    return sorted(["alpha.txt", "beta.txt", f"{name}.txt"])


with gr.Blocks(title="Custom HTML") as demo:
    stars = Stars("Your rating", value=3)
    rated = gr.Textbox(label="Rated")
    detail = gr.Textbox(label="Event data")
    stars.submit(lambda n: f"{n} stars", stars, rated, api_name="rate")

    @stars.submit(outputs=detail, api_visibility="private")
    def with_data(evt: gr.EventData):
        return f"{evt.stars} by {evt.by}"

    gr.HTML(
        value="gamma",
        html_template="<p>Folder <b>${value}</b></p><ul></ul><button>List</button>",
        js_on_load="""element.querySelector('button').addEventListener('click', async () => {
  const names = await server.folder(props.value);
  element.querySelector('ul').innerHTML = names.map(n => `<li>${n}</li>`).join('');
});""",
        server_functions=[folder],
    )
    up = gr.HTML(
        html_template="<input type='file'><button>Upload</button>",
        js_on_load="""element.querySelector('button').addEventListener('click', async () => {
  const { path, url } = await upload(element.querySelector('input').files[0]);
  props.value = path; trigger('upload');
});""",
    )
    size = gr.Textbox(label="Uploaded")
    up.upload(lambda p: f"{os.path.getsize(p)} bytes" if p else "nothing", up, size, api_name="size")

    with gr.HTML(
        html_template="<h2>${form_name}</h2>@children<button class='ok'>OK</button>",
        css_template="border: 2px solid gray; border-radius: 12px; padding: 20px;",
        js_on_load="element.querySelector('.ok').addEventListener('click', () => trigger('submit'));",
        form_name="Contact",
    ) as form:
        name = gr.Textbox(label="Name")
        mail = gr.Textbox(label="E-mail")
    sent = gr.Textbox(label="Sent")
    form.submit(lambda n, m: f"{n} <{m}>", [name, mail], sent, api_name="send_form")

if __name__ == "__main__":
    demo.launch(**serve())
