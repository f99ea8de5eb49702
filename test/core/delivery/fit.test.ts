import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { fitContent, lengthIn } from '../../../src/core/delivery/fit.js';
import type { ChannelTraits } from '../../../src/core/ports.js';

const traits = (changes: Partial<ChannelTraits>): ChannelTraits => ({
  source: '01',
  dialogue: 'chat',
  debounceMs: 0,
  delivery: 'push',
  maxText: 20,
  textUnit: 'chars',
  maxParts: 3,
  buttons: 0,
  repeatSafe: false,
  ...changes,
});
const content = (text: string) => ({ text, buttons: [{ label: '好', value: 'yes' }], attachments: [] });

describe('fitting a message to what a channel carries', () => {
  test('a short one stays as it is', () => {
    expect(fitContent(content('您好'), traits({}))).toEqual([content('您好')]);
  });

  test('a long one is split where a sentence ends, buttons with the last part', () => {
    const parts = fitContent(content('您的诉求已经受理了，请放心。我们会尽快答复您，谢谢。'), traits({}));
    expect(parts.map((part) => part.text)).toEqual([
      '您的诉求已经受理了，请放心。',
      '我们会尽快答复您，谢谢。',
    ]);
    expect(parts.map((part) => part.buttons.length)).toEqual([0, 1]);
  });

  test('what is more than all parts is cut visibly', () => {
    const parts = fitContent(content('很长'.repeat(100)), traits({}));
    expect(parts).toHaveLength(3);
    expect(parts.at(-1)?.text.endsWith('…')).toBe(true);
  });

  test.each([
    ['a', 'chars', 1],
    ['盐城', 'bytes', 6],
    ['盐'.repeat(70), 'segments', 1],
    ['盐'.repeat(71), 'segments', 2],
    ['盐'.repeat(134), 'segments', 2],
    ['盐'.repeat(135), 'segments', 3],
  ] as const)('%.10s… in %s', (text, unit, length) => {
    expect(lengthIn(text, unit)).toBe(length);
  });

  test('no part is ever longer than the channel allows, half a character, or more parts than it allows', () => {
    const units = fc.constantFrom<ChannelTraits['textUnit']>('chars', 'bytes', 'segments');
    const text = fc.string({ unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(text, units, fc.integer({ min: 1, max: 4 }), (said, textUnit, maxParts) => {
        const maxText = textUnit === 'segments' ? 1 : 24;
        const parts = fitContent(content(said), traits({ textUnit, maxText, maxParts }));
        expect(parts.length).toBeLessThanOrEqual(maxParts);
        for (const part of parts) {
          expect(lengthIn(part.text, textUnit)).toBeLessThanOrEqual(maxText);
          expect(Buffer.from(part.text).toString()).toBe(part.text);
        }
      }),
    );
  });
});
