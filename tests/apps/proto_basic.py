# SPDX-License-Identifier: GPL-3.0-or-later
"""Protocol test app: scalar echo, state, generators, progress, alerts, errors,
cancellation, batching, private/undocumented endpoints, validators, request echo.

Runs on Gradio 3.50.2, 4.x, 5.x and 6.x (features newer than the server are
left out).  Port: GRADIO_SERVER_PORT.  Optional environment:
  PROTO_SHOW_ERROR=0|1   launch(show_error=...)   (unset: library default)
  PROTO_MAX_QUEUE=n      queue(max_size=n)
  PROTO_ROOT_PATH=path   launch(root_path=path)
  PROTO_LOG=file         gen_sleep writes its ticks and its end there
  PROTO_CLOSE=1          on SIGUSR1 call demo.close() (a clean server stop)
"""
import inspect
import os
import time

import gradio as gr

V = tuple(int(x) for x in gr.__version__.split(".")[:2])


def call(fn, *args, **kw):
    """Call fn with only the keyword arguments this Gradio version knows."""
    known = inspect.signature(fn).parameters
    return fn(*args, **{k: v for k, v in kw.items() if k in known})


def gr_error(message, **kw):
    known = inspect.signature(gr.Error.__init__).parameters
    return gr.Error(message, **{k: v for k, v in kw.items() if k in known})


def hidden(kind):
    """kind: 'private' (not callable through clients) or 'undocumented'."""
    if V >= (6, 0):
        return {"api_visibility": kind}
    if kind == "private":
        return {"api_name": False}
    return {"show_api": False} if V >= (4, 9) else {}


def echo_types(text, number, integer, flag, many, one, drop, multi, color, table, obj):
    kinds = [
        type(x).__name__
        for x in (text, number, integer, flag, many, one, drop, multi, color, table, obj)
    ]
    return text, number, integer, flag, many, one, drop, multi, color, table, obj, kinds


def count(step, n):
    n = (n or 0) + int(step)
    return n, n


def gen_text(text, delay=0.05):
    out = ""
    for ch in text:
        out += ch
        time.sleep(delay)
        yield out


def gen_json(delay=0.05):
    steps = [
        {"a": 1, "s": "x", "l": [1, 2, 3]},
        {"a": 1, "s": "xy", "l": [1, 2, 3, 4]},
        {"a": 2, "s": "xyz", "l": [1]},
        {"s": "new", "l": [{"k": "v"}], "é/~": None},
        {"s": "new", "l": [{"k": "v2", "m": 1.5}], "é/~": "ü€\U0001f600"},
        [1, 2],
        "text now",
    ]
    for s in steps:
        time.sleep(delay)
        yield s


def gen_two(n, delay=0.05):
    """Two outputs per step; the second one does not change every time."""
    for i in range(int(n)):
        time.sleep(delay)
        yield f"step {i}", i // 2


def progress_fn(n, delay=0.1, progress=gr.Progress()):
    n = int(n)
    progress(0, desc="start")
    time.sleep(delay)
    progress((1, n), desc="pair", unit="items")
    time.sleep(delay)
    for _ in progress.tqdm(range(n), desc="outer", unit="it"):
        for _ in progress.tqdm(range(2), desc="inner"):
            time.sleep(delay)
    return f"done {n}"


def progress_tqdm(n, progress=gr.Progress(track_tqdm=True)):
    import tqdm

    for _ in tqdm.tqdm(range(int(n)), desc="lib"):
        time.sleep(0.1)
    return "ok"


def alerts(text):
    call(gr.Info, f"info {text}", duration=3, title="T-info")
    time.sleep(0.2)
    call(gr.Warning, f"warn {text}", duration=None, visible=False, title="T-warn")
    time.sleep(0.2)
    if hasattr(gr, "Success"):
        call(gr.Success, f"yes <b>{text}</b>", duration=0)
    time.sleep(0.2)
    return text.upper()


def fail(kind):
    if kind == "gr":
        raise gr_error("bad <i>thing</i>", duration=4, visible=True, title="T-err", print_exception=False)
    if kind == "hidden":
        raise gr_error("not shown", duration=None, visible=False, print_exception=False)
    raise ValueError("plain failure")


def gen_fail(n, delay=0.05):
    for i in range(int(n)):
        time.sleep(delay)
        yield f"part {i}"
    raise gr_error("stopped half way", duration=7, title="T-half", print_exception=False)


def sleep(seconds):
    time.sleep(float(seconds))
    return f"slept {seconds}"


LOG = os.environ.get("PROTO_LOG")


def gen_sleep(seconds):
    """Generator that ticks; writes each tick and its own end to $PROTO_LOG."""
    def note(msg):
        if LOG:
            with open(LOG, "a") as f:
                f.write(msg + "\n")
    try:
        for i in range(int(float(seconds) * 5)):
            note(f"tick {i}")
            yield f"tick {i}"
            time.sleep(0.2)
        note("end")
    finally:
        note("finally")


def upper_batch(words, numbers):
    time.sleep(0.3)
    size = len(words)
    return [f"{w.upper()}/{size}" for w in words], [n * 2 for n in numbers]


def secret(x):
    return x + "!"


def undocumented(x):
    return x + "?"


def direct(x):
    return "direct " + x


def who(request: gr.Request):
    return {
        "session_hash": getattr(request, "session_hash", None),
        "username": request.username,
        "query": dict(request.query_params),
        "headers": {k: v for k, v in dict(request.headers).items()},
        "host": getattr(request.client, "host", None),
    }


def update_component(n):
    n = int(n)
    if V >= (4, 0):
        return gr.Slider(minimum=0, maximum=n, value=n, label="resized")
    return gr.Slider.update(maximum=n, value=n, label="resized")


def skip_one(text):
    return (gr.skip() if hasattr(gr, "skip") else gr.update()), text


def nothing():
    return None


with gr.Blocks(title="proto basic") as demo:
    gr.Markdown("# proto basic")
    with gr.Tab("types"):
        t_text = gr.Textbox(label="Text", value="hello")
        t_number = gr.Number(label="Number")
        t_int = gr.Slider(0, 100, value=7, step=1, label="Int slider")
        t_flag = gr.Checkbox(label="Flag", value=True)
        t_many = gr.CheckboxGroup(["a", "b", "c"], label="Many")
        t_one = gr.Radio(["red", "green"], label="One", value="red")
        t_drop = gr.Dropdown(["one", "two", "three"], label="Drop", value="two")
        t_multi = gr.Dropdown(["x", "y", "z"], multiselect=True, label="Multi")
        t_color = gr.ColorPicker(label="Color", value="#336699")
        t_table = gr.Dataframe(headers=["n", "s"], datatype=["number", "str"], row_count=2, label="Table")
        t_obj = gr.JSON(label="Obj")
        kinds = gr.JSON(label="Kinds")
        ins = [t_text, t_number, t_int, t_flag, t_many, t_one, t_drop, t_multi, t_color, t_table, t_obj]
        gr.Button("echo").click(echo_types, ins, ins + [kinds], api_name="echo_types")
    with gr.Tab("jobs"):
        state = gr.State(0)
        step = gr.Number(1, label="step", precision=0)
        total = gr.Number(label="total", precision=0)
        gr.Button("count").click(count, [step, state], [total, state], api_name="count")

        text = gr.Textbox("hello", label="text")
        delay = gr.Number(0.05, label="delay")
        out = gr.Textbox(label="out")
        js = gr.JSON(label="json")
        num = gr.Number(3, label="num")
        gr.Button("gen").click(gen_text, [text, delay], out, api_name="gen_text")
        gr.Button("gen json").click(gen_json, delay, js, api_name="gen_json")
        gr.Button("gen two").click(gen_two, [num, delay], [out, num], api_name="gen_two")
        gr.Button("progress").click(progress_fn, [num, delay], out, api_name="progress")
        gr.Button("tqdm").click(progress_tqdm, num, out, api_name="progress_tqdm")
        gr.Button("alerts").click(alerts, text, out, api_name="alerts")
        kind = gr.Textbox("gr", label="kind")
        gr.Button("fail").click(fail, kind, out, api_name="fail")
        gr.Button("gen fail").click(gen_fail, [num, delay], out, api_name="gen_fail")
        run = gr.Button("sleep").click(sleep, num, out, api_name="sleep")
        gen = gr.Button("gen sleep").click(gen_sleep, num, out, api_name="gen_sleep")
        gr.Button("stop").click(None, None, None, cancels=[run, gen])
        gr.Button("batch").click(
            upper_batch, [text, num], [out, total], batch=True, max_batch_size=4, api_name="batch"
        )
        gr.Button("secret").click(secret, text, out, **hidden("private"))
        gr.Button("undocumented").click(undocumented, text, out, **{"api_name": "undocumented", **hidden("undocumented")})
        gr.Button("direct").click(direct, text, out, queue=False, api_name="direct")
        gr.Button("who").click(who, None, js, api_name="who")
        slider = gr.Slider(0, 10, value=1, label="slider")
        gr.Button("update").click(update_component, num, slider, api_name="update_component")
        gr.Button("skip").click(skip_one, text, [total, out], api_name="skip_one")
        gr.Button("nothing").click(nothing, None, None, api_name="nothing")
        if V >= (6, 0):
            def check(word, n):
                return [
                    gr.validate(bool(word), "word must not be empty"),
                    gr.validate(n is not None and n > 0, "n must be positive"),
                ]

            def repeat(word, n):
                return word * int(n)

            gr.Button("validated").click(repeat, [text, num], out, validator=check, api_name="validated")
        if hasattr(gr, "cache"):
            @gr.cache
            def slow_square(n):
                time.sleep(0.5)
                return n * n

            gr.Button("cached").click(slow_square, num, total, api_name="cached")

if __name__ == "__main__":
    max_size = os.environ.get("PROTO_MAX_QUEUE")
    demo.queue(max_size=int(max_size) if max_size else None)
    kw = {}
    if "PROTO_SHOW_ERROR" in os.environ:
        kw["show_error"] = os.environ["PROTO_SHOW_ERROR"] == "1"
    if "PROTO_ROOT_PATH" in os.environ:
        kw["root_path"] = os.environ["PROTO_ROOT_PATH"]
    if "PROTO_CLOSE" in os.environ:
        import signal
        import threading

        stop = threading.Event()
        signal.signal(signal.SIGUSR1, lambda *_: stop.set())
        demo.launch(server_name="127.0.0.1", prevent_thread_lock=True, **kw)
        while not stop.wait(0.2):
            pass
        demo.close()
        time.sleep(14)
    else:
        demo.launch(server_name="127.0.0.1", **kw)
