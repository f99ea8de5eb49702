import { afterEach, describe, expect, test } from '@jest/globals';
import { openWeb, post, newClient, solve, type WebBench } from './bench.js';

const WORK = { enabled: true, cost: 10, difficulty: 20, validMinutes: 10 };

describe('sessions of the web channel', () => {
  let bench: WebBench;
  afterEach(() => bench.close());

  const open = (payload: object = {}, headers: Record<string, string> = {}) =>
    bench.app.inject({ method: 'POST', url: '/api/web/sessions', payload, headers });
  const current = (headers: Record<string, string>) =>
    bench.app.inject({ url: '/api/web/sessions/current', headers });
  const cookieOf = (response: { headers: Record<string, unknown> }) =>
    String(response.headers['set-cookie']).split(';')[0] ?? '';

  test('a browser gets a cookie that scripts cannot read and other sites cannot send', async () => {
    bench = await openWeb();
    const response = await open();
    expect(response.statusCode).toBe(201);
    expect(response.headers['set-cookie']).toMatch(
      /^hub_web=[^;]+; Path=\/api\/web; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await current({ cookie: cookieOf(response) })).statusCode).toBe(200);
  });

  test.each([
    ['another site', 'cross-site'],
    ['a sister site of the same domain', 'same-site'],
  ])('the cookie does not let %s write', async (_who, site) => {
    bench = await openWeb();
    const cookie = cookieOf(await open());
    const body = { clientMessageId: 'm1', text: '不是我写的' };
    const forged = await post(bench, { conversation: '', headers: { authorization: '' } }, body, {
      cookie,
      'sec-fetch-site': site,
    });
    expect(forged.statusCode).toBe(403);
    expect(bench.host.accepted).toEqual([]);
    const own = await post(bench, { conversation: '', headers: { authorization: '' } }, body, {
      cookie,
      'sec-fetch-site': 'same-origin',
    });
    expect(own.statusCode).toBe(202);
  });

  test('forged, cut and foreign tokens open nothing', async () => {
    bench = await openWeb();
    const { headers } = await newClient(bench);
    const token = headers.authorization.slice('Bearer '.length);
    const [id = '', expiry = '', signature = ''] = token.split('.');
    const forgeries = [
      `${id}x.${expiry}.${signature}`,
      `${id}.${expiry}z.${signature}`,
      `${id}.${expiry}.${'A'.repeat(43)}`,
      `${id}.${expiry}.`,
      `${id}.${expiry}`,
      `${token}.x`,
      '',
      'null',
      '../../etc/passwd',
      '{"$gt":""}',
    ];
    for (const forgery of forgeries) {
      expect([forgery, (await current({ authorization: `Bearer ${forgery}` })).statusCode]).toEqual([
        forgery,
        401,
      ]);
    }
    expect((await current(headers)).statusCode).toBe(200);
  });

  test('a session ends when its days are over, and a visit in its second half renews it', async () => {
    bench = await openWeb({ sessionDays: 10 });
    bench.host.now = new Date('2026-11-23T00:00:00Z');
    const { headers } = await newClient(bench);
    bench.host.now = new Date('2026-11-27T00:00:00Z');
    expect((await current(headers)).headers['set-cookie']).toBeUndefined();
    bench.host.now = new Date('2026-11-30T00:00:00Z');
    const renewed = await current(headers);
    expect(renewed.json()).toMatchObject({ expiresAt: '2026-12-10T00:00:00.000Z' });
    bench.host.now = new Date('2026-12-04T00:00:00Z');
    expect((await current(headers)).statusCode).toBe(401);
    expect((await current({ cookie: cookieOf(renewed) })).statusCode).toBe(200);
  });

  test('leaving clears the cookie', async () => {
    bench = await openWeb();
    const response = await bench.app.inject({ method: 'DELETE', url: '/api/web/sessions/current' });
    expect(response.statusCode).toBe(204);
    expect(response.headers['set-cookie']).toMatch(/^hub_web=;.*Expires=Thu, 01 Jan 1970/);
  });

  test('a session costs work, and each piece of work is good once', async () => {
    bench = await openWeb({ proofOfWork: WORK });
    expect((await open()).json()).toMatchObject({ code: 'proof-required' });
    const proof = await solve(bench);
    expect((await open({ proof })).statusCode).toBe(201);
    const replayed = await open({ proof });
    expect(replayed.statusCode).toBe(403);
    expect(replayed.json()).toMatchObject({ code: 'proof-invalid' });
  });

  test('of ten that replay one proof at once, one gets a session', async () => {
    bench = await openWeb({ proofOfWork: WORK });
    const proof = await solve(bench);
    const answers = await Promise.all(Array.from({ length: 10 }, () => open({ proof })));
    expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(1);
  });

  test('work that is too old, made cheaper or not done is refused', async () => {
    bench = await openWeb({ proofOfWork: WORK });
    bench.host.now = new Date('2026-11-23T00:00:00Z');
    const { challenge, solution } = await solve(bench);
    const { parameters } = challenge;
    const forgeries = [
      { challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } },
      { challenge: { ...challenge, parameters: { ...parameters, cost: 1 } }, solution },
      { challenge: { ...challenge, parameters: { ...parameters, data: { expiresAt: 9e12 } } }, solution },
      { challenge: { ...challenge, signature: '00'.repeat(32) }, solution },
    ];
    for (const proof of forgeries)
      expect((await open({ proof })).json()).toMatchObject({ code: 'proof-invalid' });
    bench.host.now = new Date('2026-11-23T00:11:00Z');
    expect((await open({ proof: { challenge, solution } })).json()).toMatchObject({ code: 'proof-invalid' });
  });

  test('where no work is asked for, the challenge says so', async () => {
    bench = await openWeb();
    const response = await bench.app.inject({ url: '/api/web/challenge' });
    expect(response.json()).toEqual({ required: false });
  });

  test('of a thousand sessions from one address most are refused, and others are not disturbed', async () => {
    bench = await openWeb();
    const from = (address: string) => open({}, { 'x-forwarded-for': address });
    const codes = [];
    for (let n = 0; n < 1000; n += 1) codes.push((await from('203.0.113.7')).statusCode);
    expect(codes.filter((code) => code === 201)).toHaveLength(60);
    const refused = await from('203.0.113.7');
    expect(refused.json()).toMatchObject({ code: 'rate-limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await from('203.0.113.8')).statusCode).toBe(201);
  });

  test('addresses of one IPv6 customer count as one', async () => {
    bench = await openWeb({ limits: { perAddress: { sessions: { points: 2, perSeconds: 600 } } } });
    const from = async (address: string) => (await open({}, { 'x-forwarded-for': address })).statusCode;
    expect(await from('2001:db8:1:2::1')).toBe(201);
    expect(await from('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe(201);
    expect(await from('2001:db8:1:2:ffff::9')).toBe(429);
    expect(await from('2001:db8:1:3::1')).toBe(201);
  });

  test('one session cannot flood, and is told when to go on', async () => {
    bench = await openWeb({ limits: { perSession: { messages: { points: 3, perSeconds: 60 } } } });
    const client = await newClient(bench);
    const send = (n: number) => post(bench, client, { clientMessageId: `m${n}`, text: `第${n}条` });
    for (const n of [1, 2, 3]) expect((await send(n)).statusCode).toBe(202);
    const refused = await send(4);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    expect(
      (await post(bench, await newClient(bench), { clientMessageId: 'm1', text: '我没事' })).statusCode,
    ).toBe(202);
  });
});
