/**
 * How long a text is for Weibo: a Chinese character is one, two of half width are one together. Emoji count
 * as two, as they do in its own editor.
 */
export function weiboLength(text: string): number {
  let halves = 0;
  for (let i = 0; i < text.length; i++) halves += text.charCodeAt(i) <= 0xff ? 1 : 2;
  return Math.ceil(halves / 2);
}

/** The beginning of a text that fits together with its ending, cut visibly and between whole characters. */
export function fitWeibo(text: string, most: number, ending = ''): string {
  if (weiboLength(text + ending) <= most) return text + ending;
  let kept = '';
  for (const character of text) {
    if (weiboLength(`${kept}${character}…${ending}`) > most) break;
    kept += character;
  }
  return `${kept}…${ending}`;
}
