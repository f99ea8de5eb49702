import type { LexiconEntry } from '../model/city.js';
import { matches } from './matches.js';
import { normalise } from './normalise.js';
import type { Span } from './understanding.js';

/** One sign of the lexicon found in a text, after its cancelling contexts were looked at. */
export interface Hit extends Span {
  /** Identity of the entry: the same sign said twice counts once. */
  entry: number;
  weight: number;
  word: string;
}

/** Hits by group name, e.g. "danger:fire". */
export type Hits = Map<string, Hit[]>;

export interface Scan {
  (text: string): Hits;
}

interface Entry {
  id: number;
  group: string;
  weight: number;
  not: Matcher[];
}
type Matcher = (context: string) => boolean;

/** How far a cancelling context reaches where the writer uses no punctuation, in characters each way. */
const REACH = 24;

/**
 * Compiles groups of weighted signs into one scanner. Plain words are found in a single pass (bucketed
 * by first character); "/…/" entries are regular expressions over the normalised, lower-case text. A
 * `not` context cancels a sign when it stands in the same sentence, close by.
 */
export function compileLexicon(groups: Iterable<[string, LexiconEntry[]]>): Scan {
  const buckets = new Map<string, { word: string; entry: Entry }[]>();
  const patterns: { pattern: RegExp; entry: Entry }[] = [];
  let id = 0;
  for (const [group, entries] of groups) {
    for (const source of entries) {
      const entry: Entry = { id: id++, group, weight: source.weight, not: source.not.map(matcher) };
      for (const word of source.words) {
        const pattern = asPattern(word, 'g');
        if (pattern) {
          patterns.push({ pattern, entry });
          continue;
        }
        const plain = fold(word);
        const bucket = buckets.get(plain.charAt(0));
        if (bucket) bucket.push({ word: plain, entry });
        else buckets.set(plain.charAt(0), [{ word: plain, entry }]);
      }
    }
  }

  return (text) => {
    const folded = lower(text);
    const hits: Hits = new Map();
    const add = (entry: Entry, start: number, end: number) => {
      if (entry.not.length > 0) {
        const context = around(folded, start, end);
        if (entry.not.some((cancels) => cancels(context))) return;
      }
      const hit = { entry: entry.id, weight: entry.weight, word: text.slice(start, end), start, end };
      const list = hits.get(entry.group);
      if (list) list.push(hit);
      else hits.set(entry.group, [hit]);
    };
    for (let i = 0; i < folded.length; i++) {
      for (const { word, entry } of buckets.get(folded.charAt(i)) ?? []) {
        if (folded.startsWith(word, i) && wholeWord(folded, i, i + word.length))
          add(entry, i, i + word.length);
      }
    }
    for (const { pattern, entry } of patterns) {
      for (const { index, 0: found } of matches(pattern, folded)) add(entry, index, index + found.length);
    }
    return hits;
  };
}

/** Sum of the weights of the different signs, with the words that were read. */
export function score(hits: Hit[]): { score: number; reasons: string[] } {
  const byEntry = new Map(hits.map((hit) => [hit.entry, hit.weight]));
  let sum = 0;
  for (const weight of byEntry.values()) sum += weight;
  // Weights are tenths; sums of them are shown to staff and must not read 2.5999999999999996.
  return { score: Math.round(sum * 100) / 100, reasons: [...new Set(hits.map((hit) => hit.word))] };
}

const SENTENCE_END = /[。!?;\n]/;

/** The sentence a hit stands in, cut to what is close to it. */
export function around(text: string, start: number, end: number, reach = REACH): string {
  let from = start;
  while (from > 0 && start - from < reach && !SENTENCE_END.test(text.charAt(from - 1))) from--;
  let to = end;
  while (to < text.length && to - end < reach && !SENTENCE_END.test(text.charAt(to))) to++;
  return text.slice(from, to);
}

function matcher(word: string): Matcher {
  const pattern = asPattern(word, '');
  if (pattern) return (context) => pattern.test(context);
  const plain = fold(word);
  return (context) => context.includes(plain);
}

function asPattern(word: string, flags: string): RegExp | undefined {
  return word.length > 2 && word.startsWith('/') && word.endsWith('/')
    ? new RegExp(word.slice(1, -1), `${flags}iu`)
    : undefined;
}

function fold(word: string): string {
  return lower(normalise(word).text);
}

/** ASCII only: full Unicode lower-casing may change the length, and spans would drift. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** "fire" is not in "fired", nor "110" in "1100". */
function wholeWord(text: string, start: number, end: number): boolean {
  return !(
    (isAlphanumeric(text.charCodeAt(start)) && isAlphanumeric(text.charCodeAt(start - 1))) ||
    (isAlphanumeric(text.charCodeAt(end - 1)) && isAlphanumeric(text.charCodeAt(end)))
  );
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122);
}
