import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { citizenIdOf, conversationIdOf } from '../../src/core/intake/identity.js';
import type { Conversation } from '../../src/core/model/conversation.js';
import { PersonView } from '../../src/server/views/person-view.js';
import { sampleConversation, sampleInbound } from '../support/server/memory-conversations.js';
import { type Answer, type Client, testHub, type TestHub } from '../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let supervisor: Client;
let sealedDesk: Client;
let auditor: Client;
let clerk: Client;
let admin: Client;
let people = 0;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  supervisor = await hub.signIn(['supervisor']);
  sealedDesk = await hub.signIn(['operator', 'sealed-desk']);
  auditor = await hub.signIn(['auditor']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
  admin = await hub.signIn(['security-admin']);
});
afterAll(() => hub.app.close());

describe('staff join two channels of one person', () => {
  test('and see each from the other, with channel and last words', async () => {
    const [web, mail] = [talk({ channel: 'web' }), talk({ channel: 'email', lastText: '路灯修好了吗' })];
    expect(await person(operator, web)).toMatchObject({ conversations: [], joins: [] });
    const joined = viewOf(await join(operator, web, mail));
    expect(joined.conversations).toEqual([
      expect.objectContaining({ id: mail, channel: 'email', lastText: '路灯修好了吗' }),
    ]);
    expect(joined.joins).toEqual([
      expect.objectContaining({
        conversationIds: [web, mail],
        reason: expect.objectContaining({ type: 'staff', name: '测试员', note: '来电核实' }),
      }),
    ]);
    expect(await person(supervisor, mail)).toMatchObject({ conversations: [{ id: web }], joins: [{}] });
  });

  test('and take it back: the history says who, why and when', async () => {
    const [one, other] = [talk(), talk()];
    const joinId = viewOf(await join(operator, one, other)).joins[0]?.id;
    const apart = viewOf(await separate(supervisor, other, joinId, '其实是母子'));
    expect(apart).toMatchObject({ conversations: [], joins: [{ separated: { note: '其实是母子' } }] });
    expect((await person(operator, one)).conversations).toEqual([]);
  });

  test('the same key is one join, also when it was taken back meanwhile', async () => {
    const [one, other] = [talk(), talk()];
    const key = { 'idempotency-key': `same-${one}` };
    const first = viewOf(await join(operator, one, other, {}, key));
    expect(viewOf(await join(operator, one, other, {}, key))).toEqual(first);
    await separate(operator, one, first.joins[0]?.id);
    expect(viewOf(await join(operator, one, other, {}, key)).conversations).toEqual([]);
  });

  test('the same key is one separation', async () => {
    const [one, other] = [talk(), talk()];
    const joinId = viewOf(await join(operator, one, other)).joins[0]?.id;
    const key = { 'idempotency-key': `same-${one}` };
    const first = viewOf(await separate(operator, one, joinId, '不是一人', key));
    expect(viewOf(await separate(operator, one, joinId, '不是一人', key))).toEqual(first);
  });
});

describe('what cannot be done is refused with the way out', () => {
  test.each([
    ['a join without a note', { note: '  ' }, 400, 'validation-failed'],
    ['a join with nothing', { conversationId: undefined }, 400, 'validation-failed'],
    [
      'a join with a conversation that is not there',
      { conversationId: 'nothing' },
      404,
      'conversation-not-found',
    ],
  ])('%s', async (_, body, status, code) => {
    const refused = await join(operator, talk(), talk(), body);
    expect(refused).toMatchObject({ status, body: { code } });
  });

  test('a conversation joined with itself', async () => {
    const one = talk();
    expect(await join(operator, one, one)).toMatchObject({ status: 400, body: { code: 'join-with-itself' } });
  });

  test('joining twice, separating twice, separating what is another person’s', async () => {
    const [one, other, third] = [talk(), talk(), talk()];
    const joinId = viewOf(await join(operator, one, other)).joins[0]?.id;
    expect((await join(supervisor, other, one)).body['code']).toBe('person-joined-already');
    expect((await separate(operator, third, joinId)).body['code']).toBe('join-not-found');
    await separate(operator, one, joinId);
    expect((await separate(operator, one, joinId)).body['code']).toBe('person-separated-already');
    expect((await separate(operator, one, joinId, '')).body['code']).toBe('validation-failed');
  });

  test.each([
    ['auditor', () => auditor],
    ['clerk', () => clerk],
    ['admin', () => admin],
  ])('a %s neither joins nor separates', async (_, who) => {
    const [one, other] = [talk(), talk()];
    const joinId = viewOf(await join(operator, one, other)).joins[0]?.id;
    expect((await join(who(), one, talk())).body['code']).toBe('forbidden');
    expect((await separate(who(), one, joinId)).body['code']).toBe('forbidden');
  });
});

describe('a join shows nobody what they may not see', () => {
  test('an auditor sees that channels belong together, not whose they are', async () => {
    const [one, other] = [talk(), talk({ lastText: '我的电话 13812345678' })];
    await join(operator, one, other, { note: '来电 13812345678 核实' });
    const seen = await person(auditor, one);
    expect(seen.conversations).toHaveLength(1);
    expect(JSON.stringify(seen)).not.toMatch(/13812345678|visitor-|张三/);
  });

  test.each([
    ['clerk', () => clerk],
    ['admin', () => admin],
  ])('a %s does not see the person of a conversation', async (_, who) => {
    expect((await who().call('GET', `/api/staff/conversations/${talk()}/person`)).body['code']).toBe(
      'forbidden',
    );
  });

  test('that somebody made a sealed matter is known to the sealed desk alone', async () => {
    const [open, sealed, third] = [talk(), talk({ flags: [SEALED] }), talk()];
    await join(sealedDesk, open, sealed);
    const beyond = viewOf(await join(sealedDesk, sealed, third));
    expect(beyond.conversations.map((c) => c.id).sort()).toEqual([open, third].sort());

    const seen = await person(operator, open);
    expect(seen.conversations.map((c) => c.id)).toEqual([third]);
    expect(seen.joins).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain(sealed);
    const hidden = beyond.joins[0]?.id;
    expect((await separate(operator, open, hidden)).body['code']).toBe('join-not-found');
    expect((await join(operator, talk(), sealed)).body['code']).toBe('sealed-matter');
    expect((await operator.call('GET', `/api/staff/conversations/${sealed}/person`)).body['code']).toBe(
      'sealed-matter',
    );
  });

  test('whoever looks is written down', async () => {
    const one = talk();
    await person(operator, one);
    expect(hub.audit.events.at(-1)).toMatchObject({
      action: 'person.read',
      actor: { id: operator.id },
      object: { id: one },
    });
  });
});

const SEALED: Conversation['flags'][number] = {
  id: 'f1',
  reason: 'sealed',
  summary: '涉纪',
  at: new Date('2026-11-23T02:00:00Z'),
  urgent: false,
};

/** A conversation of a citizen of its own; returns its id. */
function talk(over: Partial<Conversation> = {}): string {
  const address = `visitor-${++people}`;
  const { channel = 'web', account = 'main' } = over;
  const id = conversationIdOf(channel, account, address);
  const citizenId = citizenIdOf(channel, account, address);
  const at = hub.clock.now();
  hub.conversations.add(sampleConversation(id, at, { channel, account, address, citizenId, ...over }), [
    sampleInbound(`m-${id}`, id, at, '路灯坏了'),
  ]);
  return id;
}

async function person(who: Client, id: string): Promise<PersonView> {
  return viewOf(await who.call('GET', `/api/staff/conversations/${id}/person`));
}

function join(who: Client, id: string, other: string, over = {}, headers = {}): Promise<Answer> {
  const body = { conversationId: other, note: '来电核实', ...over };
  return who.call('POST', `/api/staff/conversations/${id}/person/join`, body, headers);
}

function separate(who: Client, id: string, joinId = '', note = '不是一人', headers = {}): Promise<Answer> {
  return who.call('POST', `/api/staff/conversations/${id}/person/separate`, { joinId, note }, headers);
}

function viewOf(answer: Answer): PersonView {
  expect(answer).toMatchObject({ status: 200 });
  return PersonView.parse(answer.body);
}
