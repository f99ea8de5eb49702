import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../src/core/model/ticket.js';
import { openStores, type Stores } from './open-stores.js';
import { after, NOW, ticket } from './samples.js';

let close: () => Promise<void>;
let tickets: Stores['tickets'];

beforeAll(async () => {
  const opened = await openStores();
  ({ close } = opened);
  ({ tickets } = opened.stores);
});
afterAll(() => close());

const event = (seq: number): Ticket['events'][number] => ({
  seq,
  commandId: `c${seq}`,
  at: NOW,
  actor: { type: 'citizen' },
  move: 'accept',
  to: 'accepted',
  details: {},
  clocks: [],
});

describe('search', () => {
  beforeAll(async () => {
    await tickets.insert(
      ticket('20261123050000011', '世纪大道88号路灯坏了，晚上很黑', { createdAt: after(1) }),
    );
    await tickets.insert(
      ticket('20261123050000022', '人民路KTV半夜噪音，路灯也不亮', { createdAt: after(2) }),
    );
    const sealed = ticket('20261123050000033', '路灯工程有人收钱', { createdAt: after(3) });
    await tickets.insert({ ...sealed, request: { ...sealed.request, secrecy: 'sealed' } });
  });
  const search = async (text: string, sealed = false) =>
    (await tickets.list({ text, scope: [{ sealed }], limit: 10 })).map(({ id }) => id.slice(-2));

  test.each([
    ['a word in the middle of a sentence', '路灯', ['22', '11']],
    ['two words that both occur', '路灯 噪音', ['22']],
    ['words that never stand together', '世纪大道噪音', []],
    ['Latin letters in any case and width', 'ｋｔｖ', ['22']],
    ['digits', '88号', ['11']],
    ['a number, as people type it', ' yc2026112305 0000011 ', ['11']],
    ['a number that does not exist', 'YC20991123050000011', []],
    ['signs alone find everything that may be seen', '。！', ['22', '11']],
    ['an operator is a word like others', '{"$gt":""}', []],
  ])('%s', async (_, text, found) => {
    expect(await search(text)).toEqual(found);
  });

  test('sealed ones are found by their words by nobody, and listed for the sealed desk alone', async () => {
    expect(await search('路灯', true)).toEqual(['22', '11']);
    expect(await search('。', true)).toEqual(['33', '22', '11']);
    expect(await search('。')).toEqual(['22', '11']);
  });

  test('pages by time without a gap', async () => {
    const scope = [{ sealed: true }];
    const first = await tickets.list({ scope, limit: 2 });
    const last = first.at(-1);
    const after = last && { at: last.createdAt, id: last.id };
    const rest = await tickets.list({ scope, limit: 2, after });
    expect([...first, ...rest].map(({ id }) => id.slice(-2))).toEqual(['33', '22', '11']);
  });
});

describe('numbers', () => {
  test('fifty drawn at once are fifty', async () => {
    const drawn = await Promise.all(Array.from({ length: 50 }, () => tickets.nextSequence('20261123')));
    expect(drawn.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  test('a number that is taken is refused, as is an id', async () => {
    await tickets.insert(ticket('n1', '一', { number: 'YC-1' }));
    expect(await tickets.insert(ticket('n2', '二', { number: 'YC-1' }))).toBe(false);
    expect(await tickets.insert(ticket('n1', '三', { number: 'YC-2' }))).toBe(false);
    expect(await tickets.byNumber('YC-2')).toBeUndefined();
  });
});

describe('moves', () => {
  test('of twenty on the same version one is stored', async () => {
    await tickets.insert(ticket('move', '一'));
    const results = await Promise.all(
      Array.from({ length: 20 }, () => tickets.save(ticket('move', '一', { version: 2 }), 1)),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test('the list of overdue ones knows only clocks that run', async () => {
    const clock: Ticket['deadlines'][number] = {
      id: 'handle-1',
      rule: { limit: { amount: 5, unit: 'working-day' }, basis: '' },
      pauses: [],
      extensions: [],
      step: 'handle',
      startedAt: NOW,
      dueAt: after(10),
      limitZh: '5 个工作日',
      explanationZh: '',
      explanationEn: '',
      provisional: false,
    };
    await tickets.insert(ticket('late', '一', { deadlines: [clock] }));
    await tickets.insert(ticket('met', '一', { deadlines: [{ ...clock, doneAt: after(5) }] }));
    const overdue = async (at: Date) =>
      (await tickets.list({ overdueAt: at, scope: [{ sealed: false }], limit: 10 })).map(({ id }) => id);
    expect(await overdue(after(10))).toEqual([]);
    expect(await overdue(after(11))).toEqual(['late']);
  });
});

describe('notices', () => {
  test('are due until the last event was handed on', async () => {
    await tickets.insert(ticket('due', '一', { events: [event(1)] }));
    expect(await tickets.withNotices(10)).toEqual(['due']);
    await tickets.noticed('due', 1);
    expect(await tickets.withNotices(10)).toEqual([]);
  });

  test('an event that came meanwhile stays due, and an old hand-on takes nothing back', async () => {
    const moved = ticket('more', '一', { version: 2, events: [event(1), event(2)] });
    await tickets.insert(ticket('more', '一', { events: [event(1)] }));
    await tickets.save(moved, 1);
    await tickets.noticed('more', 1);
    expect(await tickets.withNotices(10)).toEqual(['more']);
    await tickets.noticed('more', 2);
    await tickets.noticed('more', 1);
    expect(await tickets.withNotices(10)).toEqual([]);
    expect((await tickets.load('more'))?.noticedSeq).toBe(2);
  });

  test('a move read before a hand-on and stored after it makes nothing due again that was told', async () => {
    await tickets.insert(ticket('stale', '一', { events: [event(1)] }));
    const read = await tickets.load('stale');
    await tickets.noticed('stale', 1);
    if (!read) throw new Error('gone');
    await tickets.save({ ...read, version: 2, events: [event(1), event(2)] }, 1);
    // Told again under the same ids, which changes nothing: at least once, never lost.
    expect(await tickets.withNotices(10)).toEqual(['stale']);
    await tickets.noticed('stale', 2);
    expect(await tickets.withNotices(10)).toEqual([]);
  });
});

describe('timers', () => {
  test('a week of downtime: everything due is found, longest waiting first, and what never comes is not', async () => {
    await tickets.insert(ticket('later', '一', { timerAt: after(100) }));
    await tickets.insert(ticket('second', '一', { timerAt: after(20) }));
    await tickets.insert(ticket('first', '一', { timerAt: after(10) }));
    expect(await tickets.dueTimers(after(50), 10)).toEqual(['first', 'second']);
  });

  test('poison: one whose duty fails waits and lets others go before it', async () => {
    await tickets.postponeTimer('first', after(60));
    expect(await tickets.dueTimers(after(50), 10)).toEqual(['second']);
    expect(await tickets.dueTimers(after(70), 10)).toEqual(['second', 'first']);
  });
});
