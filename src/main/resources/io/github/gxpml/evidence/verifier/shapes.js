// SPDX-License-Identifier: MIT
// Reads a tree as one of our records. The shapes come from the records themselves, so they cannot differ from them.
import {FACTS} from './facts.js';
import {Refusal, require} from './bytes.js';
import {JsonNumber, parseJson} from './json.js';

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}|\d{6}|\d{9}))?Z$/;
const INT_LIMIT = 2n ** 31n;
const LONG_LIMIT = 2n ** 63n;

/** What a record refuses beyond its shape. */
const RULES = {
  MetricValue(metric) {
    const ok = metric.status === 'OK';
    require(ok === (metric.value !== undefined) && ok === (metric.reason === ''),
      'a metric has either a number or a reason');
    require(!ok || Number.isFinite(metric.value), 'a metric\'s number must be finite');
  },
  Interval(interval) {
    require(interval.lower <= interval.upper && interval.level > 0 && interval.level < 1,
      `no interval: [${interval.lower}, ${interval.upper}] at level ${interval.level}`);
  },
  Family(family) {
    require(new Set(family.columns).size === family.columns.length, 'a column cannot be twice in a family');
  },
  Statement(statement) {
    require(statement._type === 'https://in-toto.io/Statement/v1' && statement.subject.length > 0,
      'not an in-toto statement with a subject');
  },
  Subject(subject) {
    require(Object.keys(subject.digest).length === 1 && /^[0-9a-f]{64}$/.test(subject.digest.sha256),
      'a subject is named by one sha256 of 64 hexadecimal digits');
  },
  Person(person) {
    for (const field of ['name', 'email', 'role', 'authentication']) {
      plainText(field, person[field]);
    }
    require(/^[^@\s<>]+@[^@\s<>]+$/.test(person.email), 'the address of a person is not an e-mail address');
  },
  Vote(vote) {
    require(vote.meaning !== 'REJECTED' || vote.reason.trim() !== '', 'a rejection needs a reason');
    if (vote.reason !== '') {
      plainText('reason', vote.reason);
    }
    require(/^[A-Za-z0-9_+:/-]{1,64}$/.test(vote.zone), 'the zone of a signature is not a time zone');
  },
};

function plainText(what, value) {
  require(value.trim() !== '' && value.length <= 2000 && !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(value),
    `the ${what} is empty, longer than 2000 characters or holds control characters`);
}

function instant(text) {
  const match = INSTANT.exec(text);
  const fraction = match?.[7] ?? '';
  const seconds = match === null ? NaN : Date.parse(text.slice(0, 19) + 'Z');
  const exists = !Number.isNaN(seconds) && new Date(seconds).toISOString().slice(0, 19) === text.slice(0, 19);
  require(exists && !fraction.endsWith('000'), 'a time is not written as times are');
  return text;
}

/** How far, in milliseconds, the clock of whoever took a signature may be ahead of the clock of the seal. */
const CLOCK_SKEW = 5 * 60 * 1000;

/** Tells whether somebody signed later than a seal that holds the signature was made; compared to the last digit. */
export function signedAfter(signed, sealed) {
  const digits = (text) => text.slice(0, 19) + text.slice(20, -1).padEnd(9, '0');
  const latest = new Date(Date.parse(`${sealed.slice(0, 19)}Z`) + CLOCK_SKEW).toISOString().slice(0, 19);
  return digits(signed) > digits(latest + sealed.slice(19));
}

function integer(tree, limit) {
  require(tree instanceof JsonNumber && tree.whole(), 'a whole number is expected');
  const exact = BigInt(tree.raw);
  require(exact >= -limit && exact < limit, `${tree.raw} is too large`);
  return tree.integer();
}

const SCALARS = {
  int: (tree) => integer(tree, INT_LIMIT),
  long: (tree) => integer(tree, LONG_LIMIT),
  double(tree) {
    require(tree instanceof JsonNumber, 'a number is expected');
    return Number(tree.raw);
  },
  boolean(tree) {
    require(typeof tree === 'boolean', 'true or false is expected');
    return tree;
  },
  text(tree) {
    require(typeof tree === 'string', 'a text is expected');
    return tree;
  },
  instant: (tree) => instant(SCALARS.text(tree)),
  any: (tree) => tree,
};

/**
 * Reads a tree as a type: a scalar, ?optional, [list, {map, =ONE|OTHER, or @Record. What a record does not know, or
 * misses, is refused.
 */
export function shaped(type, tree) {
  const rest = type.slice(1);
  switch (type[0]) {
    case '?': return shaped(rest, tree);
    case '[':
      require(Array.isArray(tree), 'a list is expected');
      return tree.map((item) => shaped(rest, item));
    case '{':
      require(tree instanceof Map, 'an object is expected');
      return Object.freeze(Object.assign(Object.create(null),
        Object.fromEntries([...tree].map(([key, value]) => [key, shaped(rest, value)]))));
    case '=':
      require(rest.split('|').includes(tree), `expected one of ${rest.replaceAll('|', ', ')}`);
      return tree;
    case '@': return record(rest, tree);
    default: return SCALARS[type](tree);
  }
}

function record(name, tree) {
  const shape = FACTS.shapes[name];
  require(tree instanceof Map, `${name} is expected`);
  const value = {};
  for (const key of tree.keys()) {
    require(Object.hasOwn(shape, key), `Unrecognized field "${key}" of ${name}`);
  }
  for (const [key, type] of Object.entries(shape)) {
    if (tree.has(key)) {
      value[key] = field(name, key, type, tree.get(key));
    } else if (type[0] === '~') {
      value[key] = nothing(type.slice(1));
    } else {
      require(type[0] === '?', `field "${key}" of ${name} is missing`);
    }
  }
  RULES[name]?.(value);
  return value;
}

function nothing(type) {
  if (type[0] === '[') {
    return [];
  }
  return type[0] === '{' ? shaped(type, new Map()) : '';
}

function field(name, key, type, tree) {
  try {
    return shaped(type[0] === '~' ? type.slice(1) : type, tree);
  } catch (error) {
    throw new Refusal(`${name}.${key}: ${error.message}`);
  }
}

/** Reads a document of the bundle as a record. */
export function documentOf(name, bytes, type) {
  const tree = parseJson(bytes, `data/${name}`);
  try {
    return shaped(type, tree);
  } catch (error) {
    throw new Refusal(`data/${name} is malformed: ${error.message}`);
  }
}
