import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AliyunSmsPeer } from '../../peers/aliyun-sms.js';
import { openAliyun, openAliyunOn, push, type SmsBench } from './bench.js';

let bench: SmsBench<AliyunSmsPeer>;
beforeEach(() => open());
afterEach(() => bench.close());
async function open(settings: object = {}): Promise<void> {
  bench = await openAliyun(settings);
  await bench.adapter.start();
}
const TAKEN = { status: 200, text: '{"code":0,"msg":"接收成功"}' };
const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/sms/${name}.json`, import.meta.url), 'utf8');
const accepted = async (count: number) => {
  await bench.host.until(`${count} messages`, () => bench.host.accepted.length >= count);
  return bench.host.accepted;
};
const uplink = (content: string, sequence_id: string, more: object = {}) => ({
  phone_number: '13800138000',
  content,
  send_time: '2026-11-23 10:00:00',
  dest_code: '1234',
  sequence_id,
  ...more,
});

describe('the samples of Aliyun’s pages', () => {
  test.each([
    ['aliyun-up', '+8613811110001', '1234567890'],
    ['aliyun-up-number', '+8613811110001', '23880249893012345'],
    ['aliyun-up-oldest', '+8618612345678', '1234567890'],
  ])('%s: once, with every digit of its id', async (name, from, sequence) => {
    for (let n = 0; n < 3; n++) expect(await push(bench, 'up', fixture(name))).toEqual(TAKEN);
    await push(bench, 'up', JSON.stringify([uplink('后面', '9')]));
    const messages = await accepted(2);
    expect(messages).toMatchObject([{ text: '内容', from: { id: from } }, { text: '后面' }]);
    expect(messages[0]?.externalId).toBe(`${from}:${sequence}`);
    expect(messages[0]?.sentAt).toEqual(new Date('2017-08-31T16:00:00Z'));
  });

  test('aliyun-report: our message, delivered', async () => {
    expect(await push(bench, 'report', fixture('aliyun-report'))).toEqual(TAKEN);
    await bench.host.until('the receipt', () => bench.host.entries('receipt').length === 1);
    expect(bench.host.entries('receipt')[0]?.receipt).toEqual({
      account: 'mainland',
      outboxId: '67890',
      providerId: '12345',
      status: 'delivered',
      at: new Date('2016-12-31T16:00:00Z'),
    });
  });
});

describe('the push is answered when it is stored, and taken apart afterwards', () => {
  test('hundreds at once, in their order, one write before the answer', async () => {
    const set = bench.host.memory.set.bind(bench.host.memory);
    let writesBefore = 0;
    bench.host.memory.set = async (...args) => {
      writesBefore++;
      await set(...args);
    };
    const accept = bench.host.accept.bind(bench.host);
    let go = (): void => {};
    const slow = new Promise<void>((resolve) => (go = resolve));
    bench.host.accept = async (message, raw) => {
      await slow;
      return accept(message, raw);
    };
    const many = Array.from({ length: 300 }, (_, n) => uplink(`第${n}条`, String(n)));
    expect(await push(bench, 'up', JSON.stringify(many))).toEqual(TAKEN);
    expect([writesBefore, bench.host.accepted]).toEqual([1, []]);
    go();
    const messages = await accepted(300);
    expect(messages.map(({ text }) => text)).toEqual(many.map(({ content }) => content));
  });

  test('a citizen’s text does not wait for others’ of the same push', async () => {
    const accept = bench.host.accept.bind(bench.host);
    let go = (): void => {};
    const slow = new Promise<void>((resolve) => (go = resolve));
    bench.host.accept = async (message, raw) => {
      if (message.text === '一') await slow;
      return accept(message, raw);
    };
    const other = { phone_number: '13900139000' };
    await push(bench, 'up', JSON.stringify([uplink('一', '1'), uplink('二', '2'), uplink('三', '3', other)]));
    expect((await accepted(1)).map(({ text }) => text)).toEqual(['三']);
    go();
    expect((await accepted(3)).map(({ text }) => text)).toEqual(['三', '一', '二']);
  });

  test('a citizen’s text waits for their own of an earlier push, and for nobody else’s', async () => {
    const accept = bench.host.accept.bind(bench.host);
    let go = (): void => {};
    const slow = new Promise<void>((resolve) => (go = resolve));
    bench.host.accept = async (message, raw) => {
      if (message.text === '一') await slow;
      return accept(message, raw);
    };
    await push(bench, 'up', JSON.stringify([uplink('一', '1')]));
    await push(bench, 'up', JSON.stringify([uplink('二', '2')]));
    await push(bench, 'up', JSON.stringify([uplink('三', '3', { phone_number: '13900139000' })]));
    expect((await accepted(1)).map(({ text }) => text)).toEqual(['三']);
    go();
    expect((await accepted(3)).map(({ text }) => text)).toEqual(['三', '一', '二']);
  });

  test('overload: pushes of thousands are worked on some at a time, and none is forgotten', async () => {
    const accept = bench.host.accept.bind(bench.host);
    let [now, most] = [0, 0];
    bench.host.accept = async (message, raw) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      return accept(message, raw);
    };
    const bodies = Array.from({ length: 200 }, (_, n) =>
      JSON.stringify([uplink(`第${n}条`, String(n), { phone_number: String(13_900_000_000 + n) })]),
    );
    for (const answer of await Promise.all(bodies.map((body) => push(bench, 'up', body))))
      expect(answer).toEqual(TAKEN);
    expect(new Set((await accepted(200)).map(({ text }) => text)).size).toBe(200);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });

  test('a store slower than Aliyun waits is not waited for; the repeated push is one message', async () => {
    const set = bench.host.memory.set.bind(bench.host.memory);
    let go = (): void => {};
    const slow = new Promise<void>((resolve) => (go = resolve));
    bench.host.memory.set = async (...args) => {
      await slow;
      await set(...args);
    };
    const body = JSON.stringify([uplink('水管爆了', '1')]);
    expect(await push(bench, 'up', body)).toMatchObject({ status: 503 });
    go();
    expect(await push(bench, 'up', body)).toEqual(TAKEN);
    await push(bench, 'up', JSON.stringify([uplink('后面', '2')]));
    expect((await accepted(2)).map(({ text }) => text)).toEqual(['水管爆了', '后面']);
  });

  test('a store that fails is told, and Aliyun comes again', async () => {
    const set = bench.host.memory.set.bind(bench.host.memory);
    bench.host.memory.set = () => Promise.reject(new Error('away'));
    const body = JSON.stringify([uplink('水管爆了', '1')]);
    expect(await push(bench, 'up', body)).toMatchObject({ status: 503 });
    bench.host.memory.set = set;
    expect(await push(bench, 'up', body)).toEqual(TAKEN);
    expect(await accepted(1)).toHaveLength(1);
  });

  test('what was answered outlives a stop in the middle, once and in order', async () => {
    bench.host.failNext('accept', ...Array.from({ length: 50 }, () => THROW));
    const bodies = [1, 2, 3].map((n) => JSON.stringify([uplink(`第${n}条`, String(n))]));
    for (const body of bodies) expect(await push(bench, 'up', body)).toEqual(TAKEN);
    await bench.adapter.stop();
    expect(bench.host.accepted).toEqual([]);
    const next = await openAliyunOn(bench.peer, bench.host);
    await next.adapter.start();
    expect((await accepted(3)).map(({ text }) => text)).toEqual(['第1条', '第2条', '第3条']);
    await next.close();
    expect(await bench.host.memory.list('inbox/', 10)).toEqual([]);
  });
  const THROW = { type: 'throw', error: new Error('the store is away') } as const;

  test('one element that nobody understands blocks none beside it', async () => {
    const mixed = [
      uplink('一', '1'),
      7,
      uplink('二', '2', { phone_number: '10086' }),
      { x: 1 },
      uplink('三', '3'),
    ];
    expect(await push(bench, 'up', JSON.stringify(mixed))).toEqual(TAKEN);
    expect((await accepted(2)).map(({ text }) => text)).toEqual(['一', '三']);
    expect(bench.host.entries('quarantined')).toHaveLength(3);
  });

  test.each(['not JSON', '{"phone_number":"13800138000"}', ''])('%j is kept for people', async (body) => {
    expect(await push(bench, 'up', body)).toEqual(TAKEN);
    await bench.host.until('the push', () => bench.host.entries('quarantined').length === 1);
  });
});

describe('only Aliyun pushes', () => {
  const body = JSON.stringify([uplink('我是假的', '1')]);
  test.each(['', 'x', 'a-secret-part-of-the-addres', 'a-secret-part-of-the-address2'])(
    'the secret %j is wrong',
    async (secret) => {
      expect(await push(bench, 'up', body, secret)).toMatchObject({ status: 404 });
      expect(await bench.host.memory.list('inbox/', 10)).toEqual([]);
    },
  );

  test.each<[string, string[], number]>([
    ['nobody named', [], 200],
    ['this address', ['127.0.0.1'], 200],
    ['its network', ['127.0.0.0/8', '::1'], 200],
    ['others', ['10.0.0.0/8', '::1', 'fd00::/8'], 403],
  ])('with %s in pushFrom', async (_name, pushFrom, status) => {
    await bench.close();
    await open({ pushFrom });
    expect(await push(bench, 'up', body)).toMatchObject({ status });
  });

  test('too much is refused', async () => {
    expect(await push(bench, 'up', 'x'.repeat(1_100_000))).toMatchObject({ status: 413 });
  });

  test('before the account has started, Aliyun is asked to come again', async () => {
    const cold = await openAliyunOn(bench.peer, bench.host);
    expect(await push(cold, 'up', body)).toMatchObject({ status: 503 });
    await cold.close();
  });
});

test('a failure is told with the carrier’s words', async () => {
  const report = {
    phone_number: '13800138000',
    success: false,
    err_code: 'MOBILE_ON_STOP',
    err_msg: '停机',
    biz_id: '1^0',
  };
  await push(bench, 'report', JSON.stringify([report, { success: 'perhaps' }]));
  await bench.host.until('both', () => bench.host.journal.length === 2);
  expect(bench.host.entries('receipt')[0]?.receipt).toMatchObject({
    providerId: '1^0',
    status: 'failed',
    error: { code: 'MOBILE_ON_STOP', message: '停机' },
  });
  expect(bench.host.entries('quarantined')).toHaveLength(1);
});
