import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { sampleConversation } from '../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
});
afterAll(() => hub.app.close());

describe('the same command twice is one command', () => {
  const key = { 'idempotency-key': 'same' };

  test('a reply sent again after a broken line is one message', async () => {
    const reply = () => operator.call('POST', '/api/staff/conversations/c1/reply', { text: '您好' }, key);
    const [first, ...again] = await Promise.all([reply(), reply(), reply()]);
    for (const answer of again) expect(answer.body).toEqual(first?.body);
    expect(hub.conversations.messagesOf('c1').filter((m) => m.direction === 'out')).toHaveLength(1);
  });

  test('a ticket made twice is one ticket, moved twice is one step', async () => {
    const request = { type: 'help', title: '停水', matter: '停水了' };
    const make = () => operator.call('POST', '/api/staff/tickets', { conversationId: 'c1', request }, key);
    const [first, second] = [await make(), await make()];
    expect(second.body['number']).toBe(first.body['number']);
    const url = `/api/staff/tickets/${String(first.body['number'])}/dispatch`;
    const dispatch = () => operator.call('POST', url, { unit: 'water-works' }, key);
    expect(await dispatch()).toMatchObject({ status: 200 });
    expect(await dispatch()).toMatchObject({ status: 200, body: { version: 2, state: 'dispatched' } });
  });

  test('the key may stand in the body', async () => {
    const body = { text: '记一笔', commandId: 'in-body' };
    const note = () =>
      operator.call('POST', '/api/staff/conversations/c1/note', body, { 'idempotency-key': '' });
    expect((await note()).body).toMatchObject({ code: 'idempotency-key-required' });
    const bare = await hub.app.inject({
      method: 'POST',
      url: '/api/staff/conversations/c1/note',
      payload: body,
      headers: { cookie: operator.cookie, 'x-csrf-token': await csrfOf(operator) },
    });
    expect(bare.statusCode).toBe(201);
  });

  test('one person’s key does not hide another’s command, nor the same key on another conversation', async () => {
    hub.conversations.add(sampleConversation('c2', hub.clock.now()), []);
    const colleague = await hub.signIn(['operator']);
    const note = (who: Client, id: string) =>
      who.call('POST', `/api/staff/conversations/${id}/note`, { text: '备注' }, key);
    const ids = [await note(operator, 'c1'), await note(operator, 'c2'), await note(colleague, 'c1')];
    expect(new Set(ids.map((answer) => answer.body['id'])).size).toBe(3);
  });
});

describe('two people at one conversation', () => {
  test('the second is told that a colleague has it', async () => {
    const colleague = await hub.signIn(['operator']);
    expect((await operator.call('POST', '/api/staff/conversations/c1/take', {})).status).toBe(200);
    const refused = await colleague.call('POST', '/api/staff/conversations/c1/take', {});
    expect(refused).toMatchObject({ status: 409, body: { code: 'conversation-taken' } });
    expect((await operator.call('POST', '/api/staff/conversations/c1/release', {})).status).toBe(200);
    expect((await colleague.call('POST', '/api/staff/conversations/c1/take', {})).status).toBe(200);
  });
});

describe('a ticket written down by staff', () => {
  const make = (over: object) =>
    operator.call('POST', '/api/staff/tickets', {
      conversationId: 'c1',
      request: { type: 'complaint', title: '路灯', matter: '路灯坏了', ...over },
    });

  test('takes over the conversation’s files, source and form version', async () => {
    const made = await make({});
    const ticket = await hub.tickets.get(String(made.body['number']));
    expect(ticket.request).toMatchObject({
      formVersion: 3,
      cityVersion: 'test-1',
      source: { channel: 'web', account: 'web', conversationId: 'c1', messageIds: ['m1'] },
      attachments: [{ id: 'file-m1' }],
    });
  });

  test.each([
    ['0515-88880110', { e164: '+8651588880110', kind: 'landline' }],
    ['+86 138 1234 5678', { e164: '+8613812345678', kind: 'mobile', national: '13812345678' }],
  ])('phone %s', async (phone, expected) => {
    const made = await make({ phone });
    expect((await hub.tickets.get(String(made.body['number']))).request.phone).toMatchObject(expected);
  });

  test.each([
    ['phone', { phone: '12345' }, 'request.phone'],
    ['category', { category: 'XX99' }, 'request.category'],
    ['hotline', { hotline: '99999' }, 'request.hotline'],
    ['file of somebody else', { attachmentIds: ['file-m1', 'file-other'] }, 'request.attachmentIds'],
    ['type', { type: 'rant' }, 'request.type'],
    ['title', { title: '  ' }, 'request.title'],
  ])('an unfit %s is named', async (_, over, path) => {
    expect(await make(over)).toMatchObject({
      status: 400,
      body: {
        code: 'validation-failed',
        fields: [{ path, message: expect.stringMatching(/[\u4e00-\u9fff]/) }],
      },
    });
  });
});

describe('lists', () => {
  test('are read to the end page by page, each item once', async () => {
    for (let i = 0; i < 7; i++) {
      hub.clock.advance(1000);
      hub.conversations.add(sampleConversation(`page-${i}`, hub.clock.now(), { channel: 'sms' }), []);
    }
    const seen: unknown[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 3; pages++) {
      const query = `channel=sms&limit=3${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const { body } = await operator.call('GET', `/api/staff/conversations?${query}`);
      seen.push(
        ...z
          .array(z.object({ id: z.string() }))
          .parse(body['items'])
          .map(({ id }) => id),
      );
      cursor = z.string().optional().parse(body['nextCursor']);
    }
    expect(cursor).toBeUndefined();
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `page-${i}`));
  });
});

async function csrfOf(client: Client): Promise<string> {
  return String((await client.call('GET', '/api/staff/session/me')).body['csrfToken']);
}
