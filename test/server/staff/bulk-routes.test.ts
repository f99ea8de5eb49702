import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let clerk: Client;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
});
afterAll(() => hub.app.close());

async function newTicket(): Promise<string> {
  const request = { type: 'complaint', title: '路灯坏了', matter: '路灯坏了' };
  const { body } = await operator.call('POST', '/api/staff/tickets', { conversationId: 'c1', request });
  return String(body['id']);
}
const bulk = (who: Client, body: object, headers = {}) =>
  who.call('POST', '/api/staff/tickets/bulk', body, headers);

describe('one move on many tickets', () => {
  test('each is decided by itself: one that cannot does not stop the others', async () => {
    const [first, closed, second] = [await newTicket(), await newTicket(), await newTicket()];
    await operator.call('POST', `/api/staff/tickets/${closed}/answer`, { text: '已答复', result: 'solved' });
    const { status, body } = await bulk(operator, {
      move: 'dispatch',
      tickets: [first, closed, 'nothing', { id: second, version: 1 }],
      details: { unit: 'city-lights' },
    });
    expect(status).toBe(200);
    expect(body['items']).toMatchObject([
      { ok: true, ticket: first, state: 'dispatched', version: 2 },
      { ok: false, ticket: closed, problem: { code: 'ticket-illegal-move', state: 'closed' } },
      { ok: false, ticket: 'nothing', problem: { code: 'ticket-not-found' } },
      { ok: true, ticket: second, state: 'dispatched' },
    ]);
  });

  test('a version that is no longer the present one is refused for that ticket', async () => {
    const id = await newTicket();
    await operator.call('POST', `/api/staff/tickets/${id}/note`, { text: '一' });
    const { body } = await bulk(operator, {
      move: 'note',
      tickets: [{ id, version: 1 }],
      details: { text: '二' },
    });
    expect(body['items']).toMatchObject([
      { ok: false, problem: { code: 'ticket-changed', changes: [{ seq: 2, move: 'note' }] } },
    ]);
  });

  test('replay: sent again under the same key, nothing happens twice', async () => {
    const ids = [await newTicket(), await newTicket()];
    const body = { move: 'note', tickets: ids, details: { text: '一' } };
    const key = { 'idempotency-key': 'bulk-once' };
    const first = await bulk(operator, body, key);
    const again = await bulk(operator, body, key);
    expect(again.body).toEqual(first.body);
    expect((await operator.call('GET', `/api/staff/tickets/${String(ids[0])}`)).body['version']).toBe(2);
  });

  test('a ticket named twice moves once', async () => {
    const id = await newTicket();
    const { body } = await bulk(operator, { move: 'urge', tickets: [id, id] });
    expect(body['items']).toMatchObject([{ ok: true, version: 2 }]);
  });

  test('leak: what somebody may not open is not found, and what they may never do is refused at once', async () => {
    const id = await newTicket();
    expect((await bulk(clerk, { move: 'sign', tickets: [id] })).body['items']).toMatchObject([
      { ok: false, problem: { code: 'ticket-not-found' } },
    ]);
    const never = await bulk(clerk, { move: 'dispatch', tickets: [id], details: { unit: 'city-lights' } });
    expect(never.body).toMatchObject({ code: 'forbidden' });
  });

  test.each([
    ['more than 200', { move: 'urge', tickets: Array.from({ length: 201 }, (_, i) => `t${i}`) }],
    ['none', { move: 'urge', tickets: [] }],
    ['details of another kind', { move: 'rate', tickets: ['t1'], details: { rating: 9 } }],
    ['a move of the hub itself', { move: 'card', tickets: ['t1'] }],
  ])('poison: %s', async (_, body) => {
    expect((await bulk(operator, body)).body).toMatchObject({ code: 'validation-failed' });
  });
});
