// Requests to the controller: confirmed by a person, and refused where another version serves than the page showed.

import {post} from './api.js';
import {byId} from './dom.js';
import {tell} from './toast.js';

/**
 * Asks the person, then the controller.
 *
 * @param request action, version, and expectedServing as the page showed it
 * @param question title, words, and the name of the button
 */
export async function ask(request, question) {
  const reason = await confirm(question);
  if (reason === null) {
    return;
  }
  try {
    const told = await post('api/commands', {...request, reason});
    tell(told.message);
  } catch (refused) {
    tell(refused.message, {error: true});
  }
}

function confirm({title, words, yes}) {
  const dialog = byId('confirm');
  byId('confirm-title').textContent = title;
  byId('confirm-words').textContent = words;
  byId('confirm-yes').textContent = yes;
  byId('confirm-reason').value = '';
  dialog.returnValue = 'cancel';
  dialog.showModal();
  byId('confirm-no').focus();
  return new Promise(answer => {
    dialog.addEventListener('close', () => {
      answer(dialog.returnValue === 'yes' ? byId('confirm-reason').value : null);
    }, {once: true});
  });
}
