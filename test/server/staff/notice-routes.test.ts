import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NoticePage } from '../../../src/server/views/notice-view.js';
import { sampleConversation } from '../../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let base: string;
let operator: Client;
let sealedDesk: Client;
let clerk: Client;
let leader: Client;
let otherClerk: Client;
let county: Client;
let auditor: Client;
let supervisor: Client;

beforeAll(async () => {
  hub = await testHub();
  base = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  operator = await hub.signIn(['operator']);
  supervisor = await hub.signIn(['supervisor']);
  sealedDesk = await hub.signIn(['sealed-desk']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
  leader = await hub.signIn(['unit-leader'], { unit: 'city-lights' });
  otherClerk = await hub.signIn(['clerk'], { unit: 'water-works' });
  county = await hub.signIn(['operator'], { platform: 'north-county' });
  auditor = await hub.signIn(['auditor']);
});
afterAll(() => hub.app.close());

async function newTicket(over: object = {}, by = operator): Promise<{ id: string; number: string }> {
  const conversationId = `c-${Math.random().toString(36).slice(2)}`;
  hub.conversations.add(sampleConversation(conversationId, hub.clock.now()), []);
  const request = { type: 'complaint', title: '路灯坏了', matter: '路灯坏了', ...over };
  const { body } = await by.call('POST', '/api/staff/tickets', { conversationId, request });
  return { id: String(body['id']), number: String(body['number']) };
}

async function told(who: Client, ticketId: string, query = ''): Promise<{ id: string; move: string }[]> {
  const { body } = await who.call('GET', `/api/staff/notices?limit=200${query}`);
  return NoticePage.parse(body).items.flatMap((one) =>
    one.about === 'ticket' && one.ticketId === ticketId ? [one] : [],
  );
}
const movesToldTo = async (who: Client, ticketId: string) =>
  (await told(who, ticketId)).map(({ move }) => move);

describe('who is told of a move', () => {
  test('the unit it goes to, its leader of supervision, the desk of what a unit did', async () => {
    const { id } = await newTicket();
    const url = `/api/staff/tickets/${id}`;
    await operator.call('POST', `${url}/dispatch`, { unit: 'city-lights' });
    await supervisor.call('POST', `${url}/supervise`, { level: 'notice', reason: '快到期' });
    await clerk.call('POST', `${url}/return`, { reason: '不属', basis: '三定' });
    expect(await movesToldTo(clerk, id)).toEqual(['supervise', 'dispatch']);
    expect(await movesToldTo(leader, id)).toEqual(['supervise', 'supervise', 'dispatch']);
    expect(await movesToldTo(operator, id)).toEqual(['return', 'accept']);
    for (const who of [otherClerk, county, auditor]) expect(await movesToldTo(who, id)).toEqual([]);
  });

  test('leak: of a sealed ticket the sealed desk alone', async () => {
    const { id } = await newTicket({ secrecy: 'sealed' }, sealedDesk);
    expect(await movesToldTo(sealedDesk, id)).toEqual(['accept']);
    expect(await movesToldTo(operator, id)).toEqual([]);
  });

  test('what one has read is read for oneself alone', async () => {
    const { id } = await newTicket();
    const ids = (await told(operator, id, '&unread=true')).map((one) => one.id);
    expect(ids).toHaveLength(1);
    expect((await operator.call('POST', '/api/staff/notices/read', { ids })).status).toBe(204);
    expect(await told(operator, id, '&unread=true')).toEqual([]);
    expect(await told(supervisor, id, '&unread=true')).toHaveLength(1);
  });
});

/** Reads a stream until everything wanted has come. */
async function follow(who: Client, run: () => Promise<unknown>, until: RegExp): Promise<string> {
  const leave = new AbortController();
  const response = await fetch(`${base}/api/staff/stream`, {
    headers: { cookie: who.cookie },
    signal: leave.signal,
  });
  if (!response.body) throw new Error(`no stream: ${response.status}`);
  let text = '';
  let ran: Promise<unknown> | undefined;
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    // The first event says that the reader is listened for.
    if (text.includes('event: all')) ran ??= run();
    if (until.test(text)) break;
  }
  await ran;
  leave.abort();
  return text;
}

describe('the stream', () => {
  test('names tickets and conversations that moved, and nothing of the matter', async () => {
    const text = await follow(operator, () => newTicket(), /event: notice/);
    expect(text).toMatch(/event: ticket\ndata: \{"id":"t-[^"]+","version":1\}/);
    expect(text).not.toContain('路灯');
  });

  test('leak: a ticket that somebody may not open is not hinted at', async () => {
    let hidden = '';
    let shown = '';
    const text = await follow(
      clerk,
      async () => {
        ({ id: hidden } = await newTicket());
        ({ id: shown } = await newTicket());
        await operator.call('POST', `/api/staff/tickets/${shown}/dispatch`, { unit: 'city-lights' });
      },
      /event: notice/,
    );
    expect(text).toContain(shown);
    expect(text).not.toContain(hidden);
  });

  test('is for people who are signed in and read tickets', async () => {
    expect((await fetch(`${base}/api/staff/stream`)).status).toBe(401);
    const admin = await hub.signIn(['security-admin']);
    expect((await admin.call('GET', '/api/staff/stream')).status).toBe(403);
  });
});
