import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleConversation } from '../../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let supervisor: Client;
let clerk: Client;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  supervisor = await hub.signIn(['supervisor']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
});
afterAll(() => hub.app.close());

const EVIL = `</td><script>alert(1)</script><img src=x onerror="alert('1')">\`\${1}`;
let talks = 0;
async function dispatched(over: object = {}): Promise<string> {
  const conversationId = `talk-${++talks}`;
  hub.conversations.add(sampleConversation(conversationId, hub.clock.now()), []);
  const request = { type: 'complaint', title: '路灯不亮', matter: '路灯不亮', name: '张三丰', ...over };
  const { body } = await operator.call('POST', '/api/staff/tickets', { conversationId, request });
  const url = `/api/staff/tickets/${String(body['number'])}`;
  await operator.call('POST', `${url}/dispatch`, { unit: 'city-lights', reason: '属地管理' });
  return url;
}

test('a paper is there once its step was taken, numbered by kind and year', async () => {
  const url = await dispatched();
  expect((await clerk.call('GET', `${url}/documents/dispatch`)).text).toMatch(/12345交〔2026〕\d+号/);
  const early = await supervisor.call('GET', `${url}/documents/notice`);
  expect(early).toMatchObject({ status: 409, body: { code: 'document-not-due' } });
  await supervisor.call('POST', `${url}/supervise`, { level: 'notice', reason: '逾期未办结' });
  const notice = await clerk.call('GET', `${url}/documents/notice`);
  for (const words of ['催办通知书', '路灯管理处', '逾期未办结', '印章', '2026年11月23日'])
    expect(notice.text).toContain(words);
});

test('injection: what a citizen or a colleague wrote is text, and the page runs no script', async () => {
  const url = await dispatched({ title: EVIL.slice(0, 60), matter: EVIL, name: '<b>丰' });
  await supervisor.call('POST', `${url}/supervise`, { level: 'written', reason: EVIL });
  const page = await supervisor.call('GET', `${url}/documents/written`);
  expect(page.status).toBe(200);
  expect(String(page.headers['content-type'])).toContain('text/html');
  expect(page.text).not.toMatch(/<script|<img|<b>/i);
  expect(page.text).toContain('&#60;script&#62;');
  const policy = String(page.headers['content-security-policy']);
  const nonce = /<style nonce="([^"]+)"/.exec(page.text)?.[1] ?? 'none';
  expect(policy).toContain(`'nonce-${nonce}'`);
  expect(policy).not.toContain('unsafe-inline');
});

test('leak: the unit prints no name or number of whoever asked for secrecy; others print nothing', async () => {
  const matter = '我是张三丰，电话13812345678，路灯不亮';
  const url = await dispatched({ secrecy: 'confidential', matter });
  const page = await clerk.call('GET', `${url}/documents/dispatch`);
  expect(page.text).toContain('路灯不亮');
  expect(page.text).not.toMatch(/张三丰|13812345678/);
  const other = await hub.signIn(['clerk'], { unit: 'water-works' });
  expect((await other.call('GET', `${url}/documents/dispatch`)).status).toBe(404);
});
