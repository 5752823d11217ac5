// The reviews whose labels would help most, one at a time, each labelled with one key.

import {byId, element} from './dom.js';
import {percent} from './format.js';
import {sayLabel} from './labels.js';
import {tell} from './toast.js';

let requests = {open: 0, first: []};
let shown;
let busy = false;
// Answered or passed over here, so that they are not shown again before the topic says so.
const done = new Set();

export function setUpRequests() {
  byId('asked-skip').addEventListener('click', () => {
    done.add(shown.id);
    show();
  });
  document.addEventListener('keydown', event => {
    const elsewhere = event.target.closest('input, textarea, select, dialog, [contenteditable]')
      || document.querySelector('dialog[open]');
    if (!shown || elsewhere || event.ctrlKey || event.altKey || event.metaKey || event.repeat) {
      return;
    }
    const pressed = [...byId('asked-labels').children].find(button => button.dataset.key === event.key.toLowerCase());
    pressed?.click();
  });
}

export function onRequests(news) {
  requests = news;
  show();
}

function show() {
  const next = requests.first.find(({id}) => !done.has(id));
  const left = requests.open - requests.first.filter(({id}) => done.has(id)).length;
  byId('asked-count').textContent = next ? `${left} left` : '';
  byId('asked-review').hidden = !next;
  byId('asked-empty').hidden = Boolean(next);
  if (next && next.id !== shown?.id) {
    byId('asked-text').textContent = next.text;
    byId('asked-why').textContent = `${next.why} It says ${next.label}, ${percent(next.score)}.`;
    offer(next);
  }
  shown = next;
}

/** The buttons stay where the labels do, so that the focus does. */
function offer(request) {
  const labels = Object.keys(request.scores).sort();
  const place = byId('asked-labels');
  if (place.dataset.labels === labels.join('\n')) {
    return;
  }
  place.dataset.labels = labels.join('\n');
  const initials = labels.map(label => label[0].toLowerCase());
  const keys = new Set(initials).size === labels.length ? initials : labels.map((label, index) => String(index + 1));
  place.replaceChildren(...labels.map((label, index) => {
    const button = element('button', ` ${label}`);
    button.type = 'button';
    button.dataset.key = keys[index];
    button.setAttribute('aria-keyshortcuts', keys[index]);
    button.prepend(element('kbd', keys[index]));
    button.addEventListener('click', () => answer(label));
    return button;
  }));
}

async function answer(label) {
  if (busy || !shown) {
    return;
  }
  busy = true;
  const request = shown;
  try {
    await sayLabel(request, label);
    done.add(request.id);
  } catch (refused) {
    tell(refused.message, {error: true});
  }
  busy = false;
  show();
}
