import { segmentsOf } from '../model/sms-segments.js';
import type { ChannelTraits } from '../ports.js';

type Limits = Pick<ChannelTraits, 'maxText' | 'textUnit' | 'maxParts'>;

/**
 * Splits a text into parts that fit, each ending after a sentence or line where there is one in its second
 * half, and never within a character as people see it, a number or an address. What is more than all parts
 * carry is cut with "…": the whole stands in the ticket.
 */
export function splitText(text: string, { maxText, textUnit, maxParts }: Limits): string[] {
  const fits = (s: string) => lengthIn(s, textUnit) <= maxText;
  const parts: string[] = [];
  let rest = text;
  while (!fits(rest) && parts.length < maxParts - 1) {
    const head = longestHead(rest, fits);
    parts.push(head.trimEnd());
    rest = rest.slice(head.length).trimStart();
  }
  if (fits(rest)) return [...parts, rest];
  return [...parts, `${longestHead(rest, (s) => fits(`${s}…`)).trimEnd()}…`];
}

/** How long a text is in the unit the channel counts. */
export function lengthIn(text: string, unit: ChannelTraits['textUnit']): number {
  switch (unit) {
    case 'chars':
      return text.length;
    case 'wide':
      return Math.ceil(halves(text) / 2);
    case 'bytes':
      return encoder.encode(text).length;
    case 'segments':
      return segmentsOf(text).segments;
  }
}
const encoder = new TextEncoder();

function halves(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) count += text.charCodeAt(i) <= 0xff ? 1 : 2;
  return count;
}

/** The longest beginning that fits, cut at the best place. Never empty, so that splitting always ends. */
function longestHead(text: string, fits: (s: string) => boolean): string {
  const cuts = cutsOf(text);
  const head = text.slice(
    0,
    lastFitting(cuts, (cut) => fits(text.slice(0, cut))),
  );
  // A number or address longer than a whole part: cut between characters rather than lost.
  if (head === '') return hardHead(text, fits);
  if (head.length === text.length) return head;
  const end = Math.max(...SENTENCE_ENDS.map((mark) => head.lastIndexOf(mark) + mark.length));
  return end > head.length / 2 && cuts.includes(end) ? head.slice(0, end) : head;
}
const SENTENCE_ENDS = ['。', '！', '？', '\n', '；', '. ', '! ', '? '];

/** Offsets at which a text may be cut: between characters, but not within what belongs together. */
function cutsOf(text: string): number[] {
  const together = [...text.matchAll(TOGETHER)].map(({ index, 0: { length } }) => ({
    from: index,
    to: index + length,
  }));
  let next = 0;
  return graphemeEnds(text).filter((at) => {
    while (next < together.length && (together[next]?.to ?? 0) <= at) next += 1;
    return at <= (together[next]?.from ?? Infinity);
  });
}
/** Addresses, also those whose token is still dots, and numbers with the signs inside them: 138-1234-5678, 2026-11-23, 14:30, 1,200.50, NO12. */
const TOGETHER = /https?:\/\/[!-~●]+|[A-Za-z]*\d(?:[A-Za-z\d]|[.,:/+-](?=\d))*/g;

function graphemeEnds(text: string): number[] {
  return Array.from(graphemes.segment(text), ({ index, segment }) => index + segment.length);
}
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

function hardHead(text: string, fits: (s: string) => boolean): string {
  const ends = graphemeEnds(text);
  const byGrapheme = lastFitting(ends, (at) => fits(text.slice(0, at)));
  if (byGrapheme > 0) return text.slice(0, byGrapheme);
  // One visible character of hundreds of code points: whole code points, at least one.
  const points = [...text.slice(0, ends[0])];
  let head = points[0] ?? '';
  for (const point of points.slice(1)) {
    if (!fits(head + point)) break;
    head += point;
  }
  return head;
}

/** The greatest of rising numbers that is good, when every smaller one is good too; 0 for none. */
function lastFitting(rising: readonly number[], isGood: (n: number) => boolean): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isGood(rising[middle - 1] ?? 0)) low = middle;
    else high = middle - 1;
  }
  return rising[low - 1] ?? 0;
}
