import { expect, test } from '@jest/globals';
import { syllable } from '../../../src/core/language/extract/pinyin.js';
import { soundsLike } from '../../../src/core/language/reading.js';
import { FIRST_OF_SYLLABLE } from '../../../src/core/language/syllables.js';

test.each([
  ['催办说明', 'cbsm', true],
  ['催办说明', 'CB', true],
  ['催办说明', 'cuib', true],
  ['催办说明', 'cuiban', true],
  ['催办说明', '催办', true],
  ['催办说明', 'b', true],
  ['催办说明', 'bs', true],
  ['催办说明', 'cs', false],
  ['好评回复', 'haoping', true],
  ['日期', 'riqi', true],
  ['张晓燕', 'zhangxy', true],
  ['曾强', 'zengq', true],
  ['VIP 来电', 'vip来', true],
  ['催办说明', '', true],
])('%s, typed %s: %s', (text, typed, fits) => {
  expect(soundsLike(text, typed)).toBe(fits);
});

test('the firsts of the syllables stand in the order of sounds', () => {
  const signs = FIRST_OF_SYLLABLE.split(/\s+/).map((one) => one.slice(-1));
  const bySound = new Intl.Collator('zh-CN-u-co-pinyin');
  expect(signs.filter((sign, i) => i > 0 && bySound.compare(signs[i - 1] ?? '', sign) >= 0)).toEqual([]);
});

test('common signs of which another table knows the reading are found by it', () => {
  const known = Array.from({ length: 0x51a6 }, (_, i) => String.fromCodePoint(0x4e00 + i)).filter(syllable);
  const missed = known.filter((sign) => !soundsLike(sign, syllable(sign)?.replace('ü', 'u') ?? ''));
  expect(missed).toEqual([]);
});
