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
  /** The line to be named before the group's others. */
  first?: string;
}

/** A situation found in a text: the words it was read from, and the stretch they cover. */
export interface Scene extends Span {
  situation: Situation;
  words: Span[];
}

const WITHIN = 24;
/** How far around a situation a concept that makes it something else is looked for, in characters. */
const AROUND = 12;

/**
 * Where the situation is told. Every word of its first concept is looked at once, so the cost grows with
 * the words of the text and not with their pairs.
 * @param stretch how much longer the text's language is than Chinese: distances are in Chinese signs
 */
export function* scenes(tags: Tags, situation: Situation, stretch = 1): Generator<Scene> {
  const { needs, within = WITHIN, inOrder = false, without } = situation;
  if (!needs.every((names) => isSaid(tags, names))) return;
  const [anchors = [], ...others] = needs.map((names) => said(tags, names));
  const denials = without === undefined ? [] : said(tags, without);
  for (const anchor of anchors) {
    const words = [anchor];
    let { start, end } = anchor;
    for (const candidates of others) {
      const word = nearest(candidates, { start, end }, words, inOrder);
      if (word === undefined) break;
      words.push(word);
      start = Math.min(start, word.start);
      end = Math.max(end, word.end);
    }
    if (words.length < needs.length) continue;
    if (end - start > within * stretch + anchor.end - anchor.start) continue;
    const around = { start: start - AROUND * stretch, end: end + AROUND * stretch };
    if (overlaps(denials, around)) continue;
    yield { situation, words, start, end };
  }
}

/** The concepts of one entry, split once: a message asks for hundreds of entries and says few. */
const concepts = new Map<string, readonly string[]>();

function conceptsOf(names: string): readonly string[] {
  const known = concepts.get(names);
  if (known !== undefined) return known;
  const split = names.split('|');
  concepts.set(names, split);
  return split;
}

function isSaid(tags: Tags, names: string): boolean {
  return conceptsOf(names).some((name) => tags.has(name));
}

function said(tags: Tags, names: string): Span[] {
  const [first = '', ...rest] = conceptsOf(names);
  if (rest.length === 0) return tags.get(first) ?? [];
  return [first, ...rest]
    .flatMap((name) => tags.get(name) ?? [])
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The word that lengthens the stretch least: inside it, after it, or before it unless the order is fixed. */
function nearest(spans: Span[], stretch: Span, used: Span[], inOrder: boolean): Span | undefined {
  const after = spans[firstFrom(spans, stretch.end)];
  if (inOrder) return after;
  const begin = firstFrom(spans, stretch.start);
  for (const span of spans.slice(begin, begin + LOOKED_AT)) {
    if (span.end > stretch.end) break;
    if (!used.some((word) => span.start < word.end && word.start < span.end)) return span;
  }
  const before = spans
    .slice(Math.max(0, begin - LOOKED_AT), begin)
    .findLast(({ end }) => end <= stretch.start);
  if (before === undefined || after === undefined) return before ?? after;
  return stretch.start - before.end <= after.start - stretch.end ? before : after;
}

/** Words may overlap each other; so many are tried for one that stands free. */
const LOOKED_AT = 8;

function overlaps(spans: Span[], { start, end }: Span): boolean {
  const index = firstFrom(spans, start);
  const next = spans[index];
  if (next !== undefined && next.start < end) return true;
  return spans.slice(Math.max(0, index - LOOKED_AT), index).some((span) => span.end > start);
}

/** Index of the first word that begins at or after a position. */
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
