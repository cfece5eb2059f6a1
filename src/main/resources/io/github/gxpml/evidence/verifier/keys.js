// SPDX-License-Identifier: MIT
// Public keys and signatures: ECDSA on P-256 with SHA-256, and nothing else. The curve is left to the browser, which
// knows it in every page that is opened from a file or over HTTPS. Where it does not, no signature is believed: a
// curve of our own would be one more thing for an auditor to trust.
import {Refusal, base64, hex, require} from './bytes.js';
import {sha256} from './sha256.js';
import {shown} from './names.js';

const PEM = /-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;
/** What a public key on P-256 begins with in its one form: SubjectPublicKeyInfo with an uncompressed point. */
const SPKI = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';
const SPKI_LENGTH = 91;
const CURVE = {name: 'ECDSA', namedCurve: 'P-256'};
const SIGNING = {name: 'ECDSA', hash: 'SHA-256'};

export class PublicKey {
  constructor(id, key) {
    this.id = id;
    this.key = key;
  }

  /** Reads the one key of a text. */
  static async ofPem(text) {
    const keys = await PublicKey.all(text);
    require(keys.length === 1, 'not a PEM text with one public key');
    return keys[0];
  }

  /** Reads every key of a text that holds keys and nothing else. */
  static async all(text) {
    const blocks = [...text.matchAll(PEM)];
    require(blocks.length > 0 && text.replace(PEM, '').trim() === '',
      'this is not a public key: its text begins with -----BEGIN PUBLIC KEY-----');
    return Promise.all(blocks.map(([, label, body]) => {
      require(!label.includes('PRIVATE'), 'this is a private key: keep it to yourself, and give its public half');
      require(label === 'PUBLIC KEY', `this is a ${label}, not a PUBLIC KEY`);
      return PublicKey.ofDer(base64(body.replace(/[\r\n]/g, '').trim()));
    }));
  }

  static async ofDer(der) {
    require(globalThis.crypto?.subtle !== undefined, 'this browser checks no signatures in a page that came over plain'
      + ' HTTP: save the page and open it from the disk');
    require(der.length === SPKI_LENGTH && hex(der).startsWith(SPKI),
      'the key is not a public key on the curve P-256, the only one that is accepted here, in its usual form');
    try {
      return new PublicKey(sha256(der), await crypto.subtle.importKey('spki', der, CURVE, false, ['verify']));
    } catch (error) {
      throw new Refusal('not a public key on the curve P-256');
    }
  }

  /** Tells whether a signature in ASN.1 DER was made by this key; false also if it is malformed. */
  async verifies(message, signature) {
    const raw = rawSignature(signature);
    return raw !== undefined && crypto.subtle.verify(SIGNING, this.key, raw, message);
  }
}

/** Turns SEQUENCE {INTEGER r, INTEGER s} into r and s of 32 bytes each; nothing if it is not written in its one form. */
function rawSignature(der) {
  if (der.length < 8 || der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2) {
    return undefined;
  }
  const raw = new Uint8Array(64);
  let position = 2;
  for (const end of [32, 64]) {
    const length = der[position + 1];
    const number = der.subarray(position + 2, position + 2 + length);
    const padded = number[0] === 0 && number.length > 1;
    const minimal = number.length === length && length > 0 && number[0] < 0x80 && (!padded || number[1] >= 0x80);
    const digits = padded ? number.subarray(1) : number;
    if (der[position] !== 0x02 || !minimal || digits.length > 32) {
      return undefined;
    }
    raw.set(digits, end - digits.length);
    position += 2 + length;
  }
  return position === der.length ? raw : undefined;
}

/** The keys that are believed here. Who a key belongs to is the business of whoever gave it. */
export class TrustedKeys {
  constructor(keys) {
    this.keys = new Map(keys.map((key) => [key.id, key]));
  }

  require(id) {
    const key = this.keys.get(id);
    require(key !== undefined, `signed by key ${shown(id)}, which is not among the keys given here: give its public key`);
    return key;
  }
}

/** Tells whether the first of several certificates is about a key: whether the key's bytes are in it. */
export function certifies(certificates, publicKey) {
  const [first] = [...certificates.matchAll(PEM)];
  const [wanted] = [...publicKey.matchAll(PEM)];
  const der = (block) => hex(base64(block[2].replace(/\s/g, '')));
  return first?.[1] === 'CERTIFICATE' && wanted !== undefined && der(first).includes(der(wanted));
}
