import { compile } from 'html-to-text';

const MAX_HTML = 1_000_000;
const MAX_DEPTH = 150;
const convert = compile({
  wordwrap: false,
  preserveNewlines: false,
  limits: { maxInputLength: MAX_HTML, maxDepth: MAX_DEPTH, maxChildNodes: 20_000, ellipsis: '…' },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    // A head line in capitals changes the citizen's words.
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** The words of an HTML body, quotes as `> ` lines. Nothing remote is loaded; never throws. */
export function htmlToPlain(html: string): string {
  const short = html.slice(0, MAX_HTML);
  if (nesting(short) > MAX_DEPTH) return stripTags(short);
  try {
    return convert(short);
  } catch {
    return stripTags(short);
  }
}

/**
 * How deep elements are nested. A tree of a hundred thousand levels keeps a real parser busy for seconds and
 * overflows its stack; no client writes one.
 */
function nesting(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, closing] of html.matchAll(
    /<(\/?)(?:div|span|table|tbody|tr|td|font|blockquote|b|i|u|a|ul|ol)\b/gi,
  )) {
    depth = closing === '/' ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Crude and linear in time: every word is kept, the layout is not. */
function stripTags(html: string): string {
  const withoutCode = html.split(/<(?=style\b|script\b)/i).map((piece, index) => {
    if (index === 0) return piece;
    const end = /<\/(?:style|script)\s*>/i.exec(piece);
    return end === null ? '' : piece.slice(end.index + end[0].length);
  });
  const text = withoutCode
    .join('')
    .replace(/<(?:br|\/p|\/div|\/tr)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '');
  return text.replace(/&(nbsp|lt|gt|quot|amp);/g, (_, name: string) => ENTITIES.get(name) ?? '');
}

const ENTITIES = new Map([
  ['nbsp', ' '],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['amp', '&'],
]);
