import type { Span } from '../understanding.js';
import { expand, type Vocabulary } from './vocabulary.js';

/** Where each concept is said in a text, in order of appearance. */
export type Tags = ReadonlyMap<string, Span[]>;

interface Node {
  next: Map<string, Node>;
  concepts: string[];
}

/** Words of this concept mean nothing by themselves and hide what stands inside them: "跳楼价". */
const HARMLESS = 'harmless';

/**
 * Compiles a vocabulary into one walk over the text: the cost is its length times the longest word,
 * whatever the number of words. At one place the longest word of a concept counts.
 */
export function createTagger(vocabulary: Vocabulary): (text: string) => Tags {
  const root: Node = { next: new Map(), concepts: [] };
  for (const [concept, line] of Object.entries(vocabulary)) {
    for (const word of expand(line)) insert(root, word, concept);
  }

  return (text) => {
    const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    const tags = new Map<string, Span[]>();
    // A place of words that mean nothing runs to here; a word that begins there must reach well beyond it to be heard ("打不着火了").
    let hiddenTo = 0;
    for (let start = 0; start < lower.length; start += 1) {
      const longest = wordsAt(root, lower, start);
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

function insert(root: Node, word: string, concept: string): void {
  let node = root;
  for (const sign of word) {
    let next = node.next.get(sign);
    if (next === undefined) {
      next = { next: new Map(), concepts: [] };
      node.next.set(sign, next);
    }
    node = next;
  }
  if (!node.concepts.includes(concept)) node.concepts.push(concept);
}

const NONE: ReadonlyMap<string, number> = new Map();

function wordsAt(root: Node, text: string, start: number): ReadonlyMap<string, number> {
  let node = root.next.get(text.charAt(start));
  if (node === undefined || (isLatin(text, start) && isLatin(text, start - 1))) return NONE;
  const found = new Map<string, number>();
  for (let end = start + 1; node !== undefined; end += 1) {
    // "fire" is not in "fired".
    if (node.concepts.length > 0 && !(isLatin(text, end) && isLatin(text, end - 1))) {
      for (const concept of node.concepts) found.set(concept, end);
    }
    node = node.next.get(text.charAt(end));
  }
  return found;
}

function isLatin(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
