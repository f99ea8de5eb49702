import { describe, expect, test } from '@jest/globals';
import { SegmentedMessage } from 'sms-segments-calculator';
import { segmentsOf } from '../../../src/core/model/sms-segments.js';
import fc from '../../support/fc.js';

/** What Twilio's own calculator says. */
function twilios(text: string) {
  const message = new SegmentedMessage(text);
  return { encoding: message.encodingName, segments: message.segmentsCount };
}

describe('a text costs what Twilio’s calculator says', () => {
  test.each([
    ['nothing', '', 1],
    ['70 hanzi', '路'.repeat(70), 1],
    ['71 hanzi', '路'.repeat(71), 2],
    ['134 hanzi', '路'.repeat(134), 2],
    ['135 hanzi', '路'.repeat(135), 3],
    ['35 emoji', '😀'.repeat(35), 1],
    ['36 emoji', '😀'.repeat(36), 2],
    ['an emoji at the border stays whole', ('路'.repeat(66) + '😀').repeat(2), 3],
    ['160 letters', 'a'.repeat(160), 1],
    ['161 letters', 'a'.repeat(161), 2],
    ['80 €', '€'.repeat(80), 1],
    ['81 €', '€'.repeat(81), 2],
    ['€ at the border stays whole', `${'a'.repeat(152)}€${'a'.repeat(100)}`, 2],
    ['one hanzi makes all of it UCS-2', `${'a'.repeat(70)}路`, 2],
    ['line ends of both kinds', `${'a\r\n'.repeat(53)}a`, 1],
  ])('%s', (_name, text, segments) => {
    expect(segmentsOf(text).segments).toBe(segments);
    expect(segmentsOf(text)).toEqual(twilios(text));
  });

  const character = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...'盐城市亭湖区路灯坏了，。？！“”（）１２３') },
    { weight: 3, arbitrary: fc.constantFrom(...'abcXYZ 0189@£_\n,.!?') },
    { weight: 1, arbitrary: fc.constantFrom('€', '[', '~', '^', '\f', 'ç', 'Ç', 'é', '`', '\t') },
    { weight: 1, arbitrary: fc.constantFrom('😀', '𠮷', '\r\n', '🏠') },
  );
  test('any mixture of them', () => {
    const text = fc.array(character, { maxLength: 400 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (each) => {
        expect(segmentsOf(each)).toEqual(twilios(each));
      }),
    );
  });

  const gsm = fc.constantFrom(...'abcXYZ 0189@£_\n,.!?€[]{}~^|\\Å');
  test('any mixture within the default alphabet', () => {
    const text = fc.array(gsm, { maxLength: 500 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (each) => {
        expect(segmentsOf(each).encoding).toBe('GSM-7');
        expect(segmentsOf(each)).toEqual(twilios(each));
      }),
    );
  });

  test('every character of the first planes alone', () => {
    for (let code = 1; code < 0x2100; code++) {
      const text = String.fromCharCode(code).repeat(81);
      if (/\p{Mark}|\p{Control}|\p{Format}/u.test(text) && code > 0x20) continue;
      expect([code, segmentsOf(text).encoding]).toEqual([code, twilios(text).encoding]);
    }
  });
});
