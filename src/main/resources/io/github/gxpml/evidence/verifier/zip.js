// SPDX-License-Identifier: MIT
// The directory of a zip, and the bytes between its files. Tools differ in which of two descriptions of a file they
// believe, so every byte must belong to exactly one file or to the directory, and both descriptions must agree.
import {Refusal, equalBytes, require, textOf} from './bytes.js';
import {shown} from './names.js';

const END_SIZE = 22;
const END_64_SIZE = 56;
const LOCATOR_64_SIZE = 20;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const DESCRIPTOR_SIZE = 16;
const MAX_DIRECTORY = 64 * 1024 * 1024;
const MAX_32 = 0xffffffff;
const UNICODE_PATH = 0x7075;

async function viewOf(blob, position, length) {
  if (position < 0 || position + length > blob.size) {
    throw new Refusal('the zip is cut off');
  }
  return new DataView(await blob.slice(position, position + length).arrayBuffer());
}

function bytesOf(view, position, length) {
  return new Uint8Array(view.buffer, view.byteOffset + position, length);
}

function large(view, position) {
  const value = Number(view.getBigUint64(position, true));
  require(Number.isSafeInteger(value), 'the zip\'s 64-bit directory is damaged');
  return value;
}

/** Reads the end of the zip; refuses anything after it, between it and the directory, and several disks. */
async function readEnd(blob) {
  const end = blob.size - END_SIZE;
  require(end >= 0, 'the file is too short for a zip');
  const record = await viewOf(blob, end, END_SIZE);
  require(record.getUint32(0, true) === 0x06054b50 && record.getUint16(20, true) === 0,
    'the file does not end as a zip does: it is cut off, or something was added to it');
  require(record.getUint32(4, true) === 0 && record.getUint16(8, true) === record.getUint16(10, true),
    'the zip is one of several parts');
  const found = {
    entries: record.getUint16(10, true), size: record.getUint32(12, true), start: record.getUint32(16, true), end};
  const wide = found.entries === 0xffff || found.size === MAX_32 || found.start === MAX_32;
  return wide ? readEnd64(blob, end) : found;
}

async function readEnd64(blob, end) {
  const position = end - LOCATOR_64_SIZE - END_64_SIZE;
  require(position >= 0, 'the zip\'s 64-bit directory is missing');
  const locator = await viewOf(blob, end - LOCATOR_64_SIZE, LOCATOR_64_SIZE);
  require(locator.getUint32(0, true) === 0x07064b50 && large(locator, 8) === position,
    'the zip\'s 64-bit directory is not where the zip says it is');
  const record = await viewOf(blob, position, END_64_SIZE);
  require(record.getUint32(0, true) === 0x06064b50 && large(record, 4) === END_64_SIZE - 12,
    'the zip\'s 64-bit directory is damaged');
  return {entries: large(record, 32), size: large(record, 40), start: large(record, 48), end: position};
}

function entryAt(directory, position) {
  const u16 = (offset) => directory.getUint16(position + offset, true);
  const u32 = (offset) => directory.getUint32(position + offset, true);
  require(directory.byteLength - position >= CENTRAL_SIZE && u32(0) === 0x02014b50, 'the zip\'s directory is damaged');
  require(u16(32) === 0, 'an entry in the zip\'s directory carries a comment');
  require(u16(34) === 0, 'the zip is one of several parts');
  const length = CENTRAL_SIZE + u16(28) + u16(30);
  require(position + length <= directory.byteLength, 'the zip\'s directory is damaged');
  const rawName = bytesOf(directory, position + CENTRAL_SIZE, u16(28));
  return {
    length,
    rawName,
    extra: bytesOf(directory, position + CENTRAL_SIZE + u16(28), u16(30)),
    flags: u16(8),
    method: u16(10),
    crc: u32(16),
    packed: u32(20),
    size: u32(24),
    kind: (u32(38) >>> 16) & 0o170000,
    offset: u32(42),
  };
}

/** Lists the entries in the order in which they lie in the file. */
export async function readDirectory(blob) {
  const end = await readEnd(blob);
  require(end.size <= MAX_DIRECTORY, 'the zip\'s directory is larger than 64 MiB');
  require(end.start + end.size === end.end, 'the zip\'s directory is not where the zip says it is');
  const directory = await viewOf(blob, end.start, end.size);
  const entries = [];
  for (let position = 0; position < directory.byteLength;) {
    const entry = entryAt(directory, position);
    position += entry.length;
    entries.push(entry);
  }
  require(entries.length === end.entries, `the zip says it holds ${end.entries} entries and holds ${entries.length}`);
  for (const entry of entries) {
    require(entry.packed < MAX_32 && entry.size < MAX_32 && entry.offset < MAX_32,
      'a file in the zip is larger than 4 GiB, which this page does not read');
    entry.name = nameOf(entry.rawName);
    entry.hasSecondName = hasSecondName(entry.extra);
  }
  entries.sort((one, other) => one.offset - other.offset);
  return {entries, start: end.start};
}

function nameOf(raw) {
  try {
    return textOf(raw, 'a name in the zip');
  } catch (error) {
    throw new Refusal(`${shown(new TextDecoder().decode(raw))} is refused: its name is not written in UTF-8`);
  }
}

/** Info-ZIP's second name for a file, which some tools believe and others do not; also where fields cannot be told. */
function hasSecondName(extra) {
  let position = 0;
  while (position + 4 <= extra.length) {
    if ((extra[position] | (extra[position + 1] << 8)) === UNICODE_PATH) {
      return true;
    }
    position += 4 + (extra[position + 2] | (extra[position + 3] << 8));
  }
  return position !== extra.length;
}

/** Checks that the files fill the zip up to its directory, without gap or overlap, and finds where their bytes lie. */
export async function checkLayout(blob, {entries, start}, findings) {
  let position = 0;
  for (const entry of entries) {
    if (entry.offset !== position) {
      findings.problem(`there are bytes before ${shown(entry.name)} that belong to no file, or two files overlap`);
      return;
    }
    position = await endOf(blob, entry, findings);
  }
  findings.problemIf(position !== start, 'there are bytes before the zip\'s directory that belong to no file');
}

async function endOf(blob, entry, findings) {
  const local = await viewOf(blob, entry.offset, LOCAL_SIZE);
  const nameLength = local.getUint16(26, true);
  const extraLength = local.getUint16(28, true);
  const rest = await viewOf(blob, entry.offset + LOCAL_SIZE, nameLength + extraLength);
  const described = (local.getUint16(6, true) & 8) !== 0;
  const agrees = local.getUint32(0, true) === 0x04034b50
    && local.getUint16(6, true) === entry.flags
    && local.getUint16(8, true) === entry.method
    && equalBytes(bytesOf(rest, 0, nameLength), entry.rawName)
    && (described || sizesAgree(local, entry));
  findings.problemIf(!agrees, `${shown(entry.name)} is described in two ways that do not agree`);
  entry.hasSecondName ||= hasSecondName(bytesOf(rest, nameLength, extraLength));
  entry.data = entry.offset + LOCAL_SIZE + nameLength + extraLength;
  const end = entry.data + entry.packed;
  if (!described) {
    return end;
  }
  const descriptor = await viewOf(blob, end, DESCRIPTOR_SIZE);
  findings.problemIf(
    descriptor.getUint32(0, true) !== 0x08074b50
      || descriptor.getUint32(4, true) !== entry.crc
      || descriptor.getUint32(8, true) !== entry.packed
      || descriptor.getUint32(12, true) !== entry.size,
    `${shown(entry.name)} is described in two ways that do not agree`);
  return end + DESCRIPTOR_SIZE;
}

function sizesAgree(local, entry) {
  const agrees = (field, size) => field === size || field === MAX_32;
  return local.getUint32(14, true) === entry.crc
    && agrees(local.getUint32(18, true), entry.packed)
    && agrees(local.getUint32(22, true), entry.size);
}
