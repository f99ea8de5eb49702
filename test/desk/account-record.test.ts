import { expect, test } from '@jest/globals';
import { type AccountFact, accountRecord } from '../../src/desk/account-record.js';
import { memoryAudit } from '../support/server/memory-audit.js';

const doer = { staffId: 'boss', address: '10.0.0.1' };

test.each<[string, AccountFact & Record<string, unknown>, object]>([
  [
    'a sign-in is the person’s own',
    { type: 'signed-in', staffId: 's1', address: '10.0.0.7', by: 'password', alsoAt: ['10.0.0.8'] },
    {
      action: 'account.signed-in',
      actor: { type: 'staff', id: 's1', address: '10.0.0.7' },
      detail: { by: 'password', alsoAt: '["10.0.0.8"]' },
      outcome: 'done',
    },
  ],
  [
    'a failed one is nobody’s, whoever’s account it was tried on',
    { type: 'sign-in-failed', staffId: 's1', address: '10.0.0.7', reason: 'wrong-password', locks: true },
    { actor: { type: 'nobody' }, object: { id: 's1' }, detail: { locks: true }, outcome: 'refused' },
  ],
  [
    'a change of rights is of whoever made it',
    {
      type: 'account-changed',
      staffId: 's1',
      doer,
      before: { roles: ['clerk'] },
      after: { roles: ['operator'] },
    },
    { action: 'account.changed', actor: { id: 'boss' }, detail: { after: '{"roles":["operator"]}' } },
  ],
  [
    'the first account is made by the hub',
    { type: 'account-created', staffId: 's1' },
    { actor: { type: 'hub' } },
  ],
])('%s', async (_, fact, record) => {
  const audit = memoryAudit(() => new Date());
  await accountRecord(audit).record(fact);
  expect(audit.events).toEqual([expect.objectContaining({ object: expect.anything() })]);
  expect(audit.events[0]).toMatchObject(record);
});
