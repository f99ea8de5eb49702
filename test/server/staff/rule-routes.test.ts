import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NoticePage } from '../../../src/server/views/notice-view.js';
import { sampleConversation } from '../../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let supervisor: Client;
let operator: Client;
let sealedDesk: Client;
let county: Client;
let admin: Client;

beforeAll(async () => {
  hub = await testHub();
  supervisor = await hub.signIn(['supervisor']);
  operator = await hub.signIn(['operator']);
  sealedDesk = await hub.signIn(['sealed-desk']);
  county = await hub.signIn(['supervisor'], { platform: 'north-county' });
  admin = await hub.signIn(['system-admin']);
});
afterAll(() => hub.app.close());

const LIGHTS = {
  name: '路灯',
  mode: 'active',
  trigger: { type: 'created' },
  when: { text: ['路灯'], category: ['CJ'] },
  then: [{ type: 'note', text: '请看路灯台账' }],
};

async function newTicket(over: object = {}, by = operator): Promise<string> {
  hub.clock.advance(1_000);
  const conversationId = `c-${Math.random().toString(36).slice(2)}`;
  hub.conversations.add(sampleConversation(conversationId, hub.clock.now()), []);
  const request = { type: 'complaint', title: '路灯坏了', matter: '路灯坏了', category: 'CJ01', ...over };
  const { body } = await by.call('POST', '/api/staff/tickets', { conversationId, request });
  for (const id of await hub.eventRules.due(100)) await hub.eventRules.carryOut(id);
  return String(body['id']);
}
async function made(who: Client, over: object = {}): Promise<string> {
  const { status, body } = await who.call('POST', '/api/staff/rules', { ...LIGHTS, ...over });
  expect({ status, body }).toMatchObject({ status: 201, body: { version: 1 } });
  return String(body['id']);
}
const ids = async (who: Client) => {
  const { body } = await who.call('GET', '/api/staff/rules');
  return (Array.isArray(body['items']) ? body['items'] : []).map(({ id }: { id: string }) => id);
};
const gone = async (who: Client) => {
  for (const id of await ids(who)) await who.call('DELETE', `/api/staff/rules/${id}`);
};

test('a rule is tried out, made, acts, says what it did, and is given up', async () => {
  const lit = await newTicket();
  await newTicket({ title: '停水', matter: '停水了' });
  const { trigger, when } = LIGHTS;
  const preview = await supervisor.call('POST', '/api/staff/rules/preview', { trigger, when });
  expect(preview.body).toMatchObject({
    looked: 2,
    matched: 1,
    items: [
      { met: [], misses: ['text'] },
      { ticket: { id: lit }, met: [{ seq: 1, move: 'accept' }], misses: [] },
    ],
  });
  const id = await made(supervisor);
  const ticketId = await newTicket();
  const { body } = await supervisor.call('GET', `/api/staff/tickets/${ticketId}`);
  expect(body['history']).toMatchObject([
    { move: 'accept' },
    {
      move: 'note',
      actor: { type: 'system', rule: 'event-rule', eventRule: { id, version: 1, name: '路灯' } },
      details: { text: '请看路灯台账' },
    },
  ]);
  const runs = await supervisor.call('GET', `/api/staff/rules/${id}/runs`);
  expect(runs.body['items']).toMatchObject([
    { ticketId, seq: 1, waits: false, outcomes: [{ type: 'note', result: 'done' }] },
  ]);
  expect((await supervisor.call('DELETE', `/api/staff/rules/${id}`)).status).toBe(204);
  expect(await ids(supervisor)).toEqual([]);
  expect((await supervisor.call('GET', `/api/staff/rules/${id}/runs`)).body['items']).toHaveLength(1);
  expect(hub.audit.events.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['rule.changed', 'rule.removed']),
  );
});

test('a change is a new version, and one that was not read is not overwritten', async () => {
  const id = await made(supervisor);
  const url = `/api/staff/rules/${id}`;
  hub.clock.advance(1_000);
  const watch = { ...LIGHTS, mode: 'watch', version: 1 };
  expect((await supervisor.call('POST', url, watch)).body).toMatchObject({ version: 2, mode: 'watch' });
  expect((await supervisor.call('POST', url, watch)).body).toMatchObject({
    code: 'rule-changed',
    state: '2',
  });
  const ticketId = await newTicket();
  expect((await supervisor.call('GET', `${url}/runs`)).body['items']).toMatchObject([
    { ticketId, version: 2, watched: true, outcomes: [] },
  ]);
  const { body } = await supervisor.call('GET', url);
  expect(body['versions']).toMatchObject([{ version: 2 }, { version: 1 }]);
  await gone(supervisor);
});

test('replay: the same command is one rule', async () => {
  const key = { 'idempotency-key': 'rule-once' };
  const first = await supervisor.call('POST', '/api/staff/rules', LIGHTS, key);
  expect((await supervisor.call('POST', '/api/staff/rules', LIGHTS, key)).body).toEqual(first.body);
  await gone(supervisor);
});

test('rules are put into another order, all of them or none', async () => {
  const a = await made(supervisor);
  const b = await made(supervisor);
  const c = await made(supervisor);
  const order = await supervisor.call('POST', '/api/staff/rules/reorder', { ids: [c, a, b] });
  expect(order.body['items']).toMatchObject([{ id: c }, { id: a }, { id: b }]);
  const part = await supervisor.call('POST', '/api/staff/rules/reorder', { ids: [a, b] });
  expect(part.body).toMatchObject({ code: 'rule-order' });
  expect(await ids(supervisor)).toEqual([c, a, b]);
  await gone(supervisor);
});

test('a rule that names what is not there is refused with the places', async () => {
  const wrong = {
    ...LIGHTS,
    when: { unit: ['city-lights', 'nobody'], category: ['ZZ'] },
    then: [
      { type: 'notify', to: { type: 'person', staffId: 'nobody' } },
      { type: 'notify', to: { type: 'role', role: 'sealed-desk' } },
    ],
  };
  const { body } = await supervisor.call('POST', '/api/staff/rules', wrong);
  expect(body).toMatchObject({ code: 'rule-code' });
  expect(body['fields']).toMatchObject([
    { path: 'when.unit.1' },
    { path: 'when.category.0' },
    { path: 'then.1.to.role' },
    { path: 'then.0.to.staffId' },
  ]);
  const reply = { ...LIGHTS, then: [{ type: 'reply', text: '您好' }] };
  expect((await supervisor.call('POST', '/api/staff/rules', reply)).body).toMatchObject({
    code: 'validation-failed',
  });
});

describe('leak', () => {
  test('nobody but supervisors and the sealed desk keeps rules', async () => {
    for (const who of [operator, admin])
      expect((await who.call('GET', '/api/staff/rules')).body).toMatchObject({ code: 'forbidden' });
  });

  test('rules of sealed matters are the sealed desk’s alone, and act on nothing else', async () => {
    const refused = await supervisor.call('POST', '/api/staff/rules', { ...LIGHTS, sealed: true });
    expect(refused.body).toMatchObject({ code: 'forbidden' });
    expect((await sealedDesk.call('POST', '/api/staff/rules', LIGHTS)).body).toMatchObject({
      code: 'forbidden',
    });
    const id = await made(sealedDesk, { sealed: true });
    const openId = await newTicket();
    const sealedId = await newTicket({ secrecy: 'sealed' }, sealedDesk);
    expect(await ids(supervisor)).toEqual([]);
    for (const path of [`/api/staff/rules/${id}`, `/api/staff/rules/${id}/runs`])
      expect((await supervisor.call('GET', path)).body).toMatchObject({ code: 'rule-not-found' });
    expect((await sealedDesk.call('GET', `/api/staff/rules/${id}/runs`)).body['items']).toMatchObject([
      { ticketId: sealedId },
    ]);
    const preview = await supervisor.call('POST', '/api/staff/rules/preview', {
      trigger: LIGHTS.trigger,
      when: {},
      latest: 500,
    });
    expect(preview.text).toContain(openId);
    expect(preview.text).not.toContain(sealedId);
    await gone(sealedDesk);
  });

  test('a county’s rule is for its tickets, and its supervisors see no others', async () => {
    const own = await made(county);
    const citys = await made(supervisor);
    expect(await ids(county)).toEqual([own]);
    expect(await ids(supervisor)).toEqual([own, citys]);
    await newTicket();
    expect((await county.call('GET', `/api/staff/rules/${own}/runs`)).body['items']).toEqual([]);
    await gone(supervisor);
  });

  test('who is told by a rule: the person named, the role, nobody else', async () => {
    const then = [
      { type: 'notify', to: { type: 'person', staffId: operator.id } },
      { type: 'notify', to: { type: 'role', role: 'supervisor' } },
    ];
    await made(supervisor, { then, name: '路灯提醒' });
    const ticketId = await newTicket();
    const told = async (who: Client) => {
      const { body } = await who.call('GET', '/api/staff/notices?limit=200');
      const { items } = NoticePage.parse(body);
      return items.filter(
        (one) => one.about === 'ticket' && one.ticketId === ticketId && one.rule !== undefined,
      );
    };
    expect(await told(operator)).toMatchObject([{ rule: '路灯提醒', move: 'accept' }]);
    expect(await told(supervisor)).toHaveLength(1);
    expect(await told(county)).toEqual([]);
    expect(await told(sealedDesk)).toEqual([]);
    await gone(supervisor);
  });
});
