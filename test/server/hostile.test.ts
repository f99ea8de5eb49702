import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { z } from 'zod';
import { ProblemDocument } from '../../src/server/errors/problem.js';
import { type Client, testHub, type TestHub } from '../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let cookie = '';
let csrf = '';
beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator'], { login: 'wang' });
  const me = await operator.call('GET', '/api/staff/session/me');
  csrf = String(me.body['csrfToken']);
  cookie = operator.cookie;
});
afterAll(() => hub.app.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const signedPost = (url: string, payload: string | Buffer, headers: Record<string, string> = JSON_TYPE) =>
  hub.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { cookie, 'x-csrf-token': csrf, 'idempotency-key': 'hostile', ...headers },
  });
const note = (payload: string | Buffer, headers?: Record<string, string>) =>
  signedPost('/api/staff/conversations/c1/note', payload, headers);

describe('what cannot be read is refused in words', () => {
  test.each([
    ['10 MB of text', () => note(JSON.stringify({ text: 'x'.repeat(10_000_000) })), 413, 'body-too-large'],
    [
      'a text over its limit',
      () => note(JSON.stringify({ text: 'x'.repeat(20_001) })),
      400,
      'validation-failed',
    ],
    ['half a JSON', () => note('{"text": "x'), 400, 'malformed-json'],
    ['no body', () => note(''), 400, 'empty-body'],
    [
      'another content type',
      () => note('text=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported-media-type',
    ],
    ['XML', () => note('<text/>', { 'content-type': 'text/xml' }), 415, 'unsupported-media-type'],
    ['plain text', () => note('{"text":"x"}', { 'content-type': 'text/plain' }), 400, 'validation-failed'],
    [
      'GBK for UTF-8',
      () =>
        note(
          Buffer.from([
            0x7b, 0x22, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3a, 0x22, 0xc2, 0xb7, 0xb5, 0xc6, 0x22, 0x7d,
          ]),
        ),
      400,
      'invalid-utf8',
    ],
    [
      'UTF-8 cut in a character',
      () => note(Buffer.concat([Buffer.from('{"text":"'), Buffer.from('灯').subarray(0, 2)])),
      400,
      'invalid-utf8',
    ],
    ['__proto__', () => note('{"text":"x","__proto__":{"admin":true}}'), 400, 'malformed-json'],
    [
      'constructor.prototype',
      () => note('{"text":"x","constructor":{"prototype":{"a":1}}}'),
      400,
      'malformed-json',
    ],
    [
      'nesting without end',
      () => note(`{"text":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
      400,
      'validation-failed',
    ],
    ['an operator for a text', () => note('{"text":{"$gt":""}}'), 400, 'validation-failed'],
    ['an array for a text', () => note('{"text":["x"]}'), 400, 'validation-failed'],
    ['null', () => note('null'), 400, 'validation-failed'],
    ['an unknown address', () => signedPost('/api/staff/nothing', '{}'), 404, 'route-not-found'],
    [
      'a climb out of the folder',
      () => hub.app.inject('/docs/static/..%2f..%2f..%2fpackage.json'),
      404,
      'route-not-found',
    ],
    ['a broken percent-encoding', () => hub.app.inject('/api/staff/tickets/%ff%fe'), 400, 'bad-url'],
    [
      'a wrong method',
      () => hub.app.inject({ method: 'DELETE', url: '/api/public/hotlines' }),
      405,
      'method-not-allowed',
    ],
    ['no session', () => hub.app.inject('/api/staff/tickets'), 401, 'not-signed-in'],
    [
      'a forged session',
      () => hub.app.inject({ url: '/api/staff/tickets', headers: { cookie: `sid=${'A'.repeat(43)}` } }),
      401,
      'not-signed-in',
    ],
    [
      'a login that is an operator',
      () => signedPost('/api/staff/session/login', '{"login":{"$ne":null},"password":{"$ne":null}}'),
      400,
      'validation-failed',
    ],
    [
      'a password to hash for ever',
      () =>
        signedPost('/api/staff/session/login', JSON.stringify({ login: 'x', password: 'x'.repeat(900_000) })),
      400,
      'validation-failed',
    ],
    [
      'a cursor of one’s own making',
      () => hub.app.inject({ url: '/api/staff/tickets?cursor=%00%00', headers: { cookie } }),
      400,
      'validation-failed',
    ],
    [
      'a view that is not there',
      () => hub.app.inject({ url: '/api/staff/conversations?view=$where', headers: { cookie } }),
      400,
      'validation-failed',
    ],
    [
      'an operator in the query',
      () => hub.app.inject({ url: '/api/staff/tickets?unit[$ne]=x&limit=0', headers: { cookie } }),
      400,
      'validation-failed',
    ],
    [
      'no Idempotency-Key',
      () => note('{"text":"x"}', { ...JSON_TYPE, 'idempotency-key': '' }),
      400,
      'idempotency-key-required',
    ],
    [
      'an Idempotency-Key without end',
      () => note('{"text":"x"}', { ...JSON_TYPE, 'idempotency-key': 'k'.repeat(201) }),
      400,
      'idempotency-key-required',
    ],
  ])('%s', async (_, send, status, code) => {
    const answer = await send();
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect({ status: answer.statusCode, code: answer.json<{ code: string }>().code }).toEqual({
      status,
      code,
    });
    expect(ProblemDocument.strict().parse(answer.json())).toHaveProperty('hint');
    expect(answer.headers['x-request-id']).toBe(answer.json<{ requestId: string }>().requestId);
    // Afterwards the next person is served as ever.
    expect((await operator.call('GET', '/api/staff/conversations/c1')).status).toBe(200);
  });

  test('bytes that are no HTTP at all', async () => {
    const open = await testHub();
    await open.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = z.object({ port: z.number() }).parse(open.app.server.address());
    const socket = connect(port, '127.0.0.1');
    socket.write('\x16\x03\x01 hello\r\n\r\n');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'close');
    await open.app.close();
    const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(ProblemDocument.parse(JSON.parse(body))).toMatchObject({ code: 'bad-request' });
  });
});

describe('texts that try to be something else stay texts', () => {
  test.each([
    ['a query operator', '{"$where":"sleep(1000)"}'],
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['a formula', '=HYPERLINK("http://evil","x")'],
    ['right-to-left and zero-width', '\u202eabc\u200b\ufeff'],
    ['a template', '${process.env.HOME} {{7*7}} %s'],
    ['an emoji and a rare character', '😀𠮷'],
  ])('%s', async (_, text) => {
    const answer = await operator.call('POST', '/api/staff/conversations/c1/note', { text });
    expect(answer.status).toBe(201);
    const thread = await operator.call('GET', '/api/staff/conversations/c1');
    const { notes } = z.object({ notes: z.array(z.object({ text: z.string() })) }).parse(thread.body);
    expect(notes.map((n) => n.text)).toContain(text.trim());
    expect(thread.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(thread.headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('the log', () => {
  test('holds no query code, cookie, password or phone, whatever was asked', async () => {
    await hub.app.inject('/api/public/tickets/YC20261123050001?code=SECRET-CODE');
    await signedPost('/api/staff/session/login', JSON.stringify({ login: 'x', password: 'SECRET-PASSWORD' }));
    await note(JSON.stringify({ text: '电话 13812345678' }), { ...JSON_TYPE, 'idempotency-key': 'log' });
    const log = hub.logged.join('\n');
    expect(log).toContain('/api/public/tickets/:no');
    for (const secret of ['SECRET-CODE', 'SECRET-PASSWORD', '13812345678', cookie.split('=')[1] ?? '?', csrf])
      expect(log).not.toContain(secret);
  });
});

describe('pages', () => {
  test('carry a strict content security policy with a nonce of their own', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => String((await hub.app.inject('/healthz')).headers['content-security-policy'])),
    );
    for (const policy of policies) {
      expect(policy).toContain("default-src 'self'");
      expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}'/);
      expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    }
    expect(policies[0]).not.toBe(policies[1]);
  });
});
