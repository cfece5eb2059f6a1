// SPDX-License-Identifier: MIT
// Computes those recorded numbers again that follow from a table's counts by arithmetic. Intervals, ranks, curves,
// distributions and drift are left to gxp verify, and what was left is told.
import {JsonNumber, parseJson} from './json.js';
import {gateId} from './judge.js';
import {shown} from './names.js';

/** Further from the recorded number than any order of adding up can explain. */
const TOLERANCE = 1e-9;

const accuracy = (o) => (o.tp + o.tn) / o.labelled;
const recall = (o) => o.tp / (o.tp + o.fn);
const specificity = (o) => o.tn / (o.tn + o.fp);
const precision = (o) => o.tp / (o.tp + o.fp);
const negativePrecision = (o) => o.tn / (o.tn + o.fn);
const prevalence = (o) => (o.tp + o.fn) / o.labelled;
const selection = (o) => o.selected / o.rows;
const falseAlarms = (o) => o.fp / (o.tn + o.fp);

/** Of the whole table, or of the disfavoured side of a facet. */
const ONE_SIDED = {
  accuracy,
  recall,
  specificity,
  precision,
  prevalence,
  negative_predictive_value: negativePrecision,
  balanced_accuracy: (o) => (recall(o) + specificity(o)) / 2,
  f1: (o) => 2 * o.tp / (2 * o.tp + o.fp + o.fn),
  mcc: (o) => (o.tp * o.tn - o.fp * o.fn)
    / Math.sqrt((o.tp + o.fp) * (o.tp + o.fn) * (o.tn + o.fp) * (o.tn + o.fn)),
};

/** Of the favoured side a and the disfavoured side d of a facet. */
const TWO_SIDED = {
  CI: (a, d) => (a.rows - d.rows) / (a.rows + d.rows),
  DPL: (a, d) => prevalence(a) - prevalence(d),
  DPPL: (a, d) => selection(a) - selection(d),
  DI: (a, d) => selection(d) / selection(a),
  RD: (a, d) => recall(a) - recall(d),
  SD: (a, d) => specificity(d) - specificity(a),
  AD: (a, d) => accuracy(a) - accuracy(d),
  DAR: (a, d) => precision(a) - precision(d),
  DRR: (a, d) => negativePrecision(d) - negativePrecision(a),
  DCA: (a, d) => (a.tp + a.fn) / (a.tp + a.fp) - (d.tp + d.fn) / (d.tp + d.fp),
  DCR: (a, d) => (d.tn + d.fp) / (d.tn + d.fn) - (a.tn + a.fp) / (a.tn + a.fn),
  TE: (a, d) => d.fn / d.fp - a.fn / a.fp,
  demographic_parity_difference: (a, d) => Math.abs(selection(a) - selection(d)),
  demographic_parity_ratio: (a, d) =>
    Math.min(selection(a), selection(d)) / Math.max(selection(a), selection(d)),
  equal_opportunity_difference: (a, d) => Math.abs(recall(a) - recall(d)),
  equalized_odds_difference: (a, d) =>
    Math.max(Math.abs(recall(a) - recall(d)), Math.abs(falseAlarms(a) - falseAlarms(d))),
  average_odds_difference: (a, d) => (falseAlarms(d) - falseAlarms(a) + recall(d) - recall(a)) / 2,
};

/** Counts that the states hold as they are. */
const COUNTED = {
  duplicate_keys: (states) => count(at(states, 'keys'), 'repeated'),
  shared_rows: (states) => listed(at(states, 'overlaps')).reduce((sum, other) => sum + count(other, 'shared'), 0),
};

const OWN_FILE = {shared_rows: 'shared-', constraint_violations: 'constraints-'};

function statesFile(gate) {
  return `metrics/${OWN_FILE[gate.metric] ?? ''}${gate.stage}-${gate.table}.json`;
}

/** Follows names into a tree; nothing where there is nothing. */
function at(tree, ...names) {
  return names.reduce((found, name) => (found instanceof Map ? found.get(name) : undefined), tree);
}

function count(tree, name) {
  const number = at(tree, name);
  return number instanceof JsonNumber && number.whole() ? Number(number.raw) : NaN;
}

/** No list is not an empty one: a count of what is missing must not come to nought. */
function listed(tree) {
  return Array.isArray(tree) ? tree : [undefined];
}

function outcomes(tree) {
  const tp = count(tree, 'truePositives');
  const fp = count(tree, 'falsePositives');
  const tn = count(tree, 'trueNegatives');
  const fn = count(tree, 'falseNegatives');
  const unlabelled = count(tree, 'unlabelledPositives');
  const labelled = tp + fp + tn + fn;
  return {tp, fp, tn, fn, labelled, selected: tp + fp + unlabelled,
    rows: labelled + unlabelled + count(tree, 'unlabelledNegatives')};
}

/** The number from the counts; nothing where this page does not know how. */
function recomputed(document, gate) {
  const plain = gate.at === undefined && gate.category === '' && gate.against === '' && gate.family === undefined;
  const states = at(document, 'states');
  if (!plain || at(document, 'options', 'compat') !== 'STRICT' || gate.column !== '') {
    return undefined;
  }
  const counted = Object.hasOwn(COUNTED, gate.metric) ? COUNTED[gate.metric] : undefined;
  if (counted !== undefined) {
    return counted(states);
  }
  const sides = at(states, 'facets', gate.facet);
  if (gate.facet !== '' && sides === undefined) {
    return undefined;
  }
  if (Object.hasOwn(ONE_SIDED, gate.metric)) {
    const whole = gate.facet === '' ? at(states, 'whole') : at(sides, 'disfavoured');
    return whole === undefined ? undefined : ONE_SIDED[gate.metric](outcomes(whole));
  }
  return Object.hasOwn(TWO_SIDED, gate.metric) && sides !== undefined
    ? TWO_SIDED[gate.metric](outcomes(at(sides, 'favoured')), outcomes(at(sides, 'disfavoured')))
    : undefined;
}

function near(one, other) {
  return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other));
}

/** What was computed again and what was not, by the gates' names. */
export async function recompute(inspection) {
  const found = {again: [], left: [], ofRun: 0, problems: []};
  const documents = new Map();
  for (const {gate, metric} of await inspection.gates()) {
    const file = statesFile(gate);
    if (gate.table === '') {
      found.ofRun++;
    } else if (!inspection.has(file)) {
      if (metric.status === 'OK') {
        found.problems.push(`data/${shown(file)} is missing, from which the number of gate ${shown(gateId(gate))}`
          + ' was computed');
      }
    } else {
      if (!documents.has(file)) {
        documents.set(file, parseJson(await inspection.read(file), `data/${file}`));
      }
      compare(found, documents.get(file), gate, metric);
    }
  }
  return found;
}

function compare(found, document, gate, metric) {
  const value = metric.status === 'OK' ? recomputed(document, gate) : undefined;
  if (value === undefined) {
    found.left.push(gateId(gate));
  } else if (near(value, metric.value)) {
    found.again.push(gateId(gate));
  } else {
    found.problems.push(`the number of gate ${shown(gateId(gate))} is recorded as ${metric.value}, computed again from`
      + ` its counts it is ${value}`);
  }
}

export async function checkMetrics(inspection, findings) {
  const {again, left, ofRun, problems} = await recompute(inspection);
  problems.forEach((problem) => findings.problem(problem));
  const told = `${again.length} numbers computed again from their counts with the same result; ${ofRun} are counts of`
    + ' the run itself';
  if (again.length + left.length === 0) {
    findings.good(told);
  } else {
    findings.goodAsFarAsLooked(`${told}; no interval and none of ${left.length} other numbers was computed again here`);
  }
}
