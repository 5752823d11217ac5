// Light, dark, or as the system has it.

import {byId} from './dom.js';

const KEY = 'sentistream-theme';
const THEMES = ['auto', 'light', 'dark'];

/** Sets up the button; `changed` is called when the colours have changed. */
export function setUpTheme(changed) {
  const button = byId('theme');
  let theme = THEMES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : 'auto';
  const show = () => {
    button.textContent = `Theme: ${theme}`;
    if (theme === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme;
    }
    changed();
  };
  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    localStorage.setItem(KEY, theme);
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  show();
}
