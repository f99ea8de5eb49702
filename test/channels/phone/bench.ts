import Fastify, { type FastifyInstance } from 'fastify';
import phone from '../../../src/channels/phone/index.js';
import type { CallLine, ChannelAdapter } from '../../../src/channels/channel.js';
import type { Call, CallEvent } from '../../../src/core/model/call.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { ARI_USER, AsteriskPeer } from '../../peers/asterisk-ari.js';
import { TWILIO, TwilioVoicePeer, type VoiceRequest } from '../../peers/twilio-voice.js';

export const ACCOUNT = '12345';
export const RING = [
  { extension: '8001', sip: 'sip:8001@pbx.example.cn' },
  { extension: '8002', number: '+8651588886602' },
];

/** One line of the channel on a real HTTP server, with an in-memory hub behind. */
export interface PhoneBench {
  host: FakeHost;
  adapter: ChannelAdapter;
  line: CallLine;
  app: FastifyInstance;
  /** What the exchange told, in the order in which it was stored. */
  heard(): CallEvent[];
  close(): Promise<void>;
}

export async function openPhone(exchange: object, host = new FakeHost()): Promise<PhoneBench> {
  const account = { account: ACCOUNT, areaCode: '0515', exchange };
  const [adapter] = phone.create(phone.config.parse({ accounts: [account] }), host);
  if (!adapter?.line) throw new Error('the channel has no line');
  const app = Fastify();
  const { http, line } = adapter;
  if (http) await app.register((scope) => http.register(scope), { prefix: http.prefix });
  await app.ready();
  return {
    host,
    adapter,
    line,
    app,
    heard: () => host.entries('call').map(({ event }) => event),
    close: async () => {
      await adapter.stop();
      await app.close();
    },
  };
}

export async function openTwilio(settings: object = {}): Promise<PhoneBench & { peer: TwilioVoicePeer }> {
  const bench = await openPhone({ type: 'twilio', ...TWILIO, ring: RING, ...settings });
  return { ...bench, peer: new TwilioVoicePeer(`${bench.host.publicBaseUrl}/webhooks/phone/${ACCOUNT}`) };
}

/** Twilio calls the webhook; what it is told. */
export async function post({ app, adapter }: PhoneBench, { path, headers, body }: VoiceRequest) {
  const url = `${adapter.http?.prefix ?? ''}${path}`;
  const response = await app.inject({ method: 'POST', url, headers, payload: body });
  return { status: response.statusCode, text: response.body };
}

export async function openAsterisk(
  settings: object = {},
  peer?: AsteriskPeer,
): Promise<PhoneBench & { peer: AsteriskPeer }> {
  const pbx = peer ?? (await AsteriskPeer.open());
  const retry = { firstSeconds: 0.02, maxSeconds: 0.1 };
  const bench = await openPhone({ type: 'asterisk', url: pbx.url, ...ARI_USER, retry, ...settings });
  return { ...bench, peer: pbx };
}

/** A call that an operator has written down. */
export function recorded(callId: string, summary: string, over: Partial<Call> = {}): Call {
  const at = new Date('2026-11-24T01:00:00Z');
  return {
    id: `k-${callId}`,
    channel: 'phone',
    account: ACCOUNT,
    callId,
    source: 'exchange',
    caller: {
      type: 'number',
      phone: { e164: '+8613812345678', national: '13812345678', kind: 'mobile' },
    },
    state: 'ended',
    startedAt: at,
    events: [],
    shownTo: [],
    record: { by: { id: 's1', name: '李' }, summary, fields: {}, updatedAt: at, finishedAt: at },
    version: 1,
    updatedAt: at,
    ...over,
  };
}

export function textTo(to: string, id = 'out-1'): Omit<StoredOutbound, 'seq'> {
  const at = new Date();
  return {
    id,
    conversationId: 'c-1',
    channel: 'phone',
    account: ACCOUNT,
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text: '您的诉求已受理。', buttons: [], attachments: [] },
    to,
    thread: { key: to },
    automatic: true,
    delivery: { status: 'sending', runAt: at, attempts: 1, fence: 1, updatedAt: at },
  };
}
