import Fastify, { type FastifyInstance } from 'fastify';
import telegram from '../../../src/channels/telegram/index.js';
import type { ChannelAdapter } from '../../../src/channels/channel.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { BOT, TelegramPeer, type Fields } from '../../peers/telegram.js';

export const ACCOUNT = BOT.username;
export const CITIZEN = '5512345678';

/** The channel on a real HTTP server, Telegram on another, and an in-memory hub behind. */
export interface TelegramBench {
  app: FastifyInstance;
  host: FakeHost;
  peer: TelegramPeer;
  adapter: ChannelAdapter;
  close(): Promise<void>;
}

export async function openTelegram(settings: object = {}): Promise<TelegramBench> {
  const peer = await TelegramPeer.open();
  const opened = await openOn(peer, new FakeHost(), settings);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await peer.goAway();
    },
  };
}

/** Another node or another life of the same account, on the same hub. */
export async function openOn(
  peer: TelegramPeer,
  host: FakeHost,
  settings: object = {},
): Promise<TelegramBench> {
  const adapter = adapterOn(host, { apiRoot: peer.url, ...settings });
  const { http } = adapter;
  const app = Fastify();
  if (http) await app.register((scope) => http.register(scope), { prefix: http.prefix });
  await app.ready();
  return {
    app,
    host,
    peer,
    adapter,
    close: async () => {
      await adapter.stop();
      await app.close();
    },
  };
}

export function adapterOn(host: FakeHost, settings: object): ChannelAdapter {
  const account = {
    account: ACCOUNT,
    token: BOT.token,
    requestSeconds: 0.4,
    pollSeconds: 1,
    retry: { firstSeconds: 0.02, maxSeconds: 0.1 },
    ...settings,
  };
  const [adapter] = telegram.create(telegram.config.parse({ accounts: [account] }), host);
  if (!adapter) throw new Error('the channel has no adapter');
  return adapter;
}

/** Telegram calls the webhook with an update; the status it is answered. */
export async function push(
  { app, adapter, peer }: TelegramBench,
  update: Fields,
  headers?: Record<string, string>,
): Promise<number> {
  const request = peer.pushOf(update);
  const answer = await app.inject({
    method: 'POST',
    url: `/webhooks/telegram/${adapter.account}`,
    headers: headers ?? request.headers,
    payload: request.body,
  });
  return answer.statusCode;
}

export function answerTo(
  id: string,
  text: string,
  more: Partial<StoredOutbound> = {},
): Omit<StoredOutbound, 'seq'> {
  const at = new Date();
  return {
    id,
    conversationId: 'c-1',
    channel: 'telegram',
    account: ACCOUNT,
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text, buttons: [], attachments: [] },
    to: CITIZEN,
    thread: { key: CITIZEN },
    automatic: true,
    delivery: { status: 'sending', runAt: at, attempts: 1, fence: 1, updatedAt: at },
    ...more,
  };
}
