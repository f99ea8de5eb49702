import { describe, expect, test } from '@jest/globals';
import { fitContent, type FitTraits, lengthIn } from '../../../src/core/delivery/fit.js';
import type { Attachment } from '../../../src/core/model/attachment.js';
import type { OutboundContent } from '../../../src/core/model/message.js';
import fc from '../../support/fc.js';

const traits = (changes: Partial<FitTraits>): FitTraits => ({
  maxText: 20,
  textUnit: 'chars',
  maxParts: 3,
  buttons: 0,
  images: false,
  files: false,
  maxAttachmentBytes: 1_000_000,
  rich: false,
  ...changes,
});
const YES = { label: '好', value: 'yes' };
const content = (text: string, more: Partial<OutboundContent> = {}): OutboundContent => ({
  text,
  buttons: [],
  attachments: [],
  ...more,
});
const file = (changes: Partial<Attachment> = {}): Attachment => ({
  id: 'a1',
  name: '回执.pdf',
  mime: 'application/pdf',
  size: 1000,
  sha256: 'f'.repeat(64),
  ...changes,
});
const texts = (text: string, changes: Partial<FitTraits> = {}) =>
  fitContent(content(text), traits(changes)).map((part) => part.text);

describe('a long text', () => {
  test('that fits stays as it is', () => {
    expect(texts('您好')).toEqual(['您好']);
  });

  test('is split where a sentence ends, buttons with the last part', () => {
    const long = content('您的诉求已经受理了，请放心。我们会尽快答复您，谢谢。', { buttons: [YES] });
    const parts = fitContent(long, traits({ buttons: 2 }));
    expect(parts.map((part) => part.text)).toEqual([
      '您的诉求已经受理了，请放心。',
      '我们会尽快答复您，谢谢。',
    ]);
    expect(parts.map((part) => part.buttons.length)).toEqual([0, 1]);
  });

  test.each([
    ['a phone number', '请您方便时拨打这个联系电话', '0515-88123456'],
    ['a ticket number', '您的诉求已经受理工单编号', 'YC2026112300017'],
    ['a date', '我们会在规定的时限内办结即', '2026-12-31'],
    ['a time', '工作人员将于明天上午来现场查看约', '09:30'],
    ['an amount', '退还给您的押金一共是人民币', '12,345.60'],
    ['an address', '请打开这个页面查看', 'https://a.cn/t/12'],
    ['a letter of several signs', '给您点赞谢谢您的理解与支持呀呀呀', '👨‍👩‍👧'],
  ])('is never split within %s', (_, before, whole) => {
    const parts = texts(`${before}${whole}，谢谢。`);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.filter((part) => part.includes(whole))).toHaveLength(1);
  });

  test('of one number longer than a part is cut rather than lost', () => {
    expect(texts('1'.repeat(50))).toEqual(['1'.repeat(20), '1'.repeat(20), '1'.repeat(10)]);
  });

  test('that is more than all parts is cut visibly', () => {
    const parts = texts('很长'.repeat(100));
    expect(parts).toHaveLength(3);
    expect(parts.at(-1)?.endsWith('…')).toBe(true);
  });
});

describe('what a channel cannot carry', () => {
  test('buttons become numbered lines', () => {
    const asked = content('满意吗？', { buttons: [YES, { label: '不好', value: 'no' }] });
    expect(fitContent(asked, traits({ buttons: 1 }))).toEqual([content('满意吗？\n1. 好\n2. 不好')]);
    expect(fitContent(asked, traits({ buttons: 2 }))).toEqual([asked]);
  });

  test.each([
    [
      'a picture where there are none',
      { files: true },
      { mime: 'image/png', name: '现场.png' },
      '图片：现场.png',
    ],
    ['a file where there are none', { images: true }, {}, '文件：回执.pdf'],
    ['a file that is too large', { files: true, maxAttachmentBytes: 999 }, {}, '文件：回执.pdf'],
  ])('%s becomes a link', (_, can, which, line) => {
    const given = content('请查收', { attachments: [file(which)] });
    const limits = traits({ ...can, maxText: 100 });
    expect(fitContent(given, limits, () => 'https://a.cn/files/t')).toEqual([
      content(`请查收\n${line}\nhttps://a.cn/files/t`),
    ]);
  });

  test('a file nobody may read by a link is named, and not linked', () => {
    const [part] = fitContent(content('请查收', { attachments: [file()] }), traits({ maxText: 100 }));
    expect(part?.text).toBe('请查收\n文件：回执.pdf（此处无法发送）');
  });

  test('a file that can go along goes with the last part', () => {
    const given = content('很长。'.repeat(10), { attachments: [file()] });
    const parts = fitContent(given, traits({ files: true }));
    expect(parts.map((part) => part.attachments.length)).toEqual([0, 1]);
  });

  test('rich text becomes plain', () => {
    const rich = content('您好', { html: '<b>您好</b>' });
    expect(fitContent(rich, traits({}))[0]?.html).toBeUndefined();
    expect(fitContent(rich, traits({ rich: true }))[0]?.html).toBe('<b>您好</b>');
  });
});

test.each([
  ['a', 'chars', 1],
  ['盐城', 'bytes', 6],
  ['盐城12345', 'wide', 5],
  ['盐'.repeat(70), 'segments', 1],
  ['盐'.repeat(71), 'segments', 2],
  ['盐'.repeat(134), 'segments', 2],
  ['盐'.repeat(135), 'segments', 3],
  ['a'.repeat(160), 'segments', 1],
  ['a'.repeat(161), 'segments', 2],
  // One sign that is not in the basic alphabet costs every other one its small size.
  [`${'a'.repeat(159)}，`, 'segments', 3],
  // The 67th unit would be half of it: it moves to the next segment.
  [`${'盐'.repeat(66)}😀${'盐'.repeat(66)}`, 'segments', 3],
] as const)('%.10s… in %s', (text, unit, length) => {
  expect(lengthIn(text, unit)).toBe(length);
});

describe('whatever a channel can and whatever is said', () => {
  const anyTraits = fc
    .record({
      textUnit: fc.constantFrom<FitTraits['textUnit']>('chars', 'wide', 'bytes', 'segments'),
      maxParts: fc.integer({ min: 1, max: 5 }),
      buttons: fc.integer({ min: 0, max: 4 }),
      images: fc.boolean(),
      files: fc.boolean(),
      maxAttachmentBytes: fc.integer({ min: 0, max: 3000 }),
      rich: fc.boolean(),
      // Room for the longest number and address below.
      size: fc.integer({ min: 48, max: 300 }),
    })
    .map(({ size, ...rest }): FitTraits => ({
      ...rest,
      maxText: rest.textUnit === 'segments' ? 1 + (size % 3) : rest.textUnit === 'bytes' ? size * 3 : size,
    }));
  const WHOLE = [
    '0515-88123456',
    '13812345678',
    'YC2026112300017',
    '2026-12-31',
    '09:30',
    '12,345.60',
    'https://12345.example.cn/t/a1b2?c=3',
    '👨‍👩‍👧‍👦',
    '𠮷',
  ];
  const words = fc.constantFrom(
    '诉求',
    '受理',
    '。',
    '，',
    '\n',
    '！',
    '；',
    ' ',
    '请您放心',
    'thank you. ',
    'é',
    '1. ',
  );
  const said = fc
    .array(
      fc.oneof(
        words,
        fc.constantFrom(...WHOLE).map((each) => `（${each}）`),
      ),
      { maxLength: 80 },
    )
    .map((pieces) => pieces.join(''));
  const anyContent = fc.record({
    text: said,
    html: fc.constantFrom(undefined, '<p>富文本</p>'),
    subject: fc.constantFrom(undefined, '答复'),
    buttons: fc.array(fc.constantFrom(YES, { label: '不满意', value: 'no' }), { maxLength: 5 }),
    attachments: fc.array(
      fc.record({
        mime: fc.constantFrom('image/png', 'application/pdf'),
        size: fc.integer({ min: 1, max: 4000 }),
        name: fc.constantFrom('照片.png', '回执.pdf'),
      }),
      { maxLength: 3 },
    ),
  });

  test('every part keeps to the limits, nothing is lost unless it is cut visibly, numbers and addresses stay whole', () => {
    fc.assert(
      fc.property(anyContent, anyTraits, ({ attachments, ...rest }, can) => {
        const given = { ...rest, attachments: attachments.map((each, i) => file({ ...each, id: `a${i}` })) };
        const link = (each: Attachment) => `https://12345.example.cn/files/${each.id}`;
        const parts = fitContent(given, can, link);

        expect(parts.length).toBeGreaterThan(0);
        expect(parts.length).toBeLessThanOrEqual(can.maxParts);
        for (const part of parts) {
          expect(lengthIn(part.text, can.textUnit)).toBeLessThanOrEqual(can.maxText);
          expect(part.buttons.length).toBeLessThanOrEqual(can.buttons);
          expect(Buffer.from(part.text).toString()).toBe(part.text);
          if (!can.rich) expect(part.html).toBeUndefined();
          for (const { mime, size } of part.attachments) {
            expect(mime.startsWith('image/') ? can.images : can.files).toBe(true);
            expect(size).toBeLessThanOrEqual(can.maxAttachmentBytes);
          }
        }

        const shown = parts.map((part) => part.text).join('');
        const isCut = shown.endsWith('…');
        const sent = parts.flatMap((part) => part.attachments.map(({ id }) => id));
        const pressable = parts.flatMap((part) => part.buttons);
        if (isCut) expect(parts).toHaveLength(can.maxParts);
        else {
          expect(bare(shown).startsWith(bare(given.text))).toBe(true);
          for (const [i, { label }] of given.buttons.entries())
            if (pressable.length === 0) expect(bare(shown)).toContain(`${i + 1}.${bare(label)}`);
          for (const each of given.attachments)
            expect(sent.includes(each.id) || shown.includes(link(each))).toBe(true);
        }
        expect([0, given.buttons.length]).toContain(pressable.length);

        for (const whole of WHOLE) {
          const seen = parts.reduce((sum, part) => sum + count(part.text, whole), 0);
          if (!isCut) expect(seen).toBeGreaterThanOrEqual(count(given.text, whole));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('any letters at all end, and keep to the limits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom<FitTraits['textUnit']>('chars', 'wide', 'bytes', 'segments'),
        fc.integer({ min: 1, max: 4 }),
        (text, textUnit, maxParts) => {
          const maxText = textUnit === 'segments' ? 1 : 24;
          const parts = fitContent(content(text), traits({ textUnit, maxText, maxParts }));
          expect(parts.length).toBeLessThanOrEqual(maxParts);
          for (const part of parts) {
            expect(lengthIn(part.text, textUnit)).toBeLessThanOrEqual(maxText);
            expect(Buffer.from(part.text).toString()).toBe(part.text);
          }
        },
      ),
    );
  });
});

/** Without the white space that a split takes away. */
function bare(text: string): string {
  return text.replace(/\s+/g, '');
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
