import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ACCOUNT, openTelegram, push, type TelegramBench } from './bench.js';

let bench: TelegramBench;
beforeEach(async () => {
  bench = await openTelegram({ receive: 'webhook' });
});
afterEach(() => bench.close());

async function started(): Promise<void> {
  await bench.adapter.start();
  await bench.host.until('the webhook', () => bench.peer.webhook !== undefined);
}
const update = () => bench.peer.update({ message: bench.peer.message({ text: '你好' }) });

test('Telegram is told the public address and a secret of its own', async () => {
  await started();
  expect(bench.peer.webhook?.url).toBe(`${bench.host.publicBaseUrl}/webhooks/telegram/${ACCOUNT}`);
  expect(bench.peer.webhook?.secret).toMatch(/^[0-9a-f]{64}$/);
});

test.each<[string, (secret: string) => Record<string, string>]>([
  ['no secret', () => ({})],
  ['an empty one', () => ({ 'x-telegram-bot-api-secret-token': '' })],
  ['the word undefined', () => ({ 'x-telegram-bot-api-secret-token': 'undefined' })],
  ['another one', (secret) => ({ 'x-telegram-bot-api-secret-token': secret.replace(/./, 'x') })],
  ['a longer one', (secret) => ({ 'x-telegram-bot-api-secret-token': `${secret}0` })],
])('a call with %s is refused, and nothing is stored', async (_name, headersFor) => {
  await started();
  const headers = headersFor(bench.peer.webhook?.secret ?? '');
  expect(await push(bench, update(), { 'content-type': 'application/json', ...headers })).toBe(401);
  expect(bench.host.journal).toEqual([]);
});

test('a store that is away is told to Telegram, which delivers again', async () => {
  await started();
  bench.host.failNext('accept', { type: 'throw', error: new Error('the store is away') });
  const one = update();
  expect(await push(bench, one)).toBe(503);
  expect(await push(bench, one)).toBe(200);
  expect(bench.host.accepted).toHaveLength(1);
});

test('before the start nothing is taken', async () => {
  const headers = {
    'x-telegram-bot-api-secret-token': bench.host.secret(`telegram-webhook/${ACCOUNT}`).toString('hex'),
  };
  expect(await push(bench, update(), headers)).toBe(503);
});

test('a body that is no JSON is kept for staff', async () => {
  await started();
  const { headers } = bench.peer.pushOf({});
  const url = `/webhooks/telegram/${ACCOUNT}`;
  const answer = await bench.app.inject({ method: 'POST', url, headers, payload: '{"update_id":' });
  expect(answer.statusCode).toBe(200);
  expect(bench.host.entries('quarantined')).toMatchObject([{ code: 'unreadable' }]);
});

test('the answer to a call is empty: answers to citizens go by the outbox', async () => {
  await started();
  const { headers, body } = bench.peer.pushOf(update());
  const url = `/webhooks/telegram/${ACCOUNT}`;
  const answer = await bench.app.inject({ method: 'POST', url, headers, payload: body });
  expect([answer.statusCode, answer.body]).toEqual([200, '']);
});
