// SPDX-License-Identifier: MIT
// A BagIt manifest, as sha256sum -c reads it.
import {require, textOf} from './bytes.js';
import {nameProblem, shown} from './names.js';

const MANIFEST_LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/** Reads the digests by path; accepts only sorted lines, each ended by one line feed. */
export function readManifest(name, bytes) {
  const text = textOf(bytes, name);
  const digests = new Map();
  let last = '';
  for (const line of text.endsWith('\n') ? text.slice(0, -1).split('\n') : [text]) {
    const match = MANIFEST_LINE.exec(line);
    require(match !== null && nameProblem(match[2]) === undefined,
      `${name} has a line that is not a digest and a file: ${shown(line)}`);
    require(last < match[2], `${name} is not sorted, or names a file twice`);
    last = match[2];
    digests.set(match[2], match[1]);
  }
  require(text.endsWith('\n'), `${name} is cut off`);
  return digests;
}
