import type { Span } from '../understanding.js';
import { expand, type Vocabulary } from './vocabulary.js';

/** Where each concept is said in a text, in order of appearance. */
export type Tags = ReadonlyMap<string, Span[]>;

/** Words of this concept mean nothing by themselves and hide what stands inside them: "跳楼价". */
const HARMLESS = 'harmless';

/**
 * Compiles a vocabulary into one walk over the text: the cost is its length times the number of different
 * lengths of words, whatever the number of words. At one place the longest word of a concept counts.
 */
export function createTagger(vocabulary: Vocabulary): (text: string) => Tags {
  const words = compile(vocabulary);

  return (text) => {
    const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    const tags = new Map<string, Span[]>();
    // A place of words that mean nothing runs to here; a word that begins there must reach well beyond it to be heard ("打不着火了").
    let hiddenTo = 0;
    for (let start = 0; start < lower.length; start += 1) {
      const longest = wordsAt(words, lower, start);
      const harmless = longest.get(HARMLESS);
      if (harmless !== undefined) hiddenTo = Math.max(hiddenTo, harmless);
      for (const [concept, end] of longest) {
        if (concept === HARMLESS || (start < hiddenTo && end <= hiddenTo + 1)) continue;
        const spans = tags.get(concept);
        if (spans) spans.push({ start, end });
        else tags.set(concept, [{ start, end }]);
      }
    }
    return tags;
  };
}

interface Words {
  /** Some tens of thousands, so a flat table and no tree: a tree of them took a hundred megabytes. */
  concepts: Map<string, readonly string[]>;
  /** First character → lengths of the words that begin with it, shortest first. */
  lengths: Map<string, number[]>;
}

function compile(vocabulary: Vocabulary): Words {
  const concepts = new Map<string, readonly string[]>();
  const lengths = new Map<string, number[]>();
  for (const [concept, line] of Object.entries(vocabulary)) {
    const alone = [concept];
    for (const word of expand(line)) {
      const known = concepts.get(word);
      if (known === undefined) concepts.set(word, alone);
      else if (!known.includes(concept)) concepts.set(word, [...known, concept]);
      const first = word.charAt(0);
      const of = lengths.get(first);
      if (of === undefined) lengths.set(first, [word.length]);
      else if (!of.includes(word.length)) of.push(word.length);
    }
  }
  for (const of of lengths.values()) of.sort((a, b) => a - b);
  return { concepts, lengths };
}

const NONE: ReadonlyMap<string, number> = new Map();

function wordsAt({ concepts, lengths }: Words, text: string, start: number): ReadonlyMap<string, number> {
  const possible = lengths.get(text.charAt(start));
  if (possible === undefined || (isLatin(text, start) && isLatin(text, start - 1))) return NONE;
  let found: Map<string, number> | undefined;
  for (const length of possible) {
    const end = start + length;
    if (end > text.length) break;
    // "fire" is not in "fired".
    if (isLatin(text, end) && isLatin(text, end - 1)) continue;
    for (const concept of concepts.get(text.slice(start, end)) ?? []) {
      found ??= new Map();
      found.set(concept, end);
    }
  }
  return found ?? NONE;
}

function isLatin(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
