// Labels that are set aside: what they say, why nothing is learned from them, and a button to release each.

import {post} from './api.js';
import {byId, copy, write} from './dom.js';
import {ago} from './format.js';
import {tell} from './toast.js';

export function onQuarantine({total, labels}) {
  const focused = document.activeElement?.closest('#quarantine-list li');
  const index = focused ? [...byId('quarantine-list').children].indexOf(focused) : -1;
  byId('quarantine-empty').hidden = total > 0;
  byId('quarantine-count').textContent =
    total === 0 ? '' : total > labels.length ? `the last ${labels.length} of ${total}` : String(total);
  byId('quarantine-list').replaceChildren(...labels.map(shown));
  if (index >= 0) {
    refocus(index);
  }
}

function shown(label) {
  const item = copy('set-aside');
  write(item, '.reason', label.reason);
  write(item, '.text', label.text);
  write(item, '.said', `${label.label} by ${label.annotator}`);
  write(item, '.when', ago(label.since));
  write(item, '.why', label.releasedBy === null
    ? label.why
    : `Released by ${label.releasedBy}: the next training learns from it.`);
  const button = item.querySelector('.release');
  button.hidden = !label.releasable || label.releasedBy !== null;
  button.setAttribute('aria-label', `Release, ${label.label}: ${label.text.slice(0, 60)}`);
  button.addEventListener('click', () => release(label.key));
  return item;
}

async function release(key) {
  try {
    tell((await post('api/commands', {action: 'RELEASE', labels: [key]})).message);
  } catch (refused) {
    tell(refused.message, {error: true});
  }
}

/** The list is made anew; whoever was on a button of it goes on with the one in its place, or the next. */
function refocus(index) {
  const items = [...byId('quarantine-list').children];
  const next = [...items.slice(index), ...items.slice(0, index).reverse()]
    .map(item => item.querySelector('.release:not([hidden])'))
    .find(button => button);
  (next ?? byId('quarantine-title')).focus();
}
