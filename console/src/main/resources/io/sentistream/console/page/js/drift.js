// What has changed of the reviews and of the accuracy, the last change first.

import {byId, copy, write} from './dom.js';
import {ago, when} from './format.js';
import {versionChip} from './labels.js';

const NAMES = {
  CONFIDENCE: 'confidence',
  LENGTH: 'length',
  UNKNOWN_RATE: 'unknown words',
  DISTANCE: 'distance',
  ACCURACY: 'accuracy'
};

export function onDrift(changes) {
  byId('drift-empty').hidden = changes.length > 0;
  byId('drift-list').replaceChildren(...changes.map(change => {
    const shown = copy('change');
    write(shown, '.what', NAMES[change.what] ?? 'something new');
    versionChip(shown.querySelector('.version'), change.version);
    write(shown, '.when', ago(change.at));
    write(shown, '.why', change.words);
    shown.title = `${when(change.at)}, by ${change.detector}`;
    return shown;
  }));
}
