import type { Hits } from '../lexicon.js';
import type { Span } from '../understanding.js';
import { scenes, type Situation } from './situation.js';
import type { Tags } from './tagger.js';

/** Something heard that speaks for a group, with the words it was read from. */
export interface Sign {
  group: string;
  weight: number;
  words: string[];
  /** The line to be named before the group's others. */
  first?: string;
}

/** What is left of a situation in its context, 0–1, by its words in order of appearance. */
export type Standing = (text: string, words: readonly Span[], group: string) => number;

const HAN = /\p{Script=Han}/u;
/** Letters of English that say as much as one Chinese sign. */
const LATIN_PER_HAN = 2.5;

/** Each situation counts once, where it stands best in its context. */
export function hear(tags: Tags, text: string, situations: readonly Situation[], standing: Standing): Sign[] {
  const stretch = HAN.test(text) ? 1 : LATIN_PER_HAN;
  return situations.flatMap((situation) => {
    let best = 0;
    let words: string[] = [];
    for (const scene of scenes(tags, situation, stretch)) {
      const share = standing(text, scene.words, situation.group);
      if (share <= best) continue;
      best = share;
      words = scene.words.map(({ start, end }) => text.slice(start, end));
      if (best === 1) break;
    }
    const { group, weight, first } = situation;
    return best === 0 ? [] : [{ group, weight: weight * best, words, first }];
  });
}

/** The city's own signs of one kind; the same sign said twice counts once, where it stands best. */
export function listed(hits: Hits, kind: string, standing: (hit: Span, group: string) => number): Sign[] {
  const byEntry = new Map<number, Sign>();
  for (const [name, found] of hits) {
    if (!name.startsWith(`${kind}:`)) continue;
    const group = name.slice(kind.length + 1);
    for (const hit of found) {
      const weight = hit.weight * standing(hit, group);
      if (weight > (byEntry.get(hit.entry)?.weight ?? 0))
        byEntry.set(hit.entry, { group, weight, words: [hit.word] });
    }
  }
  return [...byEntry.values()];
}

/** The sum of a group's signs, and their words. */
export function add(signs: readonly Sign[], group: string): { score: number; reasons: string[] } {
  const own = signs.filter((sign) => sign.group === group);
  const sum = own.reduce((total, { weight }) => total + weight, 0);
  // Weights are tenths; sums of them are shown to staff and must not read 2.5999999999999996.
  return { score: Math.round(sum * 100) / 100, reasons: [...new Set(own.flatMap(({ words }) => words))] };
}
