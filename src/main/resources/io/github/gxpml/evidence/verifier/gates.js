// SPDX-License-Identifier: MIT
// Which gates the spec asks for is not found out again here: that takes the whole reading of a spec. What can be seen
// without it is seen: a stage that was carried out has verdicts, since a spec without gates has one for that too.
import {FACTS} from './facts.js';
import {require} from './bytes.js';
import {checkHostGates} from './hostgates.js';

export async function checkGates(inspection, findings) {
  const gates = await inspection.gates();
  const bundle = await inspection.bundle();
  const stages = carriedOut(bundle);
  await checkHostGates(inspection, gates, stages, findings);
  require(bundle.stages.length === 0 || inspection.has('spec/gxp.yaml'), 'data/spec/gxp.yaml is missing');
  if (stages.length === 0 && !looked(inspection)) {
    findings.good('no stage with gates of the spec was carried out');
    return;
  }
  for (const stage of stages) {
    findings.problemIf(!gates.some(({gate}) => gate.stage === stage),
      `stage ${stage} was carried out, and no verdict is about it`);
  }
  findings.goodAsFarAsLooked('every stage that was carried out has verdicts; whether each gate that the spec asks for'
    + ' has one is not looked up here');
}

/** A look at the platform is not counted again here. */
function looked(inspection) {
  return inspection.names().some((name) => name.startsWith('preflight-'));
}

/** Stages that came to their end; the last one of a run that broke off did not. */
function carriedOut(bundle) {
  const broken = bundle.state === 'ERROR' || bundle.state === 'INTERRUPTED';
  return bundle.stages.slice(0, bundle.stages.length - (broken && bundle.stages.length > 0 ? 1 : 0))
    .filter((stage) => stage.finishedAt !== undefined && FACTS.stages.includes(stage.name))
    .map((stage) => stage.name);
}
