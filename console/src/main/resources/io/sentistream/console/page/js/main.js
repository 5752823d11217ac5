// Sets up the parts of the page and hands each the events that are its own.

import {onAccuracy, setUpAccuracy} from './accuracy.js';
import {onTraffic, onVersions, redrawCharts, setUpCharts} from './charts.js';
import {setUpDialogs} from './dialogs.js';
import {onDrift} from './drift.js';
import {listen} from './events.js';
import {onLetters} from './letters.js';
import {onQuarantine} from './quarantine.js';
import {onRequests, setUpRequests} from './requests.js';
import {onLearning, onServing, setUpServing} from './serving.js';
import {onAccuracies, onAgreement, onShadow, setUpShadow} from './shadow.js';
import {onConnection, onStatus} from './status.js';
import {forgetResults, onResults, setUpStream} from './stream.js';
import {setUpTheme} from './theme.js';
import {onModels} from './timeline.js';
import {onTraining} from './training.js';
import {setUpTry} from './try.js';

setUpDialogs();
setUpTry();
setUpServing();
setUpShadow();
setUpStream();
setUpCharts();
setUpAccuracy();
setUpRequests();
setUpTheme(redrawCharts);

const parts = {
  about: forgetResults, // comes before the results of each connection
  status: onStatus,
  learning: onLearning,
  training: onTraining,
  drift: onDrift,
  requests: onRequests,
  accuracy(versions) {
    onAccuracy(versions);
    onAccuracies(versions);
  },
  shadow: onAgreement,
  letters: onLetters,
  quarantine: onQuarantine,
  traffic: onTraffic,
  results: onResults,
  models(models) {
    onServing(models.serving);
    onShadow(models.shadow);
    onModels(models);
    onVersions(models.versions);
  }
};

listen((name, data) => parts[name]?.(data), onConnection);
