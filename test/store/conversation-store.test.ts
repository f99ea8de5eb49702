import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { openStores, type Stores } from './open-stores.js';
import { after, conversation, flag, NOW } from './samples.js';

let close: () => Promise<void>;
let conversations: Stores['conversations'];
let connection: Connection;

beforeAll(async () => {
  const opened = await openStores();
  ({ close, connection } = opened);
  ({ conversations } = opened.stores);
});
afterAll(() => close());

const CITY = { staffId: 'op', sealed: true };
const flagsOf = async (id: string) => (await conversations.load(id))?.flags.map((one) => one.id);
const flagged = async () =>
  (await conversations.list({ view: 'flagged', scope: CITY, limit: 100 })).map((found) => found.id);

describe('a step is decided by one write', () => {
  test('of twenty that begin a conversation one wins', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        conversations.save(conversation('begin', { lastText: String(i) }), 0),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test('of twenty on the same version one wins, and what it wrote stands', async () => {
    await conversations.save(conversation('step'), 0);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        conversations.save(conversation('step', { version: 2, lastText: String(i) }), 1),
      ),
    );
    const winner = results.indexOf(true);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await conversations.load('step')).toMatchObject({ version: 2, lastText: String(winner) });
  });

  test('effects are forgotten only at the version that had them', async () => {
    const pending = { messages: [{ id: 'm', seq: 1 }], inputs: [] };
    const old = conversation('effects', { taken: pending, pendingAt: NOW });
    await conversations.save(old, 0);
    const next = { ...old, version: 2, pendingAt: after(5) };
    await conversations.save(next, 1);
    await conversations.clearEffects(old);
    expect(await conversations.load('effects')).toMatchObject({ taken: pending, pendingAt: after(5) });
    expect(await conversations.due(after(4), 10)).toEqual([]);
    expect(await conversations.due(after(5), 10)).toEqual(['effects']);
    await conversations.clearEffects(next);
    expect(await conversations.due(after(1e9), 10)).toEqual([]);
  });

  test('a timer is due at its time, with or without effects pending before', async () => {
    const timed = conversation('timer', { timerAt: after(100), pendingAt: NOW });
    await conversations.save(timed, 0);
    expect(await conversations.due(NOW, 10)).toEqual(['timer']);
    await conversations.clearEffects(timed);
    expect(await conversations.due(after(99), 10)).toEqual([]);
    expect(await conversations.due(after(100), 10)).toEqual(['timer']);
  });
});

describe('flags raised beside a step', () => {
  test('a step decided on the copy without the flag loses, so the flag stays', async () => {
    await conversations.save(conversation('race'), 0);
    await conversations.raiseFlag('race', flag('f'));
    expect(await conversations.save(conversation('race', { version: 2 }), 1)).toBe(false);
    expect(await flagsOf('race')).toEqual(['f']);
  });

  test('whoever is first, a step that is tried again and a flag both come through', async () => {
    await conversations.save(conversation('both'), 0);
    const step = async (): Promise<void> => {
      const before = await conversations.load('both');
      if (!before) throw new Error('gone');
      const stepped = { ...before, version: before.version + 1, lastSeq: before.lastSeq + 1 };
      if (!(await conversations.save(stepped, before.version))) await step();
    };
    const flags = Array.from({ length: 10 }, (_, i) => conversations.raiseFlag('both', flag(`f${i}`)));
    await Promise.all([...flags, ...Array.from({ length: 10 }, step)]);
    expect((await conversations.load('both'))?.lastSeq).toBe(10);
    expect(await flagsOf('both')).toHaveLength(10);
  });

  test('the same flag twice is one', async () => {
    await conversations.save(conversation('twice'), 0);
    await Promise.all([
      conversations.raiseFlag('twice', flag('f')),
      conversations.raiseFlag('twice', flag('f')),
    ]);
    expect(await flagsOf('twice')).toEqual(['f']);
  });

  test('the list of flagged ones forgets a conversation with its last flag', async () => {
    await conversations.save(conversation('done'), 0);
    await conversations.raiseFlag('done', flag('f'));
    await conversations.raiseFlag('done', flag('g'));
    expect(await conversations.closeFlag('done', 'f', 'zhang', NOW)).toBe(true);
    expect(await flagged()).toContain('done');
    expect(await conversations.closeFlag('done', 'g', 'zhang', NOW)).toBe(true);
    expect(await flagged()).not.toContain('done');
    expect(await conversations.closeFlag('done', 'unknown', 'zhang', NOW)).toBe(false);
  });

  test('only open urgent flags are emergencies', async () => {
    const urgent = { ...flag('u'), urgent: true };
    await conversations.save(conversation('past', { flags: [{ ...urgent, doneAt: NOW }, flag('open')] }), 0);
    await conversations.save(conversation('now', { flags: [urgent] }), 0);
    const found = await conversations.list({ view: 'emergency', scope: CITY, limit: 10 });
    expect(found.map(({ id }) => id)).toEqual(['now']);
  });
});

test('who waits for a person is counted: earlier, still with the bot, and not oneself', async () => {
  const waits = (id: string, since: Date, mode: 'bot' | 'staff' = 'bot') =>
    conversations.save(
      conversation(id, {
        mode,
        flags: [flag(`call-${id}`)],
        state: { dialogue: { type: 'waiting', since, noted: false } },
      }),
      0,
    );
  await waits('queue-1', after(1));
  await waits('queue-2', after(2));
  await waits('queue-taken', after(1), 'staff');
  await conversations.save(
    conversation('queue-gone-on', { flags: [flag('call-gone-on')], state: { dialogue: { type: 'idle' } } }),
    0,
  );
  expect(await conversations.countWaiting(after(3), 'queue-3')).toBe(2);
  expect(await conversations.countWaiting(after(2), 'queue-2')).toBe(1);
  expect(await conversations.countWaiting(after(3), 'queue-1')).toBe(1);
  expect(await conversations.countWaiting(after(1), 'queue-1')).toBe(0);
});

describe('overload: each view is a walk along one index, in its order', () => {
  const plan = async (filter: object, sort: Record<string, 1 | -1>) =>
    JSON.stringify(await connection.collection('conversations').find(filter).sort(sort).limit(5).explain());
  test.each([
    ['all', {}, 'lastAt'],
    ['unassigned', { mode: 'bot' }, 'lastAt'],
    ['mine', { staffId: 'op' }, 'lastAt'],
    ['flagged', { openFlags: true }, 'lastAt'],
    ['of a county', { platform: 'north', sealed: { $ne: true } }, 'lastAt'],
    ['due', { dueAt: { $gte: new Date(0), $lt: NOW } }, 'dueAt'],
  ])('%s', async (_, filter, by) => {
    const direction = by === 'dueAt' ? 1 : -1;
    const explained = await plan(filter, { [by]: direction, _id: direction });
    expect(explained).toContain('IXSCAN');
    expect(explained).not.toContain('"SORT"');
  });
});

describe('a conversation follows its tickets', () => {
  test('what is so already is no new version; a seal is never lifted', async () => {
    await conversations.save(conversation('follows'), 0);
    const standing = { platform: 'north', sealed: true, dueAt: after(10) };
    await conversations.follow('follows', standing);
    await conversations.follow('follows', standing);
    expect(await conversations.load('follows')).toMatchObject({ ...standing, version: 2 });
    await conversations.follow('follows', { sealed: false });
    const open = await conversations.load('follows');
    expect(open).toMatchObject({ sealed: true, version: 3 });
    expect(open?.platform).toBeUndefined();
    expect(open?.dueAt).toBeUndefined();
  });

  test('a step decided on the copy from before loses', async () => {
    await conversations.save(conversation('overtaken'), 0);
    await conversations.follow('overtaken', { platform: 'north', sealed: false });
    expect(await conversations.save(conversation('overtaken', { version: 2 }), 1)).toBe(false);
  });
});
