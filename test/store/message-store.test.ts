import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredMessage } from '../../src/core/model/message.js';
import { openStores, type Stores } from './open-stores.js';
import { after, inbound, NOW, outbound } from './samples.js';

let close: () => Promise<void>;
let messages: Stores['messages'];
let empty: () => Promise<void>;

beforeAll(async () => {
  const opened = await openStores();
  ({ close } = opened);
  messages = opened.stores.messages;
  empty = async () => void (await opened.connection.collection('messages').deleteMany({}));
});
beforeEach(() => empty());
afterAll(() => close());

const delivery = async (id: string) => {
  const found: StoredMessage | undefined = await messages.find(id);
  return found?.direction === 'out' ? found.delivery : undefined;
};

describe('taking in', () => {
  test('a provider’s id is stored once, and the one before is shown', async () => {
    expect(await messages.insertInbound(inbound('a', {}, 'x'))).toEqual({ inserted: true });
    const again = await messages.insertInbound(inbound('b', { bodyHash: 'other' }, 'x'));
    expect(again).toMatchObject({ inserted: false, existing: { id: 'a', bodyHash: 'h' } });
  });

  test('of fifty at once exactly one is stored', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `m${i}`);
    const results = await Promise.all(ids.map((id) => messages.insertInbound(inbound(id, {}, 'x'))));
    expect(results.filter(({ inserted }) => inserted)).toHaveLength(1);
  });

  test('the same id on another account or channel is another message', async () => {
    const ids = ['a', 'b', 'c'];
    const fields = [{}, { account: 'second' }, { channel: 'email' }];
    for (const [i, id] of ids.entries())
      expect(await messages.insertInbound(inbound(id, fields[i], 'x'))).toEqual({ inserted: true });
  });

  test('ids made to run into each other stay apart', async () => {
    const first = inbound('a', { channel: 'web', account: 'a","b' }, 'c');
    const second = inbound('b', { channel: 'web', account: 'a' }, 'b","c');
    expect(await messages.insertInbound(first)).toEqual({ inserted: true });
    expect(await messages.insertInbound(second)).toEqual({ inserted: true });
  });

  test('new ones come in the order they arrived, ids deciding within a millisecond', async () => {
    await messages.insertInbound(inbound('c', { at: after(1) }));
    await messages.insertInbound(inbound('b'));
    await messages.insertInbound(inbound('a'));
    expect((await messages.newInbound('c1')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('set aside is no longer new, and says why', async () => {
    await messages.insertInbound(inbound('a'));
    await messages.quarantineInbound('a', { code: 'poison', message: 'why', attempts: 3 });
    expect(await messages.newInbound('c1')).toEqual([]);
    expect(await messages.conversationsWithNew(after(1), 10)).toEqual([]);
    expect(await messages.find('a')).toMatchObject({ status: 'quarantined', failure: { code: 'poison' } });
  });
});

describe('committing a step', () => {
  test('done twice it is done once, even when the message went out in between', async () => {
    await messages.insertInbound(inbound('a'));
    const commit = () => messages.commitStep([outbound('o', { seq: 2 })], [{ id: 'a', seq: 1 }]);
    await commit();
    const claimed = await messages.claimOutbound('o', NOW, 1000);
    await messages.finishOutbound('o', claimed?.delivery.fence ?? 0, { status: 'sent', updatedAt: NOW });
    await commit();
    expect(await delivery('o')).toMatchObject({ status: 'sent', attempts: 1 });
    expect(await messages.dueOutbound(after(1e9), 10)).toEqual([]);
    expect((await messages.history('c1', 0, 10)).map(({ id, seq }) => ({ id, seq }))).toEqual([
      { id: 'a', seq: 1 },
      { id: 'o', seq: 2 },
    ]);
    expect(await messages.newInbound('c1')).toEqual([]);
  });
});

describe('the lease', () => {
  beforeEach(() => messages.commitStep([outbound('o')], []));

  test('of fifty workers one gets it', async () => {
    const claims = await Promise.all(
      Array.from({ length: 50 }, () => messages.claimOutbound('o', NOW, 1000)),
    );
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  test('before its time nobody gets it', async () => {
    await messages.commitStep([outbound('later', { delivery: { ...LATER } })], []);
    expect(await messages.claimOutbound('later', NOW, 1000)).toBeUndefined();
    expect((await messages.dueOutbound(NOW, 10)).map(({ id }) => id)).toEqual(['o']);
  });

  test('a wedged worker that comes back late cannot overwrite what was done meanwhile', async () => {
    const wedged = await messages.claimOutbound('o', NOW, 1000);
    expect(await messages.expiredSending(after(999), 10)).toEqual([]);
    const [expired] = await messages.expiredSending(after(1000), 10);
    expect(expired?.id).toBe('o');
    await messages.finishOutbound('o', expired?.delivery.fence ?? 0, {
      status: 'ready',
      runAt: after(1000),
      updatedAt: after(1000),
    });
    const second = await messages.claimOutbound('o', after(1000), 1000);
    expect(second?.delivery).toMatchObject({ fence: 2, attempts: 2 });
    const late = { status: 'failed', updatedAt: after(1001) } as const;
    expect(await messages.finishOutbound('o', wedged?.delivery.fence ?? 0, late)).toBe(false);
    expect(await messages.finishOutbound('o', 2, { status: 'sent', updatedAt: after(1002) })).toBe(true);
    expect(await delivery('o')).toMatchObject({ status: 'sent' });
  });

  test('a result that comes after the lease was given up still counts: it is the truth', async () => {
    const claimed = await messages.claimOutbound('o', NOW, 1000);
    const fence = claimed?.delivery.fence ?? 0;
    await messages.finishOutbound('o', fence, { status: 'unknown', updatedAt: after(1000) });
    expect(await messages.finishOutbound('o', fence, { status: 'sent', updatedAt: after(1001) })).toBe(true);
    expect(await delivery('o')).toMatchObject({ status: 'sent' });
  });

  test('after a restart of the only process every lease is over at once', async () => {
    await messages.claimOutbound('o', NOW, 60_000);
    await messages.abandonSending(after(5));
    expect((await messages.expiredSending(after(5), 10)).map(({ id }) => id)).toEqual(['o']);
  });

  test('the earliest message stands first while it is ready or being sent, and no longer', async () => {
    await messages.commitStep([outbound('p', { seq: 2 })], []);
    expect(await messages.firstWaiting('c1')).toEqual({ id: 'o', dueAt: NOW, sending: false });
    await messages.claimOutbound('o', NOW, 1000);
    expect(await messages.firstWaiting('c1')).toEqual({ id: 'o', dueAt: after(1000), sending: true });
    await messages.finishOutbound('o', 1, { status: 'failed', updatedAt: NOW });
    expect(await messages.firstWaiting('c1')).toMatchObject({ id: 'p' });
    expect(await messages.firstWaiting('c2')).toBeUndefined();
  });

  test('a postponed conversation is not due before that time, and another is', async () => {
    await messages.commitStep([outbound('z', { conversationId: 'c2' })], []);
    await messages.postpone('c1', after(10));
    expect((await messages.dueOutbound(after(9), 10)).map(({ id }) => id)).toEqual(['z']);
    expect(await messages.dueOutbound(after(10), 10)).toHaveLength(2);
  });
});

describe('what a person may have to send again', () => {
  const fail = async (id: string, status: 'failed' | 'unknown' = 'failed', at = NOW) => {
    await messages.commitStep([outbound(id)], []);
    const claimed = await messages.claimOutbound(id, NOW, 1000);
    const result = { status, owed: true, providerId: id, updatedAt: at };
    await messages.finishOutbound(id, claimed?.delivery.fence ?? 0, result);
  };
  const listed = async () => (await messages.failed(10)).map(({ id }) => id);

  test('is what failed or nobody knows of, newest first, until it went after all', async () => {
    await fail('o');
    await fail('p', 'unknown', after(1));
    await messages.settle('o', 'staff-told');
    expect(await listed()).toEqual(['p', 'o']);
    await messages.finishOutbound('o', 1, { status: 'ready', runAt: NOW, updatedAt: NOW });
    await messages.applyReceipt({ providerId: 'p', account: 'hub' }, 'delivered', after(2));
    expect(await listed()).toEqual([]);
  });

  test('is not what the citizen was told on another way', async () => {
    await fail('o');
    await messages.settle('o', 'told-otherwise');
    expect(await listed()).toEqual([]);
    expect(await delivery('o')).toMatchObject({ status: 'failed' });
  });

  test('is what the provider reports as failed later', async () => {
    await fail('o', 'unknown');
    await messages.applyReceipt({ providerId: 'o', account: 'hub' }, 'failed', after(1));
    expect(await listed()).toEqual(['o']);
  });
});

describe('receipts move a message forward only', () => {
  test.each([
    ['sent', ['delivered'], 'delivered'],
    ['sent', ['read', 'delivered'], 'read'],
    ['sent', ['failed'], 'failed'],
    ['sent', ['delivered', 'failed'], 'delivered'],
    ['sent', ['read', 'failed'], 'read'],
    ['sent', ['failed', 'delivered'], 'delivered'],
    ['unknown', ['delivered'], 'delivered'],
    ['unknown', ['failed'], 'failed'],
  ] as const)('%s, then %j: %s', async (before, receipts, end) => {
    await messages.commitStep([outbound('o')], []);
    const claimed = await messages.claimOutbound('o', NOW, 1000);
    const result = { status: before, providerId: 'p1', updatedAt: NOW };
    await messages.finishOutbound('o', claimed?.delivery.fence ?? 0, result);
    for (const receipt of receipts)
      await messages.applyReceipt({ providerId: 'p1', account: 'hub' }, receipt, after(1));
    expect(await delivery('o')).toMatchObject({ status: end });
  });

  test('one for another account of the provider is not ours', async () => {
    await messages.commitStep([outbound('o')], []);
    const receipt = messages.applyReceipt({ outboxId: 'o', account: 'second' }, 'delivered', NOW);
    expect(await receipt).toBeUndefined();
    expect(await delivery('o')).toMatchObject({ status: 'ready' });
  });
});

const LATER = { status: 'ready', runAt: after(1), attempts: 0, fence: 0, updatedAt: NOW } as const;
