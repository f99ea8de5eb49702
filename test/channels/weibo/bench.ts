import Fastify, { type FastifyInstance } from 'fastify';
import type { ChannelAdapter } from '../../../src/channels/channel.js';
import weibo from '../../../src/channels/weibo/index.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { type PushRequest, US, WeiboPeer } from '../../peers/weibo.js';

export const COMMENTS = 'yancheng';
export const MESSAGES = 'yancheng-private';
export const CITIZEN = '2489518277';

/** One account of the channel on a real HTTP server, Weibo on another, and an in-memory hub behind. */
export interface WeiboBench {
  app: FastifyInstance;
  host: FakeHost;
  peer: WeiboPeer;
  adapter: ChannelAdapter;
  close(): Promise<void>;
}

type Side = 'comments' | 'messages';

export async function openWeibo(side: Side, settings: object = {}): Promise<WeiboBench> {
  const peer = await WeiboPeer.open();
  const opened = await openOn(peer, new FakeHost(), side, settings);
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
  peer: WeiboPeer,
  host: FakeHost,
  side: Side,
  settings: object = {},
): Promise<WeiboBench> {
  const account = { ...settingsOf(side, peer.url), ...settings };
  const [adapter] = weibo.create(weibo.config.parse({ [side]: [account] }), host);
  if (!adapter) throw new Error('the channel has no adapter');
  const app = Fastify();
  const { http } = adapter;
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

export function settingsOf(side: Side, url: string): object {
  const { uid, token: accessToken, screenName, rip, appSecret, path } = US;
  const common = {
    uid,
    accessToken,
    requestSeconds: 0.4,
    retry: { firstSeconds: 0.02, maxSeconds: 0.1 },
    apiRoot: url,
    tokenInfoUrl: `${url}/oauth2/get_token_info`,
  };
  return side === 'comments'
    ? { ...common, account: COMMENTS, screenName, rip, pollSeconds: 0.05, hourlyReads: 100_000 }
    : { ...common, account: MESSAGES, appSecret, path, fileUrl: `${url}/2/mss/msget` };
}

export async function deliver({ app, adapter }: WeiboBench, { path, query, body }: PushRequest) {
  const response = await app.inject({
    method: 'POST',
    url: `${adapter.http?.prefix ?? ''}/${path}?${query}`,
    headers: { 'content-type': 'application/json' },
    payload: body,
  });
  return { status: response.statusCode, text: response.body };
}

/** 粉丝服务 pushes a message; what it is told. */
export async function push(bench: WeiboBench, message: object, at?: Date) {
  return deliver(bench, bench.peer.pushOf({ sender_id: BigInt(CITIZEN), ...message }, { at }));
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
    channel: 'weibo',
    account: COMMENTS,
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text, buttons: [], attachments: [] },
    to: CITIZEN,
    thread: { key: 'comment:11142488790/5612814510546515' },
    automatic: true,
    delivery: { status: 'sending', runAt: at, attempts: 1, fence: 1, updatedAt: at },
    ...more,
  };
}
