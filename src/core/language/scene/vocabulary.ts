/**
 * Concepts by name, each with the words people say for it. Words are parted by white space; "{a,b}"
 * stands for either, "{a,}" for a or nothing, "_" for a space inside an English phrase.
 */
export type Vocabulary = Readonly<Record<string, string>>;

/** Every word a line of the vocabulary stands for: "没{有,}呼吸" is "没有呼吸" and "没呼吸". */
export function expand(line: string): string[] {
  return line
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap(alternatives)
    .map((word) => word.replaceAll('_', ' '));
}

function alternatives(word: string): string[] {
  const open = word.indexOf('{');
  if (open < 0) return [word];
  const close = closing(word, open);
  const rests = alternatives(word.slice(close + 1));
  return choices(word.slice(open + 1, close))
    .flatMap(alternatives)
    .flatMap((choice) => rests.map((rest) => word.slice(0, open) + choice + rest));
}

/** @throws RangeError for a brace that is never closed: the word would be silently wrong. */
function closing(word: string, open: number): number {
  let depth = 0;
  for (let i = open; i < word.length; i += 1) {
    if (word.charAt(i) === '{') depth += 1;
    if (word.charAt(i) === '}') depth -= 1;
    if (depth === 0) return i;
  }
  throw new RangeError(`no closing brace in "${word}"`);
}

function choices(inner: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < inner.length; i += 1) {
    if (inner.charAt(i) === '{') depth += 1;
    if (inner.charAt(i) === '}') depth -= 1;
    if (depth === 0 && inner.charAt(i) === ',') {
      found.push(inner.slice(from, i));
      from = i + 1;
    }
  }
  return [...found, inner.slice(from)];
}
