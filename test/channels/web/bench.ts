import Fastify, { type FastifyInstance } from 'fastify';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import web from '../../../src/channels/web/index.js';
import { History } from '../../../src/channels/web/schemas.js';
import { Challenge, type Proof } from '../../../src/channels/web/proof-of-work.js';
import type { ChannelAdapter } from '../../../src/channels/channel.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { answerProblems } from '../../../src/server/errors/answer-problems.js';
import { FakeHost } from '../../conformance/fake-host.js';

/** The channel on a real HTTP server, with the server's own error handler and an in-memory hub behind. */
export interface WebBench {
  app: FastifyInstance;
  host: FakeHost;
  adapter: ChannelAdapter;
  /** Address after `listen`. */
  url(): string;
  close(): Promise<void>;
}

export async function openWeb(
  settings: object = {},
  more: (app: FastifyInstance) => Promise<void> = async () => undefined,
): Promise<WebBench> {
  const host = new FakeHost();
  const config = web.config.parse({ proofOfWork: { enabled: false }, ...settings });
  const [adapter] = web.create(config, host);
  if (!adapter?.http) throw new Error('the web channel has no adapter');
  const { http } = adapter;
  const app = Fastify({ trustProxy: true });
  answerProblems(app);
  await app.register((scope) => http.register(scope), { prefix: http.prefix });
  await more(app);
  await app.ready();
  return {
    app,
    host,
    adapter,
    url: () => app.listeningOrigin,
    close: async () => {
      await adapter.stop();
      await app.close();
    },
  };
}

export interface Client {
  /** Citizen id of the session. */
  conversation: string;
  headers: { authorization: string };
}

export async function newClient({ app }: WebBench): Promise<Client> {
  const response = await app.inject({ method: 'POST', url: '/api/web/sessions' });
  const { token, conversation } = Granted.parse(response.json());
  return { conversation, headers: { authorization: `Bearer ${token}` } };
}
const Granted = z.object({ token: z.string(), conversation: z.string() });

export async function post(bench: WebBench, client: Client, payload: object | string, headers = {}) {
  return bench.app.inject({
    method: 'POST',
    url: '/api/web/messages',
    headers: { 'content-type': 'application/json', ...client.headers, ...headers },
    payload,
  });
}

export async function history(bench: WebBench, client: Client, query = '') {
  const response = await bench.app.inject({ url: `/api/web/messages${query}`, headers: client.headers });
  return History.parse(response.json());
}

export async function upload(bench: WebBench, client: Client, name: string, bytes: Uint8Array) {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  const body = new Response(form);
  return bench.app.inject({
    method: 'POST',
    url: '/api/web/uploads',
    headers: { ...client.headers, 'content-type': body.headers.get('content-type') ?? '' },
    payload: Buffer.from(await body.arrayBuffer()),
  });
}

/** An answer of the hub to a citizen, as the outbox would have stored it. */
export function answerTo(
  conversation: string,
  id: string,
  text: string,
  more: Partial<StoredOutbound> = {},
): Omit<StoredOutbound, 'seq'> {
  const at = new Date('2026-11-23T08:00:00Z');
  return {
    id,
    conversationId: `web/${conversation}`,
    channel: 'web',
    account: 'web',
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text, buttons: [], attachments: [] },
    to: conversation,
    thread: { key: conversation },
    automatic: false,
    delivery: { status: 'delivered', runAt: at, attempts: 0, fence: 0, updatedAt: at },
    ...more,
  };
}

export async function solve({ app }: WebBench): Promise<Proof> {
  const response = await app.inject({ url: '/api/web/challenge' });
  const { challenge } = z.object({ challenge: Challenge }).parse(response.json());
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('the challenge was not solved');
  return { challenge, solution };
}

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
