import app from '../../src/channels/app/index.js';
import type { ChannelMemory } from '../../src/channels/channel.js';
import type { StoredOutbound } from '../../src/core/model/message.js';
import { MessageResults } from '../../src/channels/app/schemas.js';
import { answerTo, newPhone, openApp, post, upload } from '../channels/app/bench.js';
import { PushGatewayPeer } from '../peers/push-gateway.js';
import { describeConformance, type Bench, type Sample } from './suite.js';

describeConformance('app', {
  definition: app,
  open: async ({ providerDown }): Promise<Bench> => {
    const gateway = await PushGatewayPeer.open();
    const bench = await openApp({
      push: {
        gateway: { url: gateway.url, secret: PushGatewayPeer.SECRET },
        graceSeconds: 0,
        retry: { firstSeconds: 0.05 },
      },
    });
    const phone = await newPhone(bench, { pushToken: 'token' });
    const leaver = await newPhone(bench);
    await bench.app.inject({ method: 'DELETE', url: '/api/app/devices/current', headers: leaver.headers });
    if (providerDown) {
      // What a hub that crashed still owed is what finds the gateway away.
      const owed = { seq: 1, since: bench.host.clock.now().toISOString() };
      await bench.host.memory.set(`notice:app:${phone.deviceId}`, owed);
      await gateway.goAway();
    }
    const stored = new Map<string, StoredOutbound>();
    const taken = recordDebts(bench.host.memory);
    let nextTo = phone.deviceId;
    const bodyOf = async ({ kind, id: clientMessageId, text }: Sample): Promise<object> => {
      if (kind === 'oversize') return { clientMessageId, text: text.repeat(10_000) };
      if (kind !== 'unknown') return { clientMessageId, text };
      await upload(bench, phone, 'strange', Buffer.from([0xff, 0xfe, 0x00, 0x9d, 0x80]), 'strange.xyz');
      return { clientMessageId, attachments: ['strange'] };
    };

    return {
      host: bench.host,
      adapter: bench.adapter,
      deliver: async (sample) => {
        const headers =
          sample.kind === 'forged' ? { authorization: `Bearer ${phone.deviceId}.0.forged` } : {};
        const response = await post(bench, phone, [await bodyOf(sample)], headers);
        const answer = MessageResults.safeParse(response.json());
        return answer.success && answer.data.results.every(({ type }) => type !== 'refused')
          ? 'taken'
          : 'refused';
      },
      externalId: ({ id }) => `${phone.deviceId}:${id}`,
      outbound: (id) => {
        const message = stored.get(id) ?? bench.host.putOutbound(answerTo(nextTo, id, '已受理'));
        stored.set(id, message);
        nextTo = phone.deviceId;
        return message;
      },
      provider: {
        failNext: (kind) => {
          if (kind === 'rejected') nextTo = 'a-device-nobody-ever-registered';
          else if (kind === 'opted-out') nextTo = leaver.deviceId;
          else failNextRead(bench.host.memory);
        },
        hold: () => gateway.hold(),
        taken: () => [...stored].flatMap(([id, { seq }]) => (taken.has(seq) ? [id] : [])),
        restore: () => gateway.comeBack(),
      },
      async close() {
        await bench.close();
        await gateway.goAway();
      },
    };
  },
});

/** What a send leaves behind: that the device is owed a notice, up to which place of its conversation. */
function recordDebts(memory: ChannelMemory): Set<unknown> {
  const places = new Set<unknown>();
  const set = memory.set.bind(memory);
  memory.set = async (key, value, expiresAt) => {
    await set(key, value, expiresAt);
    if (key.startsWith('notice:')) places.add(value['seq']);
  };
  return places;
}

function failNextRead(memory: ChannelMemory): void {
  const get = memory.get.bind(memory);
  memory.get = async () => {
    memory.get = get;
    throw new Error('the store is away');
  };
}
