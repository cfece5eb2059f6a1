// SPDX-License-Identifier: MIT
// Signed statements: a DSSE 1.0 envelope with exactly one signature around an in-toto statement. Only the bytes that
// our own software writes are accepted, so that no byte of an envelope can be changed unseen.
import {Refusal, base64, equalBytes, joined, reason, require, textOf, utf8} from './bytes.js';
import {compactJson, parseJson, prettyJson} from './json.js';
import {shaped} from './shapes.js';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const MAX_ENVELOPE = 16 * 1024 * 1024;

/** The bytes that are signed (pre-authentication encoding). */
function preAuthentication(payload) {
  const type = utf8(PAYLOAD_TYPE);
  return joined([utf8(`DSSEv1 ${type.length} ${PAYLOAD_TYPE} ${payload.length} `), payload]);
}

function fieldsOf(tree, names) {
  require(tree instanceof Map && tree.size === names.length && names.every((name) => tree.has(name)),
    'the signed statement is not written as one DSSE envelope is');
  return names.map((name) => tree.get(name));
}

function text(value) {
  require(typeof value === 'string', 'the signed statement is not written as one DSSE envelope is');
  return value;
}

export class Envelope {
  constructor(keyId, statement, payload, signature) {
    this.keyId = keyId;
    this.statement = statement;
    this.payload = payload;
    this.signature = signature;
  }

  /** Reads an envelope without checking its signature. */
  static read(bytes) {
    require(bytes.length <= MAX_ENVELOPE, 'the signed statement is larger than 16 MiB');
    try {
      return Envelope.parse(bytes);
    } catch (error) {
      throw new Refusal(`the signed statement is damaged: ${reason(error)}`);
    }
  }

  static parse(bytes) {
    const tree = parseJson(bytes, 'it');
    const [payload, type, signatures] = fieldsOf(tree, ['payload', 'payloadType', 'signatures']);
    require(type === PAYLOAD_TYPE && Array.isArray(signatures) && signatures.length === 1
      && equalBytes(prettyJson(tree), bytes), 'the signed statement is not written as one DSSE envelope is');
    const [keyId, signature] = fieldsOf(signatures[0], ['keyid', 'sig']);
    const content = base64(text(payload));
    const claim = parseJson(content, 'it');
    require(compactJson(claim) === textOf(content, 'it'), 'the signed statement is not in canonical JSON');
    return new Envelope(text(keyId), shaped('@Statement', claim), content, base64(text(signature)));
  }

  /** Tells whether a key signed exactly this. */
  async signedBy(key) {
    return this.keyId === key.id && key.verifies(preAuthentication(this.payload), this.signature);
  }

  /** Makes sure that a trusted key signed exactly this. */
  async checkSignedByTrusted(trust) {
    const key = trust.require(this.keyId);
    require(await this.signedBy(key), `the signature is not that of key ${key.id} for this statement`);
  }

  /** Reads the claim as a record. */
  predicate(type) {
    try {
      return shaped(type, this.statement.predicate);
    } catch (error) {
      throw new Refusal(`the claim of type ${this.statement.predicateType} is malformed: ${error.message}`);
    }
  }
}
