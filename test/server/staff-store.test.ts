import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Staff } from '../../src/core/model/staff.js';
import { startEmbedded, type EmbeddedStore } from '../../src/embedded/start.js';
import type { StaffSession, StaffStore } from '../../src/server/ports.js';
import { connectStore, createIndexes } from '../../src/store/connect.js';
import { createStaffStore } from '../../src/store/staff-store.js';
import { memoryStaffStore } from '../support/server/memory-staff-store.js';

const t0 = new Date('2026-11-23T02:00:00Z');
const later = (minutes: number) => new Date(t0.getTime() + minutes * 60_000);

const person = (id: string, login: string): Staff => ({
  id,
  login,
  name: '王五',
  roles: ['operator'],
  passwordHash: 'hash',
  mustChangePassword: true,
  disabled: false,
  createdAt: t0,
});
const session = (id: string, staffId: string): StaffSession => ({
  id,
  staffId,
  createdAt: t0,
  lastSeenAt: t0,
  expiresAt: later(720),
  address: '127.0.0.1',
  userAgent: 'test',
  by: 'password',
});

describe.each(['in memory', 'in the store'])('accounts and sessions kept %s', (where) => {
  let store: StaffStore;
  let close: () => Promise<void> = async () => undefined;

  beforeAll(async () => {
    if (where === 'in memory') store = memoryStaffStore();
    else ({ store, close } = await openStore());
  });
  afterAll(() => close());

  test('one login is one account, also when two are made at once', async () => {
    const made = await Promise.all([
      store.staff.insert(person('a', 'wang')),
      store.staff.insert(person('b', 'wang')),
    ]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await store.staff.byLogin('wang')).toMatchObject({ login: 'wang', createdAt: t0 });
    expect(await store.staff.byLogin('nobody')).toBeUndefined();
  });

  test('a change is kept and leaves the rest alone', async () => {
    await store.staff.insert(person('c', 'li'));
    expect(await store.staff.update('c', { disabled: true })).toBe(true);
    expect(await store.staff.byId('c')).toEqual({ ...person('c', 'li'), disabled: true });
    expect(await store.staff.update('none', { disabled: true })).toBe(false);
  });

  test('a field given as undefined is gone, and the others stay', async () => {
    await store.staff.insert({ ...person('d', 'zhou'), unit: 'u1', expiresAt: later(1) });
    expect(await store.staff.update('d', { unit: undefined, expiresAt: later(2) })).toBe(true);
    expect(await store.staff.byId('d')).toEqual({ ...person('d', 'zhou'), expiresAt: later(2) });
  });

  test('replay: of many who take the same time step, or the same recovery code, one does', async () => {
    const secondFactor = { secret: 'sealed', lastStep: 7, recovery: ['r1', 'r2'], since: t0 };
    await store.staff.insert({ ...person('e', 'sun'), secondFactor });
    const steps = await Promise.all([8, 8, 8, 7].map((step) => store.staff.takeTotpStep('e', step)));
    expect(steps.filter(Boolean)).toHaveLength(1);
    const codes = await Promise.all(
      ['r1', 'r1', 'r3'].map((hash) => store.staff.takeRecoveryCode('e', hash)),
    );
    expect(codes.filter(Boolean)).toHaveLength(1);
    expect(await store.staff.byId('e')).toMatchObject({ secondFactor: { lastStep: 8, recovery: ['r2'] } });
    expect(await store.staff.takeTotpStep('c', 9)).toBe(false);
  });

  test('a sign-in under way counts its attempts, ends once, and is over at its time', async () => {
    await store.steps.insert({ id: 'x', data: 'sealed', attempts: 0, expiresAt: later(5) });
    const tries = await Promise.all([1, 2, 3].map(() => store.steps.attempt('x', later(4))));
    expect(tries.map((step) => step?.attempts).sort()).toEqual([1, 2, 3]);
    expect(await store.steps.attempt('x', later(5))).toBeUndefined();
    expect(
      (await Promise.all([store.steps.remove('x'), store.steps.remove('x')])).filter(Boolean),
    ).toHaveLength(1);
    expect(await store.steps.attempt('x', t0)).toBeUndefined();
  });

  test('a destroyed session is not brought back by a late touch', async () => {
    await store.sessions.set(session('s1', 'c'));
    expect(await store.sessions.destroy('s1')).toBe(true);
    await store.sessions.touch('s1', later(1));
    expect(await store.sessions.get('s1')).toBeUndefined();
    expect(await store.sessions.destroy('s1')).toBe(false);
  });

  test('all sessions of a person end, except the one they are using', async () => {
    for (const id of ['s2', 's3', 's4']) await store.sessions.set(session(id, 'c'));
    await store.sessions.set(session('s5', 'other'));
    await store.sessions.destroyOf('c', 's3');
    expect((await store.sessions.list(t0)).map((s) => s.id).sort()).toEqual(['s3', 's5']);
    expect(await store.sessions.list(later(721))).toEqual([]);
  });

  test('failures at the same time are all counted', async () => {
    await Promise.all(Array.from({ length: 8 }, () => store.failures.add('login:x', t0, later(30))));
    expect(await store.failures.get('login:x', t0)).toMatchObject({ count: 8, until: later(30) });
  });

  test('failures are forgotten when their time is over, and counted from one again', async () => {
    expect(await store.failures.get('login:x', later(31))).toBeUndefined();
    expect(await store.failures.add('login:x', later(31), later(61))).toBe(1);
    await store.failures.subtract('login:x');
    expect(await store.failures.get('login:x', later(31))).toMatchObject({ count: 0 });
    await store.failures.clear('login:x');
    expect(await store.failures.get('login:x', later(31))).toBeUndefined();
  });
});

async function openStore(): Promise<{ store: StaffStore; close: () => Promise<void> }> {
  const uri = process.env['MONGODB_URI'];
  const dir = uri ? undefined : await mkdtemp(join(tmpdir(), 'hub-staff-'));
  const embedded: EmbeddedStore | undefined = dir ? await startEmbedded(dir) : undefined;
  const connection: Connection = await connectStore(uri ?? embedded?.uri ?? '', `staff_${process.pid}`);
  const store = createStaffStore(connection);
  await createIndexes(connection);
  return {
    store,
    close: async () => {
      await connection.dropDatabase();
      await connection.close();
      await embedded?.close();
      if (dir) await rm(dir, { recursive: true, force: true });
    },
  };
}
