# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed: PDF Component Example - a real community component with its own web bundle (needs: pip install gradio_pdf)."""
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr
from gradio_pdf import PDF
from _seedmedia import WORK, serve


def make_pdf(name, text):
    path = os.path.join(WORK, name)
    stream = f"BT /F1 24 Tf 40 120 Td ({text}) Tj ET".encode()
    objs = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for i, body in enumerate(objs, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objs) + 1)
    out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objs) + 1, start)
    with open(path, "wb") as f:
        f.write(out)
    return path


def answer(question, document):
    return f"'{question}' asked of {os.path.basename(document)} with {os.path.getsize(document)} bytes"


with gr.Blocks(title="Ask a document") as demo:
    with gr.Row():
        with gr.Column():
            question = gr.Textbox("What is written?", label="Question")
            document = PDF(label="Document", interactive=True, height=400)
            ask = gr.Button("Ask", variant="primary")
        with gr.Column():
            said = gr.Textbox(label="Answer")
            shown = PDF(make_pdf("shown.pdf", "Shown"), label="A document from the server", height=300, interactive=False)
    name = gr.Textbox(label="Path")
    document.upload(lambda f: os.path.basename(f), document, name, api_name="uploaded")
    ask.click(answer, [question, document], said, api_name="ask")
    gr.Examples([["What is this?", make_pdf("example.pdf", "Example")]], [question, document])

if __name__ == "__main__":
    demo.launch(**serve())
