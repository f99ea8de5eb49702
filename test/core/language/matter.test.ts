import { describe, expect, test } from '@jest/globals';
import { createUnderstand } from '../../../src/core/language/understand.js';
import { NOW } from '../../fixtures/language/city.js';
import { yancheng } from '../../fixtures/language/yancheng.js';

const understand = createUnderstand(yancheng);
const matter = (text: string) => understand(text, NOW).matter?.value;

describe('what remains as the matter', () => {
  test.each([
    '路灯坏了',
    '漏水',
    '小区垃圾没人清',
    '楼上漏水',
    'The street light is broken',
    '我要投诉物业乱收费',
    '公积金怎么提取',
    '没水',
  ])('%s is one, whole', (text) => {
    expect(matter(text)).toBe(text);
  });

  test.each([
    ['你好,路灯坏了', '路灯坏了'],
    ['您好，我叫张伟，电话13812345678，小区垃圾没人清', '小区垃圾没人清'],
    ['路灯坏了,联系电话13812345678谢谢', '路灯坏了'],
    ['路灯坏了\n13812345678\n张先生', '路灯坏了'],
    ['昨晚解放南路112号的路灯坏了,我姓王', '昨晚解放南路112号的路灯坏了'],
  ])('%j leaves %s', (text, left) => {
    expect(matter(text)).toBe(left);
  });

  test.each([
    '你好',
    '13812345678',
    '我叫张伟',
    '我叫张伟,电话13812345678',
    '盐都区',
    '解放南路112号',
    '昨天下午三点半',
    '转人工',
    '查进度',
    'YC20261123080000173',
    '是的',
    '好的谢谢',
    '不知道',
    '1',
    '。。。',
    '',
    '👍',
    '😡😡😡',
    'hello',
    '算了',
  ])('%j tells none', (text) => {
    expect(matter(text)).toBeUndefined();
  });
});
