/** Makes an element: `make('p', { className: 'who' }, 'text', child)`. Text never becomes markup. */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Shows a sentence in a notice, or hides it when there is none. */
export function notice(element, sentence) {
  element.textContent = sentence ?? '';
  element.hidden = !sentence;
}

/** Marks a field as wrong with a reason, or as right. */
export function markField(field, reason) {
  field.setAttribute('aria-invalid', String(Boolean(reason)));
  document.getElementById(`${field.id}-error`).textContent = reason ?? '';
}
