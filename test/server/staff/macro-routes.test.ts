import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleConversation } from '../../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let other: Client;
let supervisor: Client;
let clerk: Client;
let sealedDesk: Client;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  other = await hub.signIn(['operator']);
  supervisor = await hub.signIn(['supervisor']);
  sealedDesk = await hub.signIn(['sealed-desk']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
});
afterAll(() => hub.app.close());

const TO_LIGHTS = {
  name: '转路灯处',
  steps: [
    { type: 'move', move: 'dispatch', details: { unit: 'city-lights', reason: '{{原因}}' } },
    { type: 'reply', text: '您好，您的诉求（{{工单号}}）已转路灯管理处。' },
    { type: 'move', move: 'note', details: { text: '已电话告知，{{原因}}' } },
  ],
};

async function newTicket(over: object = {}, by = operator): Promise<{ id: string; conversationId: string }> {
  const conversationId = `c-${Math.random().toString(36).slice(2)}`;
  hub.conversations.add(sampleConversation(conversationId, hub.clock.now()), []);
  const request = { type: 'complaint', title: '路灯坏了', matter: '路灯坏了', ...over };
  const { body } = await by.call('POST', '/api/staff/tickets', { conversationId, request });
  return { id: String(body['id']), conversationId };
}
async function kept(who: Client, over: object = {}): Promise<string> {
  const { body } = await who.call('POST', '/api/staff/macros', { ...TO_LIGHTS, ...over });
  expect(body).toMatchObject({ version: 1 });
  return String(body['id']);
}
const run = (who: Client, id: string, tickets: unknown[], more: object = {}, headers = {}) =>
  who.call(
    'POST',
    `/api/staff/macros/${id}/run`,
    { version: 1, tickets, values: { 原因: '属地' }, ...more },
    headers,
  );
async function said(conversationId: string): Promise<string[]> {
  const { messages } = await hub.conversations.get(conversationId);
  return messages.flatMap((one) => (one.direction === 'out' ? one.content.text : []));
}
const movesOf = async (id: string) => (await hub.tickets.get(id)).events.map(({ move }) => move);

test('every step is done as its person, filled in, in its order', async () => {
  const id = await kept(operator);
  const ticket = await newTicket();
  const { body } = await run(operator, id, [ticket.id]);
  expect(body['items']).toMatchObject([
    { done: 3, state: 'dispatched', steps: [{ ok: true }, { ok: true }, { ok: true }] },
  ]);
  const { events, number } = await hub.tickets.get(ticket.id);
  expect(events).toMatchObject([
    { move: 'accept' },
    {
      move: 'dispatch',
      details: { reason: '属地' },
      actor: { type: 'staff', id: operator.id, role: 'operator' },
    },
    { move: 'note', details: { text: '已电话告知，属地' } },
  ]);
  expect(await said(ticket.conversationId)).toEqual([`您好，您的诉求（${number}）已转路灯管理处。`]);
});

test('replay: a run that is sent again does nothing twice, also with what came in between', async () => {
  const id = await kept(operator);
  const ticket = await newTicket();
  const key = { 'idempotency-key': 'run-once' };
  await run(operator, id, [ticket.id], {}, key);
  await clerk.call('POST', `/api/staff/tickets/${ticket.id}/sign`, {});
  const again = await run(operator, id, [ticket.id], {}, key);
  expect(again.body['items']).toMatchObject([{ done: 3, state: 'signed' }]);
  expect(await movesOf(ticket.id)).toEqual(['accept', 'dispatch', 'note', 'sign']);
  expect(await said(ticket.conversationId)).toHaveLength(1);
});

test('it stops at the first failure and says what was done; other tickets go on', async () => {
  const id = await kept(operator, {
    steps: [
      { type: 'move', move: 'note', details: { text: '先记' } },
      { type: 'move', move: 'dispatch', details: { unit: 'city-lights' } },
      { type: 'move', move: 'note', details: { text: '后记' } },
    ],
  });
  const dispatched = await newTicket();
  await operator.call('POST', `/api/staff/tickets/${dispatched.id}/dispatch`, { unit: 'water-works' });
  const fresh = await newTicket();
  const { body } = await run(operator, id, [dispatched.id, fresh.id, 'nothing']);
  expect(body['items']).toMatchObject([
    { done: 1, steps: [{ ok: true }, { ok: false, problem: { code: 'ticket-illegal-move' } }] },
    { done: 3 },
    { done: 0, steps: [{ ok: false, problem: { code: 'ticket-not-found' } }] },
  ]);
  expect(await movesOf(dispatched.id)).toEqual(['accept', 'dispatch', 'note']);
});

test('reorder: what a person did since the ticket was looked at is not run over', async () => {
  const id = await kept(operator);
  const ticket = await newTicket();
  await other.call('POST', `/api/staff/tickets/${ticket.id}/note`, { text: '先别派' });
  const { body } = await run(operator, id, [{ id: ticket.id, version: 1 }]);
  expect(body['items']).toMatchObject([{ done: 0, steps: [{ problem: { code: 'ticket-changed' } }] }]);
  expect(await movesOf(ticket.id)).toEqual(['accept', 'note']);
});

describe('before it is fired', () => {
  test('the preview says what is missing and what could not be done, and changes nothing', async () => {
    const id = await kept(operator, {
      steps: [
        ...TO_LIGHTS.steps,
        { type: 'move', move: 'dispatch', details: { unit: 'water-works' } },
        { type: 'move', move: 'progress', details: {} },
        { type: 'move', move: 'review', details: {} },
      ],
    });
    const ticket = await newTicket();
    const { body } = await operator.call('POST', `/api/staff/macros/${id}/preview`, { ticket: ticket.id });
    expect(body).toMatchObject({
      unfilled: ['原因'],
      steps: [
        { ok: true },
        { ok: true },
        { ok: true },
        { ok: false, problem: { code: 'ticket-illegal-move' } },
        { ok: false, problem: { code: 'ticket-illegal-move' } },
        { ok: false, problem: { code: 'forbidden' } },
      ],
    });
    expect(await movesOf(ticket.id)).toEqual(['accept']);
  });

  test('nothing is done while a place is open', async () => {
    const id = await kept(operator);
    const ticket = await newTicket();
    const { body } = await run(operator, id, [ticket.id], { values: {} });
    expect(body['items']).toMatchObject([
      { done: 0, steps: [{ problem: { code: 'macro-place-open', fields: [{ path: 'values.原因' }] } }] },
    ]);
    expect(await movesOf(ticket.id)).toEqual(['accept']);
  });

  test('what is run is what was read', async () => {
    const id = await kept(operator);
    const changed = { ...TO_LIGHTS, steps: [TO_LIGHTS.steps[2]], version: 1 };
    expect((await operator.call('POST', `/api/staff/macros/${id}`, changed)).body).toMatchObject({
      version: 2,
    });
    expect((await operator.call('POST', `/api/staff/macros/${id}`, changed)).body).toMatchObject({
      code: 'macro-changed',
    });
    expect((await run(operator, id, ['x'])).body).toMatchObject({ code: 'macro-changed' });
  });

  test('a step that could never work is refused when it is kept', async () => {
    const steps = [
      { type: 'move', move: 'supervise', details: { level: 'loud', reason: 'x' } },
      { type: 'move', move: 'note', details: { text: 'x', attachmentIds: ['f1'], word: 'x' } },
    ];
    const { body } = await operator.call('POST', '/api/staff/macros', { name: '错', steps });
    expect(body).toMatchObject({ code: 'validation-failed' });
    expect(JSON.stringify(body['fields'])).toMatch(/steps\.0\.details\.level.*steps\.1\.details/);
  });
});

describe('leak', () => {
  test('one’s own macros are one’s own; those that are shared are changed by who may share', async () => {
    const own = await kept(operator);
    expect((await run(other, own, ['x'])).body).toMatchObject({ code: 'macro-not-found' });
    const refused = await operator.call('POST', '/api/staff/macros', { ...TO_LIGHTS, shared: true });
    expect(refused.body).toMatchObject({ code: 'forbidden' });
    const common = await kept(supervisor, { shared: true, name: '共用' });
    const list = await other.call('GET', '/api/staff/macros');
    expect(list.body['items']).toMatchObject([{ id: common, mayChange: false, places: ['原因', '工单号'] }]);
    expect((await other.call('DELETE', `/api/staff/macros/${common}`)).body).toMatchObject({
      code: 'forbidden',
    });
    expect((await clerk.call('GET', '/api/staff/macros')).body['items']).toEqual([]);
    expect((await supervisor.call('DELETE', `/api/staff/macros/${common}`)).status).toBe(204);
  });

  test('a macro gives no right: sealed tickets, other units’, and moves of other roles', async () => {
    const id = await kept(operator);
    const sealed = await newTicket({ secrecy: 'sealed' }, sealedDesk);
    expect((await run(operator, id, [sealed.id])).body['items']).toMatchObject([
      { done: 0, steps: [{ problem: { code: 'ticket-not-found' } }] },
    ]);
    const ofClerk = await kept(clerk);
    const ticket = await newTicket();
    await operator.call('POST', `/api/staff/tickets/${ticket.id}/dispatch`, { unit: 'city-lights' });
    expect((await run(clerk, ofClerk, [ticket.id])).body['items']).toMatchObject([
      { done: 0, steps: [{ problem: { code: 'forbidden' } }] },
    ]);
  });
});
