import type { Span } from '../understanding.js';
import type { Tags } from './tagger.js';

/** A situation is heard when its concepts are said close together, whatever words are used for them. */
export interface Situation {
  group: string;
  weight: number;
  /** One concept of each entry must be there: ['person|family', 'fallen']. */
  needs: readonly string[];
  /** From the first sign of it to the last, in characters; 24 unless told. */
  within?: number;
  /** The concepts must be said in this order. */
  inOrder?: boolean;
  /** Concepts that make it something else when said near it. */
  without?: string;
}

/** A situation found in a text: the words it was read from, and the stretch they cover. */
export interface Scene extends Span {
  situation: Situation;
  words: Span[];
}

const WITHIN = 24;
/** How far around a situation a concept that makes it something else is looked for, in characters. */
const AROUND = 12;

/** Where the situation is told. Every word of its first concept is looked at once. */
export function* scenes(tags: Tags, situation: Situation): Generator<Scene> {
  const { needs, within = WITHIN, inOrder = false, without } = situation;
  const spans = needs.map((names) => said(tags, names));
  const [anchors, ...others] = spans;
  if (anchors === undefined || spans.some(({ length }) => length === 0)) return;
  const denials = without === undefined ? [] : said(tags, without);
  for (const anchor of anchors) {
    const words = [anchor];
    let { start, end } = anchor;
    for (const candidates of others) {
      const word = nearest(candidates, start, end, inOrder);
      if (word === undefined) break;
      words.push(word);
      start = Math.min(start, word.start);
      end = Math.max(end, word.end);
    }
    if (words.length < needs.length || end - start > within + anchor.end - anchor.start) continue;
    if (denials.some((span) => span.start < end + AROUND && span.end > start - AROUND)) continue;
    yield { situation, words, start, end };
  }
}

function said(tags: Tags, names: string): Span[] {
  const [first = '', ...rest] = names.split('|');
  if (rest.length === 0) return tags.get(first) ?? [];
  return [first, ...rest]
    .flatMap((name) => tags.get(name) ?? [])
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The word next to a stretch: the first after it, or the last before it unless the order is fixed. */
function nearest(spans: Span[], start: number, end: number, inOrder: boolean): Span | undefined {
  const index = firstFrom(spans, end);
  const after = spans[index];
  if (inOrder) return after;
  let before: Span | undefined;
  // Words may overlap the stretch; only one that ends before it counts, and such a one is near.
  for (let i = index - 1; i >= 0 && i >= index - OVERLAPPING; i -= 1) {
    const span = spans[i];
    if (span !== undefined && span.end <= start) {
      before = span;
      break;
    }
  }
  if (before === undefined || after === undefined) return before ?? after;
  return start - before.end <= after.start - end ? before : after;
}

const OVERLAPPING = 8;

function firstFrom(spans: Span[], position: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
