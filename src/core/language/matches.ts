/**
 * Everything a global pattern finds in a text, in order, without empty finds. `matchAll` makes a copy of its
 * pattern for each text, which costs several times the search itself where hundreds of patterns are tried.
 */
export function matches(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[0] !== '') found.push(match);
    // Half a character on, a Unicode pattern would find the same place again, for ever.
    else pattern.lastIndex += (text.codePointAt(pattern.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}
