import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zoneOf } from '../../src/core/deadline/zone.js';
import { AuditDays } from '../../src/host/audit-days.js';
import { type AuditStore, createAuditStore } from '../../src/store/audit/audit-store.js';
import { openStores } from '../store/open-stores.js';

let opened: Awaited<ReturnType<typeof openStores>>;
let audit: AuditStore;
let days: AuditDays;
let now = new Date('2026-11-23T02:00:00Z');
const clock = { now: () => now };
const folder = mkdtempSync(join(tmpdir(), 'hub-anchors-'));

beforeAll(async () => {
  opened = await openStores();
  audit = createAuditStore(
    opened.connection.useDb(opened.connection.name),
    createSecretKey(randomBytes(32)),
    clock,
  );
  const onError = (_: string, error: unknown) => {
    throw error;
  };
  days = new AuditDays({ audit, folder, zone: zoneOf('Asia/Shanghai'), clock, onError });
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

const look = () =>
  audit.record({
    actor: { type: 'staff', id: 's1' },
    action: 'ticket.read',
    object: { type: 'ticket', id: 't1' },
    detail: {},
    outcome: 'done',
  });

test('each day that is over is noted in the store and in a file, by the city’s own midnight', async () => {
  await look();
  await look();
  await days.look();
  expect(readdirSync(folder)).toEqual(['latest.json']);
  now = new Date('2026-11-23T16:30:00Z');
  await look();
  await days.look();
  expect((await audit.anchors()).map(({ day, seq }) => ({ day, seq }))).toEqual([
    { day: '2026-11-23', seq: 2 },
  ]);
  expect(readdirSync(folder).sort()).toEqual(['2026-11-23.json', 'latest.json']);
  expect(await days.verify()).toEqual({ records: 3 });
});

test('the log cut off after the day is known by the file alone', async () => {
  const log = opened.connection.collection<{ _id: string }>('audit_log');
  await opened.connection.collection('audit_anchors').deleteMany({});
  const last = await log.findOneAndDelete({ _id: '000000000003' });
  expect((await days.verify()).fault).toEqual({ seq: 3, kind: 'missing' });
  if (last) await log.insertOne(last);
  expect((await days.verify()).fault).toBeUndefined();
});

test('a day’s file is never written again', async () => {
  const file = join(folder, '2026-11-23.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"hash":"../, '"hash":"ff'));
  await days.look();
  expect((await days.verify()).fault).toEqual({ seq: 2, kind: 'rewritten' });
});
