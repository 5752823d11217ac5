// The candidate in the shadow of what serves: how the two compare, and what a person can do about it.

import {ask} from './commands.js';
import {byId, describe} from './dom.js';
import {ago, percent, when} from './format.js';
import {versionChip} from './labels.js';

let shadow = null;
let pairs = [];
let accuracies = [];

export function setUpShadow() {
  byId('shadow-promote').addEventListener('click', () => ask(
    {action: 'PROMOTE', version: shadow.version, expectedServing: shadow.beside},
    {
      title: `Promote ${shadow.version}?`,
      words: `It ran beside ${shadow.beside}, and serves from the next reviews on. The gate had too little evidence to promote it.`,
      yes: 'Promote'
    }));
  byId('shadow-end').addEventListener('click', () => ask(
    {action: 'UNSHADOW', expectedServing: shadow.beside},
    {
      title: `Let ${shadow.version} run no more?`,
      words: `${shadow.beside} goes on serving. The checkpoint of ${shadow.version} is kept as any other.`,
      yes: 'End'
    }));
}

export function onShadow(now) {
  shadow = now;
  show();
}

export function onAgreement(now) {
  pairs = now;
  show();
}

export function onAccuracies(now) {
  accuracies = now;
  show();
}

function show() {
  byId('shadow').hidden = !shadow;
  if (!shadow) {
    return;
  }
  versionChip(byId('shadow-version'), shadow.version);
  byId('shadow-since').textContent = `since ${ago(shadow.since)}, on ${percent(shadow.share)} of the reviews`;
  byId('shadow-since').title = shadow.ends ? `until ${when(shadow.ends)}` : when(shadow.since);
  const pair = pairs.find(({version, beside}) => version === shadow.version && beside === shadow.beside);
  byId('shadow-words').textContent = words(pair);
  describe(byId('shadow-facts'), [
    ['why', shadow.reason],
    ['same label', pair && `${percent(pair.part)} of ${pair.counts.answers.toLocaleString('en')}`],
    ['score shift', pair && pair.shift.toFixed(3)],
    ['right', said(shadow.version)],
    ['serving right', said(shadow.beside)]]);
}

function words(pair) {
  return !pair ? 'It has answered no review yet. If that stays so, the classifier\u2019s log says why.'
    : said(shadow.version) ? 'Promote it if labels find it right more often, or let it be: it ends by itself.'
      : 'Label reviews to learn which of the two is better, or let it be: it ends by itself.';
}

function said(version) {
  const found = accuracies.find(one => one.version === version);
  return found && `${percent(found.right / found.labels)} of ${found.labels} labels`;
}
