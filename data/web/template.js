// SPDX-License-Identifier: GPL-3.0-or-later
// What an HTML component's template becomes with its props: first Handlebars (the part of it that templates use: values,
// if, unless, each, with, else), then a JavaScript template literal. An expression that gives the function, for
// src/components/sp-html-template.c and html.js.

(function (template, props) {
  const TAG = /\{\{\{([\s\S]*?)\}\}\}|\{\{!(?:--[\s\S]*?--|[\s\S]*?)\}\}|\{\{~?\s*([#/^]?)\s*([\s\S]*?)\s*~?\}\}/g;
  const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' };

  const escape = (value) => `${value ?? ''}`.replace(/[&<>"'`=]/g, (letter) => ESCAPES[letter]);
  const isEmpty = (value) => (!value && value !== 0) || (Array.isArray(value) && value.length === 0);
  const has = (value, name) => value !== null && value !== undefined && Object.prototype.hasOwnProperty.call(Object(value), name);

  // Names, numbers and texts of a tag.
  const split = (text) => text.match(/"[^"]*"|'[^']*'|[^\s]+/g) || [];

  // A scope is what `this` is, the one around it, and its `@` names.
  function find(path, scope) {
    if (/^["']/.test(path)) return path.slice(1, -1);
    if (/^-?\d+(\.\d+)?$/.test(path)) return Number(path);
    if (path === 'true' || path === 'false') return path === 'true';
    while (path.startsWith('../')) {
      scope = scope.outer || scope;
      path = path.slice(3);
    }
    const names = path.replace(/^this[./]?|^\.\/|^\.$/, '').split(/[./]/).filter((name) => name !== '')
      .map((name) => name.replace(/^\[(.*)\]$/, '$1'));
    let value = scope.value;
    if (names[0]?.startsWith('@')) {
      let around = scope;
      const name = names.shift().slice(1);
      if (name === 'root') value = props;
      else {
        while (around && !has(around.marks, name)) around = around.outer;
        value = around?.marks[name];
      }
    } else if (names.length > 0) {
      let around = scope;
      while (around && !has(around.marks, names[0]) ) around = around.outer;
      if (around) value = around.marks[names.shift()];
    }
    for (const name of names) value = has(value, name) || name === 'length' ? value?.[name] : undefined;
    return value;
  }

  // Pieces of text, values and blocks; a block's `else` is a block in its place.
  function parse(text) {
    const root = { pieces: [], other: null };
    const open = [root];
    let end = 0;
    const top = () => open[open.length - 1];
    const add = (piece) => (top().other || top().pieces).push(piece);
    for (const match of text.matchAll(TAG)) {
      add({ text: text.slice(end, match.index) });
      end = match.index + match[0].length;
      const [, raw, kind, words] = match;
      if (raw !== undefined) add({ path: raw.trim(), isRaw: true });
      else if (words === undefined) continue;
      else if (kind === '#' || (kind === '^' && words !== '')) {
        const block = { words: split(words), isInverse: kind === '^', pieces: [], other: null };
        add({ block });
        open.push(block);
      } else if (kind === '/') {
        if (open.length < 2) throw new Error(`Nothing is open at {{/${words}}}.`);
        while (open.pop().isElse);
      } else if (kind === '^' || /^else\b/.test(words)) {
        const more = split(words).slice(1);
        top().other = [];
        if (more.length > 0) {
          const block = { words: more, pieces: [], other: null, isElse: true };
          add({ block });
          open.push(block);
        }
      } else if (words.startsWith('&')) add({ path: words.slice(1).trim(), isRaw: true });
      else add({ path: words });
    }
    if (open.length > 1) throw new Error(`{{#${open[1].words.join(' ')}}} is not closed.`);
    add({ text: text.slice(end) });
    return root;
  }

  function each(block, value, scope) {
    const names = (block.words.join(' ').match(/\bas \|([^|]*)\|/) || ['', ''])[1].split(/\s+/);
    const keys = Object.keys(Object(value));
    return keys.map((key, index) => {
      const marks = { index: Array.isArray(value) ? index : undefined, key: Array.isArray(value) ? index : key,
        first: index === 0, last: index === keys.length - 1 };
      if (names[0]) marks[names[0]] = value[key];
      if (names[1]) marks[names[1]] = marks.key;
      return render(block.pieces, { value: value[key], outer: scope, marks });
    }).join('');
  }

  function renderBlock(block, scope) {
    const [helper, path] = block.words;
    const isHelper = ['if', 'unless', 'each', 'with'].includes(helper);
    const value = find(isHelper ? path ?? '' : helper, scope);
    const isOther = helper === 'unless' || block.isInverse ? !isEmpty(value) : isEmpty(value) || (helper === 'if' && value === 0);
    if (isOther) return render(block.other || [], scope);
    if (helper === 'each' || (!isHelper && Array.isArray(value))) return each(block, value, scope);
    if (helper === 'with' || (!isHelper && typeof value === 'object' && value))
      return render(block.pieces, { value, outer: scope, marks: {} });
    return render(block.pieces, scope);
  }

  function render(pieces, scope) {
    return pieces.map((piece) => {
      if (piece.text !== undefined) return piece.text;
      if (piece.block) return renderBlock(piece.block, scope);
      const value = find(piece.path, scope);
      return piece.isRaw ? `${value ?? ''}` : escape(value);
    }).join('');
  }

  if (template.includes('{{')) {
    if (typeof Handlebars !== 'undefined') template = Handlebars.compile(template)(props);
    else template = render(parse(template).pieces, { value: props, outer: null, marks: {} });
  }
  const names = Object.keys(props).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
  return new Function(...names, 'return `' + template + '`')(...names.map((name) => props[name]));
})
