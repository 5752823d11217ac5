// Messages that tell what has happened and what will. They stay while they are pointed at, and errors until they are closed.

import {byId, element} from './dom.js';

const STAYS_MS = 7_000;
const MOST = 4;

export function tell(text, {error = false, action} = {}) {
  const toast = element('div', '', error ? 'toast error' : 'toast');
  toast.append(element('p', text));
  if (action) {
    const button = element('button', action.name, 'small');
    button.type = 'button';
    button.addEventListener('click', () => {
      toast.remove();
      action.run();
    });
    toast.append(button);
  }
  const close = element('button', '×', 'close');
  close.type = 'button';
  close.setAttribute('aria-label', 'Close the message');
  close.addEventListener('click', () => toast.remove());
  toast.append(close);
  const toasts = byId('toasts');
  toasts.append(toast);
  while (toasts.children.length > MOST) {
    toasts.firstElementChild.remove();
  }
  if (!error) {
    const leave = () => {
      if (toast.matches(':hover, :focus-within')) {
        setTimeout(leave, STAYS_MS);
      } else {
        toast.remove();
      }
    };
    setTimeout(leave, STAYS_MS);
  }
}
