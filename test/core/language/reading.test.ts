import { expect, test } from '@jest/globals';
import { soundsLike } from '../../../src/core/language/reading.js';

test.each([
  ['转办说明', 'zbsm', true],
  ['转办说明', 'ZB', true],
  ['转办说明', 'zhuanb', true],
  ['转办说明', 'zhuanban', true],
  ['转办说明', '转办', true],
  ['转办说明', 'b', true],
  ['转办说明', 'bs', true],
  ['转办说明', 'zs', false],
  ['张晓燕', 'zhangxy', true],
  ['VIP 来电', 'vip来', true],
  ['转办说明', '', true],
])('%s, typed %s: %s', (text, typed, fits) => {
  expect(soundsLike(text, typed)).toBe(fits);
});
