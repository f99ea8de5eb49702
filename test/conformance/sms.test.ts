import sms from '../../src/channels/sms/index.js';
import { answerTo, callBack, CITIZEN, openAliyun, openTwilio, push } from '../channels/sms/bench.js';
import { ACCOUNT as ALIYUN, type Fault as AliyunFault } from '../peers/aliyun-sms.js';
import type { Fault as TwilioFault } from '../peers/twilio.js';
import { describeConformance, type Bench, type Sample } from './suite.js';

const TWILIO_FAULTS = {
  unreachable: [{ type: 'error', status: 503, code: 20429 }],
  rejected: [{ type: 'error', status: 400, code: 21211 }],
  'window-closed': [],
  'opted-out': [{ type: 'error', status: 400, code: 21610 }],
  auth: [{ type: 'error', status: 401, code: 20003 }],
  'unknown-outcome': [{ type: 'silence' }],
} as const satisfies Record<string, readonly TwilioFault[]>;

describeConformance('sms through Twilio', {
  definition: sms,
  open: async ({ providerDown }): Promise<Bench> => {
    const bench = await openTwilio();
    const { peer, host, adapter } = bench;
    if (providerDown) await peer.goAway();
    let down = providerDown;
    const sidOf = ({ id }: Sample): string =>
      `SM${Buffer.from(id).toString('hex').padStart(32, '0').slice(-32)}`;
    return {
      host,
      adapter,
      async deliver(sample) {
        const { kind, text } = sample;
        const words = kind === 'oversize' ? text.repeat(20_000) : text;
        const From = kind === 'unknown' ? 'whatsapp:+8613800138000' : CITIZEN;
        const fields = peer.text(words, { MessageSid: sidOf(sample), From });
        const token = kind === 'forged' ? 'another token' : undefined;
        const { status } = await callBack(bench, fields, '', { token });
        return status === 200 ? 'taken' : 'refused';
      },
      externalId: sidOf,
      outbound: (id) => host.putOutbound(answerTo(id, `您好，已受理（${id}）。`, { to: numberOf(id) })),
      provider: {
        failNext: (kind) => {
          peer.failNext('create', ...TWILIO_FAULTS[kind]);
          // Where nothing can be looked up either, the outcome stays unknown.
          if (kind === 'unknown-outcome') peer.failNext('list', { type: 'http', status: 503 });
        },
        hold: () => peer.hold(),
        taken: () => peer.taken.map(({ body }) => body),
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

const ALIYUN_FAULTS = {
  unreachable: [{ type: 'code', Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发分钟级流控Permits:1' }],
  rejected: [{ type: 'code', Code: 'isv.MOBILE_NUMBER_ILLEGAL' }],
  'window-closed': [],
  'opted-out': [],
  auth: [{ type: 'code', Code: 'isv.OUT_OF_SERVICE' }],
  'unknown-outcome': [{ type: 'silence' }],
} as const satisfies Record<string, readonly AliyunFault[]>;

describeConformance('sms through Aliyun', {
  definition: sms,
  open: async ({ providerDown }): Promise<Bench> => {
    const bench = await openAliyun();
    const { peer, host, adapter } = bench;
    if (providerDown) await peer.goAway();
    let down = providerDown;
    return {
      host,
      adapter,
      async deliver({ kind, id, text }) {
        const content = kind === 'oversize' ? text.repeat(100_000) : text;
        const phone_number = kind === 'unknown' ? '10086' : '13800138000';
        const body = JSON.stringify([
          { phone_number, content, send_time: '2026-11-23 10:00:00', dest_code: '1234', sequence_id: id },
        ]);
        const secret = kind === 'forged' ? 'another-secret-of-the-address' : ALIYUN.pushSecret;
        const { status } = await push(bench, 'up', body, secret);
        return status === 200 ? 'taken' : 'refused';
      },
      externalId: ({ id }) => `${CITIZEN}:${id}`,
      outbound: (id) =>
        host.putOutbound(
          answerTo(id, `您好，已受理（${id}）。`, { account: ALIYUN.account, to: numberOf(id) }),
        ),
      provider: {
        failNext: (kind) => {
          peer.failNext('SendSms', ...ALIYUN_FAULTS[kind]);
          // Aliyun has no such answer: the wish is known from a text, which has left this behind.
          if (kind === 'opted-out')
            void host.memory.set(`opt-out/${ALIYUN.account}/${numberOf('out-1')}`, {});
          if (kind === 'unknown-outcome') peer.failNext('QuerySendDetails', { type: 'http', status: 503 });
        },
        hold: () => peer.hold(),
        taken: () => peer.taken.map(({ OutId }) => OutId),
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

/** Each message to somebody else: what befalls one citizen must not befall the next. */
function numberOf(id: string): string {
  return `+861380013800${id.at(-1) ?? '0'}`;
}
