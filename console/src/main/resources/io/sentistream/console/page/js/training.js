// How far the training is that runs, or that ran last.

import {onLosses} from './charts.js';
import {byId} from './dom.js';
import {ago, when} from './format.js';

export function onTraining(training) {
  const begun = training.steps > 0;
  const runs = training.phase === 'STARTED' || training.phase === 'RUNNING';
  // What ended without a step, such as the first model's preparation, was no training.
  byId('training').hidden = !begun && !runs && training.phase !== 'SILENT';
  byId('training').dataset.phase = training.phase;
  byId('training-words').textContent = words(training);
  byId('training-words').title = `told ${when(training.at)}`;
  const bar = byId('training-bar');
  bar.hidden = !runs;
  bar.max = Math.max(training.steps, 1);
  bar.value = training.step;
  onLosses(training);
}

function words({number, phase, step, steps, accuracy, examplesPerSecond, at}) {
  const name = `v${number}`;
  const far = `step ${step} of ${steps}`;
  switch (phase) {
    case 'STARTED':
      return `Training ${name}: it is being prepared`;
    case 'RUNNING':
      return step >= steps
        ? `Training ${name}: all ${steps} steps taken, it is being judged`
        : [`Training ${name}: ${far}`, `${Math.round(examplesPerSecond)} examples/s`,
          accuracy === null ? null : `accuracy ${accuracy.toFixed(3)}`].filter(Boolean).join(' · ');
    case 'SILENT':
      return `Training ${name}: no news since ${steps > 0 ? far : 'its start'}, ${ago(at)}. Has the trainer stopped?`;
    default:
      return `Last training: ${name}, ended at ${far}, ${ago(at)}`;
  }
}
