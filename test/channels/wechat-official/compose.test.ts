import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { z } from 'zod';
import {
  joinable,
  joinContents,
  MAX_TEXT_BYTES,
  partsOf,
  templateBody,
} from '../../../src/channels/wechat-official/send/compose.js';
import { answerTo } from './bench.js';

const Body = z.object({
  text: z.object({ content: z.string() }).optional(),
  msgmenu: z
    .object({ head_content: z.string(), list: z.array(z.object({ id: z.string(), content: z.string() })) })
    .optional(),
});
const words = fc.string({ unit: 'grapheme', maxLength: 900 });
const buttons = fc.array(
  fc.record({ label: fc.string({ unit: 'grapheme', maxLength: 20 }), value: fc.uuid() }),
  {
    maxLength: 6,
  },
);
const bytes = (text: string): number => Buffer.byteLength(text);

describe('whatever a message says', () => {
  test('no part is more than WeChat takes, nothing is cut in half, every choice is offered once', () => {
    fc.assert(
      fc.property(words, buttons, fc.constantFrom('', '\n\n（提示）'), (text, choices, hint) => {
        const parts = partsOf({ text, buttons: choices, attachments: [] }, hint);
        const bodies = parts.map((part) => (part.type === 'text' ? Body.parse(part.body) : {}));
        const shown = bodies.map(({ text, msgmenu }) => text?.content ?? msgmenu?.head_content ?? '');
        const offered = bodies.flatMap(({ msgmenu }) => msgmenu?.list ?? []);
        for (const each of shown) {
          expect(bytes(each)).toBeLessThanOrEqual(MAX_TEXT_BYTES);
          expect(Buffer.from(each).toString()).toBe(each);
        }
        if (text === '') return expect(parts).toEqual([]);
        expect(offered.map(({ id }) => id)).toEqual(choices.map(({ value }) => value));
        if (bytes(text) <= MAX_TEXT_BYTES) expect(shown[0]?.startsWith(text)).toBe(true);
      }),
    );
  });

  test('what is joined is a beginning of what waits, and fits', () => {
    const message = fc.record({ text: words, buttons });
    fc.assert(
      fc.property(message, fc.array(message, { maxLength: 5 }), (first, others) => {
        const [lead, ...behind] = [first, ...others].map(({ text, buttons }, n) => {
          const content = { text, buttons, attachments: [] };
          return { ...answerTo(`out-${n}`, text, { content }), seq: n + 1 };
        });
        if (lead === undefined) return;
        const joined = joinable(lead, behind);
        expect(joined).toEqual(behind.slice(0, joined.length));
        if (joined.length === 0) return;
        const whole = joinContents([lead, ...joined]);
        expect(bytes(whole.text)).toBeLessThanOrEqual(MAX_TEXT_BYTES);
        // The choices of a question stand last: nothing was joined behind one.
        expect(whole.buttons).toEqual(joined.at(-1)?.content.buttons);
      }),
    );
  });

  test('a template’s keyword is one line of at most twenty characters', () => {
    const Data = z.object({ data: z.object({ thing1: z.object({ value: z.string() }) }) });
    fc.assert(
      fc.property(words, (text) => {
        const message = { ...answerTo('out', text), seq: 1 };
        const body = templateBody(
          message,
          { id: 'T', data: { thing1: '{text}' } },
          'https://12345.example.cn',
        );
        const { value } = Data.parse(body).data.thing1;
        expect([...value].length).toBeLessThanOrEqual(20);
        expect(value).not.toMatch(/[\r\n]/);
      }),
    );
  });

  test.each([
    ['您的工单 YC20261124100000020（公交站牌倒了）已转给市城管局办理。', '您的工单已转给市城管局办理。'],
    [
      '市城管局已经接手您的工单 YC20261124100000020（公交站牌倒了），正在办理。',
      '市城管局已经接手您的工单，正在办理。',
    ],
    ['YC20261124100000020', 'YC20261124100000020'],
  ])('a template’s few characters tell what happened: %s', (text, said) => {
    const template = { id: 'T', data: { thing1: '{text}' } };
    const body = templateBody({ ...answerTo('out', text), seq: 1 }, template, 'https://12345.example.cn');
    expect(body).toMatchObject({ data: { thing1: { value: said } } });
  });
});
