// SPDX-License-Identifier: MIT
// The answer in words, then everything that it rests on.
import {reason} from './bytes.js';
import {badge, code, data, element, facts, list, mark, section, table} from './dom.js';
import {numberedApprovals, readApproval, staleAmong} from './approvals.js';
import {identifier} from './inspection.js';
import {gateId, judge, limitText} from './judge.js';
import {recompute} from './metrics.js';
import {visible} from './names.js';
import {holds} from './verify.js';

const STATUS_KIND = {OK: 'pass', PARTLY: 'open', FAILED: 'fail', 'NOT RUN': 'open'};
const VERDICT_KIND = {PASS: 'pass', FAIL: 'fail', UNDECIDED: 'open'};
/** What fails for want of a key, and of nothing else. */
const NEEDS_KEY = ['signature', 'attestations'];

/** Nothing where the bundle does not tell: the check that wants to know has said so. */
async function attempt(read) {
  try {
    return await read();
  } catch (error) {
    return undefined;
  }
}

/** Reads for the eye what was checked; where it cannot be read, it is not shown. */
async function told(inspection) {
  if (inspection === undefined) {
    return {gates: [], people: []};
  }
  return {
    bundle: await attempt(() => inspection.bundle()),
    keyId: (await attempt(() => inspection.envelope()))?.keyId,
    manifest: inspection.files.get('manifest-sha256.txt')?.sha256,
    gates: await attempt(() => inspection.gates()) ?? [],
    numbers: await attempt(() => recompute(inspection)),
    people: await people(inspection),
  };
}

async function people(inspection) {
  const found = [];
  for (const file of await attempt(() => numberedApprovals(inspection)) ?? []) {
    try {
      found.push({file, approval: await readApproval(inspection, file)});
    } catch (error) {
      found.push({file, problem: reason(error)});
    }
  }
  const good = found.flatMap(({approval}) => approval ?? []);
  const stale = good.length === 0 ? [] : await attempt(() => staleAmong(inspection, good)) ?? good;
  return found.map((one) => ({...one, stale: stale.includes(one.approval)}));
}

/** Says what all checks come to. */
function outcome(checks, keys, {bundle, keyId, gates}) {
  const bad = checks.filter(({status}) => status === 'FAILED' || status === 'NOT RUN');
  const name = bundle === undefined ? 'The bundle' : visible(identifier(bundle));
  if (holds(checks)) {
    return {kind: 'pass', word: 'AS SEALED', sentences: [
      `This bundle is as it was sealed by key ${keyId}.`,
      `${name}, seal ${bundle.seal}, made ${bundle.sealedAt}. No file was changed, removed or added since, and every`
        + ' verdict follows from its number and limit.',
      `What it says: the run is ${bundle.state}; of its gates ${tally(gates)}.`,
      ...inPart(checks),
    ]};
  }
  const onlyKey = keys.length === 0 && keyId !== undefined && bad.every((check) => NEEDS_KEY.includes(check.name));
  if (onlyKey) {
    return {kind: 'open', word: 'NOT PROVEN', sentences: [
      'Nobody can say yet who sealed this bundle: give the public key.',
      `It names key ${visible(keyId)}. Take that key from whoever sealed it or from your own records, not from the`
        + ' bundle.',
    ]};
  }
  return {kind: 'fail', word: 'NOT TO BE BELIEVED', sentences: [
    `This bundle is NOT to be believed: ${bad[0].name} failed`
      + (bad.length > 1 ? `, and ${bad.length - 1} more of ${checks.length} checks.` : '.'),
    bad[0].message,
  ]};
}

/** A page that computed less again than the command does says so with its answer. */
function inPart(checks) {
  const names = checks.filter(({status}) => status === 'PARTLY').map(({name}) => name);
  return names.length === 0 ? [] : [`Looked at in part only: ${names.join(', ')}; gxp verify looks at the rest.`];
}

function banner({kind, word, sentences}) {
  return element('div', {class: `outcome ${kind}`, id: 'outcome', 'data-outcome': kind}, mark(kind, 64),
    element('div', {},
      element('p', {class: 'word'}, word),
      sentences.map((sentence) => element('p', {class: 'sentence'}, data(sentence)))));
}

function tally(gates) {
  const count = (verdict) => gates.filter((gate) => gate.verdict === verdict).length;
  return ['PASS', 'FAIL', 'UNDECIDED'].map((verdict) => `${count(verdict)} ${verdict}`).join(', ');
}

function summary({bundle, keyId, manifest, gates}) {
  if (bundle === undefined) {
    return [];
  }
  return [facts([
    ['Run', data(visible(identifier(bundle)))],
    ['State', bundle.state],
    ['Gates', tally(gates)],
    ['Seal', `${bundle.seal}, made ${bundle.sealedAt}`],
    ['Written by', data(visible(bundle.product))],
    ['Key that it names', code(visible(keyId ?? 'none'))],
    ['SHA-256 of its manifest', code(manifest ?? 'none')],
  ])];
}

function checksTable(checks) {
  return section('checks', 'What was checked', table('Every check, in the order of checking', ['Check', 'Result', 'Found'],
    checks.map(({name, question, status, message}) => ({
      attributes: {'data-check': name, 'data-status': status},
      cells: [
        [element('span', {class: 'about'}, name), element('small', {}, question)],
        badge(STATUS_KIND[status], status),
        data(visible(message)),
      ],
    }))));
}

function numberState(id, numbers) {
  if (numbers?.again.includes(id)) {
    return 'computed again';
  }
  return numbers?.left.includes(id) ? 'not computed again' : 'count of the run';
}

function gatesTable({gates, numbers}, believed) {
  if (gates.length === 0) {
    return [];
  }
  const note = believed ? 'As recorded and as judged again on this page' : 'As the bundle says, which is not proven';
  return [section('gates', 'Gates', table(note, ['Gate', 'Recorded', 'Judged again', 'Limit', 'Value', 'Interval', 'Number'],
    gates.map(({gate, metric, verdict}) => {
      const again = judge(gate, metric);
      return {
        attributes: {'data-gate': gateId(gate)},
        cells: [
          breakable(visible(gateId(gate))),
          badge(VERDICT_KIND[verdict], verdict),
          [badge(VERDICT_KIND[again.verdict], again.verdict), element('small', {}, data(visible(again.reason)))],
          limitText(gate),
          metric.value === undefined ? 'none' : rounded(metric.value),
          metric.interval === undefined ? 'none'
            : `${rounded(metric.interval.lower)} .. ${rounded(metric.interval.upper)}, n = ${metric.n}`,
          numberState(gateId(gate), numbers),
        ],
      };
    })))];
}

/** A path that may be broken after its slashes. */
function breakable(path) {
  const parts = path.split(/(?<=\/)/);
  return element('bdi', {}, parts.flatMap((part) => [part, element('wbr')]));
}

function rounded(number) {
  return Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(6)));
}

function signatures(found) {
  if (found.length === 0) {
    return [];
  }
  return [section('signatures', 'Signatures of people', element('ul', {class: 'signatures'}, found.map(signature)))];
}

function signature({file, approval, problem, stale}) {
  if (approval === undefined) {
    return element('li', {class: 'signature void'}, element('p', {class: 'name'}, data(visible(file))),
      element('p', {class: 'meaning'}, data(visible(problem))));
  }
  const {person, vote, seal} = approval.claim;
  const meaning = vote.meaning === 'APPROVED' ? 'approves the release' : 'rejects the release';
  return element('li', {class: stale ? 'signature void' : 'signature'},
    element('p', {class: 'name'}, data(visible(person.name))),
    element('p', {class: 'meaning'}, meaning + (stale ? ', stale: what was signed has changed since' : ''),
      vote.reason === '' ? '' : [': ', data(visible(vote.reason))]),
    facts([
      ['Address', data(visible(person.email))],
      ['Role', data(visible(person.role))],
      ['Signed', `${vote.at} (${vote.zone})`],
      ['What was looked at', `seal ${seal}`],
      ['Recognised by', data(visible(person.authentication))],
      ['Key', code(visible(approval.keyId))],
    ]));
}

function gaps({bundle, numbers}) {
  const left = numbers?.left ?? [];
  return section('gaps', 'What is not shown here',
    element('h3', {}, 'This page does not look at'),
    list([
      'whether the spec asks for a gate that has no verdict, and whether signatures are missing: gxp verify and the'
        + ' spec in the bundle tell',
      'intervals, and any number that is not a simple share or count: gxp verify computes every one again',
      'a time stamp and certificates beyond the key itself, where the bundle holds them: gxp verify follows them to a root',
      'whether a newer seal of the run exists, who a key belongs to, and whether the clock was right',
    ]),
    left.length === 0 ? '' : element('details', {},
      element('summary', {}, `${left.length} numbers that were not computed again here`),
      list(left.map((id) => data(visible(id))))),
    bundle === undefined ? '' : [
      element('h3', {}, 'The bundle itself says that it does not show'),
      list(bundle.notChecked.map((gap) => data(visible(gap)))),
    ]);
}

/** Writes the answer into an element. */
export async function showAnswer(target, {checks, inspection}, keys) {
  const said = await told(inspection);
  const found = outcome(checks, keys, said);
  target.replaceChildren(
    banner(found),
    ...summary(said),
    checksTable(checks),
    ...gatesTable(said, found.kind === 'pass'),
    ...signatures(said.people),
    gaps(said));
  return found;
}

/** Says that no answer could be found. */
export function showFailure(target, problem) {
  const found = {kind: 'fail', word: 'NOT TO BE BELIEVED', sentences: [
    'This bundle is NOT to be believed: the check itself could not be carried out.', visible(problem)]};
  target.replaceChildren(banner(found));
  return found;
}
