import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import type { TwilioPeer } from '../../peers/twilio.js';
import { ACCOUNT as ALIYUN, type AliyunSmsPeer } from '../../peers/aliyun-sms.js';
import { answerTo, CITIZEN, openAliyun, openTwilio, openTwilioOn, type SmsBench } from './bench.js';

const OK = { ok: true, status: 'sent' };
let lastId = 0;
function put(bench: SmsBench<unknown>, text: string, more: Partial<StoredOutbound> = {}): StoredOutbound {
  const { account } = bench.adapter;
  return bench.host.putOutbound(answerTo(`out-${++lastId}`, text, { account, ...more }));
}
const say = (bench: SmsBench<unknown>, text: string, more: Partial<StoredOutbound> = {}) => {
  const message = put(bench, text, more);
  return bench.adapter.send(message, message.id);
};

describe('through Twilio', () => {
  let bench: SmsBench<TwilioPeer>;
  beforeEach(async () => {
    bench = await openTwilio();
    await bench.adapter.start();
  });
  afterEach(() => bench.close());
  const creates = () => bench.peer.calls.filter((call) => call.startsWith('POST')).length;

  test('a text goes out with the address for its status, which names it', async () => {
    expect(await say(bench, '您的诉求已受理')).toMatchObject({ ...OK, providerId: bench.peer.taken[0]?.sid });
    expect(bench.peer.taken).toMatchObject([
      {
        to: CITIZEN,
        body: '您的诉求已受理',
        statusCallback: `https://12345.example.cn/webhooks/sms/city/status?id=out-${lastId}`,
      },
    ]);
  });

  test('429 is waited out and tried again by the client', async () => {
    bench.peer.failNext('create', { type: 'error', status: 429, code: 20429 });
    expect(await say(bench, '已受理')).toMatchObject(OK);
    expect(creates()).toBe(2);
  });

  test('429 that does not end is left to the outbox', async () => {
    const busy = { type: 'error', status: 429, code: 20429 } as const;
    bench.peer.failNext('create', busy, busy, busy, busy);
    expect(await say(bench, '已受理')).toMatchObject({ ok: false, kind: 'unreachable', code: '20429' });
    expect(bench.peer.taken).toEqual([]);
  });

  test.each([
    [400, 21211, 'rejected', 'up'],
    [400, 21614, 'rejected', 'up'],
    [400, 21610, 'opted-out', 'up'],
    [400, 21408, 'rejected', 'degraded'],
    [400, 21606, 'auth', 'paused'],
    [401, 20003, 'auth', 'paused'],
    [429, 30001, 'unreachable', 'degraded'],
    [400, 99999, 'rejected', 'up'],
  ])('HTTP %i with %i is %s and leaves the account %s', async (status, code, kind, state) => {
    await bench.host.until('up', () => bench.adapter.health().state === 'up');
    const fault = { type: 'error', status, code } as const;
    bench.peer.failNext('create', fault, fault, fault, fault);
    expect(await say(bench, '已受理')).toMatchObject({ ok: false, kind, code: String(code) });
    expect(bench.adapter.health()).toMatchObject({ state, lastError: { message: expect.any(String) } });
    expect(bench.peer.taken).toEqual([]);
  });

  describe('nobody knows whether it went out', () => {
    test('a silence after the body is looked up: it is there', async () => {
      bench.peer.failNext('create', { type: 'silence' });
      expect(await say(bench, '已受理')).toMatchObject({ ...OK, providerId: bench.peer.taken[0]?.sid });
      expect(bench.peer.taken).toHaveLength(1);
    });

    test('not there yet is no proof: the outcome stays unknown', async () => {
      bench.peer.failNext('create', { type: 'http', status: 502 });
      expect(await say(bench, '已受理')).toMatchObject({ ok: false, kind: 'unknown-outcome' });
    });

    test('a person who sends it again finds it, and nobody gets it twice', async () => {
      const message = put(bench, '已受理');
      bench.peer.failNext('create', { type: 'silence' });
      bench.peer.failNext('list', { type: 'http', status: 503 });
      expect(await bench.adapter.send(message, message.id)).toMatchObject({ kind: 'unknown-outcome' });
      expect(await bench.adapter.send(message, message.id)).toMatchObject(OK);
      expect(bench.peer.taken).toHaveLength(1);
    });

    test('a person who sends it again minutes later, when Twilio has none, sends it', async () => {
      const at = new Date();
      bench.host.now = at;
      const message = put(bench, '已受理');
      bench.peer.failNext('create', { type: 'http', status: 500 });
      expect(await bench.adapter.send(message, message.id)).toMatchObject({ kind: 'unknown-outcome' });
      bench.host.now = new Date(at.getTime() + 3 * 60_000);
      expect(await bench.adapter.send(message, message.id)).toMatchObject(OK);
      expect(bench.peer.taken).toHaveLength(1);
    });

    test('another life of the hub looks up what a dead one was sending', async () => {
      const message = put(bench, '已受理');
      const held = bench.peer.hold();
      const dying = bench.adapter.send(message, message.id);
      await held.arrived;
      const next = await openTwilioOn(bench.peer, bench.host);
      await next.adapter.start();
      expect(await next.adapter.send(message, message.id)).toMatchObject(OK);
      held.release();
      await dying;
      await next.close();
      expect(bench.peer.taken).toHaveLength(1);
    });

    test('the same words to the same person are told apart', async () => {
      expect(await say(bench, '请补充门牌号')).toMatchObject({ providerId: bench.peer.taken[0]?.sid });
      bench.peer.failNext('create', { type: 'http', status: 500 });
      expect(await say(bench, '请补充门牌号')).toMatchObject({ kind: 'unknown-outcome' });
      bench.peer.failNext('create', { type: 'silence' });
      expect(await say(bench, '请补充门牌号')).toMatchObject({ ...OK, providerId: bench.peer.taken[1]?.sid });
    });
  });

  test('more than networks carry is refused before it costs', async () => {
    expect(await say(bench, '长'.repeat(8 * 67))).toMatchObject(OK);
    expect(await say(bench, '长'.repeat(8 * 67 + 1))).toMatchObject({ kind: 'rejected', code: 'too-long' });
    expect(bench.peer.taken).toHaveLength(1);
  });

  test('nobody listening is no unknown outcome', async () => {
    await bench.peer.goAway();
    expect(await say(bench, '已受理')).toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' });
    await bench.peer.comeBack();
  });
});

describe('through Aliyun', () => {
  let bench: SmsBench<AliyunSmsPeer>;
  beforeEach(async () => {
    bench = await openAliyun();
    await bench.adapter.start();
  });
  afterEach(() => bench.close());

  test('each kind of message in its approved template', async () => {
    const { taken } = bench.peer;
    const code = await say(bench, '验证码 483920，请在 5 分钟内输入。', { template: 'phone.code' });
    expect(code).toMatchObject({ ...OK, providerId: taken[0]?.BizId });
    await say(bench, '您的诉求有新进展。', { ticketId: 't', template: 'notice.status' });
    expect(taken).toMatchObject([
      { TemplateCode: 'SMS_1', PhoneNumbers: '13800138000', params: { code: '483920' } },
      { TemplateCode: 'SMS_2', params: { a: '您的诉求有新进展。', b: '-', reply: '1' } },
    ]);
    expect(taken.map(({ OutId }) => OutId)).toEqual([`out-${lastId - 1}`, `out-${lastId}`]);
  });

  test('a long text goes over its variables in order, and is cut visibly', async () => {
    await say(bench, `${'一'.repeat(34)}😀\n${'三'.repeat(60)}`);
    const { a = '', b = '' } = bench.peer.taken[0]?.params ?? {};
    expect([a, b]).toEqual([`${'一'.repeat(34)}😀`, ` ${'三'.repeat(33)}…`]);
  });

  test('numbers of other countries go with their code', async () => {
    await say(bench, '已受理', { to: '+85251234567' });
    expect(bench.peer.taken).toMatchObject([{ PhoneNumbers: '85251234567' }]);
  });

  test.each<[string, string, string, number | undefined]>([
    ['isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1', 'unreachable', 60_000],
    ['isv.BUSINESS_LIMIT_CONTROL', '触发小时级流控Permits:5', 'unreachable', 3_600_000],
    ['isv.BUSINESS_LIMIT_CONTROL', '触发天级流控Permits:10', 'unreachable', 50_400_000 + 600_000],
    ['isv.MOBILE_NUMBER_ILLEGAL', '', 'rejected', undefined],
    ['isv.SMS_TEMPLATE_ILLEGAL', '', 'rejected', undefined],
    ['isv.AMOUNT_NOT_ENOUGH', '', 'auth', undefined],
    ['isp.RAM_PERMISSION_DENY', '', 'auth', undefined],
    ['Throttling.User', '', 'unreachable', undefined],
    ['isv.SOMETHING_NEW', '', 'rejected', undefined],
  ])('%s (%s) in an HTTP 200 is %s', async (Code, Message, kind, retryAfterMs) => {
    bench.host.now = new Date('2026-11-23T02:00:00Z');
    bench.peer.failNext('SendSms', { type: 'code', Code, Message });
    const result = await say(bench, '已受理');
    expect(result).toMatchObject({ ok: false, kind, code: Code });
    expect('retryAfterMs' in result ? result.retryAfterMs : undefined).toBe(retryAfterMs);
  });

  test('a wrong key pauses the account and says so', async () => {
    const other = await openAliyun({ accessKeySecret: 'wrong' });
    await other.adapter.start();
    await other.host.until('trouble', () => other.adapter.health().state === 'paused');
    expect(other.adapter.health().detail).toContain('AccessKey');
    await other.close();
  });

  test('a silence after the request is looked up by our id', async () => {
    bench.peer.failNext('SendSms', { type: 'silence' });
    expect(await say(bench, '已受理')).toMatchObject({ ...OK, providerId: `out-${lastId}` });
    bench.peer.failNext('SendSms', { type: 'code', Code: 'isp.SYSTEM_ERROR' });
    expect(await say(bench, '已受理')).toMatchObject({ kind: 'unknown-outcome' });
    expect(bench.peer.taken).toHaveLength(1);
  });

  test('a message for which there is no template says which is missing', async () => {
    const other = await openAliyun({ templates: { 'phone.code': ALIYUN.templates['phone.code'] } });
    await other.adapter.start();
    expect(await say(other, '您好', { template: 'greeting' })).toMatchObject({
      kind: 'rejected',
      code: 'no-template',
      message: expect.stringContaining('greeting'),
    });
    await other.close();
  });

  test.each([
    ['not approved', { status: 0, content: '您的验证码为${code}' }, '未通过审核'],
    ['with a variable that nothing fills', { status: 1, content: '${code}，编号${no}' }, 'no'],
  ])('a template %s is told before anybody misses a text', async (_name, template, words) => {
    await bench.host.until('up', () => bench.adapter.health().state === 'up');
    await bench.adapter.stop();
    bench.peer.templates.set('SMS_1', template);
    const other = await openAliyun({ apiRoot: bench.peer.url });
    await other.adapter.start();
    await other.host.until('trouble', () => other.adapter.health().state === 'degraded');
    expect(other.adapter.health().detail).toContain(words);
    await other.close();
  });
});
