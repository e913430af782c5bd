// SPDX-License-Identifier: GPL-3.0-or-later
// Runs an HTML component with its author's template and script, which get the names that Gradio gives them:
// element, props, trigger, watch, server and upload. Called by src/components/sp-html-script.c.

const content = document.getElementById('content');
const values = {};
const watchers = [];
const calls = new Map();
let template = '${value}';
let evaluate = null; // template.js
let lastCall = 0;
let lastUpload = 0;
const PIECE = 192 * 1024;

function render() {
  content.innerHTML = evaluate(template, values).replace('@children', '');
}

function changed(names) {
  render();
  for (const watcher of watchers) if (watcher.names.some((name) => names.includes(name))) watcher.run();
}

const props = new Proxy(values, {
  set(target, name, value) {
    target[name] = value;
    tell('prop', { name, value });
    changed([name]);
    return true;
  },
});

const trigger = (name, data) => tell('event', { name, data });
const watch = (names, run) => watchers.push({ names: [names].flat(), run });

// What is asked of the program comes back through reply().
const ask = (kind, order) => new Promise((done, failed) => {
  calls.set(++lastCall, { done, failed });
  tell(kind, { call: lastCall, ...order });
});
const server = new Proxy({}, { get: (target, name) => (argument) => ask('server', { name, argument }) });

const read = (blob) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(blob);
});

// In pieces, each when the program has the one before.
async function upload(file) {
  if (!(file instanceof Blob)) throw new Error('There is no file to upload.');
  const order = { upload: ++lastUpload, name: file.name || 'file' };
  let start = 0;
  for (; start + PIECE < file.size; start += PIECE)
    await ask('upload', { ...order, more: true, data: await read(file.slice(start, start + PIECE)) });
  return ask('upload', { ...order, more: false, data: await read(file.slice(start)) });
}

function reply({ call, result, error }) {
  const { done, failed } = calls.get(call) || {};
  calls.delete(call);
  if (error !== undefined) failed?.(new Error(error));
  else done?.(result);
}

function start({ renderer, html, css, script, head, colour, given }) {
  evaluate = (0, eval)(renderer);
  template = html;
  Object.assign(values, given);
  document.body.style.color = colour;
  const style = document.createElement('style');
  style.textContent = '#content {' + evaluate(css, values) + '}';
  document.head.append(style);
  for (const piece of new DOMParser().parseFromString(head, 'text/html').querySelectorAll('script:not([src])'))
    (0, eval)(piece.textContent);
  render();
  new Function('element', 'props', 'trigger', 'watch', 'server', 'upload', script)(
    content, props, trigger, watch, server, upload);
}

function update(given) {
  Object.assign(values, given);
  changed(Object.keys(given));
}
