// SPDX-License-Identifier: MIT
// Reads waivers: what one person proposed and a second confirmed. Whether the two may waive, and for how long, is for
// the spec to say, which this page does not read.
import {require, same} from './bytes.js';
import {readSeen} from './approvals.js';
import {Envelope} from './dsse.js';
import {gateId} from './judge.js';
import {shown} from './names.js';
import {sha256} from './sha256.js';
import {signedAfter, shaped} from './shapes.js';

export const WAIVER_TYPE = 'https://gxpml.github.io/attestation/waiver/v1';
export const CONFIRMATION_TYPE = 'https://gxpml.github.io/attestation/waiver-confirmation/v1';
export const WAIVER_FILE = /^attestations\/waiver-([1-9][0-9]{0,5})\.dsse\.json$/;
export const CONFIRMATION_FILE = /^attestations\/confirmation-of-waiver-([1-9][0-9]{0,5})\.dsse\.json$/;

export async function checkWaivers(inspection, findings) {
  const names = inspection.names();
  for (const name of names) {
    const match = CONFIRMATION_FILE.exec(name);
    findings.problemIf(match !== null && !names.includes(`attestations/waiver-${match[1]}.dsse.json`),
      `data/${name} confirms a waiver that is missing`);
  }
  const waivers = names.filter((name) => WAIVER_FILE.test(name));
  const blocking = (await inspection.gates()).filter(blocksRelease);
  const confirmed = await waivedGates(inspection);
  const open = blocking.filter(({gate}) => !confirmed.has(gateId(gate))).length;
  findings.problemIf(open > 0 && (await inspection.bundle()).registered,
    `the version was registered in spite of ${open} gates that block and were not waived by two people`);
  if (waivers.length === 0) {
    findings.good('no gate was waived');
    return;
  }
  findings.goodAsFarAsLooked(`${waivers.length} waivers, ${confirmed.size} gates waived by two people; whether they may,`
    + ' and for how long, is not checked here');
}

/** Gates of monitoring are judged after a version was registered. */
function blocksRelease({gate, verdict}) {
  return verdict !== 'PASS' && gate.criticality === 'FAILURE' && gate.stage !== 'monitor';
}

/** The gates that one person proposed to waive and another one confirmed, both with keys that were given. */
export async function waivedGates(inspection) {
  const gates = new Set();
  for (const name of inspection.names()) {
    const confirmation = name.replace('/waiver-', '/confirmation-of-waiver-');
    if (WAIVER_FILE.test(name) && inspection.has(confirmation)) {
      gates.add(await waivedGate(inspection, name, confirmation));
    }
  }
  return gates;
}

async function waivedGate(inspection, name, confirmation) {
  const bytes = await inspection.read(name);
  const first = Envelope.read(bytes);
  const second = Envelope.read(await inspection.read(confirmation));
  await first.checkSignedByTrusted(inspection.trust);
  await second.checkSignedByTrusted(inspection.trust);
  require(first.statement.predicateType === WAIVER_TYPE && second.statement.predicateType === CONFIRMATION_TYPE,
    `data/${name} or its confirmation is not what its name says`);
  require(first.keyId !== second.keyId && person(first) !== person(second),
    `data/${name} was confirmed by the person who proposed it`);
  const {subject} = second.statement;
  require(subject.length === 1 && subject[0].name === `data/${name}` && subject[0].digest.sha256 === sha256(bytes),
    `data/${confirmation} is not about data/${name} as it is here`);
  require(!signedAfter(signedAt(first), (await inspection.bundle()).sealedAt),
    `data/${name} says that it was signed after the bundle was sealed`);
  const gate = first.statement.predicate.get('terms')?.get('gate');
  require(typeof gate === 'string' && gate === second.statement.predicate.get('gate'),
    `data/${confirmation} is about another gate than data/${name}`);
  await checkFresh(inspection, name, first, gate);
  return gate;
}

/** The verdict that was waived must still be the one. */
async function checkFresh(inspection, name, {statement}, gate) {
  const seen = await readSeen(inspection, shaped('int', statement.predicate.get('seal')), statement.subject);
  const now = await inspection.gates();
  require(seen.gates.filter((before) => gateId(before.gate) === gate)
    .every((before) => now.some((each) => same(before, each))),
    `data/${name} is stale, the verdict on ${shown(gate)} has changed since`);
}

function signedAt({statement}) {
  return shaped('instant', statement.predicate.get('vote')?.get('at'));
}

function person(envelope) {
  const email = envelope.statement.predicate.get('person')?.get('email');
  require(typeof email === 'string', 'a waiver does not say who signed it');
  return email.toLowerCase();
}
