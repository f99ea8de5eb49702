import { syllable } from './extract/pinyin.js';
import { FIRST_OF_SYLLABLE } from './syllables.js';

const FIRSTS = FIRST_OF_SYLLABLE.split(/\s+/).map((one) => ({ said: one.slice(0, -1), sign: one.slice(-1) }));
/** As family names these are read otherwise. */
const FAMILY: Readonly<Record<string, string>> = {
  曾: 'zeng',
  单: 'shan',
  仇: 'qiu',
  解: 'xie',
  查: 'zha',
  朴: 'piao',
  盖: 'ge',
  覃: 'qin',
  缪: 'miao',
};
const bySound = new Intl.Collator('zh-CN-u-co-pinyin');
const known = new Map<string, readonly string[]>();

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
  if (wanted.startsWith(sign) && beginsLike(signs, from + 1, wanted.slice(sign.length))) return true;
  return readings(sign).some((said) => {
    // The last syllable may not be typed to its end yet.
    if (said.startsWith(wanted)) return true;
    return [said, said.slice(0, 1)].some(
      (part) => wanted.startsWith(part) && beginsLike(signs, from + 1, wanted.slice(part.length)),
    );
  });
}

/** How a sign is read: as places have it, as it sorts, as a family name; nothing for what is no Chinese sign. */
function readings(sign: string): readonly string[] {
  const before = known.get(sign);
  if (before) return before;
  const all = /\p{Script=Han}/u.test(sign)
    ? [syllable(sign)?.replace('ü', 'u'), sorted(sign), FAMILY[sign]]
    : [];
  const found = [...new Set(all)].filter((said) => said !== undefined);
  known.set(sign, found);
  return found;
}

function sorted(sign: string): string | undefined {
  let [from, to] = [0, FIRSTS.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (bySound.compare(FIRSTS[middle]?.sign ?? '', sign) <= 0) from = middle + 1;
    else to = middle;
  }
  return FIRSTS[from - 1]?.said;
}
