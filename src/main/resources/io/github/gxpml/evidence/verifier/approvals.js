// SPDX-License-Identifier: MIT
// Checks people's approvals.
import {Refusal, reason, require, same} from './bytes.js';
import {Envelope} from './dsse.js';
import {PublicKey} from './keys.js';
import {readManifest} from './manifest.js';
import {shown} from './names.js';
import {sealManifest} from './seal.js';
import {documentOf, signedAfter} from './shapes.js';
import {sha256} from './sha256.js';

export const APPROVAL_TYPE = 'https://gxpml.github.io/attestation/approval/v1';
export const APPROVAL_FILE = /^attestations\/approval-([1-9][0-9]{0,5})\.dsse\.json$/;
const APPROVAL_PREFIX = 'attestations/approval-';

export async function checkApprovals(inspection, findings) {
  const good = [];
  for (const name of numberedApprovals(inspection)) {
    try {
      const approval = await readApproval(inspection, name);
      await checkApproval(inspection, findings, approval);
      good.push(approval);
    } catch (error) {
      findings.problem(reason(error));
    }
  }
  if (good.length === 0) {
    findings.good('nobody has signed');
    return;
  }
  const stale = await staleAmong(inspection, good);
  await checkRelease(inspection, findings, good, stale);
  findings.goodAsFarAsLooked(`${good.length} signatures of people, ${stale.length} of them stale; how many the spec asks`
    + ' for, and of whom, is not counted here');
}

/** Lists the files of approvals by their number; a gap in the numbers is refused, it may hide a rejection. */
export function numberedApprovals(inspection) {
  const files = new Map();
  for (const name of inspection.names().filter((each) => each.startsWith(APPROVAL_PREFIX))) {
    const match = APPROVAL_FILE.exec(name);
    require(match !== null, `data/${shown(name)} is not named as approvals are`);
    files.set(Number(match[1]), name);
  }
  for (let number = 1; number <= files.size; number++) {
    require(files.has(number), `data/${APPROVAL_PREFIX}${number}.dsse.json is missing`);
  }
  return [...files.keys()].sort((one, other) => one - other).map((number) => files.get(number));
}

/** Reads an approval and checks it against itself and the copies of what was seen. */
export async function readApproval(inspection, file) {
  try {
    const envelope = Envelope.read(await inspection.read(file));
    const {predicateType, subject} = envelope.statement;
    require(predicateType === APPROVAL_TYPE, `it is not an approval but ${shown(predicateType)}`);
    const claim = envelope.predicate('@Claim');
    require(await envelope.signedBy(await PublicKey.ofPem(claim.publicKey)),
      'its signature is not that of the key in it for this statement');
    const seen = await readSeen(inspection, claim.seal, subject);
    return {file, claim, keyId: envelope.keyId, seen};
  } catch (error) {
    throw new Refusal(`data/${file} does not hold: ${reason(error)}`);
  }
}

/** Reads the copies of what was seen, which must be what a statement is about. */
export async function readSeen(inspection, seal, subject) {
  const folder = `seen/${seal}/`;
  const verdicts = await inspection.read(`${folder}verdicts.json`);
  const manifest = await inspection.read(`${folder}manifest-sha256.txt`);
  const sealed = readManifest(`${folder}manifest-sha256.txt`, manifest);
  const report = inspection.digest(`${folder}report.html`);
  require(report !== undefined, `data/${folder}report.html is missing`);
  require(sha256(verdicts) === sealed.get('data/verdicts.json') && report === sealed.get('data/report.html'),
    `verdicts or report in data/${folder} are not those of seal ${seal}`);
  const modelSha256 = subject[subject.length - 1].digest.sha256;
  const wanted = [
    [`data/${folder}verdicts.json`, sha256(verdicts)],
    [`data/${folder}report.html`, report],
    [`data/${folder}manifest-sha256.txt`, sha256(manifest)],
    ['model', modelSha256],
  ].map(([name, digest]) => ({name, sha256: digest}));
  require(same(wanted, subject.map(({name, digest}) => ({name, sha256: digest.sha256}))),
    `what was signed is not what is kept in data/seen/${seal}`);
  const {gates} = documentOf(`${folder}verdicts.json`, verdicts, '@VerdictsDocument');
  return {gates, manifestSha256: sha256(manifest), modelSha256};
}

async function checkApproval(inspection, findings, {file, claim, keyId, seen}) {
  findings.problemIf(inspection.digest(sealManifest(claim.seal)) !== seen.manifestSha256,
    `data/${file} is about a seal ${claim.seal} that this run does not have`);
  findings.problemIf(signedAfter(claim.vote.at, (await inspection.bundle()).sealedAt),
    `data/${file} says that it was signed after the bundle was sealed`);
  findings.problemIf(keyId === (await inspection.envelope()).keyId,
    `data/${file} is signed with the key of the machine that sealed the bundle, not with a person's`);
}

/** Those approvals whose verdicts or model have changed since. */
export async function staleAmong(inspection, approvals) {
  const gates = await inspection.gates();
  const {trainings} = await inspection.document('lineage.json', '@LineageDocument');
  require(trainings.length > 0, 'lineage.json names no model: nothing was trained that could be approved');
  return approvals.filter(({seen}) => seen.modelSha256 !== trainings[0].model.sha256
    || seen.gates.some((before) => !gates.some((now) => same(before, now))));
}

/** How many signatures a release needs is for the spec to say; that a finished run contradicts none is checked here. */
async function checkRelease(inspection, findings, all, stale) {
  if ((await inspection.bundle()).state !== 'COMPLETE') {
    return;
  }
  for (const {file, claim} of all) {
    findings.problemIf(claim.vote.meaning === 'REJECTED', `the bundle says COMPLETE, but data/${file} rejects it`);
  }
  for (const approval of stale) {
    const fresh = all.some((other) => !stale.includes(other)
      && other.claim.person.role === approval.claim.person.role);
    findings.problemIf(!fresh, `the bundle says COMPLETE, but data/${approval.file} is stale: the verdicts or the model`
      + ' that were signed have changed since');
  }
}
