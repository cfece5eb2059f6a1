// SPDX-License-Identifier: MIT
// Checks who sealed a bundle, that the seal is about this bundle, and that it follows from the seals before.
import {FACTS} from './facts.js';
import {base64, require, textOf} from './bytes.js';
import {identifier} from './inspection.js';
import {PublicKey} from './keys.js';
import {shown} from './names.js';

/** A file name that says which run it holds. */
const RUN_FILE = /^.+-[0-9]{1,9}\.zip$/;
const KEPT_FOR_GOOD = ['seals/', 'seen/', 'attestations/', 'audit-torn-'];
/** Written anew with each seal, as they follow from what is sealed and who seals it. */
export const RENEWED = {
  provenance: 'attestations/provenance.dsse.json',
  testResult: 'attestations/test-result.dsse.json',
  certificates: 'attestations/certificates.pem',
};
const PLAIN_SIGNATURE = 'seal.sig';
const TIME_STAMP = 'seal.tsr';

export function sealManifest(number) {
  return `seals/${number}-manifest-sha256.txt`;
}

export async function checkSignature(inspection, findings) {
  const envelope = await inspection.envelope();
  await envelope.checkSignedByTrusted(inspection.trust);
  const named = await PublicKey.ofPem((await inspection.seal()).publicKey);
  findings.problemIf(named.id !== envelope.keyId, 'the seal holds another public key than it is signed with');
  if (FACTS.tagFiles.includes(PLAIN_SIGNATURE)) {
    await checkPlainSignature(inspection, findings, named);
  }
  findings.good(`signed by the trusted key ${envelope.keyId}`);
}

/** The second signature is for people without this software, and must not say anything else. */
async function checkPlainSignature({contents}, findings, key) {
  const signature = base64(textOf(await contents.read(PLAIN_SIGNATURE), PLAIN_SIGNATURE));
  findings.problemIf(!await key.verifies(await contents.read('manifest-sha256.txt'), signature),
    `${PLAIN_SIGNATURE} is not the signature of the seal's key over the manifest`);
}

/** A time stamp is only looked for: to check one takes certificates and their rules, which gxp verify knows. */
export async function checkTimeStamp(inspection, findings) {
  const {timeStamp, sealedAt} = await inspection.seal();
  if (inspection.files.has(TIME_STAMP)) {
    findings.problemIf(timeStamp === undefined, `${TIME_STAMP} is there, and the seal asks for no time stamp`);
    findings.goodAsFarAsLooked('there is a time stamp, which is not checked here; gxp verify checks it');
    return;
  }
  findings.problemIf(timeStamp?.required === true,
    `${TIME_STAMP} is missing: the seal was to be stamped by ${shown(timeStamp?.authority ?? '')}`);
  findings.good(timeStamp === undefined
    ? `none was asked for; the time ${sealedAt} is that of the machine, unproven`
    : `there is none: the authority was asked and gave none; the time ${sealedAt} is unproven`);
}

export async function checkSeal(inspection, findings) {
  const seal = await inspection.seal();
  const bundle = await inspection.bundle();
  const subjects = (await inspection.envelope()).statement.subject;
  ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].forEach((name, index) => {
    const subject = subjects[index];
    findings.problemIf(
      subject?.name !== name || subject.digest.sha256 !== inspection.files.get(name)?.sha256,
      `the seal was made for another ${name} than the one here`);
  });
  findings.problemIf(subjects.length !== 2, 'the seal is not about exactly two manifests');
  const same = (what, sealed, said) =>
    findings.problemIf(sealed !== said, `the seal's ${what} is ${sealed ?? 'none'}, the bundle's is ${said ?? 'none'}`);
  same('model', seal.model, bundle.model);
  same('run', seal.run, bundle.run);
  same('seal number', seal.seal, bundle.seal);
  same('number of files', seal.files, inspection.names().length);
  same('time', seal.sealedAt, bundle.sealedAt);
  same('seal before', seal.previousSeal, bundle.previousSeal);
  same('run before', seal.previousRun, bundle.previousRun);
  checkNames(inspection, findings, identifier(bundle));
  findings.good(`seal ${seal.seal} of ${identifier(bundle)}, made ${seal.sealedAt}`);
}

/** A bundle under the name of another run passes for that run with people, so its names must be its own. */
function checkNames({contents}, findings, wanted) {
  findings.problemIf(contents.base !== wanted,
    `the folder in the zip is called ${shown(contents.base)}, but it holds ${shown(wanted)}`);
  findings.problemIf(RUN_FILE.test(contents.name) && contents.name !== `${wanted}.zip`,
    `the file is called ${shown(contents.name)}, but it holds ${shown(wanted)}`);
}

export async function checkSealChain(inspection, findings) {
  const bundle = await inspection.bundle();
  const kept = inspection.names().filter((name) => name.startsWith('seals/')).length;
  require(kept === bundle.seal - 1,
    `there are manifests of ${kept} earlier seals, there should be ${bundle.seal - 1}`);
  for (let number = 1; number < bundle.seal; number++) {
    findings.problemIf(!inspection.has(sealManifest(number)), `the manifest of seal ${number} is missing`);
  }
  if (findings.any()) {
    return;
  }
  for (let number = 1; number < bundle.seal; number++) {
    await checkFollows(inspection, findings, number);
  }
  const last = bundle.seal > 1 ? inspection.digest(sealManifest(bundle.seal - 1)) : undefined;
  findings.problemIf(last !== bundle.previousSeal, 'the bundle does not name the seal before it');
  findings.problemIf(bundle.run === 1 && bundle.previousRun !== undefined, 'run 1 names a run before it');
  findings.good(bundle.seal === 1 ? 'the first seal of the run' : `follows from ${kept} earlier seals`);
}

/** Everything that is kept for good in an earlier seal must be here, as it was: also the seals before that one. */
async function checkFollows(inspection, findings, number) {
  const earlier = await inspection.manifest(`data/${sealManifest(number)}`);
  for (const [path, digest] of earlier) {
    const payload = path.slice(path.indexOf('/') + 1);
    const kept = KEPT_FOR_GOOD.some((start) => payload.startsWith(start)) && !Object.values(RENEWED).includes(payload);
    findings.problemIf(
      kept && inspection.files.get(path)?.sha256 !== digest,
      `${path} was in seal ${number} and is changed or gone`);
  }
  for (let before = 1; before < number; before++) {
    findings.problemIf(!earlier.has(`data/${sealManifest(before)}`),
      `seal ${number} does not follow from seal ${before}`);
  }
}

/** The page is given one bundle at a time; gxp verify --previous compares two. */
export async function leavePreviousRun(inspection, findings) {
  const {previousRun} = await inspection.bundle();
  if (previousRun === undefined) {
    findings.good('it names no run before it');
  } else {
    findings.goodAsFarAsLooked(`it names the run before by the digest ${previousRun}; that bundle is not compared here`);
  }
}
