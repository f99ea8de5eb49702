import { describe, expect, test } from '@jest/globals';
import { likeness, likenessKeys, pairsOf } from '../../../src/core/ticket/likeness.js';
import { mostSimilar, similarity } from '../../../src/core/ticket/similar.js';
import { ticket } from '../../store/samples.js';
import type { Request } from '../../../src/core/model/request.js';

const DAY = 86_400_000;
const made = (matter: string, over: Partial<Request> & { id?: string; days?: number; by?: string } = {}) => {
  const { id = matter, days = 0, by, ...request } = over;
  const one = ticket(id, matter);
  return {
    ...one,
    citizenId: by ?? `citizen-${id}`,
    createdAt: new Date(one.createdAt.getTime() + days * DAY),
    request: { ...one.request, ...request },
  };
};
const place = (detail: string, town = '320903104') => ({ text: detail, county: '320903', town, detail });

const WATER = '剧场路幸福小区从昨晚开始停水，家里老人小孩用水困难';

describe('what is one matter', () => {
  test.each([
    ['other words for the same', made('幸福小区停水一整天了，剧场路这边都没水'), made(WATER)],
    [
      'a line about what fills a page',
      made('剧场路幸福小区停水'),
      made(`您好领导，${WATER}，希望尽快处理，谢谢`),
    ],
    ['one typing error', made('剧场路幸福小区从作晚开始停水，家里老人小孩用水困难'), made(WATER)],
    [
      'few words in common, but the very same place',
      made('自来水没有了', { place: place('剧场路88号') }),
      made('家里停自来水', { place: place('剧场路88号') }),
    ],
  ])('%s', (_, a, b) => {
    expect(mostSimilar(a, [b], new Set(), 5)).toHaveLength(1);
  });
});

describe('what is not', () => {
  test.each([
    [
      'greetings and numbers alone are alike',
      made('尊敬的领导您好，我的电话13812345678，请问社保卡怎么补办'),
      made('尊敬的领导您好，我的电话13812345678，请问公交线路怎么调整'),
    ],
    [
      'the same person about something else',
      made('路灯坏了', { by: 'wang' }),
      made('医保报销比例太低', { by: 'wang' }),
    ],
    [
      'the same town and day, another matter',
      made('路灯坏了', { place: place('世纪大道1号') }),
      made('小贩占道经营', { place: place('青年路9号') }),
    ],
    [
      'the same words about another county',
      made('已经停水了很久', { place: { text: '大丰', county: '320904' } }),
      made('已经停水', { place: { text: '东台', county: '320981' } }),
    ],
  ])('%s', (_, a, b) => {
    const people = new Set(a.citizenId === b.citizenId ? [a.citizenId] : []);
    expect(mostSimilar(a, [b], people, 5)).toEqual([]);
  });
});

test('why is said: person, words, place, day', () => {
  const a = made(WATER, { id: 'a', by: 'wang', place: place('剧场路幸福小区') });
  const b = made(WATER, { id: 'b', by: 'wang', days: 2, place: place('剧场路幸福小区') });
  const { score, reasons } = similarity(a, b, new Set(['wang']));
  expect(score).toBe(1);
  expect(reasons).toEqual([
    { type: 'person' },
    { type: 'text', likeness: 1 },
    { type: 'place', place: 'detail' },
    { type: 'time', days: 2 },
  ]);
});

test('leak: that two are of one person is not told of whoever asked not to be known', () => {
  const a = made(WATER, { id: 'a', by: 'wang', anonymous: true });
  const b = made(WATER, { id: 'b', by: 'wang' });
  expect(similarity(a, b, new Set(['wang'])).reasons.map(({ type }) => type)).not.toContain('person');
});

test('alike texts share a key of the index, others do not', () => {
  const keys = new Set(likenessKeys(WATER));
  const shared = (text: string) => likenessKeys(text).filter((key) => keys.has(key)).length;
  expect(shared(`${WATER}，请尽快恢复供水`)).toBeGreaterThan(0);
  expect(shared('建议在人民公园增加儿童游乐设施和健身器材')).toBe(0);
  expect(likenessKeys('。！')).toEqual([]);
  expect(likeness(pairsOf(''), pairsOf(WATER))).toBe(0);
});
