// SPDX-License-Identifier: MIT
// Bytes, and how a check tells what it found.

/** Evidence that cannot be read or believed; its message is for people. */
export class Refusal extends Error {}

export const MAX_DOCUMENT = 64 * 1024 * 1024;

const SHOWN_PROBLEMS = 10;

/** What one check finds: problems, each of which fails it, and one sentence for when there is none. */
export class Findings {
  constructor() {
    this.problems = [];
    this.sentence = '';
    this.partly = false;
  }

  problem(sentence) {
    this.problems.push(sentence);
  }

  problemIf(condition, sentence) {
    if (condition) {
      this.problem(sentence);
    }
  }

  good(sentence) {
    this.sentence = sentence;
  }

  /** Nothing is wrong as far as this page looks, and it does not look everywhere. */
  goodAsFarAsLooked(sentence) {
    this.good(sentence);
    this.partly = true;
  }

  any() {
    return this.problems.length > 0;
  }

  text() {
    const more = this.problems.length - SHOWN_PROBLEMS;
    return this.problems.slice(0, SHOWN_PROBLEMS).join('; ') + (more > 0 ? `; and ${more} more` : '');
  }

  status() {
    return this.any() ? 'FAILED' : this.partly ? 'PARTLY' : 'OK';
  }
}

export function require(condition, otherwise) {
  if (!condition) {
    throw new Refusal(otherwise);
  }
}

/** The first line of what went wrong. */
export function reason(error) {
  const text = error instanceof Refusal ? error.message : String(error);
  return text.split('\n')[0];
}

export function utf8(text) {
  return new TextEncoder().encode(text);
}

/** Reads UTF-8, and nothing that is not. */
export function textOf(bytes, what) {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch (error) {
    throw new Refusal(`${what} is not written in UTF-8`);
  }
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function equalBytes(one, other) {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

export function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    all.set(part, position);
    position += part.length;
  }
  return all;
}

/** Decodes base64 that is written in its one form: padded, without spaces, unused bits zero. */
export function base64(text) {
  let binary = '';
  try {
    binary = atob(text);
  } catch (error) {
    throw new Refusal('a base64 text is damaged');
  }
  require(btoa(binary) === text, 'base64 that is not written in its one form');
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

/** Tells whether two values of documents are equal in every part. */
export function same(one, other) {
  if (Object.is(one, other)) {
    return true;
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  const keys = Object.keys(one);
  return Array.isArray(one) === Array.isArray(other)
    && keys.length === Object.keys(other).length
    && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}
