// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the scripts of one app: what there is of a page for them, and how they are called. main.c gives tell(text), which
// sends a message, and calls what this returns. Whatever a script could replace is taken before the first one runs.

(function (tell) {
  'use strict';
  const { parse, stringify } = JSON;
  const { apply } = Reflect;
  const { slice } = String.prototype;
  const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor;
  const MOST = { log: 100, alert: 10, open: 1 };
  const PAGE = ['addEventListener', 'cookieStore', 'document', 'fetch', 'getComputedStyle', 'history', 'indexedDB', 'matchMedia',
    'navigator', 'parent', 'postMessage', 'requestAnimationFrame', 'screen', 'scrollTo', 'self', 'sessionStorage', 'top'];
  let address = '';
  let told = null;
  let answer = null;
  let timers = [];
  let lastTimer = 0;
  let now = 0;

  class NeedsPage extends Error {}

  // Made of nothing but a text: that has no toJSON() which a script could give it.
  function quote(text) { return stringify(apply(slice, `${text}`, [0, 10000])); }

  // A script that never stops talking is not listened to for long.
  function say(kind, text) {
    told[kind] = (told[kind] || 0) + 1;
    if (told[kind] <= MOST[kind]) tell(`{"${kind}":${quote(text)}}`);
  }

  function describe(value) {
    if (typeof value === 'string') return value;
    try { return stringify(value) ?? `${value}`; } catch { return `${value}`; }
  }

  // `scheme://host:port/path?query#fragment`, with nothing but a script's own means.
  function part(name) {
    const [, protocol = '', host = '', pathname = '', search = '', hash = ''] =
      apply(RegExp.prototype.exec, /^([^:/?#]+:)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/, [address]) || [];
    const [, hostname = '', port = ''] = apply(RegExp.prototype.exec, /^(.*?)(?::(\d+))?$/, [host]) || [];
    return { href: address, origin: `${protocol}//${host}`, protocol, host, hostname, port, pathname, search, hash }[name];
  }

  const location = { assign: go, replace: go, toString: () => address };
  for (const name of ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'])
    Object.defineProperty(location, name, { enumerable: true, get: () => part(name), set: name === 'href' ? go : undefined });

  function go(target) { say('open', target); }

  function open(target) { say('open', target); return null; }

  function setTimeout(run, milliseconds, ...values) {
    timers.push({ id: ++lastTimer, at: now + Math.max(0, Number(milliseconds) || 0), run, values });
    timers.sort((a, b) => a.at - b.at);
    return lastTimer;
  }

  function clearTimeout(id) { timers = timers.filter((timer) => timer.id !== id); }

  // What a page has and this has not is told from what is not there in a page either.
  const window = new Proxy(globalThis, {
    get(target, name) {
      if (!(name in target) && PAGE.includes(name)) throw new NeedsPage(`There is no window.${name} here.`);
      return target[name];
    },
    set(target, name, value) { target[name] = value; return true; },
  });

  const console = {};
  for (const name of ['debug', 'error', 'info', 'log', 'trace', 'warn'])
    console[name] = (...values) => say('log', values.map(describe).join(' '));

  for (const name of ['Atomics', 'SharedArrayBuffer', 'WebAssembly']) delete globalThis[name];
  for (const [name, value] of Object.entries({ console, alert: (text) => say('alert', text ?? ''), open, setTimeout, clearTimeout, window }))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  Object.defineProperty(globalThis, 'location', { get: () => location, set: go, configurable: true });

  function compile(source) {
    try {
      return new Function(`return (\n${source}\n)`);
    } catch (error) {
      return null;
    }
  }

  // An expression that gives a function, or the body of one.
  async function call(source, values) {
    const expression = compile(source.replace(/[;\s]+$/, ''));
    if (expression === null) return apply(new AsyncFunction(source), undefined, values);
    const value = expression();
    return typeof value === 'function' ? apply(value, undefined, values) : undefined;
  }

  function needsPage(error) {
    return error instanceof NeedsPage || (error instanceof ReferenceError && error.message.startsWith("Can't find variable"));
  }

  function describeError(error) {
    let words = '';
    let page = false;
    try {
      page = needsPage(error);
      words = `${(error instanceof Error && error.message) || error}`;
    } catch { }
    return `{"error":${quote(words)},"page":${page ? 'true' : 'false'}}`;
  }

  return {
    // Carries out an order, as far as it goes without waiting.
    async run(text) {
      const order = parse(text);
      address = order.location;
      told = { __proto__: null };
      answer = null;
      timers = [];
      now = 0;
      try {
        const result = await call(order.source, order.values);
        const written = stringify(result, (name, value) => (typeof value === 'bigint' ? Number(value) : value));
        answer = written === undefined ? '{}' : `{"result":${written}}`;
      } catch (error) {
        answer = describeError(error);
      }
    },
    // The answer to the order, null as long as there is none.
    answer() { return answer; },
    // Milliseconds until the next timer, -1 without one.
    delay() { return timers.length > 0 ? timers[0].at - now : -1; },
    fire() {
      const timer = timers.shift();
      now = timer.at;
      try { apply(timer.run, undefined, timer.values); } catch (error) { say('log', describe(error)); }
    },
  };
})
