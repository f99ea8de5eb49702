import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ACCOUNT, sha1, toXml } from '../../peers/wechat-official.js';
import { deliver, openWeChat, push, type WeChatBench } from './bench.js';

let bench: WeChatBench;
beforeEach(async () => {
  bench = await openWeChat();
  await bench.adapter.start();
});
afterEach(() => bench.close());

const words = (Content: string) => bench.peer.message({ MsgType: 'text', Content });
const TAKEN = { status: 200, text: 'success' };
const STAMP = (at: Date) => String(Math.floor(at.getTime() / 1000));

describe('binding the address', () => {
  const bind = (query: Record<string, string>) =>
    bench.app.inject({ url: `${bench.adapter.http?.prefix ?? ''}?${new URLSearchParams(query).toString()}` });
  const signed = (timestamp: string, echostr = '4375120948345356249') => ({
    timestamp,
    nonce: '1514711492',
    echostr,
    signature: sha1([ACCOUNT.token, timestamp, '1514711492']),
  });

  test('WeChat’s echo is given back as it is, and as no page', async () => {
    const answer = await bind(signed(STAMP(new Date()), '<b>1</b>'));
    expect(answer).toMatchObject({ statusCode: 200, body: '<b>1</b>' });
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  });
  test.each([
    ['another’s signature', () => ({ ...signed(STAMP(new Date())), signature: '0'.repeat(40) })],
    ['a signature of long ago', () => signed('1714036504')],
    ['nothing', () => ({})],
  ])('%s is refused', async (_name, query) => {
    expect((await bind(query())).statusCode).toBe(401);
  });
});

describe('only what WeChat encrypted for us a moment ago gets in', () => {
  test('three deliveries of one message are one message', async () => {
    const request = bench.peer.pushOf(words('路灯坏了'));
    for (let n = 0; n < 3; n++) expect(await deliver(bench, request)).toEqual(TAKEN);
    expect(bench.host.accepted).toHaveLength(1);
  });

  test('the same message under new nonces is one message', async () => {
    const message = words('路灯坏了');
    for (let n = 0; n < 3; n++) expect(await push(bench, message)).toEqual(TAKEN);
    expect(bench.host.accepted).toHaveLength(1);
  });

  test('a body in clear is refused, though its signature is right', async () => {
    const { query } = bench.peer.pushOf(words('x'));
    const body = toXml(words('我是假的'));
    expect(await deliver(bench, { query, body, contentType: 'text/xml' })).toMatchObject({ status: 401 });
    expect(bench.host.journal).toEqual([]);
  });

  test('a spent nonce is refused: later, and at once for another body', async () => {
    const at = new Date();
    bench.host.now = at;
    const request = bench.peer.pushOf(words('一'), { at, nonce: 'once' });
    expect(await deliver(bench, request)).toEqual(TAKEN);
    const other = bench.peer.pushOf(words('二'), { at, nonce: 'once' });
    expect(await deliver(bench, other)).toMatchObject({ status: 401, text: 'replayed' });
    bench.host.now = new Date(at.getTime() + 21_000);
    expect(await deliver(bench, request)).toMatchObject({ status: 401, text: 'replayed' });
    expect(bench.host.accepted).toHaveLength(1);
  });

  test.each([
    [-301, 401],
    [-299, 200],
    [299, 200],
    [301, 401],
  ])('a timestamp %i s off is answered %i', async (seconds, status) => {
    const now = new Date('2026-11-23T02:00:00Z');
    bench.host.now = now;
    const at = new Date(now.getTime() + seconds * 1000);
    expect(await push(bench, words('x'), { at })).toMatchObject({ status });
  });

  test('a message for another account is refused', async () => {
    expect(await push(bench, words('x'), { appId: 'wx0000000000000000' })).toMatchObject({ status: 401 });
    expect(bench.adapter.health()).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('EncodingAESKey'),
    });
  });

  test.each([
    ['half of a document', '<xml><Encrypt>', 401],
    [
      'an entity that reads files',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><Encrypt>&e;</Encrypt></xml>',
      400,
    ],
    ['no document', 'hello', 400],
    ['nothing', '', 400],
    ['JSON that is a list', '[1]', 400],
    ['JSON that ends early', '{"Encrypt":', 400],
    ['too much', 'x'.repeat(1_100_000), 413],
  ])('%s is refused and stores nothing', async (_name, body, status) => {
    const { query } = bench.peer.pushOf(words('x'));
    const answer = await deliver(bench, { query, body, contentType: 'text/xml' });
    expect(answer.status).toBe(status);
    expect(bench.host.journal).toEqual([]);
  });

  test('after a change of key, messages under the old one still arrive', async () => {
    const next = 'B'.repeat(43);
    const changing = await openWeChat({
      encodingAesKey: next,
      previousEncodingAesKey: ACCOUNT.encodingAesKey,
    });
    await changing.adapter.start();
    expect(await push(changing, changing.peer.message({ MsgType: 'text', Content: '旧' }))).toEqual(TAKEN);
    changing.peer.encodingAesKey = next;
    expect(await push(changing, changing.peer.message({ MsgType: 'text', Content: '新' }))).toEqual(TAKEN);
    expect(changing.host.accepted.map(({ text }) => text)).toEqual(['旧', '新']);
    await changing.close();
  });

  test('before the account has started, WeChat is asked to come again', async () => {
    const cold = await openWeChat();
    expect(await push(cold, words('早'))).toMatchObject({ status: 503 });
    await cold.close();
  });
});

describe('success means stored', () => {
  test('a store that does not come back is not waited for; the next delivery finds what it stored late', async () => {
    const accept = bench.host.accept.bind(bench.host);
    let finish = (): void => {};
    const slow = new Promise<void>((resolve) => (finish = resolve));
    bench.host.accept = async (message, raw) => {
      await slow;
      return accept(message, raw);
    };
    const request = bench.peer.pushOf(words('水管爆了'));
    expect(await deliver(bench, request)).toMatchObject({ status: 503 });
    expect(bench.host.accepted).toEqual([]);
    finish();
    expect(await deliver(bench, request)).toEqual(TAKEN);
    expect(bench.host.accepted).toHaveLength(1);
  });

  test('what the hub refuses is kept for staff, and WeChat need not come again', async () => {
    bench.host.failNext('accept', { type: 'refuse', code: 'bad-input' });
    expect(await push(bench, words('x'))).toEqual(TAKEN);
    expect(bench.host.entries('quarantined')).toMatchObject([{ code: 'bad-input' }]);
  });

  test('when neither message nor quarantine can be stored, WeChat is not told success', async () => {
    bench.host.failNext('quarantine', { type: 'throw', error: new Error('the store is away') });
    const strange = bench.peer.message({ MsgType: 'hologram' });
    expect(await push(bench, strange)).toMatchObject({ status: 503 });
    expect(await push(bench, strange)).toEqual(TAKEN);
    expect(bench.host.entries('quarantined')).toMatchObject([{ code: 'unknown-type' }]);
  });
});
