/** HTML that was made by `html` and needs no more escaping. */
export class Html {
  constructor(readonly text: string) {}
}
type Part = Html | string | number | undefined | readonly Html[];

/** A template in which every value is text: whatever a citizen wrote is shown and never run. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(strings.map((text, i) => text + shown(values[i])).join(''));
}

function shown(value: Part): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map((one) => one.text).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
