import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAccept } from '../../../src/core/intake/accept.js';
import { conversationIdOf } from '../../../src/core/intake/identity.js';
import type { InboundMessageInput } from '../../../src/core/model/message.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { NOW } from '../../store/samples.js';

let close: () => Promise<void>;
let stores: Stores;
let wakeUps: [string, number | undefined][] = [];
let steps: string[] = [];
let ids = 0;
let citizen = '';

beforeAll(async () => {
  ({ close, stores } = await openStores());
});
afterAll(() => close());
beforeEach(() => {
  wakeUps = [];
  steps = [];
  citizen = `citizen-${++ids}`;
});

function accept(input: Partial<InboundMessageInput> = {}, raw = 'raw') {
  const take = createAccept({
    messages: {
      ...stores.messages,
      insertInbound: async (message) => {
        const result = await stores.messages.insertInbound(message);
        steps.push('message');
        return result;
      },
    },
    raw: {
      ...stores.raw,
      put: async (payload) => {
        await stores.raw.put(payload);
        steps.push('raw');
      },
    },
    clock: { now: () => NOW },
    ids: { next: () => `id-${String(++ids).padStart(6, '0')}` },
    waker: {
      conversation: (id, afterMs) => void (steps.push('wake'), wakeUps.push([id, afterMs])),
      outbox: () => undefined,
    },
    debounceOf: () => 700,
  });
  const message: InboundMessageInput = {
    channel: 'web',
    account: 'web',
    externalId: `${citizen}:1`,
    kind: 'text',
    from: { id: citizen },
    thread: { key: citizen },
    text: '路灯坏了',
    sentAt: NOW,
    receivedAt: NOW,
    ...input,
  };
  return take(message, { bytes: Buffer.from(raw), mime: 'application/json', receivedAt: NOW });
}

const waiting = () => stores.messages.newInbound(conversationIdOf('web', 'web', citizen));

test('message and raw bytes are stored before anybody is woken or answered', async () => {
  const accepted = await accept({}, '{"text":"路灯坏了"}');
  expect(steps).toEqual(['raw', 'message', 'wake']);
  expect(wakeUps).toEqual([[conversationIdOf('web', 'web', citizen), 700]]);
  const [stored] = await waiting();
  expect(accepted).toEqual({ type: 'accepted', messageId: stored?.id });
  const raw = await stores.raw.get(stored?.rawId ?? '');
  expect(raw?.bytes.toString()).toBe('{"text":"路灯坏了"}');
});

test('sent again it is the same message, and nobody is woken twice', async () => {
  const first = await accept();
  const again = await accept();
  expect(again).toEqual({ ...first, type: 'duplicate' });
  expect(await waiting()).toHaveLength(1);
  expect(wakeUps).toHaveLength(1);
});

test('sent fifty times at once it is one message', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => accept()));
  expect(all.filter(({ type }) => type === 'accepted')).toHaveLength(1);
  expect(all.filter(({ type }) => type === 'duplicate')).toHaveLength(49);
  expect(await waiting()).toHaveLength(1);
});

describe('another message under the same id', () => {
  test.each<[string, Partial<InboundMessageInput>]>([
    ['with other words', { text: '井盖坏了' }],
    ['with other quoted words', { fullText: '路灯坏了\n> 您好' }],
    ['with a place', { location: { lat: 33.3, lng: 120.1, datum: 'wgs84' } }],
    ['of another kind', { kind: 'event', event: { type: 'button', key: 'yes' } }],
  ])('%s is kept beside the first and marked', async (_, other) => {
    const first = await accept();
    const second = await accept(other);
    expect(second.type).toBe('conflict');
    const stored = await waiting();
    expect(stored).toHaveLength(2);
    const beside = stored.find(({ conflictOf }) => conflictOf !== undefined);
    expect(first).toMatchObject({ messageId: beside?.conflictOf });
    expect(wakeUps).toHaveLength(2);
  });

  test('sent again is a duplicate of itself, and a third one is kept too', async () => {
    await accept();
    const second = await accept({ text: '井盖坏了' });
    expect(await accept({ text: '井盖坏了' })).toEqual({ ...second, type: 'duplicate' });
    expect(await accept({ text: '水管坏了' })).toMatchObject({ type: 'conflict' });
    expect((await waiting()).map(({ message }) => message.text)).toEqual([
      '路灯坏了',
      '井盖坏了',
      '水管坏了',
    ]);
  });
});

test('messages keep the order in which they were taken in', async () => {
  for (let i = 0; i < 5; i++) await accept({ externalId: `${citizen}:${i}`, text: `第${i}句` });
  expect((await waiting()).map(({ message }) => message.text)).toEqual(
    [0, 1, 2, 3, 4].map((i) => `第${i}句`),
  );
});

describe('what is no message is refused, naming the field, and leaves nothing', () => {
  test.each<[string, Partial<InboundMessageInput>]>([
    ['externalId', { externalId: '' }],
    ['externalId', { externalId: 'x'.repeat(513) }],
    ['channel', { channel: '' }],
    ['from.id', { from: { id: '' } }],
    ['sentAt', { sentAt: new Date(Number.NaN) }],
  ])('%s', async (field, input) => {
    const refused = await accept(input);
    expect(refused).toMatchObject({ type: 'refused', code: 'bad-input' });
    expect(refused).toHaveProperty('message', expect.stringContaining(field));
    expect(steps).toEqual([]);
  });
});
