# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: Chatbot (thoughts, media), Building An MCP Client, Dynamic content - an agent's tool trail."""
import os
import time

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from _seedmedia import clip, cube_obj, picture, serve, tone


def plot():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    fig = plt.figure(figsize=(3, 2))
    plt.plot([1, 2, 3], [1, 4, 2])
    return fig


def agent(message, history):
    """Opens a pending thought, nests its parameters, closes it, then answers with media."""
    call = dict(role="assistant", content="Looking at the weather.",
                metadata={"title": "Using tool: weather", "log": '{"city": "Oslo"}', "status": "pending", "id": "call"})
    inner = dict(role="assistant", content='```json\n{"city": "Oslo"}\n```',
                 metadata={"title": "Parameters", "parent_id": "call", "id": "args"})
    yield [call]
    time.sleep(0.3)
    yield [call, inner]
    time.sleep(0.3)
    call["metadata"] = dict(call["metadata"], status="done", duration=0.6)
    done = [call, inner, dict(role="assistant", content="It is **20 degrees**.")]
    yield done
    if "media" in message:
        yield done + [
            dict(role="assistant", content=gr.Image(picture("chat.png"))),
            dict(role="assistant", content=gr.Audio(tone("chat.wav"))),
            dict(role="assistant", content=gr.Video(clip("chat.mp4", 2))),
            dict(role="assistant", content=gr.Plot(plot())),
            dict(role="assistant", content=gr.HTML("<b>bold html</b>")),
            dict(role="assistant", content={"path": cube_obj("chat.obj"), "alt_text": "a file"}),
        ]


demo = gr.ChatInterface(
    agent,
    title="Agent with tools",
    chatbot=gr.Chatbot(height=500, layout="panel", placeholder="Ask about the weather, or for media"),
    examples=["weather in Oslo", "show me media"],
    cache_examples=False,
    api_name="chat",
)

if __name__ == "__main__":
    demo.launch(**serve())
