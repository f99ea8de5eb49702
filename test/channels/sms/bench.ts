import Fastify, { type FastifyInstance } from 'fastify';
import sms from '../../../src/channels/sms/index.js';
import type { ChannelAdapter } from '../../../src/channels/channel.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { ACCOUNT as ALIYUN, AliyunSmsPeer } from '../../peers/aliyun-sms.js';
import { type Fields, signed, ACCOUNT as TWILIO, TwilioPeer } from '../../peers/twilio.js';

/** The channel on a real HTTP server, its provider on another, and an in-memory hub behind. */
export interface SmsBench<Peer> {
  app: FastifyInstance;
  host: FakeHost;
  peer: Peer;
  adapter: ChannelAdapter;
  close(): Promise<void>;
}

const FAST = { requestSeconds: 0.4, retry: { firstSeconds: 0.02, maxSeconds: 0.1 } };

export async function openTwilio(settings: object = {}): Promise<SmsBench<TwilioPeer>> {
  const peer = await TwilioPeer.open();
  return withPeer(peer, await openTwilioOn(peer, new FakeHost(), settings));
}

/** Another node or another life of the same account, on the same hub. */
export async function openTwilioOn(peer: TwilioPeer, host: FakeHost, settings: object = {}) {
  return openOn(peer, host, { twilio: [{ ...TWILIO, apiRoot: peer.url, ...FAST, ...settings }] });
}

export async function openAliyun(settings: object = {}): Promise<SmsBench<AliyunSmsPeer>> {
  const peer = await AliyunSmsPeer.open();
  return withPeer(peer, await openAliyunOn(peer, new FakeHost(), settings));
}

export async function openAliyunOn(peer: AliyunSmsPeer, host: FakeHost, settings: object = {}) {
  return openOn(peer, host, { aliyun: [{ ...ALIYUN, apiRoot: peer.url, ...FAST, ...settings }] });
}

async function openOn<Peer>(peer: Peer, host: FakeHost, settings: object): Promise<SmsBench<Peer>> {
  const [adapter] = sms.create(sms.config.parse(settings), host);
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

function withPeer<Peer extends { goAway(): Promise<void> }>(
  peer: Peer,
  bench: SmsBench<Peer>,
): SmsBench<Peer> {
  return {
    ...bench,
    close: async () => {
      await bench.close();
      await peer.goAway();
    },
  };
}

/** Twilio calls back; what it is told. */
export async function callBack(
  { app, host, adapter }: SmsBench<TwilioPeer>,
  fields: Fields,
  path = '',
  options: { token?: string; signedFor?: string; headers?: Record<string, string> } = {},
) {
  const target = `${adapter.http?.prefix ?? ''}${path}`;
  const url = options.signedFor ?? host.publicBaseUrl + target;
  const { body, signature } = signed(url, fields, options.token);
  const response = await app.inject({
    method: 'POST',
    url: target,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
      ...options.headers,
    },
    payload: body,
  });
  return { status: response.statusCode, text: response.body };
}

/** Aliyun pushes; what it is told. */
export async function push(
  { app, adapter }: SmsBench<AliyunSmsPeer>,
  kind: 'up' | 'report',
  body: string,
  secret: string = ALIYUN.pushSecret,
) {
  const url = `${adapter.http?.prefix ?? ''}/${secret}/${kind}`;
  const headers = { 'content-type': 'application/json' };
  const response = await app.inject({ method: 'POST', url, headers, payload: body });
  return { status: response.statusCode, text: response.body };
}

export const CITIZEN = '+8613800138000';

export function answerTo(
  id: string,
  text: string,
  more: Partial<StoredOutbound> = {},
): Omit<StoredOutbound, 'seq'> {
  const at = new Date();
  return {
    id,
    conversationId: 'c-1',
    channel: 'sms',
    account: TWILIO.account,
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
