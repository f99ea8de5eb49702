import Fastify, { type FastifyInstance } from 'fastify';
import app from '../../../src/channels/app/index.js';
import { History, MessageResults, Registered } from '../../../src/channels/app/schemas.js';
import type { ChannelAdapter } from '../../../src/channels/channel.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { answerProblems } from '../../../src/server/errors/answer-problems.js';
import { refuseBrokenUtf8 } from '../../../src/server/utf8.js';
import { FakeHost } from '../../conformance/fake-host.js';

/** The channel on a real HTTP server, with the server's own error handler and an in-memory hub behind. */
export interface AppBench {
  app: FastifyInstance;
  host: FakeHost;
  adapter: ChannelAdapter;
  close(): Promise<void>;
}

export async function openApp(settings: object = {}, host = new FakeHost()): Promise<AppBench> {
  const [adapter] = app.create(app.config.parse(settings), host);
  if (!adapter?.http) throw new Error('the app channel has no adapter');
  const { http } = adapter;
  const server = Fastify({ trustProxy: true });
  answerProblems(server);
  refuseBrokenUtf8(server);
  await server.register((scope) => http.register(scope), { prefix: http.prefix });
  await server.ready();
  return {
    app: server,
    host,
    adapter,
    close: async () => {
      await adapter.stop();
      await server.close();
    },
  };
}

export interface Phone {
  deviceId: string;
  deviceKey: string;
  headers: Record<string, string>;
}

let phones = 0;

/** What a device makes at its first start. */
export function newIdentity(): { deviceId: string; deviceKey: string } {
  const n = String(++phones).padStart(8, '0');
  return { deviceId: `device-${n}-of-tests`, deviceKey: `key-of-the-device-${n}-that-nobody-else-has` };
}

export function register(bench: AppBench, identity: object, more: object = {}) {
  return bench.app.inject({
    method: 'POST',
    url: '/api/app/devices',
    payload: { platform: 'android', appVersion: '3.2.1', ...identity, ...more },
  });
}

export async function newPhone(bench: AppBench, more: object = {}): Promise<Phone> {
  const identity = newIdentity();
  const { secret } = Registered.parse((await register(bench, identity, more)).json());
  return { ...identity, headers: { authorization: `Bearer ${secret}` } };
}

export function post(bench: AppBench, phone: Phone, messages: unknown[], headers = {}) {
  return bench.app.inject({
    method: 'POST',
    url: '/api/app/messages',
    headers: { ...phone.headers, ...headers },
    payload: { messages },
  });
}

/** Posts and expects each message to get a result. */
export async function send(bench: AppBench, phone: Phone, ...messages: object[]) {
  return MessageResults.parse((await post(bench, phone, messages)).json()).results;
}

export async function history(bench: AppBench, phone: Phone, query = '') {
  const response = await bench.app.inject({ url: `/api/app/messages${query}`, headers: phone.headers });
  return History.parse(response.json());
}

export function upload(bench: AppBench, phone: Phone, uploadId: string, bytes: Buffer, name = '照片.png') {
  return bench.app.inject({
    method: 'PUT',
    url: `/api/app/uploads/${uploadId}?name=${encodeURIComponent(name)}`,
    headers: { ...phone.headers, 'content-type': 'application/octet-stream' },
    payload: bytes,
  });
}

/** An answer of the hub to a device, as the outbox would have stored it. */
export function answerTo(
  deviceId: string,
  id: string,
  text: string,
  more: Partial<StoredOutbound> = {},
): Omit<StoredOutbound, 'seq'> {
  const at = new Date('2026-11-23T08:00:00Z');
  return {
    id,
    conversationId: `app/${deviceId}`,
    channel: 'app',
    account: 'app',
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text, buttons: [], attachments: [] },
    to: deviceId,
    thread: { key: deviceId },
    automatic: false,
    delivery: { status: 'sent', runAt: at, attempts: 0, fence: 0, updatedAt: at },
    ...more,
  };
}

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
