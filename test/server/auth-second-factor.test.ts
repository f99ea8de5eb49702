import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { totpStep } from '../../src/server/auth/totp.js';
import { App, setApp } from '../support/server/second-factor.js';
import { PASSWORD, signInAs, testHub, type TestHub } from '../support/server/test-hub.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await testHub();
});
afterEach(() => hub.app.close());

const login = (name = 'wang', password = PASSWORD) =>
  hub.app.inject({ method: 'POST', url: '/api/staff/session/login', payload: { login: name, password } });
const answer = (challenge: string, code: string) =>
  hub.app.inject({
    method: 'POST',
    url: '/api/staff/session/second-factor',
    payload: { challenge, code },
  });
async function challenge(): Promise<string> {
  const asked = await login();
  expect(asked.statusCode).toBe(202);
  return asked.json<{ challenge: string }>().challenge;
}
const codeOf = (response: { json<T>(): T }) => response.json<{ code: string }>().code;

// RFC 6238, appendix B (SHA-1): the last six of the eight digits printed there.
test.each([
  [59, '287082', 1],
  [1111111109, '081804', 37037036],
  [1111111111, '050471', 37037037],
  [1234567890, '005924', 41152263],
  [2000000000, '279037', 66666666],
])('RFC 6238 at %i s: %s', (seconds, code, step) => {
  expect(totpStep('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', code, new Date(seconds * 1000))).toBe(step);
});

describe('setting an app', () => {
  test('needs the password again, shows the secret once, and counts only once a code confirmed it', async () => {
    const person = await hub.signIn(['operator'], { login: 'wang' });
    const offer = (password?: string) =>
      person.call('POST', '/api/staff/session/second-factor/offer', { password });
    expect((await offer()).body).toMatchObject({ code: 'wrong-credentials' });
    expect((await offer('wrong')).body).toMatchObject({ code: 'wrong-credentials' });
    const { body } = await offer(PASSWORD);
    expect(body['uri']).toMatch(/^otpauth:\/\/totp\/.*wang\?secret=[A-Z2-7]{32}&issuer=/);
    // Not in use yet: nobody is locked out by an app that was never set up.
    expect((await login()).statusCode).toBe(200);
    const app = new App(String(body['secret']), hub.clock);
    const confirm = (code: string) =>
      person.call('POST', '/api/staff/session/second-factor/confirm', { code });
    expect((await confirm('000000')).body).toMatchObject({ code: 'wrong-code' });
    expect((await confirm(app.code())).body).toMatchObject({ recoveryCodes: expect.any(Array) });
    expect((await login()).statusCode).toBe(202);
    expect((await person.call('GET', '/api/staff/session/me')).body).toMatchObject({
      secondFactor: { set: true, recoveryCodesLeft: 10 },
    });
  });

  test('neither secret nor recovery codes stand in the store or the log', async () => {
    const person = await hub.signIn(['operator'], { login: 'wang' });
    const { app, recovery } = await setApp(hub, person);
    const kept = JSON.stringify([await hub.store.staff.list(), hub.logged, hub.audited]);
    for (const secret of [app.secret, ...recovery]) expect(kept).not.toContain(secret);
  });

  test('a secret copied to another account opens nothing there', async () => {
    const person = await hub.signIn(['operator'], { login: 'wang' });
    const other = await hub.signIn(['operator'], { login: 'li' });
    const { app } = await setApp(hub, person);
    const secondFactor = (await hub.store.staff.byId(person.id))?.secondFactor;
    await hub.store.staff.update(other.id, { secondFactor });
    const asked = (await login('li')).json<{ challenge: string }>();
    expect(codeOf(await answer(asked.challenge, app.code()))).toBe('wrong-code');
  });

  test('another app needs a code of the one in use: a found screen is not enough', async () => {
    const person = await hub.signIn(['operator'], { login: 'wang' });
    const { app } = await setApp(hub, person);
    const offer = (code?: string) =>
      person.call('POST', '/api/staff/session/second-factor/offer', { password: PASSWORD, code });
    expect((await offer()).body).toMatchObject({ code: 'wrong-code' });
    expect((await offer(app.code())).status).toBe(200);
  });
});

describe('the second step', () => {
  let app: App;
  let recovery: string[];
  beforeEach(async () => {
    ({ app, recovery } = await setApp(hub, await hub.signIn(['operator'], { login: 'wang' })));
  });

  test('the password alone opens nothing', async () => {
    const asked = await login();
    expect(asked.statusCode).toBe(202);
    expect(asked.headers['set-cookie']).toBeUndefined();
    const right = await answer(asked.json<{ challenge: string }>().challenge, app.code());
    expect(right.statusCode).toBe(200);
    expect(right.headers['set-cookie']).toMatch(/^sid=/);
  });

  test.each([-30, 0, 30])('a clock %i s off is taken', async (off) => {
    hub.clock.advance(30_000);
    expect((await answer(await challenge(), app.code(off))).statusCode).toBe(200);
  });
  test.each([-60, 60])('a clock %i s off is not', async (off) => {
    hub.clock.advance(60_000);
    expect(codeOf(await answer(await challenge(), app.code(off)))).toBe('wrong-code');
  });

  test('replay: a code is good once, also when both come at the same time', async () => {
    const [first, second] = [await challenge(), await challenge()];
    const both = await Promise.all([answer(first, app.code()), answer(second, app.code())]);
    expect(both.map((r) => r.statusCode).sort()).toEqual([200, 401]);
    expect(codeOf(await answer(await challenge(), app.code()))).toBe('wrong-code');
    // Nor one of a step before it.
    expect(codeOf(await answer(await challenge(), app.code(-30)))).toBe('wrong-code');
  });

  test('a challenge is over after five minutes, and after one sign-in', async () => {
    const late = await challenge();
    hub.clock.advance(5 * 60_000);
    expect(codeOf(await answer(late, app.code()))).toBe('challenge-over');
    const used = await challenge();
    expect((await answer(used, app.code())).statusCode).toBe(200);
    hub.clock.advance(30_000);
    expect(codeOf(await answer(used, app.code()))).toBe('challenge-over');
    expect(codeOf(await answer('made-up', app.code()))).toBe('challenge-over');
  });

  test('guessing codes locks the account, and starting anew with the right password gives no more tries', async () => {
    for (let i = 0; i < 2; i++) {
      const asked = await challenge();
      expect(codeOf(await answer(asked, '000000'))).toBe('wrong-code');
    }
    const asked = await challenge();
    expect(codeOf(await answer(asked, app.code()))).toBe('login-locked');
    expect(codeOf(await login())).toBe('login-locked');
    expect(hub.audited).toContainEqual(
      expect.objectContaining({ type: 'sign-in-failed', reason: 'wrong-code', locks: false }),
    );
  });

  test('a recovery code is good once, however it is written', async () => {
    const [code = '', next = ''] = recovery;
    expect(recovery).toHaveLength(10);
    const entered = await answer(await challenge(), code.toUpperCase().replace('-', ' '));
    expect(entered.json()).toMatchObject({ secondFactor: { recoveryCodesLeft: 9 } });
    expect(codeOf(await answer(await challenge(), code))).toBe('wrong-code');
    const both = await Promise.all([await challenge(), await challenge()].map((c) => answer(c, next)));
    expect(both.map((r) => r.statusCode).sort()).toEqual([200, 401]);
  });

  test('new recovery codes make the old ones void', async () => {
    const person = await enter();
    hub.clock.advance(30_000);
    const renewed = await person('POST', '/api/staff/session/second-factor/recovery-codes', {
      code: app.code(),
    });
    const [fresh] = renewed.json<{ recoveryCodes: string[] }>().recoveryCodes;
    expect(codeOf(await answer(await challenge(), recovery[3] ?? ''))).toBe('wrong-code');
    expect((await answer(await challenge(), fresh ?? '')).statusCode).toBe(200);
  });

  test('a security administrator takes it away for who lost it: sessions end, it is recorded, never for oneself', async () => {
    const admin = await hub.signIn(['security-admin'], { login: 'chief' });
    const person = await enter();
    const id = (await hub.store.staff.byLogin('wang'))?.id ?? '';
    const reset = await admin.call('POST', `/api/admin/staff/${id}/reset-second-factor`);
    expect(reset.body).toMatchObject({ login: 'wang', secondFactor: false });
    expect((await person('GET', '/api/staff/session/me')).statusCode).toBe(401);
    expect((await login()).statusCode).toBe(200);
    expect(hub.audited).toContainEqual({
      type: 'second-factor-reset',
      staffId: id,
      doer: { staffId: admin.id, address: '127.0.0.1' },
    });
    expect((await admin.call('POST', `/api/admin/staff/${admin.id}/reset-second-factor`)).body).toMatchObject(
      {
        code: 'own-account',
      },
    );
  });

  /** Signs in with a code and answers how to go on with that session. */
  async function enter() {
    const entered = await answer(await challenge(), app.code());
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    const { csrfToken } = entered.json<{ csrfToken: string }>();
    return (method: 'GET' | 'POST', url: string, payload?: object) =>
      hub.app.inject({ method, url, payload, headers: { cookie, 'x-csrf-token': csrfToken } });
  }
});

describe('where it is required', () => {
  test.each([
    ['of everybody', { policy: 'required' as const }, 'operator' as const],
    ['of a role', { requiredFor: ['supervisor' as const] }, 'supervisor' as const],
  ])('%s, one may do nothing but set it', async (_, totp, role) => {
    const strict = await testHub({ policy: { totp } });
    const person = await strict.signIn([role], { login: 'wang' });
    expect((await person.call('GET', '/api/staff/session/me')).body).toMatchObject({
      pending: 'second-factor',
    });
    for (const url of ['/api/staff/conversations', '/api/staff/sessions'])
      expect((await person.call('GET', url)).body).toMatchObject({ code: 'second-factor-required' });
    await setApp(strict, person);
    expect((await person.call('GET', '/api/staff/conversations')).status).toBe(200);
    await strict.app.close();
  });

  test('of one role only, others work without', async () => {
    const some = await testHub({ policy: { totp: { requiredFor: ['security-admin'] } } });
    const operator = await some.signIn(['operator']);
    expect((await operator.call('GET', '/api/staff/conversations')).status).toBe(200);
    await some.app.close();
  });

  test('the one-time password comes first', async () => {
    const strict = await testHub({ policy: { totp: { policy: 'required' } } });
    const { oneTimePassword } = await strict.staff.create({ login: 'wang', name: '王', roles: ['operator'] });
    const person = await signInAs(strict.app, 'wang', oneTimePassword);
    const offered = await person.call('POST', '/api/staff/session/second-factor/offer', {
      password: oneTimePassword,
    });
    expect(offered.body).toMatchObject({ code: 'password-change-required' });
    await strict.app.close();
  });

  test('off: nobody is asked, nobody can set one — the way back in when all apps are lost', async () => {
    await setApp(hub, await hub.signIn(['operator'], { login: 'wang' }));
    const off = await testHub({ policy: { totp: { policy: 'off', requiredFor: ['operator'] } } });
    const person = await off.signIn(['operator'], { login: 'wang' });
    const { secondFactor } = (await hub.store.staff.byLogin('wang')) ?? {};
    await off.store.staff.update(person.id, { secondFactor });
    const again = await signInAs(off.app, 'wang', PASSWORD);
    expect((await again.call('GET', '/api/staff/conversations')).status).toBe(200);
    const offer = { password: PASSWORD };
    expect((await again.call('POST', '/api/staff/session/second-factor/offer', offer)).body).toMatchObject({
      code: 'second-factor-off',
    });
    await off.app.close();
  });
});
