/** HTML that is safe to put into a page: made by `html` alone, which escapes everything else. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | undefined | false | Html | Html[];

/** A template whose values are escaped unless they are `Html` themselves; nothing for absent ones. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(strings.reduce((done, text, index) => `${done}${shown(values[index - 1])}${text}`));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Control characters have no place in XML and none in a page. */
export const escapeXml = (text: string): string => escapeHtml(text.replace(/[^\P{Cc}\n\t]/gu, ''));

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function shown(value: Part): string {
  if (value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(({ text }) => text).join('');
  return value instanceof Html ? value.text : escapeHtml(String(value));
}
