import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createUnderstand } from '../../src/core/language/understand.js';
import { sampleConversation } from '../support/server/memory-conversations.js';
import { sampleCity } from '../support/server/sample-city.js';
import { type Client, testHub, type TestHub } from '../support/server/test-hub.js';

const MATTER = '世纪大道路灯不亮，晚上黑得吓人，请尽快维修';
/** The one category of the sample city, which has no words for it. */
const category = 'CJ01';
const plain = createUnderstand(sampleCity);
const understand = (text: string, now: Date) => ({
  ...plain(text, now),
  category: { value: category, score: 1, reasons: [] },
});

let hub: TestHub;
let operator: Client;
let sealedDesk: Client;
beforeAll(async () => {
  hub = await testHub({ understand });
  operator = await hub.signIn(['operator']);
  sealedDesk = await hub.signIn(['sealed-desk']);
});
afterAll(() => hub.app.close());

let talks = 0;
async function told(over: object = {}, by = operator): Promise<void> {
  const id = `near-${++talks}`;
  hub.conversations.add({ ...sampleConversation(id, hub.clock.now()), citizenId: `citizen-${talks}` }, []);
  const place = { text: '盐都区世纪大道88号3幢501室' };
  const request = {
    type: 'complaint',
    title: '路灯不亮',
    matter: MATTER,
    place,
    name: '张三丰',
    phone: '13812345678',
    ...over,
  };
  const { status } = await by.call('POST', '/api/staff/tickets', { conversationId: id, request });
  expect(status).toBe(201);
}
const ask = (payload: object) => hub.app.inject({ method: 'POST', url: '/api/public/nearby', payload });
const asked = { text: MATTER, place: '盐都区世纪大道90号' };

test('leak: one neighbour is nobody; two are a number, a street and a category, and sealed ones never count', async () => {
  await told({ category });
  await told({ category, secrecy: 'sealed' }, sealedDesk);
  await told({ category, secrecy: 'confidential' });
  expect((await ask(asked)).json()).toEqual({});
  await told({ category });
  const answer = await ask(asked);
  expect(answer.json()).toMatchObject({ known: { street: '世纪大道', people: 2, inHand: false } });
  expect(answer.body).not.toMatch(/88|501|张|138|YC/);
  expect((await ask({ ...asked, place: '盐都区青年路1号' })).json()).toEqual({});
});

test('leak: while something is written down, nothing sealed is proposed, and nobody without the right asks', async () => {
  const { body } = await operator.call('POST', '/api/staff/suggest', { text: MATTER });
  expect(JSON.stringify(body)).not.toContain('"secrecy":"sealed"');
  expect(body['similar']).toHaveLength(3);
  const clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
  expect((await clerk.call('POST', '/api/staff/suggest', { text: MATTER })).status).toBe(403);
});

test('flood and enumeration: street after street ends at the limit', async () => {
  const answers = [];
  for (let n = 0; n < 25; n++)
    answers.push((await ask({ text: MATTER, place: `盐都区第${n}大街1号` })).statusCode);
  expect(answers).toContain(429);
});
