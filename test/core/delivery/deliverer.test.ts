import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Deliverer, type Outcome } from '../../../src/core/delivery/deliverer.js';
import type { Delivery, StoredOutbound } from '../../../src/core/model/message.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { after, conversation, NOW, outbound } from '../../store/samples.js';

/** The outbox on the real store, with a provider that does as it is told and a clock that is set by hand. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let close: () => Promise<void>;
let stores: Stores;
let empty: () => Promise<void>;
let now = NOW;
let sent: string[] = [];
let moveOn: (message: StoredOutbound) => boolean;
let notSent: string[] = [];
let provider: (message: StoredOutbound) => Outcome | Promise<Outcome> | undefined;

beforeAll(async () => {
  const opened = await openStores();
  ({ close, stores } = opened);
  empty = async () => {
    for (const name of ['messages', 'conversations']) await opened.connection.collection(name).deleteMany({});
  };
});
afterAll(() => close());
beforeEach(async () => {
  await empty();
  now = NOW;
  sent = [];
  provider = () => OK;
  moveOn = () => false;
  notSent = [];
  for (const id of ['c1', 'c2']) await stores.conversations.save(conversation(id), 0);
});

const OK: Outcome = { ok: true, providerId: 'p' };
const fails = (kind: Exclude<Outcome, { ok: true }>['kind'], retryAfterMs?: number): Outcome => ({
  ok: false,
  kind,
  code: `code-${kind}`,
  message: '服务商说不行',
  retryAfterMs,
});

function deliverer(repeatSafe = false): Deliverer {
  return new Deliverer({
    messages: stores.messages,
    conversations: stores.conversations,
    clock: { now: () => now },
    send: async (message) => {
      sent.push(message.id);
      return provider(message);
    },
    repeatSafe: () => repeatSafe,
    // The middle of the spread: the backoff as it is.
    jitter: () => 0.5,
    onNews: () => undefined,
    moveOn: async (message) => moveOn(message),
    codeNotSent: async (codeId) => void notSent.push(codeId),
  });
}

const put = (...messages: StoredOutbound[]) => stores.messages.commitStep(messages, []);
const delivery = async (id: string): Promise<Partial<Delivery>> => {
  const found = await stores.messages.find(id);
  return found?.direction === 'out' ? found.delivery : {};
};
const reasons = async (id = 'c1') => (await stores.conversations.load(id))?.flags.map(({ reason }) => reason);

describe('what becomes of a message', () => {
  test('sent is sent, and never again', async () => {
    await put(outbound('a'));
    const worker = deliverer();
    for (let i = 0; i < 3; i++) await worker.pass();
    expect(sent).toEqual(['a']);
    expect(await delivery('a')).toMatchObject({ status: 'sent', providerId: 'p', attempts: 1 });
  });

  test.each(['rejected', 'window-closed', 'opted-out'] as const)(
    '%s: failed at once, and staff see it',
    async (kind) => {
      provider = () => fails(kind);
      await put(outbound('a'));
      await deliverer().pass();
      now = after(48 * HOUR);
      await deliverer().pass();
      expect(sent).toEqual(['a']);
      expect(await delivery('a')).toMatchObject({ status: 'failed', error: { code: `code-${kind}` } });
      expect(await reasons()).toEqual(['send-failed']);
    },
  );

  test('nobody knows: a person decides, and it is not sent again', async () => {
    provider = () => fails('unknown-outcome');
    await put(outbound('a'));
    await deliverer().pass();
    now = after(48 * HOUR);
    await deliverer().pass();
    expect(sent).toEqual(['a']);
    expect(await delivery('a')).toMatchObject({ status: 'unknown' });
    expect(await reasons()).toEqual(['send-unknown']);
  });

  test('nobody knows, but a repeat cannot be seen: sent again', async () => {
    provider = () => (sent.length === 1 ? fails('unknown-outcome') : OK);
    await put(outbound('a'));
    await deliverer(true).pass();
    now = after(MINUTE);
    await deliverer(true).pass();
    expect(sent).toEqual(['a', 'a']);
    expect(await delivery('a')).toMatchObject({ status: 'sent' });
    expect(await reasons()).toEqual([]);
  });

  test('the account is not running here: it waits', async () => {
    provider = () => undefined;
    await put(outbound('a'));
    await deliverer().pass();
    expect(await delivery('a')).toMatchObject({ status: 'ready', runAt: after(MINUTE) });
  });

  test('the password is wrong: it waits five minutes, as often as it takes', async () => {
    provider = () => (sent.length < 4 ? fails('auth') : OK);
    await put(outbound('a'));
    for (let i = 0; i < 4; i++) {
      await deliverer().pass();
      now = new Date(now.getTime() + 5 * MINUTE);
    }
    expect(sent).toHaveLength(4);
    expect(await delivery('a')).toMatchObject({ status: 'sent' });
    expect(await reasons()).toEqual([]);
  });
});

describe('a provider that does not answer', () => {
  test('is asked after 30 s, twice as long each time, at most 12 h', async () => {
    provider = () => fails('unreachable');
    await put(outbound('a'));
    const waits: number[] = [];
    while ((await delivery('a')).status === 'ready') {
      await deliverer().pass();
      const { status, runAt } = await delivery('a');
      if (status !== 'ready' || !runAt) break;
      waits.push((runAt.getTime() - now.getTime()) / 1000);
      // A moment before its time it rests.
      now = new Date(runAt.getTime() - 1);
      const before = sent.length;
      await deliverer().pass();
      expect(sent).toHaveLength(before);
      now = runAt;
    }
    expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240]);
    expect(Math.max(...waits)).toBe(12 * 3600);
    expect(now.getTime() - NOW.getTime()).toBeGreaterThan(48 * HOUR);
    expect(await delivery('a')).toMatchObject({ status: 'failed' });
    expect(await reasons()).toEqual(['send-failed']);
  });

  test('and says when to come back is taken at its word', async () => {
    provider = () => fails('unreachable', 7_000);
    await put(outbound('a'));
    await deliverer().pass();
    expect((await delivery('a')).runAt).toEqual(after(7_000));
  });

  test('holds back the rest of that conversation, and no other', async () => {
    provider = ({ id }) => (id === 'a' && now < after(MINUTE) ? fails('unreachable') : OK);
    const other = { conversationId: 'c2', seq: 1 };
    await put(outbound('a'), outbound('b', { seq: 2 }), outbound('c', { seq: 3 }), outbound('z', other));
    await deliverer().pass();
    expect(sent.toSorted()).toEqual(['a', 'z']);
    now = after(MINUTE);
    await deliverer().pass();
    expect(sent.slice(2)).toEqual(['a', 'b', 'c']);
  });

  test('holds back hundreds of one conversation without holding up the next', async () => {
    provider = ({ conversationId }) => (conversationId === 'c1' ? fails('unreachable', HOUR) : OK);
    await put(...Array.from({ length: 300 }, (_, i) => outbound(`a${i}`, { seq: i + 1 })));
    await deliverer().pass();
    await put(outbound('z', { conversationId: 'c2', delivery: { ...READY, runAt: after(1) } }));
    now = after(2);
    await deliverer().pass();
    expect(await delivery('z')).toMatchObject({ status: 'sent' });
  });
});

describe('order', () => {
  test('is that of the conversation, whatever order the outbox was filled in', async () => {
    provider = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return OK;
    };
    const ids = Array.from({ length: 20 }, (_, i) => `m${String(i).padStart(2, '0')}`);
    const messages = ids.map((id, i) => outbound(id, { seq: i + 1 }));
    await put(...messages.toReversed());
    await deliverer().pass();
    expect(sent).toEqual(ids);
  });

  test('goes on after a message that will never be sent', async () => {
    provider = ({ id }) => (id === 'a' ? fails('rejected') : OK);
    await put(outbound('a'), outbound('b', { seq: 2 }));
    await deliverer().pass();
    expect(sent).toEqual(['a', 'b']);
  });
});

describe('several workers', () => {
  test('send every message once, each conversation in order', async () => {
    const conversations = ['c1', 'c2', 'c3', 'c4'];
    await put(
      ...conversations.flatMap((conversationId) =>
        [1, 2, 3, 4, 5].map((seq) => outbound(`${conversationId}.${seq}`, { conversationId, seq })),
      ),
    );
    for (let i = 0; i < 6; i++)
      await Promise.all([deliverer().pass(), deliverer().pass(), deliverer().pass()]);
    expect(sent).toHaveLength(20);
    for (const id of conversations)
      expect(sent.filter((one) => one.startsWith(id))).toEqual([1, 2, 3, 4, 5].map((n) => `${id}.${n}`));
  });

  test('a worker that died while sending leaves a question, which nobody answers by sending', async () => {
    await put(outbound('a'));
    await stores.messages.claimOutbound('a', now, 1000);
    now = after(999);
    await deliverer().pass();
    expect(await delivery('a')).toMatchObject({ status: 'sending' });
    now = after(1000);
    await deliverer().pass();
    expect(sent).toEqual([]);
    expect(await delivery('a')).toMatchObject({ status: 'unknown', error: { code: 'lease-expired' } });
    expect(await reasons()).toEqual(['send-unknown']);
  });

  test('and is sent again where a repeat cannot be seen', async () => {
    await put(outbound('a'));
    await stores.messages.claimOutbound('a', now, 1000);
    now = after(1000);
    await deliverer(true).pass();
    expect(sent).toEqual(['a']);
    expect(await delivery('a')).toMatchObject({ status: 'sent', attempts: 2 });
  });
});

const READY: Delivery = { status: 'ready', runAt: NOW, attempts: 0, fence: 0, updatedAt: NOW };
