// SPDX-License-Identifier: MIT
// Takes the bundle and the keys from whoever holds them, and has them checked.
import {reason, require} from './bytes.js';
import {showAnswer, showFailure} from './answer.js';
import {code, element} from './dom.js';
import {shaped} from './shapes.js';
import {parseJson} from './json.js';
import {gateId, judge, limitText} from './judge.js';
import {PublicKey} from './keys.js';
import {shown} from './names.js';
import {openBundle, verifyBundle} from './verify.js';

const MAX_KEY_FILE = 16 * 1024;
const BREATH_MS = 50;

const byId = (id) => document.getElementById(id);
let opened;
let keys = [];
/** Counts what was asked for, so that an answer that comes late is not taken for the answer. */
let asked = 0;

/** Tells how far it is; what the answer says as well is told to those alone who hear the page. */
function say(text, answered = false) {
  byId('status').textContent = text;
  byId('status').classList.toggle('unseen', answered);
}

/** Lets the browser paint now and then. */
function progress(wanted) {
  let last = performance.now();
  return async (files, all) => {
    if (performance.now() - last > BREATH_MS && wanted === asked) {
      say(`Reading file ${files} of ${all} …`);
      await new Promise((resume) => setTimeout(resume));
      last = performance.now();
    }
  };
}

async function takeBundle(file) {
  const mine = ++asked;
  opened = undefined;
  byId('answer').replaceChildren();
  // a field shows the name itself, but not of what was dropped
  byId('chosen').textContent = byId('bundle').files[0] === file ? '' : shown(file.name);
  say('Reading …');
  const bundle = await openBundle(file, progress(mine));
  if (mine === asked) {
    opened = bundle;
    await answer();
  }
}

async function answer() {
  const mine = ++asked;
  byId('answer').replaceChildren();
  if (opened === undefined) {
    return;
  }
  say('Checking …');
  const given = [...keys];
  const target = element('div');
  const {word, sentences} = await answerInto(target, given);
  if (mine === asked) {
    byId('answer').replaceChildren(...target.children);
    say(`${word}. ${sentences[0]}`, true);
  }
}

/** What cannot be shown is not believed either. */
async function answerInto(target, given) {
  try {
    return await showAnswer(target, await verifyBundle(opened, given), given);
  } catch (error) {
    return showFailure(target, reason(error));
  }
}

async function takeKeys(texts) {
  const problems = [];
  byId('given').setAttribute('aria-busy', 'true');
  for (const [name, read] of texts) {
    try {
      for (const key of await PublicKey.all(await read())) {
        keys = [...keys.filter(({id}) => id !== key.id), key];
      }
    } catch (error) {
      problems.push(`${shown(name)}: ${reason(error)}`);
    }
  }
  byId('key-problem').textContent = problems.join('; ');
  byId('given').setAttribute('aria-busy', 'false');
  showKeys();
  await answer();
}

function showKeys() {
  byId('given').replaceChildren(...keys.map((key) => {
    const remove = element('button', {type: 'button', 'aria-label': `Remove key ${key.id}`}, 'Remove');
    remove.addEventListener('click', () => {
      keys = keys.filter(({id}) => id !== key.id);
      showKeys();
      answer();
    });
    return element('li', {}, code(key.id), ' ', remove);
  }));
}

function keyFile(file) {
  return [file.name, async () => {
    require(file.size <= MAX_KEY_FILE, 'too large for a public key');
    return file.text();
  }];
}

function takeFiles(files) {
  const zips = files.filter((file) => /\.zip$/i.test(file.name));
  const others = files.filter((file) => !zips.includes(file));
  if (others.length > 0) {
    takeKeys(others.map(keyFile));
  }
  if (zips.length > 0) {
    takeBundle(zips[0]);
  }
}

function start() {
  for (const field of [byId('bundle'), byId('keys')]) {
    // else choosing the same name again, of a file that has changed, would be no change
    field.addEventListener('click', () => {
      field.value = '';
    });
  }
  byId('bundle').addEventListener('change', (event) => {
    if (event.target.files.length > 0) {
      takeBundle(event.target.files[0]);
    }
  });
  byId('keys').addEventListener('change', (event) => takeKeys([...event.target.files].map(keyFile)));
  byId('add').addEventListener('click', () => {
    const text = byId('pasted').value;
    byId('pasted').value = '';
    takeKeys([['The pasted text', () => text]]);
  });
  const drop = byId('drop');
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  document.addEventListener('dragleave', (event) => drop.classList.toggle('over', event.relatedTarget !== null));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    takeFiles([...event.dataTransfer.files]);
  });
  byId('inputs').hidden = false;
  say('Nothing was checked yet.');
}

/** For tests of the judge: what it says of gates and numbers, given as a document of the shape of verdicts.json. */
globalThis.gxpJudge = (text) =>
  shaped('@VerdictsDocument', parseJson(new TextEncoder().encode(text), 'it'))
    .gates.map(({gate, metric}) => `${judge(gate, metric).verdict} ${gateId(gate)} ${limitText(gate)}`);

start();
