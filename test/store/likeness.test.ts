import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Ticket } from '../../src/core/model/ticket.js';
import { openStores, type Stores } from './open-stores.js';
import { NOW, ticket } from './samples.js';

let close: () => Promise<void>;
let tickets: Stores['tickets'];
const WATER = '剧场路幸福小区从昨晚开始停水，家里老人小孩用水困难';

beforeAll(async () => {
  ({
    close,
    stores: { tickets },
  } = await openStores());
  const put = (
    id: string,
    matter: string,
    over: Partial<Ticket> = {},
    secrecy: 'open' | 'sealed' = 'open',
  ) => {
    const one = ticket(id, matter, { citizenId: `citizen-${id}`, ...over });
    return tickets.insert({ ...one, request: { ...one.request, secrecy } });
  };
  await put('words', `${WATER}，请尽快恢复`);
  await put('person', '医保报销', { citizenId: 'wang' });
  await put('category', '自来水没有了', { category: 'SW01' });
  await put('old', WATER, { createdAt: new Date(NOW.getTime() - 90 * 86_400_000) });
  await put('other', '路灯坏了');
  await put('sealed', WATER, { category: 'SW01', citizenId: 'wang' }, 'sealed');
});
afterAll(() => close());

test('found by person, words or category within the days; never a sealed one', async () => {
  const found = await tickets.likeThis({
    exceptId: 'asked',
    citizenIds: ['wang'],
    words: { title: '停水', matter: WATER },
    category: 'SW01',
    from: new Date(NOW.getTime() - 30 * 86_400_000),
    to: NOW,
    limit: 10,
  });
  expect(found.map(({ id }) => id).sort()).toEqual(['category', 'person', 'words']);
});
