// SPDX-License-Identifier: MIT
// Checks what a bundle records: that it can be read in one way only, and that it does not contradict itself.
import {reason} from './bytes.js';
import {gateId, judge} from './judge.js';
import {shown} from './names.js';
import {waivedGates} from './waivers.js';

const DOCUMENTS = {
  'bundle.json': '@BundleDocument',
  'verdicts.json': '@VerdictsDocument',
  'lineage.json': '@LineageDocument',
  'environment.json': '@EnvironmentDocument',
  'origin.json': '@OriginDocument',
};

export async function checkDocuments(inspection, findings) {
  let read = 0;
  for (const name of inspection.names().filter((each) => each.endsWith('.json'))) {
    read++;
    try {
      await inspection.document(name, DOCUMENTS[name] ?? 'any');
    } catch (error) {
      findings.problem(reason(error));
    }
  }
  findings.problemIf(!inspection.has('bundle.json'), 'data/bundle.json is missing');
  findings.good(`every one of ${read} JSON documents has exactly one reading`);
}

export async function checkVerdicts(inspection, findings) {
  const gates = await inspection.gates();
  for (const {gate, metric, verdict} of gates) {
    const judged = judge(gate, metric);
    findings.problemIf(judged.verdict !== verdict, `gate ${shown(gateId(gate))} says ${verdict}, judged again it is `
      + `${judged.verdict}: ${shown(judged.reason)}`);
  }
  findings.good(gates.length === 0
    ? 'no gate was judged'
    : `${gates.length} gates judged again with the same verdicts`);
}

export async function checkState(inspection, findings) {
  const bundle = await inspection.bundle();
  let excused = 0;
  findings.problemIf(bundle.format !== 1, `the bundle's format is ${bundle.format}, this page knows 1`);
  if (bundle.state === 'COMPLETE') {
    const gates = await inspection.gates();
    const waived = await waivedGates(inspection);
    findings.problemIf(gates.length === 0, 'the bundle says COMPLETE, but no gate was judged');
    for (const {gate, verdict} of gates.filter((each) => each.gate.criticality === 'FAILURE' && each.verdict !== 'PASS')) {
      excused += waived.has(gateId(gate)) ? 1 : 0;
      findings.problemIf(!waived.has(gateId(gate)),
        `the bundle says COMPLETE, but gate ${shown(gateId(gate))} is ${verdict}`);
    }
    for (const stage of bundle.stages) {
      findings.problemIf(stage.finishedAt === undefined,
        `the bundle says COMPLETE, but stage ${shown(stage.name)} did not end`);
    }
  }
  const told = `the run is ${bundle.state}, which agrees with its gates`;
  if (excused === 0) {
    findings.good(told);
  } else {
    findings.goodAsFarAsLooked(`${told} if the waivers count, which is not for this page to say`);
  }
}

export async function checkNotChecked(inspection, findings) {
  const gaps = (await inspection.bundle()).notChecked;
  findings.problemIf(gaps.length === 0 || gaps.some((gap) => gap.trim() === ''),
    'the bundle does not say what was not checked; there is always something');
  findings.good(`the bundle names ${gaps.length} things that it does not show`);
}
