import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { StaffNotice } from '../../src/core/model/staff-notice.js';
import { openStores } from './open-stores.js';

let opened: Awaited<ReturnType<typeof openStores>>;
beforeAll(async () => {
  opened = await openStores();
});
afterAll(() => opened.close());

test('leak: that there is a sealed ticket, and its number, is a notice for the sealed desk alone', async () => {
  const { staffNotices } = opened.stores;
  const notice = (id: string, secrecy: StaffNotice['secrecy']): StaffNotice => ({
    id,
    to: { type: 'desk' },
    ticketId: id,
    number: `YC-${id}`,
    secrecy,
    move: 'accept',
    seq: 1,
    at: new Date('2026-11-23T02:00:00Z'),
    readBy: [],
  });
  for (const secrecy of ['open', 'confidential', 'sealed'] as const)
    await staffNotices.insert(notice(secrecy, secrecy));
  const ids = async (sealed = false) =>
    (await staffNotices.list({ readers: [{ type: 'desk' }], sealed, limit: 10 })).map(({ id }) => id).sort();
  expect(await ids()).toEqual(['confidential', 'open']);
  expect(await ids(true)).toEqual(['confidential', 'open', 'sealed']);
});
