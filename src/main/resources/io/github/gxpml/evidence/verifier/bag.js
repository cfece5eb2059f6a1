// SPDX-License-Identifier: MIT
// Checks a bundle as a BagIt bag: what any BagIt tool would check too.
import {FACTS} from './facts.js';
import {require, textOf} from './bytes.js';
import {identifier} from './inspection.js';
import {shown} from './names.js';

const BAGIT_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const LISTED_TAGS = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt'];
const TAG_FILES = new Set(FACTS.tagFiles);

export async function checkBagit(inspection, findings) {
  const declared = textOf(await inspection.contents.read('bagit.txt'), 'bagit.txt');
  findings.problemIf(declared !== BAGIT_TEXT, 'bagit.txt does not declare BagIt 1.0 in UTF-8');
  const info = infoOf(textOf(await inspection.contents.read('bag-info.txt'), 'bag-info.txt'));
  const names = inspection.names();
  const bytes = names.reduce((sum, name) => sum + inspection.files.get(`data/${name}`).bytes, 0);
  const oxum = `${bytes}.${names.length}`;
  findings.problemIf(info.get('Payload-Oxum') !== oxum, 'bag-info.txt says that the payload is '
    + `${shown(info.get('Payload-Oxum') ?? 'unknown')} (bytes.files), it is ${oxum}`);
  const wanted = identifier(await inspection.bundle());
  findings.problemIf(info.get('External-Identifier') !== wanted, `bag-info.txt is not that of ${shown(wanted)}`);
  findings.good(`BagIt 1.0, ${names.length} files, ${bytes} bytes`);
}

function infoOf(text) {
  const info = new Map();
  for (const line of text.replace(/\n+$/, '').split('\n')) {
    const colon = line.indexOf(': ');
    const label = line.slice(0, colon);
    require(colon >= 1 && !info.has(label),
      'bag-info.txt has a line that is not a label and its value, or one twice');
    info.set(label, line.slice(colon + 2));
  }
  return info;
}

export async function checkManifest(inspection, findings) {
  const listed = await inspection.manifest('manifest-sha256.txt');
  for (const path of new Set([...listed.keys(), ...inspection.files.keys()])) {
    if (TAG_FILES.has(path)) {
      findings.problemIf(listed.has(path), `the manifest lists ${path}, which is not in data`);
      continue;
    }
    const found = inspection.files.get(path);
    if (found === undefined) {
      findings.problem(`${path} is missing`);
    } else if (!listed.has(path)) {
      findings.problem(`${shown(path)} was added: the manifest does not list it`);
    } else if (found.sha256 !== listed.get(path)) {
      findings.problem(`${path} was changed: its digest is not the one in the manifest`);
    }
    findings.problemIf(listed.has(path) && !path.startsWith('data/'),
      `the manifest lists ${path}, which is not in data`);
  }
  findings.good(`every one of ${listed.size} files is as listed, and there is no other`);
}

export async function checkTagManifest(inspection, findings) {
  const listed = await inspection.manifest('tagmanifest-sha256.txt');
  findings.problemIf([...listed.keys()].join() !== LISTED_TAGS.join(),
    `tagmanifest-sha256.txt does not list exactly [${LISTED_TAGS.join(', ')}]`);
  for (const [path, digest] of listed) {
    findings.problemIf(inspection.files.get(path)?.sha256 !== digest,
      `${path} was changed or is missing: its digest is not the one in tagmanifest-sha256.txt`);
  }
  findings.good('every tag file is as listed');
}
