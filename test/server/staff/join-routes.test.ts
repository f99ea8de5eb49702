import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleConversation } from '../../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let clerk: Client;
let otherClerk: Client;
let sealedDesk: Client;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  sealedDesk = await hub.signIn(['operator', 'sealed-desk']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
  otherClerk = await hub.signIn(['clerk'], { unit: 'water-works' });
});
afterAll(() => hub.app.close());

let talks = 0;
async function made(over: object = {}, by = operator): Promise<string> {
  const request = { type: 'complaint', title: '停水', matter: '剧场路停水', name: '张三丰', ...over };
  const conversationId = `talk-${++talks}`;
  hub.conversations.add(sampleConversation(conversationId, hub.clock.now()), []);
  const answer = await by.call('POST', '/api/staff/tickets', { conversationId, request });
  return String(answer.body['number']);
}
const url = (number: string) => `/api/staff/tickets/${number}/followers`;

test('many are joined at once; each that cannot be says why, and a repetition changes nothing', async () => {
  const main = await made();
  const ids = [
    await made(),
    await made(),
    'YC00000000000000000',
    await made({ secrecy: 'sealed' }, sealedDesk),
  ];
  const twice = [];
  for (let i = 0; i < 2; i++) {
    twice.push(await operator.call('POST', url(main), { ticketIds: ids }, { 'idempotency-key': 'storm' }));
  }
  for (const answer of twice) {
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      joined: 2,
      results: [
        { id: ids[0], ok: true, number: ids[0] },
        { id: ids[1], ok: true, number: ids[1] },
        { id: ids[2], ok: false, code: 'ticket-not-found' },
        // Sealed is the same as not there.
        { id: ids[3], ok: false, code: 'ticket-not-found' },
      ],
    });
  }
  const { body } = await operator.call('GET', url(main));
  expect(body['items']).toMatchObject([{ state: 'joined' }, { state: 'joined' }]);
});

test('leak: the lead unit of the main ticket sees who follows, without what is confidential; others do not', async () => {
  const main = await made();
  const follower = await made({ secrecy: 'confidential' });
  await operator.call('POST', url(main), { ticketIds: [follower] });
  await operator.call('POST', `/api/staff/tickets/${main}/dispatch`, { unit: 'city-lights' });
  const seen = await clerk.call('GET', url(main));
  expect(seen.body['items']).toMatchObject([{ number: follower }]);
  expect(seen.text).not.toContain('张');
  expect((await otherClerk.call('GET', url(main))).status).toBe(404);
  expect((await clerk.call('POST', url(main), { ticketIds: [follower] })).status).toBe(403);
});
