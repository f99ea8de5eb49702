import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Registered } from '../../../src/channels/app/schemas.js';
import { history, newIdentity, newPhone, openApp, register, send, type AppBench } from './bench.js';

describe('devices of the app', () => {
  let bench: AppBench;
  beforeEach(async () => {
    bench = await openApp();
  });
  afterEach(() => bench.close());

  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
  const secretOf = (response: { json(): unknown }) => Registered.parse(response.json()).secret;
  const read = (headers: Record<string, string>) => bench.app.inject({ url: '/api/app/messages', headers });

  test('registering again, after a lost answer or an update, gives the same secret and conversation', async () => {
    const identity = newIdentity();
    const first = await register(bench, identity);
    expect(first.statusCode).toBe(201);
    const phone = { ...identity, headers: bearer(secretOf(first)) };
    await send(bench, phone, { clientMessageId: 'm1', text: '路灯不亮' });
    const again = await register(bench, identity, { appVersion: '4.0.0', platform: 'ios' });
    expect(again.statusCode).toBe(200);
    expect(again.json()).toEqual({ secret: secretOf(first), known: true });
    expect((await history(bench, phone)).messages).toMatchObject([{ text: '路灯不亮' }]);
  });

  test('twenty registrations of one device at once are one device', async () => {
    const identity = newIdentity();
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(bench, identity)));
    expect(new Set(answers.map(secretOf)).size).toBe(1);
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  });

  test('who knows the id of a device but not its key gets nothing', async () => {
    const phone = await newPhone(bench);
    const { deviceKey } = newIdentity();
    const thief = await register(bench, { deviceId: phone.deviceId, deviceKey });
    expect(thief.statusCode).toBe(403);
    expect(thief.json()).toMatchObject({ code: 'device-key-wrong' });
    expect(thief.json<object>()).not.toHaveProperty('secret');
  });

  test('the key itself is kept nowhere', async () => {
    const phone = await newPhone(bench);
    const kept = await bench.host.memory.list('', 1000);
    expect(JSON.stringify(kept)).toContain(phone.deviceId);
    expect(JSON.stringify(kept)).not.toContain(phone.deviceKey);
  });

  test('forged, cut, foreign and missing secrets open nothing', async () => {
    const phone = await newPhone(bench);
    const secret = phone.headers['authorization']?.slice('Bearer '.length) ?? '';
    const [id = '', generation = '', mac = ''] = secret.split('.');
    const other = (await newPhone(bench)).deviceId;
    const forged = [
      '',
      id,
      `${id}.${generation}`,
      `${id}.${generation}.${mac.slice(1)}`,
      `${id}.1.${mac}`,
      `${other}.${generation}.${mac}`,
      `${secret}A`,
    ];
    for (const each of forged) expect((await read(bearer(each))).statusCode).toBe(401);
    expect((await read({})).json()).toMatchObject({ code: 'no-device' });
    expect((await read(bearer(secret))).statusCode).toBe(200);
  });

  test('signed out, every secret given before is worthless; registering goes on where it was', async () => {
    const phone = await newPhone(bench);
    await send(bench, phone, { clientMessageId: 'm1', text: '路灯不亮' });
    const out = { method: 'DELETE', url: '/api/app/devices/current', headers: phone.headers } as const;
    expect((await bench.app.inject(out)).statusCode).toBe(204);
    expect((await read(phone.headers)).statusCode).toBe(401);
    const back = bearer(secretOf(await register(bench, phone)));
    expect(back.authorization).not.toBe(phone.headers['authorization']);
    expect((await history(bench, { ...phone, headers: back })).messages).toHaveLength(1);
  });

  test.each([
    ['no key', { deviceKey: undefined }],
    ['a short key', { deviceKey: 'short' }],
    ['a short id', { deviceId: 'short' }],
    ['a path as id', { deviceId: '../../../../etc/passwd' }],
    ['a platform of nobody', { platform: 'symbian' }],
    ['an operator as push token', { pushToken: { $ne: null } }],
  ])('a registration with %s is refused', async (_what, wrong) => {
    const response = await register(bench, newIdentity(), wrong);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'validation-failed' });
  });

  test('one address registers so many and no more, and is told when again', async () => {
    await bench.close();
    bench = await openApp({ limits: { perAddress: { registrations: { points: 3, perSeconds: 60 } } } });
    for (let n = 0; n < 3; n++) expect((await register(bench, newIdentity())).statusCode).toBe(201);
    const refused = await register(bench, newIdentity());
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'rate-limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  test.each([
    ['continued', 204],
    ['here', 204],
    ['gone', 404],
  ] as const)('a link of ours that is %s answers %d', async (came, status) => {
    const phone = await newPhone(bench);
    const asked: string[][] = [];
    bench.host.continueHere = async (...about) => {
      asked.push(about);
      return came;
    };
    const response = await bench.app.inject({
      method: 'POST',
      url: '/api/app/continue',
      headers: phone.headers,
      payload: { token: 'T' },
    });
    expect(response.statusCode).toBe(status);
    expect(asked).toEqual([['T', 'app', phone.deviceId]]);
  });
});
