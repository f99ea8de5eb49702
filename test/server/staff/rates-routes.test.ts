import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let supervisor: Client;
beforeAll(async () => {
  hub = await testHub();
  supervisor = await hub.signIn(['supervisor']);
});
afterAll(() => hub.app.close());

test('a dispatch counts for the unit on the day it was made', async () => {
  const request = { type: 'help', title: '路灯不亮', matter: '世纪大道路灯不亮' };
  const made = await supervisor.call('POST', '/api/staff/tickets', { conversationId: 'c1', request });
  const path = `/api/staff/tickets/${String(made.body['number'])}`;
  const unit = 'city-lights';
  const { status } = await supervisor.call('POST', `${path}/dispatch`, { unit });
  expect(status).toBe(200);
  const { body } = await supervisor.call('GET', '/api/staff/rates');
  expect(body['items']).toEqual([
    expect.objectContaining({ unit, returned: { of: 1, is: 0 }, signedInTime: { of: 0, is: 0 } }),
  ]);
});

test.each([
  ['the other way round', '?from=2026-12-02&to=2026-12-01'],
  ['more than a year', '?from=2024-12-02&to=2026-12-01'],
  ['no days', '?from=yesterday'],
])('overload: %s is refused', async (_, query) => {
  expect((await supervisor.call('GET', `/api/staff/rates${query}`)).status).toBe(400);
});

test.each(['clerk', 'reviewer', 'auditor'] as const)('leak: a %s does not see rates', async (role) => {
  const other = await hub.signIn([role], { unit: 'city-lights' });
  expect((await other.call('GET', '/api/staff/rates')).status).toBe(403);
});
