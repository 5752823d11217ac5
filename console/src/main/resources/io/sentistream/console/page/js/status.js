// Whether what the page shows is live, and if not, why.

import {byId, element, write} from './dom.js';

let connected = false;
let everConnected = false;
let status = {loaded: false};

export function onConnection(stands) {
  if (stands !== connected || !everConnected) {
    connected = stands;
    everConnected ||= stands;
    show();
  }
}

export function onStatus(now) {
  status = now;
  show();
}

function troubles() {
  if (!connected && everConnected) {
    return [['The console does not answer.', 'What you see is what was last known. The page connects again by itself.']];
  }
  const found = [];
  if (status.kafka) {
    found.push(['Kafka does not answer.', `Nothing new can come, and nothing can be sent. ${status.kafka}`]);
  }
  if (status.registry) {
    found.push(['The schema registry does not answer.', `New kinds of records can't be read, and some can't be sent. ${status.registry}`]);
  }
  if (status.reading && !status.kafka) {
    found.push(['The topics can\'t be read.', `It is tried again every second. ${status.reading}`]);
  }
  return found;
}

function show() {
  const found = troubles();
  const [state, words] = !connected ? ['broken', everConnected ? 'Connecting again' : 'Connecting']
    : found.length > 0 ? ['broken', 'Not live']
    : status.loaded ? ['live', 'Live'] : ['loading', 'Reading the topics'];
  byId('status').dataset.state = everConnected ? state : 'loading';
  write(byId('status'), '.words', words);
  const trouble = byId('trouble');
  trouble.hidden = found.length === 0;
  trouble.replaceChildren(...found.map(([what, detail]) => {
    const line = element('p', '');
    line.append(element('strong', what), ` ${detail}`);
    return line;
  }));
  document.body.classList.toggle('stale', found.length > 0);
}
