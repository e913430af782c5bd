"""Texts by key: the app's own in English, German and Portuguese, Gradio's own, one that nobody knows; as results too."""
import gradio as gr

texts = gr.I18n(
    en={"hello": "Hello", "name": "Your name", "red": "Red"},
    de={"hello": "Hallo", "name": "Dein Name", "red": "Rot"},
    pt={"hello": "Olá"},
)

with gr.Blocks(title="translated") as demo:
    greeting = gr.Textbox(texts("hello"), label=texts("name"), placeholder=texts("hello") + " …", info=texts("unknown"), elem_id="greeting")
    colour = gr.Dropdown([(texts("red"), "r"), ("Blue", "b")], value="r", label=texts("hello") + " 2", elem_id="colour")
    built_in = gr.Button(texts("chat_interface.new_chat"), elem_id="built-in")
    go = gr.Button("Go", elem_id="go")
    answer = gr.Textbox(label="Answer", elem_id="answer")
    seen = gr.Textbox(label="Seen", elem_id="seen")
    go.click(lambda g, c: (gr.Textbox(value=texts("hello"), label=texts("red")), f"{g}|{c}"), [greeting, colour], [answer, seen])

if __name__ == "__main__":
    demo.launch(i18n=texts)
