import wechatOfficial from '../../src/channels/wechat-official/index.js';
import { answerTo, deliver, openWeChat } from '../channels/wechat-official/bench.js';
import type { Fault, Fields } from '../peers/wechat-official.js';
import { describeConformance, type Bench, type Sample } from './suite.js';

const SEND = '/cgi-bin/message/custom/send';
const FAULTS = {
  unreachable: { type: 'errcode', errcode: -1 },
  rejected: { type: 'errcode', errcode: 45002 },
  'window-closed': { type: 'errcode', errcode: 45015 },
  'opted-out': { type: 'errcode', errcode: 43004 },
  auth: { type: 'errcode', errcode: 40164 },
  'unknown-outcome': { type: 'silence' },
} as const satisfies Record<string, Fault>;

describeConformance('wechat-official', {
  definition: wechatOfficial,
  open: async ({ providerDown }): Promise<Bench> => {
    const bench = await openWeChat();
    const { peer, host, adapter } = bench;
    if (providerDown) await peer.goAway();
    const ids = new Map<string, string>();
    let down = providerDown;

    const fieldsOf = ({ kind, id, text }: Sample): Fields => {
      const MsgId = ids.get(id) ?? String(24_000_000_000_000_001n + BigInt(ids.size));
      ids.set(id, MsgId);
      const common = { MsgId, FromUserName: 'oCitizen' };
      if (kind === 'unknown') return peer.message({ ...common, MsgType: 'hologram', Content: text });
      const Content = kind === 'oversize' ? text.repeat(100_000) : text;
      return peer.message({ ...common, MsgType: 'text', Content });
    };

    return {
      host,
      adapter,
      async deliver(sample) {
        const request = peer.pushOf(fieldsOf(sample));
        const forged = { ...request, query: request.query.replace(/msg_signature=./, 'msg_signature=x') };
        const answer = await deliver(bench, sample.kind === 'forged' ? forged : request);
        return answer.status === 200 && answer.text === 'success' ? 'taken' : 'refused';
      },
      externalId: ({ id }) => `oCitizen:${ids.get(id) ?? ''}`,
      outbound: (id) => host.putOutbound(answerTo(id, `您好，已受理（${id}）。`)),
      provider: {
        failNext: (kind) => peer.failNext(SEND, FAULTS[kind]),
        hold: () => peer.hold(),
        taken: () => peer.shown.map(({ text }) => text),
        restore: async () => {
          down = false;
          await peer.comeBack();
        },
      },
      async close() {
        await bench.app.close();
        await adapter.stop();
        if (!down) await peer.goAway();
      },
    };
  },
});
