// The text field: a sentence goes through the stream, and its result comes back in place.

import {post} from './api.js';
import {fillBar} from './bar.js';
import {byId, copy, element, write} from './dom.js';
import {millis, percent} from './format.js';
import {askIfSo, tint, versionChip} from './labels.js';

export function setUpTry() {
  const form = byId('try-form');
  const field = byId('text');
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (byId('answer').dataset.state === 'waiting') {
      return;
    }
    const text = field.value.trim() || field.placeholder;
    field.value = text;
    classify(text);
  });
}

async function classify(text) {
  const button = byId('classify');
  const answer = byId('answer');
  button.ariaBusy = 'true';
  answer.dataset.state = 'waiting';
  answer.replaceChildren(element('p', 'On its way through the stream …', 'hint'));
  const begun = performance.now();
  try {
    const result = await post('api/reviews', {text});
    show(answer, result, performance.now() - begun);
  } catch (refused) {
    answer.dataset.state = 'failed';
    answer.replaceChildren(element('p', refused.message, 'error'));
  }
  button.ariaBusy = 'false';
}

function show(answer, result, took) {
  const shown = copy('result');
  const badge = shown.querySelector('.badge');
  badge.textContent = result.label;
  tint(badge, result.label);
  write(shown, '.percent', percent(result.score));
  versionChip(shown.querySelector('.version'), result.version);
  write(shown, '.took', `${millis(took)} there and back`);
  shown.querySelector('.scores').append(...Object.entries(result.scores)
    .sort(([, a], [, b]) => b - a)
    .map(([label, score]) => {
      const line = copy('score');
      write(line, '.name', label);
      write(line, '.percent', percent(score));
      fillBar(line, score, label);
      return line;
    }));
  askIfSo(shown, result);
  answer.dataset.state = 'shown';
  answer.replaceChildren(shown);
}
