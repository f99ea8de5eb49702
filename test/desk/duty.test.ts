import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../src/core/model/codes.js';
import { createDuty } from '../../src/desk/duty.js';
import { openStores } from '../store/open-stores.js';

const START = new Date('2026-11-23T02:00:00Z');
const MINUTE = 60_000;

/** A desk with one account of that role, signed in at the start and not seen since. */
async function deskWith(role: Role, disabled = false) {
  const { stores, close } = await openStores();
  await stores.staff.staff.insert({
    id: 's1',
    login: 'zhou',
    name: '小周',
    roles: [role],
    passwordHash: '',
    mustChangePassword: false,
    disabled,
    createdAt: START,
  });
  await stores.staff.sessions.set({
    id: 'session',
    staffId: 's1',
    createdAt: START,
    lastSeenAt: START,
    expiresAt: new Date(START.getTime() + 600 * MINUTE),
    address: '127.0.0.1',
    userAgent: 'test',
    by: 'password',
  });
  let now = START;
  const onDuty = createDuty({ store: stores.staff, clock: { now: () => now }, idleMs: 15 * MINUTE });
  const at = (minutes: number): Promise<boolean> => {
    now = new Date(START.getTime() + minutes * MINUTE);
    return onDuty();
  };
  return { stores, at, close };
}

describe('nobody is promised a person who is not there', () => {
  test('an operator at work counts until their session idles out', async () => {
    const { at, close } = await deskWith('operator');
    expect([await at(0), await at(14), await at(16)]).toEqual([true, true, false]);
    await close();
  });

  test.each([
    ['an admin, who may not read conversations', 'security-admin', false],
    ['a disabled account', 'operator', true],
  ] as const)('%s does not count', async (_, role, disabled) => {
    const { at, close } = await deskWith(role, disabled);
    expect(await at(0)).toBe(false);
    await close();
  });

  test('who signs out is missed within a minute', async () => {
    const { stores, at, close } = await deskWith('operator');
    expect(await at(0)).toBe(true);
    await stores.staff.sessions.destroy('session');
    expect(await at(1)).toBe(false);
    await close();
  });
});
