import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { FakeHost } from '../../conformance/fake-host.js';
import { adapterOn, answerTo, openOn, openTelegram, type TelegramBench } from './bench.js';

describe('long poll', () => {
  let bench: TelegramBench;
  beforeEach(async () => {
    bench = await openTelegram({ receive: 'poll' });
  });
  afterEach(() => bench.close());
  const enqueue = (text: string) =>
    bench.peer.enqueue(bench.peer.update({ message: bench.peer.message({ text }) }));
  const texts = () => bench.host.accepted.map(({ text }) => text);

  test('has no door to the outside', () => {
    expect(bench.adapter.http).toBeUndefined();
  });

  test('what waited while nobody asked is taken in order', async () => {
    for (const text of ['一', '二', '三']) enqueue(text);
    await bench.adapter.start();
    await bench.host.until('the messages', () => texts().length === 3);
    expect(texts()).toEqual(['一', '二', '三']);
  });

  test('a webhook of before is taken away, or Telegram would refuse to be asked', async () => {
    bench.peer.webhook = { url: 'https://old.example.cn', secret: 'old' };
    enqueue('你好');
    await bench.adapter.start();
    await bench.host.until('the message', () => texts().length === 1);
    expect(bench.peer.webhook).toBeUndefined();
  });

  test('nothing is confirmed before it is stored, and order is kept over a store that is away', async () => {
    const away = { type: 'throw', error: new Error('the store is away') } as const;
    bench.host.failNext('accept', away, away, away);
    for (const text of ['一', '二']) enqueue(text);
    await bench.adapter.start();
    await bench.host.until('the messages', () => texts().length === 2);
    expect(texts()).toEqual(['一', '二']);
    await bench.host.until('the confirmation', () => bench.peer.unconfirmed === 0);
  });

  test('what was not stored when the hub stopped is there for the next life', async () => {
    const away = { type: 'throw', error: new Error('the store is away') } as const;
    bench.host.failNext('accept', ...Array.from({ length: 1000 }, () => away));
    enqueue('重要');
    await bench.adapter.start();
    await bench.host.until('the question', () => bench.peer.calls.includes('getUpdates'));
    await bench.adapter.stop();
    expect(bench.peer.unconfirmed).toBe(1);
    const next = await openOn(bench.peer, new FakeHost(), { receive: 'poll' });
    await next.adapter.start();
    await next.host.until('the message', () => next.host.accepted.length === 1);
    await next.close();
  });

  test('another program that polls the same bot is told to staff', async () => {
    bench.peer.failNext('getUpdates', {
      type: 'error',
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request',
    });
    await bench.adapter.start();
    await bench.host.until('the trouble', () => bench.adapter.health().lastError !== undefined);
    expect(bench.adapter.health().lastError?.message).toContain('另一个程序');
    enqueue('你好');
    await bench.host.until('the message', () => texts().length === 1);
  });
});

/** What the independent emulator of the Bot API gives to its tests; it has no types of its own that fit. */
interface Emulator {
  start(): Promise<void>;
  stop(): Promise<unknown>;
  readonly config: { apiURL: string };
  getClient(token: string, options: object): Client;
}
interface Client {
  makeMessage(text: string): object;
  makeCommand(text: string): object;
  makeCallbackQuery(data: string): object;
  sendMessage(message: object): Promise<unknown>;
  sendCommand(message: object): Promise<unknown>;
  sendCallback(query: object): Promise<unknown>;
  getUpdates(): Promise<unknown>;
}
const Emulation = z.object({ TelegramServer: z.custom<new (config: object) => Emulator>() });
const Told = z.object({
  result: z.array(z.object({ message: z.object({ text: z.string(), reply_markup: z.unknown() }) })),
});

describe('against an independent emulator of the Bot API', () => {
  const token = '123:abcdef';
  let emulator: Emulator;
  let client: Client;
  beforeEach(async () => {
    const required: unknown = createRequire(import.meta.url)('telegram-test-api/lib/telegramServer.js');
    const { TelegramServer } = Emulation.parse(required);
    emulator = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
    await emulator.start();
    client = emulator.getClient(token, { timeout: 5000, interval: 20 });
  });
  afterEach(async () => void (await emulator.stop()));

  test('commands, messages and buttons come in, answers with buttons go out', async () => {
    const host = new FakeHost();
    const adapter = adapterOn(host, { apiRoot: emulator.config.apiURL, token });
    await adapter.start();
    await client.sendCommand(client.makeCommand('/start'));
    await client.sendMessage(client.makeMessage('建军路路灯坏了'));
    await client.sendCallback(client.makeCallbackQuery('rate.5'));
    await host.until('three messages', () => host.accepted.length === 3);
    expect(host.accepted).toMatchObject([
      { kind: 'event', event: { type: 'start' } },
      { kind: 'text', text: '建军路路灯坏了', from: { id: '1', name: 'TestName' } },
      { kind: 'event', event: { type: 'button', key: 'rate.5' } },
    ]);

    const buttons = [{ label: '满意', value: 'rate.5' }];
    const content = { text: '已受理', buttons, attachments: [] };
    const message = host.putOutbound(answerTo('m-1', '', { to: '1', content }));
    expect(await adapter.send(message, 'm-1')).toMatchObject({ ok: true });
    const { result } = Told.parse(await client.getUpdates());
    expect(result[0]?.message).toMatchObject({
      text: '已受理',
      reply_markup: { inline_keyboard: [[{ text: '满意', callback_data: 'rate.5' }]] },
    });
    await adapter.stop();
  });
});

/** The emulator takes 0 for "no port given". */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
