import Fastify, { type FastifyInstance } from 'fastify';
import wechatOfficial from '../../../src/channels/wechat-official/index.js';
import type { ChannelAdapter } from '../../../src/channels/channel.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { ACCOUNT, WeChatPeer, type Fields, type PushRequest } from '../../peers/wechat-official.js';

/** The channel on a real HTTP server, WeChat on another, and an in-memory hub behind. */
export interface WeChatBench {
  app: FastifyInstance;
  host: FakeHost;
  peer: WeChatPeer;
  adapter: ChannelAdapter;
  close(): Promise<void>;
}

export async function openWeChat(settings: object = {}, shared?: { host: FakeHost }): Promise<WeChatBench> {
  const peer = await WeChatPeer.open();
  const host = shared?.host ?? new FakeHost();
  const opened = await openOn(peer, host, settings);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await peer.goAway();
    },
  };
}

/** Another node or another life of the same account, on the same hub. */
export async function openOn(peer: WeChatPeer, host: FakeHost, settings: object = {}): Promise<WeChatBench> {
  const account = {
    ...ACCOUNT,
    apiRoot: peer.url,
    requestSeconds: 1,
    retry: { firstSeconds: 0.02, maxSeconds: 0.1 },
    ...settings,
  };
  const [adapter] = wechatOfficial.create(wechatOfficial.config.parse({ accounts: [account] }), host);
  if (!adapter?.http) throw new Error('the channel has no adapter');
  const { http } = adapter;
  const app = Fastify();
  await app.register((scope) => http.register(scope), { prefix: http.prefix });
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

/** The platform pushes a message; what it is told. */
export async function push(
  bench: WeChatBench,
  message: Fields,
  options: Parameters<WeChatPeer['pushOf']>[1] = {},
) {
  return deliver(bench, bench.peer.pushOf(message, options));
}

export async function deliver({ app, adapter }: WeChatBench, { query, body, contentType }: PushRequest) {
  const response = await app.inject({
    method: 'POST',
    url: `${adapter.http?.prefix ?? ''}?${query}`,
    headers: { 'content-type': contentType },
    payload: body,
  });
  return { status: response.statusCode, text: response.body };
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
    channel: 'wechat-official',
    account: ACCOUNT.account,
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text, buttons: [], attachments: [] },
    to: 'oCitizen',
    thread: { key: 'oCitizen' },
    automatic: true,
    delivery: { status: 'sending', runAt: at, attempts: 1, fence: 1, updatedAt: at },
    ...more,
  };
}
