// SPDX-License-Identifier: MIT
// Decides whether a bundle is to be believed: from its bytes, the public keys that were given, and nothing else.
// Whatever goes wrong while checking is a failed check.
import {FACTS} from './facts.js';
import {Findings, reason, require} from './bytes.js';
import {Contents} from './contents.js';
import {Inspection} from './inspection.js';
import {TrustedKeys} from './keys.js';
import {checkBagit, checkManifest, checkTagManifest} from './bag.js';
import {checkSeal, checkSealChain, checkSignature, checkTimeStamp, leavePreviousRun} from './seal.js';
import {checkAudit} from './audit.js';
import {checkDocuments, checkNotChecked, checkState, checkVerdicts} from './records.js';
import {checkGates} from './gates.js';
import {checkMetrics} from './metrics.js';
import {checkApprovals} from './approvals.js';
import {checkAttestations} from './attestations.js';
import {checkWaivers} from './waivers.js';

/** What each check asks, and how it finds out; which there are, and in which order, is for the software to say. */
const EXAMINATIONS = {
  bagit: ['Is it a BagIt bag of the size that it says?', checkBagit],
  manifest: ['Is every file as listed, and none missing or added?', checkManifest],
  'tag-manifest': ['Is the list itself as listed?', checkTagManifest],
  signature: ['Was the seal signed by a key that you gave?', checkSignature],
  'time-stamp': ['Does an authority say when the seal existed?', checkTimeStamp],
  seal: ['Is the seal about these lists and this run?', checkSeal],
  'seal-chain': ['Does it follow from the seals before it?', checkSealChain],
  'previous-run': ['Does it follow from the run before?', leavePreviousRun],
  documents: ['Has every document exactly one reading?', checkDocuments],
  audit: ['Does every event follow from the one before, up to the last one sealed?', checkAudit],
  gates: ['Does every gate that was asked for have a verdict?', checkGates],
  metrics: ['Do the numbers follow from their counts?', checkMetrics],
  verdicts: ['Do the verdicts follow from the numbers and limits?', checkVerdicts],
  reproducibility: ['Does what was compared of the trainings hold?', leaveReproducibility],
  trace: ['Do the graph and the requirements follow from the documents?', leaveTrace],
  state: ['Does the state of the run agree with its gates?', checkState],
  'not-checked': ['Does it say what was not checked?', checkNotChecked],
  attestations: ['Is every signed statement known, and signed by a key that you gave?', checkAttestations],
  waivers: ['Were gates waived by two people?', checkWaivers],
  approvals: ['Are the signatures of people about what they saw?', checkApprovals],
};

/** Trainings are compared by rules of the spec, which this page does not read. */
async function leaveReproducibility(inspection, findings) {
  if (inspection.has('reproducibility.json')) {
    findings.goodAsFarAsLooked('the trainings were compared stage by stage; this is not done again here');
    return;
  }
  const trainings = inspection.has('lineage.json')
    ? (await inspection.document('lineage.json', '@LineageDocument')).trainings : [];
  findings.problemIf(trainings.length > 0, 'data/reproducibility.json is missing, although the model was trained');
  findings.good('no training is on record');
}

/** What came from what is drawn by rules that this page does not have. */
async function leaveTrace(inspection, findings) {
  if (inspection.names().some((name) => /^(lineage|requirements)\./.test(name))) {
    findings.goodAsFarAsLooked('the graph, its exports and the requirements are not drawn again here');
  } else {
    findings.good('nothing was traced');
  }
}

const [CONTAINER, ...STEPS] = FACTS.checks;
const CONTAINER_QUESTION = 'Is it one sound zip, with nothing out of place?';

/** Opens a zip; what it came to is the first check. */
export async function openBundle(file, progress) {
  const checked = (status, message) => ({name: CONTAINER, question: CONTAINER_QUESTION, status, message});
  try {
    const contents = await Contents.read(file, progress);
    return {contents, check: checked('OK', `${contents.files.size} files, none out of place`)};
  } catch (error) {
    return {contents: undefined, check: checked('FAILED', `${file.name}: ${reason(error)}`)};
  }
}

/** Runs every check, always all of them, always in the same order. */
export async function verifyBundle({contents, check}, keys) {
  const checks = [check];
  const inspection = contents && new Inspection(contents, new TrustedKeys(keys));
  for (const name of STEPS) {
    checks.push(inspection === undefined
      ? {...examined(name), status: 'NOT RUN', message: 'not looked at, because the container is not sound'}
      : await examine(name, inspection));
  }
  return {checks, inspection};
}

function examined(name) {
  return {name, question: EXAMINATIONS[name]?.[0] ?? ''};
}

async function examine(name, inspection) {
  const findings = new Findings();
  try {
    require(Object.hasOwn(EXAMINATIONS, name), 'this page does not know this check: use gxp verify');
    await EXAMINATIONS[name][1](inspection, findings);
  } catch (error) {
    findings.problem(reason(error));
  }
  const message = findings.any() ? findings.text() : findings.sentence;
  return {...examined(name), status: findings.status(), message};
}

/** True only if no check failed or was not run; what was looked at in part is told apart. */
export function holds(checks) {
  return checks.length === FACTS.checks.length
    && checks.every(({status}) => status === 'OK' || status === 'PARTLY');
}
