// SPDX-License-Identifier: MIT
// A zipped bundle, read in place and in pieces: no size in the zip is believed, and no file is held that need not be.
import {Findings, MAX_DOCUMENT, Refusal, joined, require} from './bytes.js';
import {Sha256, sha256} from './sha256.js';
import {Crc32} from './crc32.js';
import {folded, nameProblem, shown} from './names.js';
import {checkLayout, readDirectory} from './zip.js';

const MAX_BYTES = 4 * 1024 ** 3;
const MAX_ENTRIES = 100000;
const MAX_RATIO = 200;
/** Below this nothing is a bomb, and honest repetitive files compress very well. */
const RATIO_FROM = 64 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;
const FOLDER_KIND = 0o040000;
const FILE_KIND = 0o100000;
/** Encrypted, patched, strongly encrypted, or with a masked directory. */
const UNREADABLE = 0x2061;

function entryProblem(entry) {
  const folder = entry.name.endsWith('/');
  const inName = nameProblem(folder ? entry.name.slice(0, -1) : entry.name);
  if (inName !== undefined) {
    return `its name ${inName}`;
  }
  if (entry.kind !== 0 && entry.kind !== (folder ? FOLDER_KIND : FILE_KIND)) {
    return 'it is a link or a special file';
  }
  if ((entry.flags & UNREADABLE) !== 0) {
    return 'it is encrypted';
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    return `it is packed by method ${entry.method}`;
  }
  if (entry.hasSecondName) {
    return 'it has a second name';
  }
  return folder && (entry.size !== 0 || entry.packed !== 0) ? 'it is a folder with content' : undefined;
}

export class Contents {
  constructor(blob) {
    this.blob = blob;
    this.name = blob.name ?? '';
    this.base = '';
    /** Every file by its path from the base: bytes and sha256. */
    this.files = new Map();
    this.entries = new Map();
    this.total = 0;
  }

  /** Reads and digests every file once. */
  static async read(blob, progress = () => {}) {
    const contents = new Contents(blob);
    const directory = await readDirectory(blob);
    require(directory.entries.length <= MAX_ENTRIES, `the zip holds more than ${MAX_ENTRIES} files`);
    const findings = new Findings();
    await checkLayout(blob, directory, findings);
    const names = new Set();
    for (const entry of directory.entries) {
      const problem = entryProblem(entry);
      findings.problemIf(problem !== undefined, `${shown(entry.name)} is refused: ${problem}`);
      findings.problemIf(names.has(folded(entry.name)), `${shown(entry.name)} is in the zip twice, or under two names`
        + ' that differ only in upper and lower case');
      names.add(folded(entry.name));
    }
    stopIfAny(findings);
    await contents.digestAll(directory.entries, findings, progress);
    stopIfAny(findings);
    return contents;
  }

  async digestAll(entries, findings, progress) {
    for (const entry of entries) {
      const slash = entry.name.indexOf('/');
      const top = slash < 0 ? '' : entry.name.slice(0, slash);
      this.base ||= top;
      if (top === '' || top !== this.base) {
        findings.problem(`${shown(entry.name)} does not lie in the one folder of the bundle`);
      } else if (!entry.name.endsWith('/')) {
        const path = entry.name.slice(slash + 1);
        this.entries.set(path, entry);
        this.files.set(path, await this.digest(entry));
        await progress(this.files.size, entries.length);
      }
    }
    findings.problemIf(this.files.size === 0, 'the zip holds no file');
    this.files = new Map([...this.files].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  async digest(entry) {
    const digest = new Sha256();
    const crc = new Crc32();
    let bytes = 0;
    for await (const piece of this.unpack(entry)) {
      bytes += piece.length;
      this.checkSize(bytes, entry);
      digest.update(piece);
      crc.update(piece);
    }
    require(bytes === entry.size && crc.value() === entry.crc,
      `${shown(entry.name)} unpacks to something else than the zip says`);
    this.total += bytes;
    return {bytes, sha256: digest.digest()};
  }

  checkSize(bytes, entry) {
    require(this.total + bytes <= MAX_BYTES,
      `${shown(entry.name)} is refused: the zip unpacks to more than ${MAX_BYTES} bytes`);
    require(bytes <= RATIO_FROM || Math.floor(bytes / MAX_RATIO) <= entry.packed,
      `${shown(entry.name)} is refused: it unpacks to more than ${MAX_RATIO} times its size`);
  }

  /** Yields a file in pieces. The browser's unpacking refuses bytes that are left over behind a packed file. */
  async *unpack(entry) {
    const packed = this.blob.slice(entry.data, entry.data + entry.packed).stream();
    const reader = (entry.method === STORED ? packed : packed.pipeThrough(inflating())).getReader();
    try {
      for (;;) {
        const {done, value} = await reader.read();
        if (done) {
          return;
        }
        yield value;
      }
    } catch (error) {
      throw new Refusal(`${shown(entry.name)} unpacks to something else than the zip says`);
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  /** Opens a file that is listed. */
  open(path) {
    return this.unpack(this.entries.get(path));
  }

  /** Reads a file whole, and makes sure that it is the one that was digested. */
  async read(path) {
    const found = this.files.get(path);
    require(found !== undefined, `${path} is missing`);
    require(found.bytes <= MAX_DOCUMENT, `${path} is too large for a document`);
    const pieces = [];
    for await (const piece of this.open(path)) {
      pieces.push(piece);
    }
    const bytes = joined(pieces);
    require(sha256(bytes) === found.sha256, `${path} changes while it is being read`);
    return bytes;
  }
}

function inflating() {
  try {
    return new DecompressionStream('deflate-raw');
  } catch (error) {
    throw new Refusal('this browser cannot unpack a zip: use one of 2023 or later');
  }
}

function stopIfAny(findings) {
  require(!findings.any(), findings.text());
}
