// SPDX-License-Identifier: MIT
// A bundle under verification, with what its documents say. Every document may be anything.
import {require} from './bytes.js';
import {Envelope} from './dsse.js';
import {readManifest} from './manifest.js';
import {documentOf} from './shapes.js';

export const SIGNATURE = 'seal.dsse.json';
const SEAL_TYPE = 'https://gxpml.github.io/attestation/seal/v1';

export class Inspection {
  constructor(contents, trust) {
    this.contents = contents;
    this.trust = trust;
  }

  get files() {
    return this.contents.files;
  }

  /** Payload files by their names relative to data. */
  names() {
    return [...this.files.keys()].filter((path) => path.startsWith('data/')).map((path) => path.slice(5));
  }

  has(name) {
    return this.files.has(`data/${name}`);
  }

  digest(name) {
    return this.files.get(`data/${name}`)?.sha256;
  }

  /** Reads a payload file whole. */
  read(name) {
    return this.contents.read(`data/${name}`);
  }

  async manifest(path) {
    return readManifest(path, await this.contents.read(path));
  }

  async document(name, type) {
    return documentOf(name, await this.read(name), type);
  }

  bundle() {
    return this.document('bundle.json', '@BundleDocument');
  }

  async gates() {
    return this.has('verdicts.json') ? (await this.document('verdicts.json', '@VerdictsDocument')).gates : [];
  }

  /** Reads the seal's envelope without checking its signature. */
  async envelope() {
    return Envelope.read(await this.contents.read(SIGNATURE));
  }

  async seal() {
    const envelope = await this.envelope();
    require(envelope.statement.predicateType === SEAL_TYPE, `${SIGNATURE} is not a seal`);
    return envelope.predicate('@SealPredicate');
  }
}

/** What the run is called everywhere. */
export function identifier({model, run, reproduces}) {
  return `${model}-${run}` + (reproduces === undefined ? '' : `-reproduced-${reproduces.number}`);
}
