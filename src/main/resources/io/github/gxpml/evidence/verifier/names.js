// SPDX-License-Identifier: MIT
// Which names a file in a bag may have: those that unzip to the same place on every system, and nowhere else.

const MAX_LENGTH = 512;
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\p{Cf}]/u;
const FORBIDDEN = '\\:*?"<>|%';

/** Says what is wrong with a name; nothing if it may be used. */
export function nameProblem(name) {
  if (name === '' || name.length > MAX_LENGTH) {
    return `is empty or longer than ${MAX_LENGTH} characters`;
  }
  if (name.startsWith('/')) {
    return 'is absolute';
  }
  if (UNPRINTABLE.test(name)) {
    return 'holds a control character';
  }
  if ([...FORBIDDEN].some((c) => name.includes(c))) {
    return `holds one of ${FORBIDDEN}`;
  }
  if (name.normalize('NFC') !== name) {
    return 'is not in Unicode normal form C';
  }
  for (const segment of name.split('/')) {
    if (segment === '..') {
      return 'climbs out of its folder';
    }
    if (segment === '' || segment.startsWith('.') || segment.endsWith('.')) {
      return 'has a part that is empty or begins or ends with a dot';
    }
    if (segment.trim() !== segment) {
      return 'has a part that begins or ends with a space';
    }
  }
  return undefined;
}

/** What two names have in common if some systems cannot tell them apart. */
export function folded(name) {
  return name.toUpperCase().toLowerCase();
}

/** Makes every character of a text seen: those without a shape of their own are spelled out. */
export function visible(text) {
  return [...text]
    .map((c) => UNPRINTABLE.test(c) ? '\\u' + c.codePointAt(0).toString(16).padStart(4, '0') : c)
    .join('');
}

/** Shows a text that may hold anything in a message. */
export function shown(text) {
  return visible([...text].slice(0, 120).join(''));
}
