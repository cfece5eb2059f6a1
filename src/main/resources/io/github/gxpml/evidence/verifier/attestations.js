// SPDX-License-Identifier: MIT
// Checks the signed statements in a bundle: each is of a kind that is known here, and signed by a key that was given.
// What cannot be read or is unknown is a failure, never passed over.
import {equalBytes, reason, require, textOf, utf8} from './bytes.js';
import {APPROVAL_FILE, APPROVAL_TYPE} from './approvals.js';
import {Envelope} from './dsse.js';
import {compactJson} from './json.js';
import {gateId} from './judge.js';
import {certifies} from './keys.js';
import {shown} from './names.js';
import {RENEWED} from './seal.js';
import {CONFIRMATION_FILE, CONFIRMATION_TYPE, WAIVER_FILE, WAIVER_TYPE} from './waivers.js';

const PROVENANCE_TYPE = 'https://slsa.dev/provenance/v1';
const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';
const UNKNOWN = 'this page does not know what it is: use a newer page, or gxp verify';

function typeOf(name) {
  if (APPROVAL_FILE.test(name)) {
    return APPROVAL_TYPE;
  }
  if (WAIVER_FILE.test(name)) {
    return WAIVER_TYPE;
  }
  if (CONFIRMATION_FILE.test(name)) {
    return CONFIRMATION_TYPE;
  }
  return {[RENEWED.provenance]: PROVENANCE_TYPE, [RENEWED.testResult]: TEST_RESULT_TYPE}[name];
}

export async function checkAttestations(inspection, findings) {
  const names = inspection.names().filter((name) => name.startsWith('attestations/'));
  const partly = [];
  for (const name of names) {
    try {
      partly.push(...await checkAttestation(inspection, name));
    } catch (error) {
      findings.problem(`data/${shown(name)}: ${reason(error)}`);
    }
  }
  for (const [name, wanted] of await wantedStatements(inspection)) {
    findings.problemIf(wanted && !names.includes(name), `data/${name} is missing`);
  }
  const statements = names.filter((name) => name !== RENEWED.certificates).length;
  const told = statements === 0 ? 'there are none' : `${statements} signed statements, each by a trusted key`;
  if (partly.length === 0) {
    findings.good(told);
  } else {
    findings.goodAsFarAsLooked(`${told}; ${partly.join('; ')}`);
  }
}

/** The statements that follow from the documents; who leaves one out must not pass for one who never had it. */
async function wantedStatements(inspection) {
  const gates = await inspection.gates();
  return [[RENEWED.provenance, await modelOf(inspection) !== undefined], [RENEWED.testResult, gates.length > 0]];
}

/** Checks one file; returns what of it was not looked at. */
async function checkAttestation(inspection, name) {
  if (name === RENEWED.certificates) {
    const pem = textOf(await inspection.read(name), 'it');
    require(certifies(pem, (await inspection.seal()).publicKey), 'the certificates are not about the key of the seal');
    return ['its certificates were not followed to a root here'];
  }
  const type = typeOf(name);
  require(type !== undefined, UNKNOWN);
  const envelope = Envelope.read(await inspection.read(name));
  await envelope.checkSignedByTrusted(inspection.trust);
  require(envelope.statement.predicateType === type,
    `it is a statement of type ${shown(envelope.statement.predicateType)}, which is not known here under that name`);
  if (![PROVENANCE_TYPE, TEST_RESULT_TYPE].includes(type)) {
    return envelope.statement.predicate.has('certificates')
      ? [`that the certificates in data/${name} hold, and are for the address that signed, was not looked at here`] : [];
  }
  require(envelope.keyId === (await inspection.envelope()).keyId, 'it is not signed with the key of the seal');
  const model = await modelOf(inspection);
  if (type === TEST_RESULT_TYPE) {
    require(equalBytes(envelope.payload, utf8(compactJson(await testResult(inspection, model)))),
      'it says something else than follows from the documents of the bundle');
    return [];
  }
  require(model !== undefined && compactJson(subjectTree(model)) === compactJson(subjectTree(envelope.statement.subject[0]))
    && envelope.statement.subject.length === 1, 'it is not about the model of the bundle');
  return ['what the provenance says beside the model was not derived again here'];
}

/** The model that the run keeps, as statements name it. */
async function modelOf(inspection) {
  if (!inspection.has('lineage.json')) {
    return undefined;
  }
  const {trainings} = await inspection.document('lineage.json', '@LineageDocument');
  if (trainings.length === 0) {
    return undefined;
  }
  const {path, sha256} = trainings[0].model;
  return {name: path.trim() === '' ? 'model' : path, digest: {sha256}};
}

function subjectTree({name, digest}) {
  return new Map([['name', name], ['digest', digestTree(digest.sha256)]]);
}

function digestTree(sha256) {
  return new Map([['sha256', sha256]]);
}

/** What the gates say: UNDECIDED counts as failed, a gate that does not block as warned. */
async function testResult(inspection, model) {
  const lists = {passed: [], warned: [], failed: []};
  for (const {gate, verdict} of await inspection.gates()) {
    lists[verdict === 'PASS' ? 'passed' : gate.criticality === 'FAILURE' ? 'failed' : 'warned'].push(gateId(gate));
  }
  const verdicts = {name: 'data/verdicts.json', digest: {sha256: inspection.digest('verdicts.json')}};
  const spec = {name: 'data/spec/gxp.yaml', digest: {sha256: inspection.digest('spec/gxp.yaml')}};
  return new Map([
    ['_type', 'https://in-toto.io/Statement/v1'],
    ['subject', [model, verdicts].filter((subject) => subject !== undefined).map(subjectTree)],
    ['predicateType', TEST_RESULT_TYPE],
    ['predicate', new Map([
      ['result', lists.failed.length > 0 ? 'FAILED' : lists.warned.length > 0 ? 'WARNED' : 'PASSED'],
      ['configuration', [subjectTree(spec)]],
      ['passedTests', lists.passed],
      ['warnedTests', lists.warned],
      ['failedTests', lists.failed],
    ])],
  ]);
}
