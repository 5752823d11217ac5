// Every candidate: what became of it, why, and by which numbers.

import {ask} from './commands.js';
import {byId, copy, describe, element, write} from './dom.js';
import {ago, bytes, duration, metric, when} from './format.js';
import {versionChip} from './labels.js';

const VERDICTS = {
  INITIAL: 'initial', PROMOTED: 'promoted', REFUSED: 'refused', UNDECIDED: 'undecided', FAILED: 'failed', UNKNOWN: 'unknown'
};
const DESPITE = {
  REFUSED: ', although the gate refused it.', UNDECIDED: ', although the gate had too little evidence to promote it.'
};

const CHANGES = {INITIAL: 'the first model, put there', PROMOTED: 'promoted', ROLLED_BACK: 'rolled back', PINNED: 'pinned', UNPINNED: 'unpinned'};
const SETTING = 'config.';

export function onModels({serving, versions, periods}) {
  const open = new Set([...document.querySelectorAll('.candidate details[open]')]
    .map(details => details.closest('.candidate').dataset.version));
  byId('timeline-empty').hidden = versions.length > 0;
  byId('versions').replaceChildren(...versions.map(version => candidate(version, serving,
    periods.filter(period => period.version === version.version), open.has(version.version))));
}

function candidate(version, serving, periods, open) {
  const shown = copy('version');
  const serves = serving?.version === version.version;
  shown.dataset.version = version.version;
  shown.classList.toggle('current', serves);
  versionChip(shown.querySelector('strong'), version.version);
  const badge = shown.querySelector('.verdict');
  badge.textContent = VERDICTS[version.verdict] ?? version.verdict.toLowerCase();
  badge.dataset.verdict = version.verdict;
  shown.querySelector('.serves').hidden = !serves;
  write(shown, '.when', ago(version.at));
  shown.querySelector('.when').title = when(version.at);
  write(shown, '.why', version.reason);
  shown.querySelector('.probation').hidden = !version.probation;
  write(shown, '.probation', version.probation ? `Probation: ${version.probation}` : '');
  describe(shown.querySelector('.facts'), facts(version));
  shown.querySelector('.served').replaceChildren(...(periods.length > 0
    ? periods.flatMap(served) : [element('li', 'Never.')]));
  const training = sorted(version.training);
  describe(shown.querySelector('.data'), [
    ...training.filter(([name]) => !name.startsWith(SETTING)),
    ...sorted(version.offsets).map(([partition, offset]) => [`labelled-${partition}`, `up to offset ${offset}`])]);
  describe(shown.querySelector('.settings'),
    training.filter(([name]) => name.startsWith(SETTING)).map(([name, text]) => [name.slice(SETTING.length), text]));
  describe(shown.querySelector('.metrics'), sorted(version.metrics).map(([name, value]) => [name, metric(value)]));
  shown.querySelector('details').open = open;
  buttons(shown, version, serving, serves);
  return shown;
}

function sorted(map) {
  return Object.entries(map).sort(([a], [b]) => a.localeCompare(b));
}

/** A line for each change while a version served, and one for its end. */
function served({changes, end}) {
  const lines = changes.map(change => `${when(change.at)}: ${told(change)}`);
  return [...lines, ...(end ? [`${when(end.at)}: ${end.version} took its place, ${told(end)}`] : [])]
    .map(line => element('li', line));
}

function told({change, by, reason}) {
  return `${CHANGES[change] ?? 'put there'} by ${by}${reason ? `: ${reason}` : ''}`;
}

function facts({parent, metrics, sizeBytes}) {
  const examples = ['feedback.new.rows', 'feedback.older.rows', 'base.rows'].map(name => metrics[name] ?? 0);
  return [
    ['from', parent],
    ['new domain', change(metrics, 'feedback.withheld.accuracy')],
    ['old domain', change(metrics, 'base.withheld.accuracy')],
    ['learned from', examples.some(count => count > 0)
      ? `${examples[0]} new and ${examples[1]} older labels, ${examples[2]} base rows` : null],
    ['training took', metrics['train.seconds'] === undefined ? null : duration(metrics['train.seconds'])],
    ['size', sizeBytes > 0 ? bytes(sizeBytes) : null]
  ];
}

function change(metrics, name) {
  const now = metrics[name];
  const before = metrics[`serving.${name}`];
  if (now === undefined) {
    return null;
  }
  return before === undefined ? now.toFixed(3) : `${before.toFixed(3)} → ${now.toFixed(3)}`;
}

function buttons(shown, version, serving, serves) {
  const promote = shown.querySelector('.promote');
  const pin = shown.querySelector('.pin');
  promote.parentElement.hidden = !serving || serves || version.verdict === 'FAILED';
  promote.setAttribute('aria-label', `Promote ${version.version}`);
  pin.setAttribute('aria-label', `Promote and pin ${version.version}`);
  const words = `${serving?.version} serves now. From the next reviews on, ${version.version} classifies`
    + (DESPITE[version.verdict] ?? '.');
  promote.addEventListener('click', () => ask(
    {action: 'PROMOTE', version: version.version, expectedServing: serving.version},
    {title: `Promote ${version.version}?`, words, yes: 'Promote'}));
  pin.addEventListener('click', () => ask(
    {action: 'PIN', version: version.version, expectedServing: serving.version},
    {title: `Promote and pin ${version.version}?`, words: `${words} No candidate takes its place until it is unpinned.`, yes: 'Promote and pin'}));
}
