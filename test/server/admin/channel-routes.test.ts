import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Role } from '../../../src/core/model/codes.js';
import { memoryChannels, sampleAccount } from '../../support/server/memory-channels.js';
import { testHub, type TestHub } from '../../support/server/test-hub.js';

const URL = `/api/admin/channels/email/${encodeURIComponent(sampleAccount.account)}`;
let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({ channels: memoryChannels(sampleAccount) });
});
afterAll(() => hub.app.close());

describe('only administrators hold an account', () => {
  const orders = ['pause', 'drain', 'resume', 'test', 'actions/publish-menu'];
  test.each<Role>(['operator', 'clerk', 'supervisor', 'auditor'])('%s may not', async (role) => {
    const person = await hub.signIn([role], role === 'clerk' ? { unit: 'city-lights' } : {});
    for (const order of orders) {
      const body = order === 'test' ? { to: 'wang@qq.com' } : {};
      expect((await person.call('POST', `${URL}/${order}`, body)).status).toBe(403);
    }
  });

  test('an admin may, and it is written down who did', async () => {
    const admin = await hub.signIn(['system-admin']);
    expect((await admin.call('POST', `${URL}/pause`, {})).body).toMatchObject({ mode: 'paused' });
    expect((await admin.call('POST', `${URL}/drain`, {})).body).toMatchObject({ mode: 'drained' });
    expect((await admin.call('POST', `${URL}/resume`, {})).body).toMatchObject({ mode: 'on' });
    expect(hub.audit.events.map(({ action, actor }) => ({ action, id: actor.id }))).toEqual(
      ['channel.pause', 'channel.drain', 'channel.resume'].map((action) => ({ action, id: admin.id })),
    );
  });

  test('nobody without a session', async () => {
    expect((await hub.app.inject({ method: 'POST', url: `${URL}/pause`, payload: {} })).statusCode).toBe(401);
  });
});

test('what is not there is said with the way to find it', async () => {
  const admin = await hub.signIn(['system-admin']);
  const answer = await admin.call('POST', '/api/admin/channels/email/nobody/pause', {});
  expect(answer).toMatchObject({ status: 404, body: { code: 'account-not-found' } });
});

test('a test needs an address', async () => {
  const admin = await hub.signIn(['system-admin']);
  expect((await admin.call('POST', `${URL}/test`, {})).status).toBe(400);
  expect((await admin.call('POST', `${URL}/test`, { to: 'wang@qq.com' })).body).toMatchObject({ ok: true });
});

test('a file link that stands for nothing is a problem document, not a page', async () => {
  const answer = await hub.app.inject('/files/a1.c1.abc123.AAAAAAAAAAAAAAAAAAAAAA');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'attachment-not-found' });
});
