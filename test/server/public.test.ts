import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { memoryChannels, sampleAccount } from '../support/server/memory-channels.js';
import { testHub, type TestHub } from '../support/server/test-hub.js';

let hub: TestHub;
let number = '';
let code = '';
beforeEach(async () => {
  hub = await testHub({ limits: { lookupsPerAddress: 8, wrongLookupsPerNumber: 3 } });
  const operator = await hub.signIn(['operator']);
  const request = { type: 'help', title: '停水', matter: '停水了', name: '张三', phone: '13812345678' };
  const { body } = await operator.call('POST', '/api/staff/tickets', { conversationId: 'c1', request });
  number = String(body['number']);
  code = String(body['queryCode']);
});
afterEach(() => hub.app.close());

const look = (no: string, query: string, address = '10.0.0.1') =>
  hub.app.inject({
    url: `/api/public/tickets/${no}?code=${encodeURIComponent(query)}`,
    remoteAddress: address,
  });

describe('progress by number and query code', () => {
  test('tells the state, and nothing of the person or the inside', async () => {
    const answer = await look(number.toLowerCase(), code);
    expect(answer.json()).toMatchObject({ number, title: '停水', state: 'accepted' });
    for (const secret of ['13812345678', '张三', code, 'c1', '"id"'])
      expect(answer.body).not.toContain(secret);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('a wrong code is answered exactly like an unknown number', async () => {
    const words = async (no: string, query: string) => {
      const answer = await look(no, query);
      const { requestId: _, ...rest } = answer.json<Record<string, unknown>>();
      return { status: answer.statusCode, ...rest };
    };
    const wrong = await words(number, 'WRONG1');
    expect(wrong).toMatchObject({ status: 404, code: 'progress-not-found' });
    expect(await words('YC20991231050001', code)).toEqual(wrong);
  });

  test('a code cannot be tried out: the number is closed for a while, from every address, known or not', async () => {
    for (const no of [number, 'YC20991231050001']) {
      for (let i = 0; i < 3; i++) expect((await look(no, `W${i}`, `10.0.1.${i}`)).statusCode).toBe(404);
      const closed = await look(no, no === number ? code : 'W', '10.0.2.1');
      expect(closed.statusCode).toBe(429);
      expect(Number(closed.headers['retry-after'])).toBeGreaterThan(3000);
    }
  });

  test('tries at the same time are counted too', async () => {
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, i) => look(number, `W${i}`, `10.0.3.${i}`)),
    );
    expect(answers.filter((a) => a.statusCode === 404)).toHaveLength(3);
  });

  test('the right code is never used up', async () => {
    for (let i = 0; i < 7; i++) expect((await look(number, code, `10.0.4.${i}`)).statusCode).toBe(200);
  });

  test('one address has so many looks a minute; a /64 of IPv6 is one address', async () => {
    for (let i = 0; i < 8; i++) await look(`YC${i}`, 'x', `2001:db8:1:2::${i + 1}`);
    expect((await look(number, code, '2001:db8:1:2:ffff::1')).statusCode).toBe(429);
    expect((await look(number, code, '2001:db8:1:3::1')).statusCode).toBe(200);
  });
});

test('the directory of lines is open to all', async () => {
  const { items } = (await hub.app.inject('/api/public/hotlines')).json<{ items: unknown[] }>();
  expect(items).toEqual([
    {
      id: '12345',
      dial: '12345',
      name: '政务服务热线',
      mode: 'merged',
      modeName: '保留号码、并线运行',
      unitName: '热线中心',
      scope: '非紧急诉求',
    },
    expect.objectContaining({ id: '12388', mode: 'secret' }),
  ]);
});

describe('for machines', () => {
  test('alive, ready and counted; a part that is down makes 503 and tells no detail to strangers', async () => {
    expect((await hub.app.inject('/healthz')).json()).toEqual({ ok: true });
    const account = { ...sampleAccount, state: 'down', detail: 'login refused for box@' } as const;
    const down = await testHub({
      readiness: async () => ({
        ready: false,
        parts: [{ name: 'email/imap', kind: 'channel', state: 'down', detail: account.detail, account }],
      }),
      channels: memoryChannels(account),
    });
    const ready = await down.app.inject('/readyz');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ ready: false, parts: [{ state: 'down' }] });
    expect(ready.body).not.toContain('box@');
    const admin = await down.signIn(['system-admin']);
    expect((await admin.call('GET', '/api/admin/channels')).text).toContain('login refused');
    await down.app.close();
  });

  test('metrics count by route pattern, never by address with its code', async () => {
    await look(number, code);
    const { body } = await hub.app.inject('/metrics');
    expect(body).toContain('route="/api/public/tickets/:no",status="200"');
    expect(body).not.toContain(number);
  });

  test('the description of the interface is complete: every route of staff and admin has a summary', async () => {
    const { openapi, paths } = (await hub.app.inject('/openapi.json')).json<{
      openapi: string;
      paths: Record<string, Record<string, { summary?: string }>>;
    }>();
    expect(openapi).toBe('3.1.0');
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => ({ route: `${method} ${path}`, summary })),
    );
    expect(operations.length).toBeGreaterThan(30);
    expect(operations.filter(({ summary }) => !summary)).toEqual([]);
    expect((await hub.app.inject('/docs/')).headers['content-type']).toContain('text/html');
  });
});

test('routes of a channel are mounted under its prefix, with its own errors in our form', async () => {
  const channel = await testHub({
    adapters: [
      {
        account: 'a',
        start: async () => undefined,
        stop: async () => undefined,
        send: async () => ({ ok: true, providerId: 'p' }),
        health: () => ({ state: 'up', since: new Date(0) }),
        http: {
          prefix: '/webhooks/sample/a',
          register: async (app) => {
            app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) =>
              done(null, body),
            );
            app.post('/raw', async (request) => ({
              bytes: Buffer.isBuffer(request.body) ? request.body.length : -1,
            }));
            app.get('/bad', async () => {
              throw Object.assign(new Error('签名不对'), {
                statusCode: 401,
                code: 'bad-signature',
                hint: '请核对密钥',
              });
            });
          },
        },
      },
    ],
  });
  const broken = Buffer.from([0x7b, 0xff, 0x7d]);
  const headers = { 'content-type': 'application/json' };
  const raw = await channel.app.inject({
    method: 'POST',
    url: '/webhooks/sample/a/raw',
    payload: broken,
    headers,
  });
  expect(raw.json()).toEqual({ bytes: 3 });
  const bad = await channel.app.inject('/webhooks/sample/a/bad');
  expect(bad).toMatchObject({ statusCode: 401 });
  expect(bad.json()).toMatchObject({ code: 'bad-signature', message: '签名不对', hint: '请核对密钥' });
  await channel.app.close();
});
