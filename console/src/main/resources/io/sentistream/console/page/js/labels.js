// What the page shows of a label, and what a person says of it.

import {post} from './api.js';
import {byId, element} from './dom.js';
import {tell} from './toast.js';

// What was said of each result, so that it is shown wherever the result is.
const said = new Map();
const MOST = 1_000;

/** Gives an element the label's colour. */
export function tint(target, label) {
  target.dataset.tone = label === 'positive' || label === 'negative' ? label : 'other';
}

/** A version's chip: its name, and a colour by its number so that a swap is seen. */
export function versionChip(target, version) {
  target.textContent = version;
  target.dataset.hue = String(Number(/^v(\d+)/.exec(version)?.[1] ?? 0) % 6);
}

/** Sets up the buttons "right" and "wrong" of a result. */
export function askIfSo(parent, result) {
  const right = parent.querySelector('.right');
  const wrong = parent.querySelector('.wrong');
  const short = (result.text ?? '').slice(0, 60);
  right.setAttribute('aria-label', `Right, ${result.label}: ${short}`);
  wrong.setAttribute('aria-label', `Wrong, not ${result.label}: ${short}`);
  if (result.text === null) {
    right.disabled = wrong.disabled = true;
    right.title = wrong.title = 'The result does not repeat the text, so there is nothing to label.';
    return;
  }
  parent.dataset.review = result.id;
  parent.dataset.label = result.label;
  mark(parent);
  // Not disabled meanwhile: a disabled button loses the focus.
  let busy = false;
  const say = async label => {
    if (busy) {
      return;
    }
    busy = true;
    try {
      await sayLabel(result, label);
    } catch (refused) {
      tell(refused.message, {error: true});
    }
    busy = false;
  };
  right.addEventListener('click', () => say(result.label));
  wrong.addEventListener('click', async () => {
    const label = await otherLabel(result);
    if (label) {
      await say(label);
      wrong.focus();
    }
  });
}

/** Shows what was said of a result. */
function mark(shown) {
  const label = said.get(shown.dataset.review);
  shown.querySelector('.right').setAttribute('aria-pressed', String(label === shown.dataset.label));
  shown.querySelector('.wrong').setAttribute('aria-pressed', String(label !== undefined && label !== shown.dataset.label));
}

function markAll() {
  document.querySelectorAll('[data-review]').forEach(mark);
}

/** Sends a label of a result, and says what comes of it. Throws Refused. */
export async function sayLabel(result, label) {
  const sent = await post('api/feedback', {reviewId: result.id, text: result.text, label});
  said.set(result.id, label);
  if (said.size > MOST) {
    said.delete(said.keys().next().value);
  }
  markAll();
  tell(`Labelled as ${label}. ${whatNext(sent.learning)}`, {
    action: {
      name: 'Take back',
      run: async () => {
        try {
          const back = await post('api/feedback', {reviewId: result.id, text: result.text, label, withdrawn: true});
          said.delete(result.id);
          markAll();
          tell(`Taken back. ${whatNext(back.learning)}`);
        } catch (refused) {
          tell(refused.message, {error: true});
        }
      }
    }
  });
}

/** How near the next training is, in words. */
export function whatNext(learning) {
  if (!learning) {
    return 'It is sent, and counted as soon as the labeller runs.';
  }
  return learning.fresh >= learning.needed
    ? `${learning.fresh} new labels: the next training begins now, or after the one that runs.`
    : `${learning.fresh} of ${learning.needed} labels until the next training.`;
}

function otherLabel(result) {
  const others = Object.keys(result.scores).filter(label => label !== result.label);
  if (others.length === 1) {
    return Promise.resolve(others[0]);
  }
  const dialog = byId('labels');
  byId('labels-text').textContent = result.text;
  byId('labels-choice').replaceChildren(...others.map(label => {
    const button = element('button', label);
    button.value = label;
    return button;
  }));
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(chosen => {
    dialog.addEventListener('close', () => chosen(dialog.returnValue), {once: true});
  });
}
