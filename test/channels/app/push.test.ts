import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PushGatewayPeer, type GatewayFault } from '../../peers/push-gateway.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { answerTo, history, newPhone, openApp, register, type AppBench, type Phone } from './bench.js';

describe('notices of the app, through a push gateway', () => {
  let gateway: PushGatewayPeer;
  let bench: AppBench;
  let phone: Phone;
  const settings = (push: object = {}) => ({
    push: {
      gateway: { url: gateway.url, secret: PushGatewayPeer.SECRET },
      graceSeconds: 0,
      retry: { firstSeconds: 0.01, maxSeconds: 0.02 },
      ...push,
    },
  });
  const open = async (push: object = {}, host = new FakeHost()) => {
    bench = await openApp(settings(push), host);
    await bench.adapter.start();
  };
  beforeEach(async () => {
    gateway = await PushGatewayPeer.open();
    await open();
    phone = await newPhone(bench, { pushToken: 'token-1' });
  });
  afterEach(async () => {
    await bench.close();
    await gateway.goAway();
  });

  const answer = (id: string, text = '您反映的井盖已派单，请查收', to = phone.deviceId) =>
    bench.adapter.send(bench.host.putOutbound(answerTo(to, id, text)), id);
  const owed = () => bench.host.memory.list('notice:', 100);
  const settled = async () => {
    while ((await owed()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test('a notice is signed, names the phone, and says nothing of the case', async () => {
    expect(await answer('o1')).toEqual({ ok: true, providerId: 'o1', status: 'sent' });
    await settled();
    const [notice] = gateway.notices;
    expect(gateway.notices).toEqual([
      {
        id: expect.any(String),
        platform: 'android',
        token: 'token-1',
        title: '12345热线',
        text: '您有一条新回复',
        ttlSeconds: 86_400,
      },
    ]);
    expect(gateway.calls[0]?.['idempotency-key']).toBe(notice?.id);
    expect(JSON.stringify([gateway.notices, gateway.calls])).not.toMatch(/井盖|派单/);
  });

  test.each<[string, GatewayFault]>([
    ['is overloaded', { status: 503 }],
    ['asks for patience', { status: 429, headers: { 'retry-after': '0' } }],
    ['took its time', { status: 408 }],
  ])(
    'a gateway that %s is tried again, under the same id, and the message is not touched',
    async (_what, fault) => {
      gateway.failNext(fault, fault);
      expect(await answer('o1')).toMatchObject({ ok: true });
      await settled();
      expect(gateway.notices).toHaveLength(1);
      expect(new Set(gateway.calls.map((headers) => headers['idempotency-key'])).size).toBe(1);
      expect(gateway.calls).toHaveLength(3);
      expect((await history(bench, phone)).messages).toHaveLength(1);
    },
  );

  test('a gateway that takes a notice and never answers gets it again, under the same id', async () => {
    await bench.close();
    const slow = { url: gateway.url, secret: PushGatewayPeer.SECRET, requestSeconds: 0.3 };
    await open({ gateway: slow });
    phone = await newPhone(bench, { pushToken: 'token-1' });
    gateway.failNext('silence');
    await answer('o1');
    await settled();
    expect(gateway.notices).toHaveLength(2);
    expect(new Set(gateway.notices.map(({ id }) => id)).size).toBe(1);
  });

  test('a gateway that is away is seen in the health, and that it is back too', async () => {
    await gateway.goAway();
    await answer('o1');
    await bench.host.until('trouble', () => bench.adapter.health().state === 'degraded');
    expect(bench.adapter.health()).toMatchObject({
      detail: expect.stringMatching(/推送网关没有回应.*回复都在应用里/),
      lastError: { message: expect.any(String) },
    });
    await gateway.comeBack();
    await settled();
    expect(bench.adapter.health().state).toBe('up');
  });

  test('a wrong secret is told to staff, with where to look', async () => {
    await bench.close();
    await open({ gateway: { url: gateway.url, secret: 'another secret, also long enough' } });
    phone = await newPhone(bench, { pushToken: 'token-1' });
    await answer('o1');
    await bench.host.until('trouble', () => bench.adapter.health().state === 'degraded');
    expect(bench.adapter.health().detail).toMatch(/401.*检查推送密钥/);
    expect(JSON.stringify(bench.adapter.health())).not.toContain('another secret');
  });

  test('a token that is gone is removed, and the next one is used', async () => {
    gateway.failNext({ status: 410 });
    await answer('o1');
    await settled();
    await answer('o2');
    await settled();
    expect(gateway.calls).toHaveLength(1);
    await register(bench, phone, { pushToken: 'token-2' });
    await answer('o3');
    await settled();
    expect(gateway.notices.map(({ token }) => token)).toEqual(['token-2']);
  });

  test('a token that the phone replaced while the old one failed stays', async () => {
    const held = gateway.hold();
    gateway.failNext({ status: 410 });
    await answer('o1');
    await held.arrived;
    await register(bench, phone, { pushToken: 'token-2' });
    held.release();
    await settled();
    await answer('o2');
    await settled();
    expect(gateway.notices.map(({ token }) => token)).toEqual(['token-2']);
  });

  test('an app installed anew takes its token along: the old conversation is silent there', async () => {
    const again = await newPhone(bench, { pushToken: 'token-1' });
    await answer('o1');
    await settled();
    expect(gateway.notices).toEqual([]);
    await answer('o2', '您好', again.deviceId);
    await settled();
    expect(gateway.notices).toMatchObject([{ token: 'token-1' }]);
  });

  test('several answers before the notice has gone are one notice', async () => {
    await bench.close();
    await open({ graceSeconds: 0.05 });
    phone = await newPhone(bench, { pushToken: 'token-1' });
    for (const id of ['o1', 'o2', 'o3']) await answer(id);
    await settled();
    expect(gateway.notices).toHaveLength(1);
  });

  test('an answer that comes while a notice is under way gets one of its own', async () => {
    const held = gateway.hold();
    await answer('o1');
    await held.arrived;
    await answer('o2');
    held.release();
    await settled();
    expect(new Set(gateway.notices.map(({ id }) => id)).size).toBe(2);
  });

  test.each([
    ['has read on', (id: string) => history(bench, phone, `?after=${id.slice(1)}`)],
    [
      'told that it arrived',
      (messageId: string) =>
        bench.app.inject({
          method: 'POST',
          url: '/api/app/receipts',
          headers: phone.headers,
          payload: { receipts: [{ messageId, status: 'delivered' }] },
        }),
    ],
  ])('a phone that %s is not notified any more', async (_what, act) => {
    await bench.close();
    await open({ graceSeconds: 3600 });
    phone = await newPhone(bench, { pushToken: 'token-1' });
    await answer('o1');
    expect(await owed()).toHaveLength(1);
    await act('o1');
    expect(await owed()).toEqual([]);
  });

  test('a phone without a token is owed nothing', async () => {
    const silent = await newPhone(bench);
    await answer('o1', '您好', silent.deviceId);
    await settled();
    expect(gateway.calls).toEqual([]);
  });

  test('what is owed outlives a hub that dies', async () => {
    await bench.close();
    await open({ graceSeconds: 3600 });
    phone = await newPhone(bench, { pushToken: 'token-1' });
    await answer('o1');
    const { host } = bench;
    await bench.close();
    await open({}, host);
    await settled();
    expect(gateway.notices).toHaveLength(1);
  });

  test('after a day nobody is woken any more', async () => {
    bench.host.now = new Date('2026-11-23T08:00:00Z');
    await gateway.goAway();
    await answer('o1');
    await bench.host.until('trouble', () => bench.adapter.health().state === 'degraded');
    bench.host.now = new Date('2026-11-24T08:00:01Z');
    await settled();
    await gateway.comeBack();
    expect(gateway.notices).toEqual([]);
  });

  test('a notice that the gateway never takes is dropped, and the next one goes', async () => {
    gateway.failNext({ status: 400 });
    await answer('o1');
    await settled();
    await answer('o2');
    await settled();
    expect(gateway.notices).toHaveLength(1);
  });

  test('signed out, the phone is silent and the answer looks for another way', async () => {
    await bench.app.inject({ method: 'DELETE', url: '/api/app/devices/current', headers: phone.headers });
    expect(await answer('o1')).toMatchObject({ ok: false, kind: 'opted-out' });
    expect(await owed()).toEqual([]);
    await register(bench, phone, { pushToken: 'token-1' });
    expect(await answer('o2')).toMatchObject({ ok: true });
  });
});
