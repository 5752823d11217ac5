// Questions. Cancel is no submit button, so that Enter in a field says yes.

/** Lets the buttons for it close their questions. */
export function setUpDialogs() {
  document.querySelectorAll('dialog .cancel').forEach(button => {
    button.addEventListener('click', () => button.closest('dialog').close());
  });
}
