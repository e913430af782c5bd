# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbench: one endpoint of each common kind, with nothing but what Gradio brings."""

import json
import math
import os
import random
import re
import struct
import tempfile
import time
from collections import Counter

import gradio as gr
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

GREETINGS = {"English": "Hello", "Deutsch": "Hallo", "Français": "Bonjour", "Español": "Hola", "日本語": "こんにちは"}

STORY = (
    "One morning {hero} woke up in {place} and noticed that all the clocks had stopped. Nobody seemed to mind. The baker "
    "opened when the bread smelled right, the ferry left when it was full, and the school bell rang when the children were "
    "tired of playing. So {hero} put the watch into a drawer, went outside, and asked an old gardener what time it was. "
    "“Time to water the beans,” said the gardener. They watered the beans together until the sun stood low over {place}, "
    "and it turned out to have been exactly the right time. In the evening the clocks began to tick again. {hero} heard "
    "them through the open window, smiled, and closed the drawer."
)

COMMON_WORDS = {
    "English": "the and of to in is it was that for with on as are this you have not but from they we be at by or she he",
    "German": "der die das und ist nicht ein eine ich sie es mit auf für von zu im den dem auch wie aber wir war sich",
    "French": "le la les et est un une des je il elle ne pas que qui dans pour sur avec au du nous vous mais ce cette",
    "Spanish": "el la los las y es un una que de en no por para con se su lo como pero más este esta yo muy fue",
    "Italian": "il lo la gli e è un una che di in non per con si suo come ma più questo questa io sono della nel",
}

SAMPLE_TEXT = (
    "The quick brown fox jumps over the lazy dog. It was a long day, and the dog did not mind at all. "
    "In the evening they shared a loaf of bread under the old oak."
)

RATE = 44100


def greet(name, language, times, loud):
    """Greets somebody, as often and as loudly as you like.

    Args:
        name: Who is greeted.
        language: The language to greet in.
        times: How many times.
        loud: Whether to shout.
    Returns:
        One greeting a line.
    """
    line = f"{GREETINGS[language]}, {name.strip() or 'stranger'}!"
    if loud:
        line = line.upper()
    return "\n".join([line] * int(times))


def tell(hero, place, speed):
    """Tells a short story and shows it word by word.

    Args:
        hero: Whom the story is about.
        place: Where it happens.
        speed: Words a second.
    Returns:
        The story as far as it is told.
    """
    words = STORY.format(hero=hero.strip() or "somebody", place=place.strip() or "a small town").split()
    for count in range(1, len(words) + 1):
        yield " ".join(words[:count])
        time.sleep(1 / speed)


def words_of(text):
    return re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", text.lower())


def classify(text):
    """Guesses the language of a text from its most common words.

    Args:
        text: A sentence or more.
    Returns:
        likelihood: The languages and how likely each one is.
        evidence: The words that gave them away.
    """
    words = Counter(words_of(text))
    if not words:
        raise gr.Error("There are no words in this text.", print_exception=False)

    rows, scores = [], {}
    for language, common in COMMON_WORDS.items():
        found = {word: words[word] for word in common.split() if word in words}
        scores[language] = math.exp(8 * sum(found.values()) / words.total())
        rows += [[language, word, count] for word, count in found.items()]
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    return {language: score / sum(scores.values()) for language, score in scores.items()}, rows


def describe(text):
    """Counts what a text is made of.

    Args:
        text: Any text.
    Returns:
        The counts.
    """
    words = words_of(text)
    sentences = [part for part in re.split(r"[.!?…]+(?:\s|$)", text) if part.strip()]
    return {
        "characters": len(text),
        "words": len(words),
        "different words": len(set(words)),
        "sentences": len(sentences),
        "lines": len(text.splitlines()),
        "longest word": max(words, key=len, default=None),
        "words per sentence": round(len(words) / len(sentences), 1) if sentences else None,
        "most frequent": [{"word": word, "count": count} for word, count in Counter(words).most_common(5)],
    }


def landscape(seed=7, size=(640, 420)):
    """Draws hills under an evening sky."""
    dice = random.Random(seed)
    width, height = size
    sky = np.linspace(0, 1, height)[:, None, None]
    picture = (1 - sky) * np.array([52, 78, 138]) + sky * np.array([250, 176, 112])
    image = Image.fromarray(np.broadcast_to(picture, (height, width, 3)).astype(np.uint8))
    draw = ImageDraw.Draw(image)

    x, y, radius = dice.uniform(0.2, 0.8) * width, 0.42 * height, 0.09 * height
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(255, 240, 205))
    for layer, colour in enumerate([(120, 100, 132), (84, 78, 112), (48, 56, 84), (24, 32, 52)]):
        base, phase = height * (0.58 + 0.11 * layer), dice.uniform(0, 6)
        wave = [dice.uniform(0.006, 0.016), dice.uniform(0.02, 0.04)]
        hill = [(px, base - 26 * math.sin(wave[0] * px + phase) - 9 * math.sin(wave[1] * px)) for px in range(width + 1)]
        draw.polygon([(0, height), *hill, (width, height)], fill=colour)
    return image.filter(ImageFilter.SMOOTH)


def apply_filter(picture, kind, strength):
    """Changes a picture; without one it draws its own.

    Args:
        picture: The picture to change, or nothing.
        kind: What to do with it.
        strength: How much of it, from 0 (nothing) to 1.
    Returns:
        The changed picture.
    """
    if picture is None:
        gr.Info("No picture was given, so this one was drawn for you.", title="Workbench")
        picture = landscape()
    picture = picture.convert("RGB")
    grey = ImageOps.grayscale(picture)

    if kind == "Sepia":
        changed = ImageOps.colorize(grey, black=(32, 20, 8), mid=(150, 110, 70), white=(255, 240, 210))
    elif kind == "Edges":
        edges = grey.filter(ImageFilter.GaussianBlur(1)).filter(ImageFilter.FIND_EDGES)
        changed = ImageOps.invert(ImageOps.autocontrast(edges, cutoff=(0, 1))).convert("RGB")
    elif kind == "Blur":
        changed = picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 60))
    elif kind == "Mosaic":
        small = picture.resize([max(1, side // 16) for side in picture.size], Image.Resampling.BOX)
        changed = small.resize(picture.size, Image.Resampling.NEAREST)
    else:
        changed = ImageEnhance.Color(ImageOps.posterize(picture, 3)).enhance(1.3)
    return Image.blend(picture, changed, strength)


def develop(steps, seconds, seed, progress=gr.Progress()):
    """Develops a picture out of noise, slowly. One at a time: others wait in the queue.

    Args:
        steps: Number of steps.
        seconds: How long all of it takes.
        seed: Which picture; each number is another one.
    Returns:
        picture: The picture.
        summary: What was done.
    """
    steps, started = int(steps), time.monotonic()
    target = np.asarray(landscape(int(seed)), dtype=np.float32)
    noise = np.random.default_rng(int(seed)).uniform(0, 255, target.shape).astype(np.float32)
    picture = noise

    for step in range(1, steps + 1):
        progress((step - 1) / steps, desc=f"Steps {step}/{steps}")
        time.sleep(max(0, started + seconds * step / steps - time.monotonic()))
        share = step / steps
        picture = (1 - share) * noise + share * target
    progress(1.0, desc=f"Steps {steps}/{steps}")
    return Image.fromarray(picture.astype(np.uint8)), f"{steps} steps in {time.monotonic() - started:.1f} s, seed {int(seed)}"


def tone(frequency, seconds, waveform, loudness):
    """Makes a tone.

    Args:
        frequency: Pitch in hertz; 440 is the A that orchestras tune to.
        seconds: How long it sounds.
        waveform: The shape of the wave; it decides how sharp it sounds.
        loudness: From 0 (silence) to 1.
    Returns:
        The sound.
    """
    turns = np.arange(int(RATE * seconds)) * frequency / RATE
    phase = turns % 1
    wave = {
        "Sine": np.sin(2 * np.pi * turns),
        "Triangle": 1 - 4 * np.abs(phase - 0.5),
        "Square": np.sign(0.5 - phase) * 0.6,
        "Bell": np.sin(2 * np.pi * turns + 2 * np.sin(7 * np.pi * turns)) * np.exp(-3 * turns / frequency),
    }[waveform]
    fade = np.minimum(1, np.minimum(np.arange(len(wave)), np.arange(len(wave))[::-1]) / (0.01 * RATE))
    return RATE, (wave * fade * loudness * 32767).astype(np.int16)


def curve(shape, radius):
    """Returns the line a tube goes along, as a function of the angle."""
    if shape == "Trefoil knot":
        return lambda t: radius / 3 * np.stack([np.sin(t) + 2 * np.sin(2 * t), np.cos(t) - 2 * np.cos(2 * t), -np.sin(3 * t)], -1)
    if shape == "Wave ring":
        return lambda t: radius * np.stack([np.cos(t), np.sin(t), 0.2 * np.sin(3 * t)], -1)
    return lambda t: radius * np.stack([np.cos(t), np.sin(t), 0 * t], -1)


def tube(line, thickness, detail):
    """Lays a round tube along a closed line: positions, normals and triangles."""
    along, around = 4 * detail, detail
    t = np.linspace(0, 2 * np.pi, along, endpoint=False)
    centre = line(t)
    tangent = line(t + 1e-4) - line(t - 1e-4)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.cross(tangent, [0.0, 0.0, 1.0])
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, tangent)

    a = np.linspace(0, 2 * np.pi, around, endpoint=False)
    normals = side[:, None] * np.cos(a)[:, None] + up[:, None] * np.sin(a)[:, None]
    positions = centre[:, None] + thickness * normals

    i, j = np.meshgrid(np.arange(along), np.arange(around), indexing="ij")
    i2, j2 = (i + 1) % along, (j + 1) % around
    p, q, r, s = i * around + j, i2 * around + j, i2 * around + j2, i * around + j2
    triangles = np.stack([p, q, r, p, r, s], -1).reshape(-1, 3)
    return positions.reshape(-1, 3), normals.reshape(-1, 3), triangles


def colour_of(text):
    """Returns red, green and blue from 0 to 1 of what a colour picker gives: #rrggbb or rgb(r, g, b, …)."""
    if text.startswith("#") and len(text) >= 7:
        return [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    parts = re.findall(r"[\d.]+", text)[:3]
    if len(parts) < 3:
        raise gr.Error(f"“{text}” is not a colour.", print_exception=False)
    return [min(255, float(part)) / 255 for part in parts]


def write_glb(path, positions, normals, triangles, colour):
    parts = [positions.astype("<f4").tobytes(), normals.astype("<f4").tobytes(), triangles.astype("<u4").tobytes()]
    views, offset = [], 0
    for part, target in zip(parts, (34962, 34962, 34963)):
        views.append({"buffer": 0, "byteOffset": offset, "byteLength": len(part), "target": target})
        offset += len(part)
    vector = {"componentType": 5126, "type": "VEC3", "count": len(positions)}
    scene = {
        "asset": {"version": "2.0", "generator": "Workbench"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1}, "indices": 2, "material": 0}]}],
        "materials": [{"pbrMetallicRoughness": {"baseColorFactor": [*colour, 1], "metallicFactor": 0.1, "roughnessFactor": 0.5}}],
        "accessors": [
            {**vector, "bufferView": 0, "min": positions.min(0).tolist(), "max": positions.max(0).tolist()},
            {**vector, "bufferView": 1},
            {"bufferView": 2, "componentType": 5125, "type": "SCALAR", "count": triangles.size},
        ],
        "bufferViews": views,
        "buffers": [{"byteLength": offset}],
    }
    text = json.dumps(scene).encode()
    text += b" " * (-len(text) % 4)
    with open(path, "wb") as file:
        file.write(struct.pack("<4sII", b"glTF", 2, 28 + len(text) + offset))
        file.write(struct.pack("<I4s", len(text), b"JSON") + text)
        file.write(struct.pack("<I4s", offset, b"BIN\0") + b"".join(parts))


def write_obj(path, positions, normals, triangles):
    with open(path, "w", encoding="ascii") as file:
        file.writelines(f"v {x:.5f} {y:.5f} {z:.5f}\n" for x, y, z in positions)
        file.writelines(f"vn {x:.5f} {y:.5f} {z:.5f}\n" for x, y, z in normals)
        file.writelines(f"f {a}//{a} {b}//{b} {c}//{c}\n" for a, b, c in triangles + 1)


def shape(kind, radius, thickness, detail, colour, file_format):
    """Makes a 3D model of a ring.

    Args:
        kind: The line the ring follows.
        radius: Its radius.
        thickness: Radius of the tube it is made of, as a part of the radius.
        detail: Corners of the tube; more make it rounder and the file larger.
        colour: Its colour; only GLB files keep it.
        file_format: GLB (compact, with colour) or OBJ (plain text).
    Returns:
        The model.
    """
    mesh = tube(curve(kind, radius), thickness * radius, int(detail))
    folder = tempfile.mkdtemp(dir=os.environ.get("GRADIO_TEMP_DIR"))
    path = os.path.join(folder, f"{kind.lower().replace(' ', '-')}.{file_format.lower()}")
    if file_format == "GLB":
        write_glb(path, *mesh, colour_of(colour))
    else:
        write_obj(path, *mesh)
    return path


def text_tab():
    with gr.Row():
        with gr.Column():
            gr.Markdown("### Greet\nSays hello at once.")
            name = gr.Textbox("Ada", label="Name", placeholder="Who is greeted")
            language = gr.Radio(list(GREETINGS), value="English", label="Language")
            times = gr.Slider(1, 10, value=2, step=1, label="Times")
            loud = gr.Checkbox(False, label="Loud", info="Shout it")
            greet_button = gr.Button("Greet", variant="primary")
            greeting = gr.Textbox(label="Greeting", lines=2)
        with gr.Column():
            gr.Markdown("### Tell\nTells a story, word by word.")
            hero = gr.Textbox("Ada", label="Hero")
            place = gr.Textbox("a small town by the sea", label="Place")
            speed = gr.Slider(5, 60, value=25, step=1, label="Speed", info="Words a second")
            with gr.Row():
                tell_button = gr.Button("Tell", variant="primary")
                stop_button = gr.Button("Stop")
            story = gr.Textbox(label="Story", lines=8)
    greet_button.click(greet, [name, language, times, loud], greeting, api_name="greet")
    telling = tell_button.click(tell, [hero, place, speed], story, api_name="tell")
    stop_button.click(None, cancels=telling)


def words_tab():
    gr.Markdown("### Words\nGuesses the language of a text, and counts what it is made of.")
    text = gr.Textbox(SAMPLE_TEXT, label="Text", lines=4)
    with gr.Row():
        classify_button = gr.Button("Classify", variant="primary")
        describe_button = gr.Button("Describe")
    with gr.Row():
        with gr.Column():
            languages = gr.Label(label="Language", num_top_classes=5)
            evidence = gr.Dataframe(
                label="Evidence", headers=["Language", "Word", "Count"], datatype=["str", "str", "number"], type="array"
            )
        counts = gr.JSON(label="Counts")
    classify_button.click(classify, text, [languages, evidence], api_name="classify")
    describe_button.click(describe, text, counts, api_name="describe")


def pictures_tab():
    with gr.Row():
        with gr.Column():
            gr.Markdown("### Filter\nChanges a picture, yours or one of its own.")
            picture = gr.Image(type="pil", label="Picture", height=260)
            kind = gr.Dropdown(["Sepia", "Edges", "Blur", "Mosaic", "Poster"], value="Sepia", label="Filter")
            strength = gr.Slider(0, 1, value=1, step=0.05, label="Strength")
            filter_button = gr.Button("Filter", variant="primary")
            filtered = gr.Image(label="Filtered picture", height=260)
        with gr.Column():
            gr.Markdown("### Develop\nTakes its time, tells how far it is, and does one picture after the other.")
            steps = gr.Slider(1, 200, value=50, step=1, label="Steps")
            seconds = gr.Slider(0, 60, value=5, step=0.5, label="Seconds", info="How long it takes")
            seed = gr.Number(7, label="Seed", precision=0)
            with gr.Row():
                develop_button = gr.Button("Develop", variant="primary")
                cancel_button = gr.Button("Cancel")
            developed = gr.Image(label="Developed picture", height=260)
            summary = gr.Textbox(label="Summary")
    filter_button.click(apply_filter, [picture, kind, strength], filtered, api_name="filter")
    developing = develop_button.click(
        develop, [steps, seconds, seed], [developed, summary], api_name="develop", concurrency_limit=1
    )
    cancel_button.click(None, cancels=developing)


def sound_tab():
    gr.Markdown("### Tone\nMakes a tone to listen to.")
    with gr.Row():
        with gr.Column():
            frequency = gr.Slider(55, 1760, value=440, step=1, label="Frequency", info="In hertz")
            seconds = gr.Slider(0.2, 10, value=2, step=0.1, label="Seconds")
            waveform = gr.Radio(["Sine", "Triangle", "Square", "Bell"], value="Sine", label="Waveform")
            loudness = gr.Slider(0, 1, value=0.5, step=0.05, label="Loudness")
            button = gr.Button("Make the tone", variant="primary")
        sound = gr.Audio(label="Tone")
    button.click(tone, [frequency, seconds, waveform, loudness], sound, api_name="tone")


def shape_tab():
    gr.Markdown("### Shape\nMakes a 3D model to turn around.")
    with gr.Row():
        with gr.Column():
            kind = gr.Dropdown(["Torus", "Trefoil knot", "Wave ring"], value="Torus", label="Shape")
            radius = gr.Slider(0.5, 3, value=1, step=0.1, label="Radius")
            thickness = gr.Slider(0.05, 0.45, value=0.3, step=0.05, label="Thickness", info="Of the tube, as a part of the radius")
            detail = gr.Slider(6, 64, value=32, step=1, label="Detail")
            colour = gr.ColorPicker("#3584e4", label="Colour")
            file_format = gr.Radio(["GLB", "OBJ"], value="GLB", label="File format")
            button = gr.Button("Make the shape", variant="primary")
        model = gr.Model3D(label="Model", height=420)
    button.click(shape, [kind, radius, thickness, detail, colour, file_format], model, api_name="shape")


with gr.Blocks(title="Workbench", delete_cache=(3600, 86400)) as demo:
    gr.Markdown("# Workbench\nText, pictures, sound and shapes to try things out on. Nothing here needs a network.")
    for tab, fill in [("Text", text_tab), ("Words", words_tab), ("Pictures", pictures_tab), ("Sound", sound_tab), ("Shape", shape_tab)]:
        with gr.Tab(tab):
            fill()

demo.queue(default_concurrency_limit=4)

if __name__ == "__main__":
    demo.launch()
