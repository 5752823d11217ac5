// What the page asks of the console. Every change brings a header that no form can send, and the token where one is needed.

import {byId} from './dom.js';

const TOKEN = 'sentistream-token';

export class Refused extends Error {}

/** Sends a change; the answer is its body. Throws Refused with the console's words. */
export async function post(path, body) {
  const answer = await send(path, body);
  if (answer.status !== 401) {
    return read(answer);
  }
  await askForToken();
  return read(await send(path, body));
}

async function send(path, body) {
  const headers = {'Content-Type': 'application/json', 'X-Sentistream': 'console'};
  const token = sessionStorage.getItem(TOKEN);
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  try {
    return await fetch(path, {method: 'POST', headers, body: JSON.stringify(body)});
  } catch {
    throw new Refused('The console does not answer.');
  }
}

async function read(answer) {
  let body = {};
  try {
    body = await answer.json();
  } catch {
    // Told below by the status.
  }
  if (!answer.ok) {
    if (answer.status === 401) {
      sessionStorage.removeItem(TOKEN);
    }
    throw new Refused(body.message ?? `The console answered ${answer.status}.`);
  }
  return body;
}

function askForToken() {
  const dialog = byId('token');
  const field = byId('token-value');
  field.value = '';
  dialog.returnValue = 'cancel';
  dialog.showModal();
  return new Promise((given, refused) => {
    dialog.addEventListener('close', () => {
      if (dialog.returnValue === 'yes' && field.value) {
        sessionStorage.setItem(TOKEN, field.value);
        given();
      } else {
        refused(new Refused('Nothing was changed: that needs the token.'));
      }
      field.value = '';
    }, {once: true});
  });
}
