import { describe, expect, test } from '@jest/globals';
import { afterOpening, matters, opensAnother } from '../../../src/core/language/matters.js';

/** As the language part calls it: normalised text, and the matter as a whole. */
const split = (text: string): string[] =>
  matters(text, { value: text, confidence: 1, span: { start: 0, end: text.length } }).map(
    ({ value }) => value,
  );

describe('matters are divided where the writer counts them', () => {
  test.each([
    ['一是路灯不亮,二是窨井盖没了', ['路灯不亮', '窨井盖没了']],
    ['1.路灯不亮 2.垃圾没人清', ['路灯不亮', '垃圾没人清']],
    ['1、路灯不亮\n2、垃圾没人清', ['路灯不亮', '垃圾没人清']],
    ['路灯坏了,第二件事,窨井盖也没了', ['路灯坏了', '窨井盖也没了']],
    ['第一件事是路灯不亮 第二件事是垃圾太多', ['路灯不亮', '垃圾太多']],
    ['路灯坏了。另外小区垃圾没人清', ['路灯坏了。', '小区垃圾没人清']],
    ['路灯不亮了 还有一件事 楼上漏水', ['路灯不亮了', '楼上漏水']],
    ['楼下油烟大,顺便问一下社保怎么转', ['楼下油烟大', '社保怎么转']],
    ['首先路灯坏了,其次垃圾多', ['路灯坏了', '垃圾多']],
    ['the light is broken. Also, the garbage stinks', ['the light is broken.', 'the garbage stinks']],
  ])('%s', (text, wanted) => expect(split(text)).toEqual(wanted));

  test.each([
    '第一人民医院停车难',
    '欠我1.5万元没给,电话0515-88123456',
    '还有晚上很吵',
    '三楼二号门坏了',
    '我们是二是一家',
  ])('%s is one', (text) => expect(split(text)).toEqual([text]));

  test('the parts are where they say', () => {
    const text = '我反映:1.路灯不亮 2.垃圾没人清';
    for (const { value, span } of matters(text, { value: text, confidence: 1, span: { start: 0, end: 0 } })) {
      expect(text.slice(span.start, span.end)).toBe(value);
    }
  });
});

describe('a further matter announces itself', () => {
  test.each([
    '对了,还有一件事,窨井盖没了',
    '还有个事 垃圾没人清',
    '第二件事,窨井盖没了',
    '我还要反映一个问题',
  ])('%s', (text) => expect(opensAnother(text)).toBe(true));
  test.each(['还有晚上很吵', '另外请尽快', '第二人民医院停车难'])('%s does not', (text) =>
    expect(opensAnother(text)).toBe(false),
  );
  test('and is told without the announcement', () => {
    expect(afterOpening('对了,还有一件事,窨井盖没了')).toBe('窨井盖没了');
    expect(afterOpening('窨井盖没了')).toBe('窨井盖没了');
  });
});
