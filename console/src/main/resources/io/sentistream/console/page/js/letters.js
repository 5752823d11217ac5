// Dead letters: why a record was set aside, and its bytes as they came.

import {byId, copy, describe, write} from './dom.js';
import {ago, bytes, when} from './format.js';

export function onLetters(letters) {
  const open = new Set([...document.querySelectorAll('#letters-list details[open]')].map(details => details.dataset.id));
  byId('letters-empty').hidden = letters.length > 0;
  byId('letters-count').textContent = letters.length === 0 ? '' : `the last ${letters.length}`;
  byId('letters-list').replaceChildren(...letters.map(letter => {
    const shown = copy('letter');
    const details = shown.querySelector('details');
    details.dataset.id = `${letter.topic} ${letter.origin}`;
    details.open = open.has(details.dataset.id);
    write(shown, '.reason', letter.reason || 'unknown');
    write(shown, '.message', letter.message || 'no message');
    write(shown, '.when', ago(letter.at));
    describe(shown.querySelector('.facts'), [
      ['record', letter.origin],
      ['set aside on', letter.topic],
      ['sent', when(letter.at)],
      ['key', letter.key],
      ['value', letter.bytes < 0 ? 'none' : bytes(letter.bytes)],
      ['left out, as too large', letter.omitted]
    ]);
    write(shown, '.ascii', letter.value.text);
    write(shown, '.hex', letter.value.hex);
    shown.querySelector('.bytes').hidden = letter.value.hex === '';
    return shown;
  }));
}
