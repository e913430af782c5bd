# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Demos with Session State, State In Blocks, Interface State, curl Stateful Demos."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import serve

visits = 0


def visit():
    global visits
    visits += 1
    return visits


def seen(word, words):
    return words.count(word), words + [word]


def add_to_cart(item, cart):
    return (cart or []) + [item], ""


with gr.Blocks(title="State") as demo:
    total = gr.Number(label="Visits to this server", interactive=False)
    demo.load(visit, None, total, api_visibility="private")
    words = gr.State([])
    word = gr.Textbox(label="word")
    number = gr.Number(label="seen before")
    word.submit(seen, [word, words], [number, words], api_name="count")

    cart = gr.State([])
    item = gr.Dropdown(["Cheese", "Milk", "Grapes"], value="Milk", label="item")
    size = gr.Number(0, label="items in the cart")
    receipt = gr.JSON(label="receipt")
    gr.Button("Add").click(add_to_cart, [item, cart], [cart, gr.Textbox(visible=False)], api_name="add_to_cart")
    cart.change(lambda c: (len(c), c), cart, [size, receipt], api_name="cart_size")

if __name__ == "__main__":
    demo.launch(**serve())
