import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleConversation } from '../../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let sealedDesk: Client;
let clerk: Client;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  sealedDesk = await hub.signIn(['operator', 'sealed-desk']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
});
afterAll(() => hub.app.close());

let talks = 0;
async function made(over: object = {}, by = operator): Promise<string> {
  const conversationId = `talk-${++talks}`;
  hub.conversations.add(sampleConversation(conversationId, hub.clock.now()), []);
  const matter = '剧场路幸福小区从昨晚开始停水，家里老人小孩用水困难';
  const request = { type: 'complaint', title: '停水', matter, name: '张三丰', ...over };
  const answer = await by.call('POST', '/api/staff/tickets', { conversationId, request });
  return String(answer.body['number']);
}

test('leak: proposals are what the reader may read: no sealed one, a unit only its own, nobody named who asked not to be', async () => {
  const one = await made();
  const two = await made({ secrecy: 'confidential' });
  await made({ secrecy: 'sealed' }, sealedDesk);
  await made({ title: '路灯', matter: '世纪大道路灯不亮，晚上行人看不清' });
  const url = `/api/staff/tickets/${one}/similar`;
  for (const reader of [operator, sealedDesk]) {
    const { body } = await reader.call('GET', url);
    expect(body['items']).toMatchObject([{ ticket: { number: two }, score: 1 }]);
  }
  expect((await clerk.call('GET', url)).status).toBe(404);
  await operator.call('POST', `/api/staff/tickets/${one}/dispatch`, { unit: 'city-lights' });
  expect((await clerk.call('GET', url)).body['items']).toEqual([]);
  await operator.call('POST', `/api/staff/tickets/${two}/dispatch`, { unit: 'city-lights' });
  const proposed = await clerk.call('GET', url);
  expect(proposed.body['items']).toMatchObject([{ ticket: { number: two } }]);
  // Who asked for secrecy is not known by half a name either.
  expect(proposed.text).not.toContain('张');
});
