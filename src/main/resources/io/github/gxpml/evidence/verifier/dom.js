// SPDX-License-Identifier: MIT
// Builds the page. Text goes in as text nodes alone, so nothing in a bundle can become markup.

const SVG = 'http://www.w3.org/2000/svg';
/** Told apart by shape, not by colour alone. */
const MARKS = {
  pass: ['M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20z', 'M7 12.5l3.4 3.4L17 9'],
  fail: ['M4 3h16a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z', 'M8 8l8 8M16 8l-8 8'],
  open: ['M12 1.5L22.5 12L12 22.5L1.5 12z', 'M8 12h8'],
};

/** An element with attributes and children; a text among the children stays text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children.flat());
  return made;
}

/** A text from outside, kept apart from the writing direction of its neighbours. */
export function data(text) {
  return element('bdi', {}, text);
}

export function code(text) {
  return element('code', {}, text);
}

export function mark(kind, size) {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = {class: 'mark', viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true'};
  Object.entries(attributes).forEach(([name, value]) => svg.setAttribute(name, value));
  MARKS[kind].forEach((line, i) => {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line);
    path.setAttribute('class', i === 0 ? 'ground' : 'sign');
    svg.append(path);
  });
  return svg;
}

export function badge(kind, word) {
  return element('span', {class: `badge ${kind}`}, mark(kind, 14), word);
}

export function section(id, title, ...children) {
  const heading = `${id}-heading`;
  return element('section', {id, 'aria-labelledby': heading},
    element('h2', {id: heading}, title), ...children);
}

/** A table that becomes a list of cards where the page is narrow. The first cell of a row is its heading. */
export function table(caption, columns, rows) {
  const head = columns.map((column) => element('th', {scope: 'col'}, column));
  const body = rows.map(({attributes, cells}) => element('tr', attributes, cells.map((cell, i) =>
    element(i === 0 ? 'th' : 'td', i === 0 ? {scope: 'row'} : {'data-label': columns[i]}, cell))));
  return element('div', {class: 'scroll'}, element('table', {class: 'cards'},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, head)),
    element('tbody', {}, body)));
}

/** Names and values. */
export function facts(pairs) {
  return element('dl', {class: 'facts'},
    pairs.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

export function list(items) {
  return element('ul', {class: 'gaps'}, items.map((item) => element('li', {}, item)));
}
