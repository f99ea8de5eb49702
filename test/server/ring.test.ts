import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testHub, type Client, type TestHub } from '../support/server/test-hub.js';

const ANSWER = '灯泡损坏\n已更换灯泡。\n依据：照明管理规定\n经办：办公室';

describe('a complaint is handled through the interface alone', () => {
  let hub: TestHub;
  let operator: Client;
  let clerk: Client;
  let supervisor: Client;
  let number = '';
  let queryCode = '';

  beforeAll(async () => {
    hub = await testHub();
    operator = await hub.signIn(['operator']);
    clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
    supervisor = await hub.signIn(['supervisor']);
  });
  afterAll(() => hub.app.close());

  test('an operator finds the conversation, takes it and answers', async () => {
    const list = await operator.call('GET', '/api/staff/conversations');
    expect(list.body).toMatchObject({ items: [{ id: 'c1', mode: 'bot' }] });
    const taken = await operator.call('POST', '/api/staff/conversations/c1/take', {});
    expect(taken.body).toMatchObject({ mode: 'staff', staffId: operator.id });
    const said = await operator.call('POST', '/api/staff/conversations/c1/reply', { text: '您好，请稍等。' });
    expect(said.status).toBe(202);
    const thread = await operator.call('GET', '/api/staff/conversations/c1');
    expect(thread.body).toMatchObject({
      messages: [{ direction: 'in' }, { direction: 'out', text: '您好，请稍等。' }],
    });
  });

  test('makes a ticket from it and dispatches it', async () => {
    const request = {
      type: 'complaint',
      title: '路灯坏了',
      matter: '新世纪花园门口路灯坏了',
      phone: '138 1234 5678',
    };
    const made = await operator.call('POST', '/api/staff/tickets', { conversationId: 'c1', request });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      state: 'accepted',
      phone: '13812345678',
      attachments: [{ id: 'file-m1' }],
    });
    number = String(made.body['number']);
    queryCode = String(made.body['queryCode']);
    const sent = await operator.call('POST', `/api/staff/tickets/${number}/dispatch`, {
      unit: 'city-lights',
    });
    expect(sent.body).toMatchObject({ state: 'dispatched', unit: 'city-lights', unitName: '路灯管理处' });
  });

  test('the unit signs and replies, the supervisor reviews and closes', async () => {
    const steps: [Client, string, object][] = [
      [clerk, 'sign', {}],
      [
        clerk,
        'reply',
        {
          text: '已更换灯泡。',
          facts: '灯泡损坏',
          basis: '照明管理规定',
          contact: '办公室',
          result: 'solved',
        },
      ],
      [supervisor, 'review', {}],
      [supervisor, 'call-back', { callBack: { reached: true, solved: 'solved', satisfied: true } }],
      [supervisor, 'close', {}],
    ];
    for (const [who, move, body] of steps) {
      const moved = await who.call('POST', `/api/staff/tickets/${number}/${move}`, body);
      expect({ move, status: moved.status }).toEqual({ move, status: 200 });
    }
    const closed = await supervisor.call('GET', `/api/staff/tickets/${number}`);
    expect(closed.body).toMatchObject({ state: 'closed', answer: { text: ANSWER } });
  });

  test('the citizen reads the answer with number and query code', async () => {
    const read = await hub.app.inject(`/api/public/tickets/${number}?code=${queryCode}`);
    expect(read.json()).toMatchObject({ number, state: 'closed', answer: ANSWER });
    expect(read.body).not.toContain('13812345678');
  });

  test('a move that does not fit is refused with the present state', async () => {
    const again = await operator.call('POST', `/api/staff/tickets/${number}/dispatch`, {
      unit: 'water-works',
    });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'ticket-illegal-move', state: 'closed' });
  });
});
