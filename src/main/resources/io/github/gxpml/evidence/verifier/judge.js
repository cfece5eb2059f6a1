// SPDX-License-Identifier: MIT
// Judges numbers by limits, as the software did when the run was made. Limits are closed: a number equal to its limit
// passes. Whatever is not clear is UNDECIDED.
import {FACTS} from './facts.js';

/** Judges a number by a gate's limit: the verdict, and why. */
export function judge(gate, metric) {
  if (metric.status === 'UNDEFINED') {
    return undecided(metric.reason);
  }
  if (gate.min === undefined && gate.max === undefined) {
    return undecided('no limit is set');
  }
  if (!Number.isFinite(gate.min ?? 0) || !Number.isFinite(gate.max ?? 0)) {
    return undecided('the limit is not a finite number');
  }
  if (gate.min > gate.max) {
    return undecided('no number can lie between the limits');
  }
  switch (gate.on) {
    case 'VALUE': return onNumber(gate, 'the value', metric.value);
    case 'LOWER_BOUND': return onBound(gate, 'the lower bound', metric.interval?.lower);
    case 'UPPER_BOUND': return onBound(gate, 'the upper bound', metric.interval?.upper);
    case 'INTERVAL': return onInterval(gate, metric);
    default: return undecided('what the limit is about is not known');
  }
}

function onNumber(gate, what, number) {
  if (gate.min !== undefined && number < gate.min) {
    return {verdict: 'FAIL', reason: `${what} ${number} is below ${gate.min}`};
  }
  if (gate.max !== undefined && number > gate.max) {
    return {verdict: 'FAIL', reason: `${what} ${number} is above ${gate.max}`};
  }
  return {verdict: 'PASS', reason: `${what} is within the limit`};
}

function onBound(gate, what, bound) {
  return bound === undefined ? undecided(`there is no interval, and so not ${what}`) : onNumber(gate, what, bound);
}

function onInterval(gate, metric) {
  const {value, interval} = metric;
  if (interval === undefined) {
    return FACTS.exactMetrics.includes(gate.metric)
      ? onNumber(gate, 'the value', value)
      : undecided('there is no interval to judge by');
  }
  const min = gate.min ?? -Infinity;
  const max = gate.max ?? Infinity;
  if (value < interval.lower || value > interval.upper) {
    return undecided('the value lies outside its own interval');
  }
  if (interval.upper < min || interval.lower > max) {
    return {verdict: 'FAIL', reason: 'the whole interval is outside the limit'};
  }
  if (interval.lower >= min && interval.upper <= max) {
    return {verdict: 'PASS', reason: 'the whole interval is within the limit'};
  }
  return undecided('the interval crosses the limit');
}

function undecided(reason) {
  return {verdict: 'UNDECIDED', reason};
}

/** The gate without its limit, as people name it. */
export function gateId(gate) {
  const family = gate.family === undefined ? '' : familyText(gate.family);
  return [
    gate.stage, gate.metric, gate.table, gate.facet, gate.column,
    gate.at === undefined ? '' : `at ${limitNumber(gate.at)}`,
    gate.category === '' ? '' : `class ${gate.category}`,
    gate.against === '' ? '' : `against ${gate.against}`,
    family,
  ].filter((part) => part !== '').join('/');
}

function familyText({method, columns}) {
  const name = method === 'HOLM' ? 'Holm' : 'Benjamini-Hochberg';
  return `${name} over ${columns.length}${columns.length === 1 ? ' column' : ' columns'}`;
}

/** A limit as it was written, with at least two decimals unless it is whole. */
export function limitNumber(number) {
  if (Number.isInteger(number) && Math.abs(number) < 1e15) {
    return String(number + 0);
  }
  const plain = plainNumber(number);
  // the software writes a very small number of one digit with a zero behind it
  const text = Math.abs(number) < 0.001 && /^-?0\.0*[1-9]$/.test(plain) ? plain + '0' : plain;
  const decimals = (text.split('.')[1] ?? '').length;
  return (decimals === 0 ? text + '.' : text) + '0'.repeat(Math.max(0, 2 - decimals));
}

/** Every digit, and no exponent. */
function plainNumber(number) {
  const [digits, exponent] = String(number).split('e');
  if (exponent === undefined) {
    return digits;
  }
  const [whole, fraction = ''] = digits.replace('-', '').split('.');
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  const moved = point > 0
    ? all.padEnd(point, '0').slice(0, point) + (all.length > point ? '.' + all.slice(point) : '')
    : '0.' + '0'.repeat(-point) + all;
  return (number < 0 ? '-' : '') + moved;
}

/** The limit for people. */
export function limitText(gate) {
  const part = {LOWER_BOUND: 'lower bound ', UPPER_BOUND: 'upper bound '}[gate.on] ?? '';
  const [min, max] = [gate.min, gate.max].map((limit) => limit === undefined ? undefined : limitNumber(limit));
  if (min !== undefined && max !== undefined) {
    return part + (gate.min === -gate.max && gate.max > 0 ? `within ${max}` : `${min} .. ${max}`);
  }
  if (min !== undefined) {
    return `${part}>= ${min}`;
  }
  return part + (max === undefined ? 'no limit' : `<= ${max}`);
}
