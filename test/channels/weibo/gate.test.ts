import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { signatureOf } from '../../../src/channels/weibo/messages/gate.js';
import { type PushRequest, sign, US } from '../../peers/weibo.js';
import { CITIZEN, deliver, openWeibo, type WeiboBench } from './bench.js';

test('the published example of a signature', () => {
  const signature = '90e4c22c90a58f26526c2dd5b6c56c8822edeaa1';
  expect(signatureOf('xyz123xyz', '1397022061823', '57155157')).toBe(signature);
});

let bench: WeiboBench;
beforeEach(async () => {
  bench = await openWeibo('messages');
  await bench.adapter.start();
});
afterEach(() => bench.close());

const message = (text = '路灯坏了'): object => ({ type: 'text', sender_id: BigInt(CITIZEN), text, data: {} });
const accepted = () => bench.host.accepted.map(({ text }) => text);

describe('binding the address', () => {
  const ask = (query: object, path: string = US.path) =>
    bench.app.inject({
      url: `${bench.adapter.http?.prefix ?? ''}/${path}?${String(new URLSearchParams({ ...query }))}`,
    });
  const signed = (timestamp = String(Date.now())) => ({
    signature: sign(timestamp, 'n'),
    timestamp,
    nonce: 'n',
    echostr: '123',
  });

  test('the echo comes back as it was', async () => {
    const answer = await ask(signed());
    expect(answer.body).toBe('123');
    expect(answer.headers['content-type']).toMatch('text/plain');
  });
  test('a stranger, another path and an old question get nothing', async () => {
    expect((await ask({ ...signed(), signature: 'x' })).statusCode).toBe(401);
    expect((await ask(signed(), 'another-end-of-address')).statusCode).toBe(401);
    expect((await ask(signed(String(Date.now() - 301_000)))).statusCode).toBe(401);
    expect((await ask({})).statusCode).toBe(401);
  });
});

describe('who gets in', () => {
  test('what Weibo signed is stored, and answered with nothing', async () => {
    expect(await deliver(bench, bench.peer.pushOf(message()))).toEqual({ status: 200, text: '' });
    expect(accepted()).toEqual(['路灯坏了']);
  });

  const spoiled: [string, (request: PushRequest) => PushRequest][] = [
    ['no signature', (r) => ({ ...r, query: '' })],
    ['a wrong signature', (r) => ({ ...r, query: r.query.replace(/signature=./, 'signature=x') })],
    ['another nonce', (r) => ({ ...r, query: r.query.replace(/nonce=./, 'nonce=x') })],
    ['another path', (r) => ({ ...r, path: 'another-end-of-address' })],
    ['a time that is none', (r) => ({ ...r, query: r.query.replace(/timestamp=\d+/, 'timestamp=soon') })],
  ];
  test.each(spoiled)('%s stays outside', async (_name, spoil) => {
    const { status } = await deliver(bench, spoil(bench.peer.pushOf(message())));
    expect(status).toBe(401);
    expect(bench.host.journal).toEqual([]);
  });

  test.each([-301_000, 301_000])('a signature %i ms off stays outside', async (ms) => {
    const at = new Date(Date.now() + ms);
    expect((await deliver(bench, bench.peer.pushOf(message(), { at }))).status).toBe(401);
  });

  test('a signature that was overheard carries no other words', async () => {
    const request = bench.peer.pushOf(message());
    await deliver(bench, request);
    const other = { ...request, body: bench.peer.pushOf(message('把工单撤了')).body };
    expect(await deliver(bench, other)).toEqual({ status: 401, text: 'replayed' });
    expect(accepted()).toEqual(['路灯坏了']);
  });

  test('a repeated delivery is taken, and is one message', async () => {
    const request = bench.peer.pushOf(message());
    for (let n = 0; n < 3; n++) expect((await deliver(bench, request)).status).toBe(200);
    expect(accepted()).toEqual(['路灯坏了']);
  });

  test('before the start Weibo is asked to come again', async () => {
    const cold = await openWeibo('messages');
    expect((await deliver(cold, cold.peer.pushOf(message()))).status).toBe(503);
    await cold.close();
  });

  test('while the store is away Weibo is asked to come again', async () => {
    bench.host.failNext('accept', { type: 'throw', error: new Error('away') });
    const request = bench.peer.pushOf(message());
    expect((await deliver(bench, request)).status).toBe(503);
    expect((await deliver(bench, request)).status).toBe(200);
    expect(accepted()).toEqual(['路灯坏了']);
  });
});
