// Small helpers for the page's elements. All text that comes from outside goes in by textContent, never as markup.

export const byId = id => document.getElementById(id);

/** The first element of a copy of a template. */
export function copy(templateId) {
  return byId(templateId).content.firstElementChild.cloneNode(true);
}

/** An element with text. */
export function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

/** Sets the text of a part of an element. */
export function write(parent, selector, text) {
  parent.querySelector(selector).textContent = text;
}

/** Fills a description list: [name, value] pairs, those without a value left out. */
export function describe(list, pairs) {
  list.replaceChildren(...pairs
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => {
      const pair = document.createElement('div');
      pair.append(element('dt', name), element('dd', value));
      return pair;
    }));
}
