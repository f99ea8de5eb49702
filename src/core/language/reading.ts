import { syllable } from './extract/pinyin.js';

/** The first sign of each letter in the order of sounds, as ICU sorts Chinese. */
const FIRST_SIGNS = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥仨他屲夕丫帀'];
const LETTERS = [...'abcdefghjklmnopqrstwxyz'];
const bySound = new Intl.Collator('zh-CN-u-co-pinyin');
const known = new Map<string, string | undefined>();

/**
 * Whether what was typed is a beginning of the sounds of some place in the text: initials, whole syllables,
 * or both mixed ("ztsj", "zhuantaishijian", "zhuangtsj"), or the signs themselves. Case does not matter.
 */
export function soundsLike(text: string, typed: string): boolean {
  const wanted = typed.toLowerCase().replaceAll(/[\s'’]/g, '');
  if (wanted === '') return true;
  const signs = [...text.toLowerCase().replaceAll(/\s/g, '')];
  return signs.some((_, from) => beginsLike(signs, from, wanted));
}

function beginsLike(signs: readonly string[], from: number, wanted: string): boolean {
  if (wanted === '') return true;
  const sign = signs[from];
  if (sign === undefined) return false;
  if (wanted.startsWith(sign) && beginsLike(signs, from + sign.length, wanted.slice(sign.length)))
    return true;
  const letter = initial(sign);
  if (letter !== undefined && wanted.startsWith(letter) && beginsLike(signs, from + 1, wanted.slice(1)))
    return true;
  const whole = syllable(sign)?.replace('ü', 'v');
  if (whole === undefined) return false;
  if (wanted.startsWith(whole)) return beginsLike(signs, from + 1, wanted.slice(whole.length));
  // The last syllable may not be typed to its end yet.
  return whole.startsWith(wanted);
}

/** The letter a Chinese sign's sound begins with; undefined for any other sign. */
function initial(sign: string): string | undefined {
  if (!known.has(sign)) known.set(sign, /\p{Script=Han}/u.test(sign) ? letterOf(sign) : undefined);
  return known.get(sign);
}

function letterOf(sign: string): string | undefined {
  const after = FIRST_SIGNS.findIndex((first) => bySound.compare(first, sign) > 0);
  return LETTERS[(after < 0 ? LETTERS.length : after) - 1];
}
