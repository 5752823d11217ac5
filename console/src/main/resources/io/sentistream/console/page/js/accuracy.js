// How often people found each version right. Few versions have labels, so each is a bar with its interval, not a point.

import {byId, copy, write} from './dom.js';
import {percent} from './format.js';
import {versionChip} from './labels.js';

const MOST = 6;

export function setUpAccuracy() {
  byId('charts').append(copy('accuracy'));
}

export function onAccuracy(versions) {
  const newest = [...versions]
    .sort((a, b) => b.version.localeCompare(a.version, 'en', {numeric: true}))
    .slice(0, MOST);
  byId('accuracy-list').replaceChildren(...newest.map(bar));
  byId('chart-live-accuracy').classList.toggle('blank', newest.length === 0);
}

function bar({version, labels, right, low, high}) {
  const shown = copy('accuracy-row');
  versionChip(shown.querySelector('.version'), version);
  const range = shown.querySelector('.range');
  range.style.left = `${low * 100}%`;
  range.style.width = `${(high - low) * 100}%`;
  shown.querySelector('.mark').style.left = `${right / labels * 100}%`;
  write(shown, '.percent', percent(right / labels));
  write(shown, '.counts', `${right} of ${labels}`);
  const interval = `95 % interval: ${percent(low)} to ${percent(high)}`;
  write(shown, '.hidden', interval);
  shown.title = interval;
  return shown;
}
