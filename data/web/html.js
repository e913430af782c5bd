// SPDX-License-Identifier: GPL-3.0-or-later
// Runs an HTML component with its author's template and script, which get the names that Gradio gives them:
// element, props, trigger, watch, server and upload. Called by src/components/sp-html-script.c.

const content = document.getElementById('content');
const values = {};
const watchers = [];
const calls = new Map();
let template = '${value}';
let lastCall = 0;

// First Handlebars, then a template literal with the props as variables.
function evaluate(text) {
  if (text.includes('{{') && window.Handlebars) text = Handlebars.compile(text)(values);
  const names = Object.keys(values).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
  return new Function(...names, 'return `' + text + '`')(...names.map((name) => values[name]));
}

function render() {
  content.innerHTML = evaluate(template).replace('@children', '');
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
const upload = async () => { throw new Error('Files cannot be uploaded from here.'); };

// What is asked of the server comes back through reply().
const server = new Proxy({}, {
  get: (target, name) => (argument) => new Promise((done, failed) => {
    calls.set(++lastCall, { done, failed });
    tell('server', { call: lastCall, name, argument });
  }),
});

function reply({ call, result, error }) {
  const { done, failed } = calls.get(call) || {};
  calls.delete(call);
  if (error !== undefined) failed?.(new Error(error));
  else done?.(result);
}

function start({ html, css, script, head, colour, given }) {
  template = html;
  Object.assign(values, given);
  document.body.style.color = colour;
  const style = document.createElement('style');
  style.textContent = '#content {' + evaluate(css) + '}';
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
