// SPDX-License-Identifier: MIT
// JSON with exactly one reading. JSON.parse takes the last of two equal keys and rounds large numbers; this does neither.
import {Refusal, textOf, utf8} from './bytes.js';

const MAX_DEPTH = 100;
const MAX_NUMBER = 1000;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPED = {'"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t'};
const ESCAPES = {'"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t'};

/** A number with every digit as it was written. */
export class JsonNumber {
  constructor(raw) {
    this.raw = raw;
  }

  whole() {
    return /^-?[0-9]+$/.test(this.raw);
  }

  /** A whole number, as BigInt only where a JavaScript number would lose digits. */
  integer() {
    const number = Number(this.raw);
    return Number.isSafeInteger(number) ? number + 0 : BigInt(this.raw);
  }
}

class JsonReader {
  constructor(text, what) {
    this.text = text;
    this.what = what;
    this.position = 0;
  }

  fail(problem) {
    throw new Refusal(`${this.what} is malformed: ${problem} at character ${this.position + 1}`);
  }

  document() {
    const value = this.value(0);
    this.space();
    if (this.position < this.text.length) {
      this.fail('something follows the document');
    }
    return value;
  }

  space() {
    while (' \t\n\r'.includes(this.text[this.position] ?? 'x')) {
      this.position++;
    }
  }

  take(token) {
    if (!this.text.startsWith(token, this.position)) {
      this.fail(`expected ${token}`);
    }
    this.position += token.length;
  }

  /** The next character that is not space, taken if it is the given one. */
  next(token) {
    this.space();
    const found = this.text[this.position] === token;
    this.position += found ? 1 : 0;
    return found;
  }

  value(depth) {
    this.space();
    switch (this.text[this.position]) {
      case '{': return this.object(depth + 1);
      case '[': return this.array(depth + 1);
      case '"': return this.string();
      case 't': this.take('true'); return true;
      case 'f': this.take('false'); return false;
      case 'n': this.take('null'); return null;
      default: return this.number();
    }
  }

  deeper(depth) {
    if (depth > MAX_DEPTH) {
      this.fail(`it is nested more than ${MAX_DEPTH} deep`);
    }
    this.position++;
  }

  object(depth) {
    this.deeper(depth);
    const fields = new Map();
    if (this.next('}')) {
      return fields;
    }
    do {
      this.space();
      const key = this.string();
      if (fields.has(key)) {
        this.fail(`Duplicate field '${key}'`);
      }
      if (!this.next(':')) {
        this.fail('expected :');
      }
      fields.set(key, this.value(depth));
    } while (this.next(','));
    if (!this.next('}')) {
      this.fail('expected }');
    }
    return fields;
  }

  array(depth) {
    this.deeper(depth);
    const items = [];
    if (this.next(']')) {
      return items;
    }
    do {
      items.push(this.value(depth));
    } while (this.next(','));
    if (!this.next(']')) {
      this.fail('expected ]');
    }
    return items;
  }

  string() {
    this.take('"');
    const parts = [];
    let start = this.position;
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (!(code >= 0x20)) {
        this.fail('a text is not closed or holds a control character');
      }
      if (code === 0x22 || code === 0x5c) {
        parts.push(this.text.slice(start, this.position));
        this.position++;
        if (code === 0x22) {
          return parts.join('');
        }
        parts.push(this.escape());
        start = this.position;
      } else {
        this.position++;
      }
    }
  }

  escape() {
    const kind = this.text[this.position++];
    if (kind === 'u') {
      const digits = this.text.slice(this.position, this.position + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        this.fail('a character is escaped in an unknown way');
      }
      this.position += 4;
      return String.fromCharCode(parseInt(digits, 16));
    }
    if (!Object.hasOwn(ESCAPED, kind ?? '')) {
      this.fail('a character is escaped in an unknown way');
    }
    return ESCAPED[kind];
  }

  number() {
    NUMBER.lastIndex = this.position;
    const match = NUMBER.exec(this.text);
    if (match === null || match[0].length > MAX_NUMBER) {
      this.fail('expected a value');
    }
    this.position += match[0].length;
    return new JsonNumber(match[0]);
  }
}

/** Reads one document into Map, Array, string, JsonNumber, boolean and null. */
export function parseJson(bytes, what) {
  return new JsonReader(textOf(bytes, what), what).document();
}

function quoted(text) {
  if (/\p{Surrogate}/u.test(text)) {
    throw new Refusal('a text is not valid Unicode');
  }
  const escaped = text.replace(/["\\\u0000-\u001f]/g, (c) =>
    ESCAPES[c] ?? '\\u' + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0'));
  return `"${escaped}"`;
}

/** The number as our documents write it: -0 and a whole number with an exponent have no such form. */
function canonicalNumber(number) {
  const own = number.whole() ? number.raw !== '-0' : /^-?[0-9]+\.[0-9]+(?:E-?[0-9]+)?$/.test(number.raw);
  if (!own) {
    throw new Refusal(`${number.raw} is not written as a number is`);
  }
  return number.raw;
}

/** The one-line form: keys sorted, no spaces. */
export function compactJson(value) {
  if (value instanceof Map) {
    const fields = [...value.keys()].sort().map((key) => quoted(key) + ':' + compactJson(value.get(key)));
    return `{${fields.join(',')}}`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(compactJson).join(',')}]`;
  }
  if (value instanceof JsonNumber) {
    return canonicalNumber(value);
  }
  return typeof value === 'string' ? quoted(value) : String(value);
}

/** The form of whole files: keys sorted, two spaces for each level, a line feed at the end. */
export function prettyJson(value) {
  return utf8(indented(value, '\n') + '\n');
}

function indented(value, line) {
  if (value instanceof Map) {
    const fields = [...value.keys()].sort().map((key) => `${quoted(key)} : ${indented(value.get(key), line + '  ')}`);
    return fields.length === 0 ? '{ }' : `{${line}  ${fields.join(',' + line + '  ')}${line}}`;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => indented(item, line + '  '));
    return items.length === 0 ? '[ ]' : `[${line}  ${items.join(',' + line + '  ')}${line}]`;
  }
  return compactJson(value);
}
