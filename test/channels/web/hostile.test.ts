import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newClient, openWeb, post, type Client, type WebBench } from './bench.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const message = (text: unknown, more: object = {}) => ({ clientMessageId: 'm1', text, ...more });

describe('hostile input to the web channel', () => {
  let bench: WebBench;
  let client: Client;
  beforeAll(async () => {
    bench = await openWeb({ limits: { perSession: { messages: { points: 1000, perSeconds: 60 } } } });
    client = await newClient(bench);
  });
  afterAll(() => bench.close());

  test.each<[string, object | string, number, string]>([
    ['a message of 10 MB', message('长'.repeat(3_500_000)), 413, 'body-too-large'],
    ['10 001 characters', message('长'.repeat(10_001)), 413, 'too-large'],
    [
      'a hundred attachments',
      message('', { attachments: Array(100).fill('a.b') }),
      413,
      'too-many-attachments',
    ],
    ['a lone surrogate', '{"clientMessageId":"m1","text":"a\\ud800b"}', 400, 'invalid-utf8'],
    ['nothing but a NUL and spaces', message(' \u0000 \u200b'), 400, 'empty-message'],
    ['no text, no file', { clientMessageId: 'm1' }, 400, 'empty-message'],
    ['a query operator as text', message({ $where: 'sleep(1000)' }), 400, 'validation-failed'],
    ['a query operator beside', message('x', { $where: '1' }), 400, 'validation-failed'],
    ['a query operator as id', { clientMessageId: { $gt: '' }, text: 'x' }, 400, 'validation-failed'],
    ['an id with a path', { clientMessageId: '../../x', text: 'x' }, 400, 'validation-failed'],
    ['an id without end', { clientMessageId: 'x'.repeat(65), text: 'x' }, 400, 'validation-failed'],
    [
      'a poisoned prototype',
      '{"clientMessageId":"m1","text":"x","__proto__":{"a":1}}',
      400,
      'malformed-json',
    ],
    ['half a JSON', '{"clientMessageId":"m1",', 400, 'malformed-json'],
    ['a list', '[]', 400, 'validation-failed'],
    ['an attachment of nobody', message('x', { attachments: ['01ABC.xyz'] }), 404, 'attachment-not-found'],
  ])('%s gets its error', async (_what, payload, status, code) => {
    const response = await post(bench, client, payload, JSON_TYPE);
    expect(response.json()).toMatchObject({ code });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  test('bytes that are not UTF-8 are refused, not replaced', async () => {
    const payload = Buffer.concat([
      Buffer.from('{"clientMessageId":"m1","text":"'),
      Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]),
      Buffer.from('"}'),
    ]);
    const response = await post(bench, client, payload);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid-utf8' });
  });

  test('errors speak the language of the caller', async () => {
    const inEnglish = await post(bench, client, message(''), {
      'accept-language': 'en-GB,en;q=0.9,zh;q=0.1',
    });
    expect(inEnglish.json()).toMatchObject({ message: 'The message is empty.' });
    expect(inEnglish.headers['content-language']).toBe('en');
    const inChinese = await post(bench, client, message(''), { 'accept-language': 'zh-CN,en;q=0.8' });
    expect(inChinese.json()).toMatchObject({ message: '消息是空的。' });
  });

  test('nothing of that was taken, and the next honest message is', async () => {
    expect(bench.host.accepted).toEqual([]);
    expect((await post(bench, client, message('长'.repeat(10_000)))).statusCode).toBe(202);
  });

  test.each([
    ['NUL', 'a\u0000b', 'ab', 0],
    ['control characters', 'a\u0007\u001b[31mb\u0085', 'a[31mb', 0],
    ['carriage returns', 'a\r\nb\rc', 'a\nb\nc', 0],
    ['right-to-left overrides', '转账\u202e元001\u202c', '转账元001', 1],
    ['zero width inside a word', '跳\u200b楼', '跳楼', 1],
    ['both', '跳\u2060\u2066楼\u2069', '跳楼', 2],
    ['a family of emoji', '👨‍👩‍👧来信 🏳️‍🌈', '👨‍👩‍👧来信 🏳️‍🌈', 0],
    ['HTML', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>', 0],
    ['a formula', '=HYPERLINK("http://x")', '=HYPERLINK("http://x")', 0],
  ])('%s: the words go in, staff are told, the raw stays', async (what, sent, words, notices) => {
    const id = Buffer.from(what).toString('hex').slice(0, 60);
    const response = await post(bench, client, { clientMessageId: id, text: sent });
    expect(response.statusCode).toBe(202);
    const entry = bench.host.entries('accepted').at(-1);
    expect(entry?.message.text).toBe(words);
    expect(entry?.message.notices).toHaveLength(notices);
    expect(JSON.parse(Buffer.from(entry?.raw.bytes ?? []).toString())).toMatchObject({ text: sent });
  });
});
