import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Client, testHub, type TestHub } from '../support/server/test-hub.js';

const PHONE = '13812345678';
let hub: TestHub;
let operator: Client;
let dispatcher: Client;
let clerk: Client;
let auditAdmin: Client;
let number: string;
let secret: string;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  dispatcher = await hub.signIn(['dispatcher']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
  auditAdmin = await hub.signIn(['audit-admin']);
  number = await made({});
  secret = await made({ anonymous: true });
});
afterAll(() => hub.app.close());
beforeEach(async () => {
  await stayIn();
  // Longer than one look lasts, so that every test looks anew.
  hub.clock.advance(11 * 60_000);
  hub.audit.events.splice(0);
});

/** Nobody is idle so long that their session ends. */
async function stayIn(): Promise<void> {
  for (const who of [operator, dispatcher, clerk, auditAdmin]) await who.call('GET', '/api/staff/session/me');
}

async function made(over: object): Promise<string> {
  const request = {
    type: 'complaint',
    title: '路灯坏了',
    matter: `我叫张三丰，电话${PHONE}`,
    name: '张三丰',
    phone: PHONE,
  };
  const body = { conversationId: 'c1', request: { ...request, ...over } };
  const answer = await operator.call('POST', '/api/staff/tickets', body);
  await operator.call('POST', `/api/staff/tickets/${String(answer.body['number'])}/dispatch`, {
    unit: 'city-lights',
  });
  return String(answer.body['number']);
}
const reveal = (who: Client, no: string, fields: string[], reason = '核实回访号码') =>
  who.call('POST', `/api/staff/tickets/${no}/reveal`, { fields, reason });

describe('every look is recorded before it is shown', () => {
  test.each([
    ['a ticket', () => `/api/staff/tickets/${number}`, 'ticket.read'],
    ['a conversation', () => '/api/staff/conversations/c1', 'conversation.read'],
    ['a person', () => '/api/staff/conversations/c1/person', 'person.read'],
    ['a search by number', () => `/api/staff/tickets?person=${PHONE}`, 'ticket.searched-person'],
  ])('%s', async (_, url, action) => {
    expect((await operator.call('GET', url())).status).toBe(200);
    expect(hub.audit.events).toMatchObject([{ action, actor: { id: operator.id, type: 'staff' } }]);
    expect(JSON.stringify(hub.audit.events)).not.toMatch(/138|张三丰/);
  });

  test.each([
    ['a ticket', () => `/api/staff/tickets/${number}`],
    ['a conversation', () => '/api/staff/conversations/c1'],
    ['a person', () => '/api/staff/conversations/c1/person'],
    ['a search by number', () => `/api/staff/tickets?person=${PHONE}`],
  ])('no record, no look: %s', async (_, url) => {
    hub.audit.fail(true);
    const answer = await operator.call('GET', url());
    hub.audit.fail(false);
    expect(answer).toMatchObject({ status: 503, body: { code: 'audit-not-written' } });
    expect(answer.text).not.toMatch(/138|张三丰/);
  });

  test('overload: an open page that reads again is one look; another person, or later, is another', async () => {
    const url = `/api/staff/tickets/${number}`;
    for (let n = 0; n < 5; n += 1) await operator.call('GET', url);
    await dispatcher.call('GET', url);
    expect(hub.audit.events.map(({ actor }) => actor.id)).toEqual([operator.id, dispatcher.id]);
    await stayIn();
    hub.clock.advance(10 * 60_000);
    await operator.call('GET', url);
    expect(hub.audit.events).toHaveLength(3);
  });

  test('whoever sees people masked cannot look for one', async () => {
    for (const who of [dispatcher, clerk])
      expect((await who.call('GET', `/api/staff/tickets?person=${PHONE}`)).status).toBe(403);
  });
});

describe('a masked field, with a reason', () => {
  test('is shown, and who saw which and why is recorded', async () => {
    expect((await dispatcher.call('GET', `/api/staff/tickets/${number}`)).body).toMatchObject({
      phone: '138****5678',
    });
    hub.audit.events.splice(0);
    const answer = await reveal(dispatcher, number, ['phone', 'name']);
    expect(answer).toMatchObject({ status: 200, body: { values: { phone: PHONE, name: '张三丰' } } });
    expect(answer.text).not.toContain('matter');
    expect(hub.audit.events).toMatchObject([
      {
        action: 'ticket.revealed',
        actor: { id: dispatcher.id },
        detail: { fields: 'phone,name', reason: '核实回访号码' },
        outcome: 'done',
      },
    ]);
  });

  test('not of somebody who asked to be unknown; the try is recorded', async () => {
    const answer = await reveal(dispatcher, secret, ['phone']);
    expect(answer).toMatchObject({ status: 403, body: { code: 'person-kept-secret' } });
    expect(answer.text).not.toContain(PHONE);
    expect(hub.audit.events).toMatchObject([{ action: 'ticket.revealed', outcome: 'refused' }]);
  });

  test('not without a reason, not without the right, not when it cannot be recorded', async () => {
    expect((await reveal(dispatcher, number, ['phone'], '看看')).body['code']).toBe('validation-failed');
    expect((await reveal(clerk, number, ['phone'])).body['code']).toBe('forbidden');
    hub.audit.fail(true);
    const answer = await reveal(dispatcher, number, ['phone']);
    hub.audit.fail(false);
    expect(answer.body['code']).toBe('audit-not-written');
    expect(answer.text).not.toContain(PHONE);
  });
});

describe('the log is read by the audit admin alone', () => {
  test.each(['/api/admin/audit', '/api/admin/audit/anchors'])('%s', async (url) => {
    expect((await auditAdmin.call('GET', url)).status).toBe(200);
    for (const who of [
      operator,
      clerk,
      await hub.signIn(['security-admin']),
      await hub.signIn(['system-admin']),
    ])
      expect((await who.call('GET', url)).status).toBe(403);
  });

  test('by whom and what, page by page; reading it is recorded too', async () => {
    await operator.call('GET', `/api/staff/tickets/${number}`);
    const asked = `/api/admin/audit?who=${operator.id}&what=ticket.read&limit=1`;
    const answer = await auditAdmin.call('GET', asked);
    expect(answer.body).toMatchObject({
      items: [{ action: 'ticket.read', actionName: '查看工单', actor: { id: operator.id } }],
      nextCursor: expect.stringMatching(/^\d+$/),
    });
    expect(hub.audit.events.at(-1)).toMatchObject({ action: 'audit.read', actor: { id: auditAdmin.id } });
  });

  test('verifying is recorded with what it found', async () => {
    const answer = await auditAdmin.call('POST', '/api/admin/audit/verify', {});
    expect(answer).toMatchObject({ status: 200, body: { records: expect.any(Number) } });
    expect(hub.audit.events.at(-1)).toMatchObject({ action: 'audit.verified', outcome: 'done' });
  });
});
