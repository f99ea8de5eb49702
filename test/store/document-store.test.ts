import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStores, type Stores } from './open-stores.js';

let close: () => Promise<void>;
let documents: Stores['documents'];

beforeAll(async () => {
  ({
    close,
    stores: { documents },
  } = await openStores());
});
afterAll(() => close());

test('papers are counted within their series, and one printed again keeps its number', async () => {
  expect(await documents.numberOf('t1.notice.5', '催:2026')).toBe(1);
  expect(await documents.numberOf('t2.notice.4', '催:2026')).toBe(2);
  expect(await documents.numberOf('t1.notice.5', '催:2026')).toBe(1);
  expect(await documents.numberOf('t1.notice.9', '催:2027')).toBe(1);
});

test('printed many times at once it has one number', async () => {
  const numbers = await Promise.all(Array.from({ length: 10 }, () => documents.numberOf('t3', '答:2026')));
  expect(new Set(numbers).size).toBe(1);
});
