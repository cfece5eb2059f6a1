// SPDX-License-Identifier: MIT
// What a host asked for beside the spec is there as it was given, each entry has a verdict at least as strict, and no
// verdict claims to be about more. How entries stand for facets and columns is not found out again here.
import {eventsNamed} from './audit.js';
import {parseJson} from './json.js';
import {gateId} from './judge.js';
import {shown} from './names.js';
import {sha256} from './sha256.js';

const HOST_FOLDER = 'host-gates/';

export async function checkHostGates(inspection, gates, stages, findings) {
  const asked = new Map();
  for (const {details} of await eventsNamed('gates.asked', inspection)) {
    const stage = shown(String(details.stage));
    const file = `${HOST_FOLDER}${stage}.json`;
    asked.set(file, stage);
    if (!inspection.has(file)) {
      findings.problem(`data/${file} is missing, by which the audit log says that ${stage} is judged`);
    } else {
      findings.problemIf(sha256(await inspection.read(file)) !== details.sha256,
        `data/${file} is not what the audit log says that ${stage} is judged by`);
    }
  }
  const entries = new Map();
  for (const name of inspection.names().filter((each) => each.startsWith(HOST_FOLDER))) {
    findings.problemIf(!asked.has(name), `the audit log does not say who asked for data/${shown(name)}`);
    entries.set(name.slice(HOST_FOLDER.length, -'.json'.length), await hostEntries(inspection, name));
  }
  for (const {gate} of gates.filter((each) => each.gate.host !== undefined)) {
    findings.problemIf(!entries.get(gate.stage)?.some((entry) => entry.from === gate.host && asStrict(gate, entry)),
      `gate ${shown(gateId(gate))} is said to be asked for by the ${shown(gate.host)}, and nothing on record asks for`
      + ' it with this limit');
  }
  for (const stage of stages) {
    (entries.get(stage) ?? []).forEach((entry, i) => {
      findings.problemIf(!gates.some(({gate}) => gate.stage === stage && gate.host === entry.from && asStrict(gate, entry)),
        `gate ${i + 1} of data/${HOST_FOLDER}${stage}.json has no verdict`);
    });
  }
}

/** Tells whether a judged gate is on the entry's metric and at least as strict. */
function asStrict(gate, {metric, min, max, criticality}) {
  return gate.metric === metric
    && (min === undefined || gate.min !== undefined && gate.min >= min)
    && (max === undefined || gate.max !== undefined && gate.max <= max)
    && (criticality === 'UNSTABLE' || gate.criticality === 'FAILURE');
}

/** Reads the entries of a file as far as they are looked at. */
async function hostEntries(inspection, name) {
  const tree = parseJson(await inspection.read(name), `data/${name}`);
  const list = tree instanceof Map && Array.isArray(tree.get('gates')) ? tree.get('gates') : [];
  return list.filter((entry) => entry instanceof Map).map((entry) => {
    const number = (key) => entry.has(key) ? Number(entry.get(key).raw) : undefined;
    const within = number('within');
    return {
      from: tree.get('from'),
      metric: entry.get('metric'),
      min: within === undefined ? number('min') : 0 - within,
      max: within ?? number('max'),
      criticality: entry.get('criticality'),
    };
  });
}
