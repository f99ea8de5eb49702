import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let clerk: Client;
let supervisor: Client;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
  supervisor = await hub.signIn(['supervisor']);
});
afterAll(() => hub.app.close());

async function newTicket(): Promise<string> {
  const request = { type: 'complaint', title: '路灯坏了', matter: '新世纪花园门口路灯坏了' };
  const { body } = await operator.call('POST', '/api/staff/tickets', { conversationId: 'c1', request });
  return `/api/staff/tickets/${String(body['id'])}`;
}

describe('a ticket says what its reader may do now', () => {
  test('each move with the fields it must carry, and nothing that would be refused for who asks', async () => {
    const url = await newTicket();
    const accepted = await operator.call('GET', url);
    expect(accepted.body['moves']).toContainEqual({ move: 'dispatch', needs: ['unit'] });
    await operator.call('POST', `${url}/dispatch`, { unit: 'city-lights', assists: ['water-works'] });
    expect((await clerk.call('GET', url)).body['moves']).toMatchObject([
      { move: 'sign', needs: [] },
      { move: 'return', needs: ['reason', 'basis'] },
      { move: 'acknowledge' },
      { move: 'comment' },
      { move: 'note' },
    ]);
    const { body } = await clerk.call('POST', `${url}/sign`, {});
    // The elements of a reply are the city's.
    expect(body['moves']).toContainEqual({
      move: 'reply',
      needs: ['text', 'result', 'facts', 'basis', 'contact'],
    });
  });

  test('applications, supervision and assisting units stand beside the history', async () => {
    const url = await newTicket();
    await operator.call('POST', `${url}/dispatch`, { unit: 'city-lights', assists: ['water-works'] });
    await clerk.call('POST', `${url}/sign`, {});
    await clerk.call('POST', `${url}/apply`, { application: 'carry', reason: '等配件' });
    await supervisor.call('POST', `${url}/supervise`, { level: 'reminder', reason: '快到期' });
    const { body } = await supervisor.call('GET', url);
    expect(body).toMatchObject({
      assists: [{ unit: 'water-works' }],
      applications: [{ id: 'a1', kind: 'carry', state: 'pending', reason: '等配件' }],
      supervision: [{ level: 'reminder', reason: '快到期' }],
      dispatches: 1,
      reworks: 0,
      related: [],
    });
  });
});

describe('two people at one ticket', () => {
  test('the slower one is told what changed, and by whom', async () => {
    const url = await newTicket();
    const { etag } = (await supervisor.call('GET', url)).headers;
    expect(etag).toBe('"1"');
    await operator.call('POST', `${url}/dispatch`, { unit: 'city-lights' });
    await clerk.call('POST', `${url}/sign`, {});
    const late = await supervisor.call(
      'POST',
      `${url}/note`,
      { text: '先别派' },
      { 'if-match': String(etag) },
    );
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'ticket-changed',
      state: 'signed',
      changes: [
        { seq: 2, move: 'dispatch', by: '测试员' },
        { seq: 3, move: 'sign', by: '测试员' },
      ],
    });
  });

  test('with the present version it goes, and the answer names the next one', async () => {
    const url = await newTicket();
    const moved = await operator.call('POST', `${url}/note`, { text: '一' }, { 'if-match': '"1"' });
    expect([moved.status, moved.headers['etag']]).toEqual([200, '"2"']);
    expect((await operator.call('POST', `${url}/note`, { text: '二' }, { 'if-match': '*' })).status).toBe(
      200,
    );
  });

  test('replay: the same command again is its answer, not a conflict with itself', async () => {
    const url = await newTicket();
    const headers = { 'if-match': '"1"', 'idempotency-key': 'once' };
    const first = await operator.call('POST', `${url}/note`, { text: '一' }, headers);
    const again = await operator.call('POST', `${url}/note`, { text: '一' }, headers);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.headers['etag']).toBe('"2"');
  });

  test.each(['3', '"x"', '"-1"', 'W/3'])('a version nobody gave is refused: %s', async (said) => {
    const url = await newTicket();
    const { body } = await operator.call('POST', `${url}/note`, { text: '一' }, { 'if-match': said });
    expect(body).toMatchObject({ code: 'if-match-unreadable' });
  });
});
