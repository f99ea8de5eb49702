import { expect, test } from '@jest/globals';
import type { Role } from '../../src/core/model/codes.js';
import { atWork } from '../../src/desk/at-work.js';
import { memoryStaffStore } from '../support/server/memory-staff-store.js';

const NOW = new Date('2026-11-23T02:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

test('at work is who is signed in, was seen lately, and may take a conversation', async () => {
  const store = memoryStaffStore();
  const person = (id: string, role: Role, seen: number, disabled = false) =>
    Promise.all([
      store.staff.insert({
        id,
        login: id,
        name: id,
        roles: [role],
        passwordHash: '',
        mustChangePassword: false,
        disabled,
        createdAt: NOW,
      }),
      store.sessions.set({
        id: `session-${id}`,
        staffId: id,
        createdAt: ago(30),
        lastSeenAt: ago(seen),
        expiresAt: new Date(NOW.getTime() + 3_600_000),
        address: '127.0.0.1',
        userAgent: 'test',
        by: 'password',
      }),
    ]);
  await person('here', 'operator', 14);
  await person('idle', 'operator', 16);
  await person('admin', 'security-admin', 1);
  await person('left', 'operator', 1, true);
  const found = await atWork({ store, clock: { now: () => NOW }, idleMs: 15 * 60_000 });
  expect(found).toEqual([{ id: 'here', name: 'here', sessionsSince: [ago(30)] }]);
});
