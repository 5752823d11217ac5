// The model that serves, how near the next training is, and what can be asked of the controller.

import {ask} from './commands.js';
import {byId, describe, element} from './dom.js';
import {ago, when} from './format.js';
import {versionChip} from './labels.js';

let serving = null;

export function setUpServing() {
  byId('train').addEventListener('click', () => ask(
    {action: 'TRAIN', expectedServing: serving.version},
    {
      title: 'Train now?',
      words: `A candidate is trained from ${serving.version} on all labels so far. It serves if it passes the gate.`,
      yes: 'Train'
    }));
  byId('rollback').addEventListener('click', () => ask(
    {action: 'ROLL_BACK', version: serving.previous, expectedServing: serving.version},
    {
      title: `Roll back to ${serving.previous}?`,
      words: `${serving.version} serves now. From the next reviews on, ${serving.previous} classifies again. No label is lost.`,
      yes: 'Roll back'
    }));
  byId('pin').addEventListener('click', () => ask(
    {action: serving.pinned ? 'UNPIN' : 'PIN', expectedServing: serving.version},
    serving.pinned
      ? {title: `Unpin ${serving.version}?`, words: 'Candidates that pass the gate serve again by themselves.', yes: 'Unpin'}
      : {title: `Pin ${serving.version}?`, words: 'It serves until it is unpinned: candidates are still trained and judged, but none takes its place.', yes: 'Pin'}));
}

export function onServing(now) {
  serving = now;
  const body = byId('serving-body');
  if (!serving) {
    body.replaceChildren(element('p', 'No model serves yet. The trainer prepares the first.', 'empty'));
  } else {
    const title = element('p', '', 'title');
    const chip = element('strong', '', 'version');
    versionChip(chip, serving.version);
    title.append(chip);
    if (serving.pinned) {
      title.append(' ', element('span', 'pinned', 'badge'));
    }
    if (serving.probationEnds > Date.now()) {
      const probation = element('span', 'on probation', 'badge');
      probation.title = `Until ${when(serving.probationEnds)} it is compared with ${serving.previous} on new labels, and rolled back by itself if it does worse.`;
      title.append(' ', probation);
    }
    const since = element('span', `since ${ago(serving.since)}`, 'soft');
    since.title = when(serving.since);
    title.append(' ', since);
    const facts = element('dl', '', 'facts');
    describe(facts, [['by', serving.requestedBy], ['before', serving.previous]]);
    body.replaceChildren(title, element('p', serving.reason, 'why'), facts);
  }
  byId('train').disabled = !serving;
  byId('pin').disabled = !serving;
  byId('pin').textContent = serving?.pinned ? 'Unpin' : 'Pin';
  byId('rollback').disabled = !serving?.previous;
  byId('rollback').title = serving && !serving.previous ? 'No other version has served.' : '';
  const refusal = byId('refusal');
  refusal.hidden = !serving?.refusal;
  refusal.textContent = serving?.refusal ? `Last request: ${serving.refusal}` : '';
}

export function onLearning({fresh, needed}) {
  byId('learning-words').textContent = fresh >= needed
    ? `${fresh} new labels: a training is due`
    : `${fresh} of ${needed} labels until the next training`;
  const bar = byId('learning-bar');
  bar.max = needed;
  bar.value = Math.min(fresh, needed);
}
