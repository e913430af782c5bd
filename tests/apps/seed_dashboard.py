# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Google Sheets / Supabase dashboards, Styling The Dataframe, Plot, Timer - data that refreshes itself."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
import pandas as pd
from _seedmedia import serve

ticks = 0


def sales():
    global ticks
    ticks += 1
    return pd.DataFrame({
        "Date": pd.date_range("2024-01-01", periods=8, freq="D"),
        "Sales": [(i * 7 + ticks) % 23 for i in range(8)],
        "Region": ["north", "south"] * 4,
    })


def styled():
    df = pd.DataFrame({"A": [14, 4, 5, 4, 1], "B": [5, 2, 54, 3, 2], "C": [20.1234, 20.5, 7.0, 3.25, 8.75]})
    return df.style.highlight_max(color="lightgreen", axis=0).format({"C": "{:.2f}"})


board = [["Coder", 79.3], ["Llama", 68.9], ["Qwen", 61.9], ["Gemma", 59.5], ["Old", 18.3]]
medals = {
    "data": board,
    "headers": ["Model", "% correct"],
    "metadata": {
        "styling": [["", f"background: linear-gradient(90deg, rgba(220,242,220) {r[1]}%, transparent {r[1]}%)"] for r in board],
        "display_value": [[m + r[0], r[1]] for m, r in zip(["1. ", "2. ", "3. ", "", ""], board)],
    },
}


def matplotlib_plot():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    fig = plt.figure(figsize=(3, 2))
    plt.bar(["a", "b"], [1, 2])
    return fig


def altair_plot():
    import altair as alt

    return alt.Chart(sales()).mark_bar().encode(x="Region", y="sum(Sales)")


def plotly_plot():
    import plotly.graph_objects as go

    return go.Figure(go.Scatter(x=[1, 2, 3], y=[3, 1, 2]))


with gr.Blocks(title="Dashboard") as demo:
    timer = gr.Timer(2)
    with gr.Row():
        gr.BarPlot(sales, x="Date", y="Sales", color="Region", title="Prices", every=timer)
        line = gr.LinePlot(sales, x="Date", y="Sales", y_title="Sales (million)", every=timer)
    scatter = gr.ScatterPlot(sales, x="Date", y="Sales", color="Region", title="Select me")
    picked = gr.JSON(label="Selection")

    @scatter.select(outputs=picked)
    def pick(evt: gr.SelectData):
        return {"index": evt.index, "selected": evt.selected}

    scatter.double_click(lambda: {"reset": True}, None, picked)
    table = gr.DataFrame(sales, every=timer, interactive=False, show_search="filter")
    gr.DataFrame(styled, interactive=False, label="Styler")
    gr.DataFrame(medals, interactive=False, label="Own styling", show_search="search")
    edit = gr.DataFrame([[1, "a"], [2, "b"]], headers=["n", "s"], datatype=["number", "str"], label="Editable", interactive=True)
    total = gr.Number(label="Sum")
    edit.change(lambda d: float(pd.to_numeric(d["n"], errors="coerce").sum()), edit, total, api_name="sum")
    beat = gr.Number(label="Ticks")
    timer.tick(lambda: ticks, None, beat, api_name="ticks")
    with gr.Row():
        gr.Button("Pause").click(lambda: gr.Timer(active=False), None, timer, api_name="pause")
        gr.Button("Resume").click(lambda: gr.Timer(active=True), None, timer, api_name="resume")
    with gr.Row():
        gr.Plot(matplotlib_plot, label="matplotlib")
        gr.Plot(altair_plot, label="altair")
        gr.Plot(plotly_plot, label="plotly")

if __name__ == "__main__":
    demo.launch(**serve())
