// SPDX-License-Identifier: MIT
// SHA-256 (FIPS 180-4) in pieces: the browser's own digest wants a file whole, and a bundle may hold gigabytes.
import {hex} from './bytes.js';

const ROUND = constants(64, (prime) => Math.cbrt(prime));
const START = constants(8, (prime) => Math.sqrt(prime));

/** The first 32 bits of the fractional parts of roots of the first primes. */
function constants(count, root) {
  const words = [];
  for (let candidate = 2; words.length < count; candidate++) {
    let prime = true;
    for (let factor = 2; factor * factor <= candidate; factor++) {
      prime = prime && candidate % factor !== 0;
    }
    if (prime) {
      words.push((root(candidate) % 1) * 2 ** 32 | 0);
    }
  }
  return Int32Array.from(words);
}

export class Sha256 {
  constructor() {
    this.state = Int32Array.from(START);
    this.block = new Uint8Array(64);
    this.words = new Int32Array(64);
    this.held = 0;
    this.length = 0;
  }

  update(bytes) {
    this.length += bytes.length;
    let position = 0;
    if (this.held > 0) {
      position = Math.min(64 - this.held, bytes.length);
      this.block.set(bytes.subarray(0, position), this.held);
      this.held += position;
      if (this.held < 64) {
        return this;
      }
      this.compress(this.block, 0);
    }
    for (; position + 64 <= bytes.length; position += 64) {
      this.compress(bytes, position);
    }
    this.block.set(bytes.subarray(position));
    this.held = bytes.length - position;
    return this;
  }

  /** Ends the digest: 64 hexadecimal digits. */
  digest() {
    const bits = this.length * 8;
    const end = new Uint8Array(((this.held < 56 ? 56 : 120) - this.held) + 8);
    end[0] = 0x80;
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(end.length - 4, bits % 2 ** 32);
    this.update(end);
    const out = new DataView(new ArrayBuffer(32));
    this.state.forEach((word, i) => out.setInt32(4 * i, word));
    return hex(new Uint8Array(out.buffer));
  }

  compress(bytes, offset) {
    const w = this.words;
    for (let i = 0, j = offset; i < 16; i++, j += 4) {
      w[i] = (bytes[j] << 24) | (bytes[j + 1] << 16) | (bytes[j + 2] << 8) | bytes[j + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.state;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    const s = this.state;
    s[0] += a;
    s[1] += b;
    s[2] += c;
    s[3] += d;
    s[4] += e;
    s[5] += f;
    s[6] += g;
    s[7] += h;
  }
}

export function sha256(bytes) {
  return new Sha256().update(bytes).digest();
}
