import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSecretKey, randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { AuditEvent } from '../../../src/core/audit/event.js';
import { type AuditStore, createAuditStore } from '../../../src/store/audit/audit-store.js';
import { createIndexes } from '../../../src/store/connect.js';
import { openStores } from '../open-stores.js';

const KEY = createSecretKey(randomBytes(32));
let connection: Connection;
let close: () => Promise<void>;
let log: AuditStore;
let now = new Date('2026-11-23T02:00:00Z');
const clock = { now: () => now };

beforeAll(async () => {
  ({ connection, close } = await openStores());
  log = anew();
  await createIndexes(connection);
});
afterAll(() => close());
beforeEach(async () => {
  now = new Date('2026-11-23T02:00:00Z');
  for (const name of ['audit_log', 'audit_anchors', 'audit_start'])
    await connection.collection(name).deleteMany({});
  log = anew();
});

/** A process that starts. */
function anew(): AuditStore {
  return createAuditStore(connection.useDb(connection.name), KEY, clock);
}

const event = (n: number, over: Partial<AuditEvent> = {}): AuditEvent => ({
  actor: { type: 'staff', id: `s${n % 2}` },
  action: 'ticket.read',
  object: { type: 'ticket', id: `t${n}` },
  detail: {},
  outcome: 'done',
  ...over,
});
const many = (count: number, from = 0) =>
  Promise.all(Array.from({ length: count }, (_, i) => log.record(event(from + i))));
const rows = () => connection.collection<{ _id: string }>('audit_log');

describe('appending', () => {
  test('a hundred at once are one chain without a gap', async () => {
    await many(100);
    expect(await log.verify([])).toEqual({ records: 100 });
    expect((await log.head()).seq).toBe(100);
  });

  test('two writers on one store write one chain', async () => {
    const other = anew();
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? log : other).record(event(i))));
    expect(await log.verify([])).toEqual({ records: 40 });
  });

  test('a record that cannot be written is an error, so that the act does not happen', async () => {
    const gone = await openStores();
    const lost = gone.stores.audit;
    await gone.close();
    await expect(lost.record(event(1))).rejects.toMatchObject({ code: 'audit-not-written' });
  });
});

describe('asking', () => {
  test('by whom, what, to what, and when', async () => {
    await many(4);
    now = new Date('2026-11-24T02:00:00Z');
    await log.record(event(9, { action: 'ticket.revealed' }));
    const ids = async (query: object) =>
      (await log.list({ limit: 10, ...query })).map(({ object }) => object.id);
    expect(await ids({ who: 's1' })).toEqual(['t9', 't3', 't1']);
    expect(await ids({ actions: ['ticket.revealed'] })).toEqual(['t9']);
    expect(await ids({ object: 't2' })).toEqual(['t2']);
    expect(await ids({ to: now })).toEqual(['t3', 't2', 't1', 't0']);
    expect(await ids({ from: now })).toEqual(['t9']);
    expect(await ids({ before: 3, limit: 1 })).toEqual(['t1']);
  });
});

describe('what somebody did in the store itself', () => {
  beforeEach(() => many(10));

  test.each([
    [
      'a changed word',
      () => rows().updateOne({ _id: '000000000004' }, { $set: { 'object.id': 'x' } }),
      4,
      'damaged',
    ],
    ['a field more', () => rows().updateOne({ _id: '000000000005' }, { $set: { note: 'x' } }), 5, 'damaged'],
    [
      'a field less',
      () => rows().updateOne({ _id: '000000000006' }, { $unset: { outcome: 1 } }),
      6,
      'damaged',
    ],
    ['one deleted', () => rows().deleteOne({ _id: '000000000007' }), 7, 'missing'],
  ])('%s', async (_, doIt, seq, kind) => {
    await doIt();
    expect((await log.verify([])).fault).toEqual({ seq, kind });
  });

  test('the end cut off is known by the day’s anchor, in the store or outside', async () => {
    const anchor = await log.anchor('2026-11-23', new Date('2026-11-24T00:00:00Z'));
    await rows().deleteMany({ _id: { $gt: '000000000008' } });
    expect((await log.verify([])).fault).toEqual({ seq: 9, kind: 'missing' });
    await connection.collection('audit_anchors').deleteMany({});
    expect((await log.verify([])).fault).toBeUndefined();
    expect((await log.verify(anchor ? [anchor] : [])).fault).toEqual({ seq: 9, kind: 'missing' });
  });

  test('the log goes on after a damaged end, and the fault stays where it is', async () => {
    await rows().updateOne({ _id: '000000000010' }, { $set: { hash: 'x' } });
    const again = anew();
    await again.record(event(11));
    expect((await again.verify([])).fault).toEqual({ seq: 10, kind: 'damaged' });
  });
});

describe('its own time', () => {
  test('whole anchored days go, and what stays is a whole chain with a signed beginning', async () => {
    await many(5);
    await log.anchor('2026-11-23', new Date('2026-11-24T00:00:00Z'));
    now = new Date('2026-11-24T02:00:00Z');
    await many(5, 5);
    expect(await log.countBefore(new Date('2026-11-24T00:00:00Z'))).toBe(5);
    expect(await log.removeBefore(new Date('2026-11-24T00:00:00Z'))).toBe(5);
    expect(await log.verify([])).toEqual({ records: 5, startsAfter: 5 });
    expect(await log.removeBefore(new Date('2026-11-24T00:00:00Z'))).toBe(0);
    // Whoever moves the beginning themselves cannot sign it.
    await rows().deleteMany({ _id: { $lte: '000000000007' } });
    await connection
      .collection<{ _id: string }>('audit_start')
      .updateOne({ _id: 'start' }, { $set: { seq: 7 } });
    expect((await log.verify([])).fault).toEqual({ seq: 1, kind: 'missing' });
  });

  test('an emptied log goes on counting where it was', async () => {
    await many(3);
    await log.anchor('2026-11-23', new Date('2026-11-24T00:00:00Z'));
    await log.removeBefore(new Date('2026-12-24T00:00:00Z'));
    await anew().record(event(4));
    expect(await log.verify([])).toEqual({ records: 1, startsAfter: 3 });
  });
});
