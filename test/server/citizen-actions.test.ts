import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Client, testHub, type TestHub } from '../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let number = '';
let code = '';
beforeEach(async () => {
  hub = await testHub({ limits: { lookupsPerAddress: 60, wrongLookupsPerNumber: 3 } });
  operator = await hub.signIn(['operator']);
  const request = { type: 'help', title: '停水', matter: '停水了' };
  const { body } = await operator.call('POST', '/api/staff/tickets', { conversationId: 'c1', request });
  number = String(body['number']);
  code = String(body['queryCode']);
});
afterEach(() => hub.app.close());

const act = (action: string, body: object, query = code) =>
  hub.app.inject({
    method: 'POST',
    url: `/api/public/tickets/${number}/${action}`,
    payload: { code: query, commandId: 'command-1', ...body },
  });
const close = () =>
  operator.call('POST', `/api/staff/tickets/${number}/answer`, { text: '已恢复供水', result: 'solved' });
const events = async () => (await hub.tickets.get(number)).events.map(({ move }) => move);
const flags = async () => (await hub.conversations.get('c1')).conversation.flags;

describe('what a citizen may do with number and code', () => {
  test('adding, urging and withdrawing go into the ticket’s own history', async () => {
    expect((await act('supplement', { text: '三楼也没水' })).json()).toMatchObject({
      timeline: [{ move: 'accept' }, { move: 'supplement', text: '三楼也没水' }],
    });
    expect((await act('urge', {})).statusCode).toBe(200);
    expect((await act('withdraw', { reason: '已经好了' })).json()).toMatchObject({ state: 'cancelled' });
    expect(await events()).toEqual(['accept', 'supplement', 'urge', 'cancel']);
  });

  test('sent twice is done once; another command is another', async () => {
    await act('urge', {});
    await act('urge', {});
    expect(await events()).toEqual(['accept', 'urge']);
    await act('urge', { commandId: 'command-2' });
    expect(await events()).toEqual(['accept', 'urge', 'urge']);
  });

  test('rating before an answer is refused with where it stands; after closing it counts', async () => {
    expect((await act('rate', { rating: 5 })).json()).toMatchObject({ code: 'ticket-illegal-move' });
    await close();
    expect((await act('rate', { rating: 2, text: '来得太慢' })).json()).toMatchObject({ rating: 2 });
  });

  test('asking for rework decides nothing: it is an addition, and staff are asked, once', async () => {
    await close();
    await act('rework', { reason: '又停了' });
    await act('rework', { reason: '又停了' });
    expect(await hub.tickets.get(number)).toMatchObject({ state: 'closed' });
    expect(await events()).toEqual(['accept', 'answer', 'supplement']);
    expect(await flags()).toMatchObject([
      { reason: 'rework-asked', summary: `${number} 诉求人请求重办：又停了` },
    ]);
  });

  test.each(['dispatch', 'sign', 'reply', 'review', 'close', 'note', 'return'])(
    'a move of staff is none of theirs: %s',
    async (move) => {
      expect((await act(move, { text: 'x', unit: 'city-lights' })).statusCode).toBe(404);
      expect(await events()).toEqual(['accept']);
    },
  );
});

describe('a code cannot be tried out by acting either', () => {
  test('wrong tries count with those of looking, and close the number', async () => {
    await hub.app.inject(`/api/public/tickets/${number}?code=W1`);
    for (const wrong of ['W2', 'W3'])
      expect((await act('urge', {}, wrong)).json()).toMatchObject({ code: 'progress-not-found' });
    expect((await act('urge', {})).statusCode).toBe(429);
    expect(await events()).toEqual(['accept']);
  });

  test('the page without scripts answers by the same limits, with no code in the address', async () => {
    const look = (query: string) =>
      hub.app.inject({
        method: 'POST',
        url: '/progress',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ number: number.toLowerCase(), code: query }).toString(),
      });
    const found = await look(code);
    expect(found.statusCode).toBe(200);
    expect(found.body).toContain('停水');
    expect(found.body).toContain('已受理');
    expect(found.body).not.toContain(code);
    expect(found.headers['cache-control']).toBe('no-store');
    for (const wrong of ['W1', 'W2', 'W3']) expect((await look(wrong)).statusCode).toBe(404);
    expect((await look(code)).statusCode).toBe(429);
  });
});
