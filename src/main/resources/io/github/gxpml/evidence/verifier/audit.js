// SPDX-License-Identifier: MIT
// Reads the audit log line by line and checks that every event follows from the one before. The chain is over the bytes
// of the lines, so no number in them can lose digits.
import {Refusal, joined, reason, require, textOf} from './bytes.js';
import {compactJson, parseJson} from './json.js';
import {shaped} from './shapes.js';
import {sha256} from './sha256.js';

const MAX_LINE = 1024 * 1024;
const LINE_FEED = 10;

class AuditChain {
  constructor(reader = () => {}) {
    this.reader = reader;
    this.events = 0;
    this.last = '0'.repeat(64);
    this.parts = [];
    this.held = 0;
  }

  take(piece) {
    let start = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, start)) {
      this.hold(piece.slice(start, end));
      this.accept(joined(this.parts));
      this.parts = [];
      this.held = 0;
      start = end + 1;
    }
    this.hold(piece.slice(start));
  }

  hold(part) {
    this.held += part.length;
    require(this.held <= MAX_LINE, `audit event ${this.events + 1} is longer than 1 MiB`);
    this.parts.push(part);
  }

  accept(line) {
    const expected = this.events + 1;
    const event = parsed(line, expected);
    require(event.seq === expected,
      `audit event ${expected} is missing: event ${event.seq} stands in its place`);
    require(event.previous === this.last, `audit event ${expected} does not follow from the event before it, so one of`
      + ' the two was changed');
    this.reader(event);
    this.events = expected;
    this.last = sha256(line);
  }
}

function parsed(line, number) {
  try {
    const tree = parseJson(line, 'it');
    const event = shaped('@AuditEvent', tree);
    require(compactJson(tree) === textOf(line, 'it'), 'it is not written as the log writes its events');
    return event;
  } catch (error) {
    throw new Refusal(`audit event ${number} is damaged: ${reason(error)}`);
  }
}

export async function checkAudit(inspection, findings) {
  require(inspection.has('audit.jsonl'), 'data/audit.jsonl is missing');
  const seal = await inspection.seal();
  const chain = new AuditChain();
  for await (const piece of inspection.contents.open('data/audit.jsonl')) {
    chain.take(piece);
  }
  findings.problemIf(chain.held > 0, 'the audit log ends in the middle of an event');
  findings.problemIf(chain.events === 0, 'the audit log holds no event');
  findings.problemIf(chain.events !== seal.auditEvents,
    `the audit log holds ${chain.events} events, ${seal.auditEvents} were sealed`);
  findings.problemIf(chain.events === seal.auditEvents && chain.last !== seal.auditLast,
    'the last audit event is not the one that was sealed');
  findings.good(`${chain.events} events, each follows from the one before`);
}

/** Returns the events of one kind; none of a log that cannot be read, which is for the check of the log to tell. */
export async function eventsNamed(name, inspection) {
  const found = [];
  if (!inspection.has('audit.jsonl')) {
    return found;
  }
  const chain = new AuditChain((event) => event.event === name && found.push(event));
  try {
    for await (const piece of inspection.contents.open('data/audit.jsonl')) {
      chain.take(piece);
    }
  } catch (error) {
    return found;
  }
  return found;
}
