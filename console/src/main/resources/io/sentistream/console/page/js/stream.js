// The live stream. Rows don't move while a person points at them or has the focus among them.

import {fillBar} from './bar.js';
import {byId, copy, write} from './dom.js';
import {millis, percent, when} from './format.js';
import {askIfSo, tint, versionChip} from './labels.js';

const MOST = 25;

let paused = false;
let waiting = [];
let skipped = 0;
let first = true;

export function setUpStream() {
  const pause = byId('pause');
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
    show();
  });
  const rows = byId('rows');
  rows.addEventListener('pointerleave', show);
  rows.addEventListener('focusout', () => setTimeout(show));
}

export function onResults({items, skipped: left}) {
  waiting.push(...items);
  const tooMany = Math.max(0, waiting.length - MOST);
  waiting = waiting.slice(tooMany);
  // Of those that were there before the page, not all are meant to be shown.
  skipped += first ? 0 : left + tooMany;
  first = false;
  show();
}

/** A new connection tells the last results again. */
export function forgetResults() {
  byId('rows').replaceChildren();
  waiting = [];
  skipped = 0;
  first = true;
}

function held() {
  const rows = byId('rows');
  return paused || rows.matches(':hover') || rows.querySelector(':focus-visible') !== null;
}

function show() {
  const note = byId('held');
  if (held()) {
    note.hidden = waiting.length === 0;
    note.textContent = `${(waiting.length + skipped).toLocaleString('en')} more${paused ? '' : ' when you move away'}`;
    return;
  }
  note.hidden = skipped === 0;
  note.textContent = skipped === 0 ? '' : `${skipped.toLocaleString('en')} were too quick to show`;
  skipped = 0;
  if (waiting.length === 0) {
    return;
  }
  const rows = byId('rows');
  rows.prepend(...waiting.reverse().map(row));
  waiting = [];
  while (rows.children.length > MOST) {
    rows.lastElementChild.remove();
  }
}

function row(result) {
  const shown = copy('row');
  shown.dataset.version = result.version;
  const text = shown.querySelector('.text');
  text.textContent = result.text ?? 'not repeated by the result';
  text.classList.toggle('soft', result.text === null);
  text.title = result.text ?? '';
  const badge = shown.querySelector('.badge');
  badge.textContent = result.label;
  tint(badge, result.label);
  write(shown, '.percent', percent(result.score));
  fillBar(shown, result.score, result.label);
  versionChip(shown.querySelector('.version'), result.version);
  write(shown, '.latency', millis(result.latencyMillis));
  shown.querySelector('.latency').title = `classified ${when(result.at)}`;
  askIfSo(shown, result);
  return shown;
}
