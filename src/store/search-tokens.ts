/**
 * Pairs of neighbouring characters: Chinese has no spaces, MongoDB's text index cannot cut it, and pairs
 * in a multikey index find any term of two characters or more.
 */
export function searchTokens(text: string): string[] {
  const tokens = new Set<string>();
  for (const run of text
    .toLowerCase()
    .normalize('NFKC')
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length && tokens.size < 500; i++)
      tokens.add(characters.slice(i, i + 2).join(''));
  }
  return [...tokens];
}
