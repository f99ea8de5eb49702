import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PASSWORD, signInAs, testHub, type TestHub } from '../support/server/test-hub.js';

const MINUTE = 60_000;
let hub: TestHub;
beforeEach(async () => {
  hub = await testHub();
});
afterEach(() => hub.app.close());

const tryLogin = (login: string, password: string, headers: Record<string, string> = {}) =>
  hub.app.inject({ method: 'POST', url: '/api/staff/session/login', payload: { login, password }, headers });

describe('the first run', () => {
  test('makes one admin with a password told once, to be changed before anything else', async () => {
    const first = await hub.staff.ensureFirstAdmin();
    expect(await hub.staff.ensureFirstAdmin()).toBeUndefined();
    const admin = await signInAs(hub.app, 'admin', first?.oneTimePassword ?? '');
    expect((await admin.call('GET', '/api/admin/staff')).body).toMatchObject({
      code: 'password-change-required',
    });
    expect((await admin.call('GET', '/api/staff/session/me')).body).toMatchObject({
      staff: { mustChangePassword: true },
    });
    const weak = { oldPassword: first?.oneTimePassword ?? '', newPassword: 'Short-1a' };
    expect((await admin.call('POST', '/api/staff/session/password', weak)).body).toMatchObject({
      code: 'weak-password',
    });
    const good = { ...weak, newPassword: PASSWORD };
    expect((await admin.call('POST', '/api/staff/session/password', good)).status).toBe(204);
    expect((await admin.call('GET', '/api/admin/staff')).status).toBe(200);
  });

  test('the password is kept as argon2id only, and appears in no log', async () => {
    const first = await hub.staff.ensureFirstAdmin();
    await tryLogin('admin', first?.oneTimePassword ?? '');
    const [admin] = await hub.store.staff.list();
    expect(admin?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hub.logged.join('\n')).not.toContain(first?.oneTimePassword);
  });
});

describe('guessing passwords', () => {
  test('five failures lock the account for half an hour, even for the right password', async () => {
    await hub.signIn(['operator'], { login: 'wang' });
    for (let i = 0; i < 5; i++) expect((await tryLogin('wang', 'wrong')).statusCode).toBe(401);
    const locked = await tryLogin('wang', PASSWORD);
    expect(locked.statusCode).toBe(429);
    expect(locked.headers['retry-after']).toBe('1800');
    hub.clock.advance(29 * MINUTE);
    // Trying on does not make the lock longer: else anybody could keep somebody out for ever.
    expect((await tryLogin('wang', 'wrong')).statusCode).toBe(429);
    hub.clock.advance(MINUTE + 1);
    expect((await tryLogin('wang', PASSWORD)).statusCode).toBe(200);
  });

  test('many tries at once do not get past the limit', async () => {
    await hub.signIn(['operator'], { login: 'wang' });
    const answers = await Promise.all(Array.from({ length: 12 }, () => tryLogin('wang', 'wrong')));
    expect(answers.filter((a) => a.statusCode === 401)).toHaveLength(5);
  });

  test('an unknown login, a wrong password and a closed account answer alike, and lock alike', async () => {
    const { id } = await hub.signIn(['operator'], { login: 'closed' });
    await hub.staff.disable(id);
    await hub.signIn(['operator'], { login: 'wang' });
    const said = async (login: string, password: string) => {
      const answer = await tryLogin(login, password);
      const { requestId: _, ...words } = answer.json<Record<string, unknown>>();
      return { status: answer.statusCode, words };
    };
    for (let i = 0; i < 7; i++) {
      const wrong = await said('wang', 'wrong');
      expect(await said('nobody', 'wrong')).toEqual(wrong);
      expect(await said('closed', PASSWORD)).toEqual(wrong);
    }
  });

  test('one address that tries many accounts is locked, and a good sign-in does not reset its count', async () => {
    await hub.signIn(['operator'], { login: 'mine' });
    for (let i = 0; i < 19; i++) await tryLogin(`u${i}`, 'wrong');
    expect((await tryLogin('mine', PASSWORD)).statusCode).toBe(200);
    expect((await tryLogin('u19', 'wrong')).statusCode).toBe(401);
    expect((await tryLogin('u20', 'wrong')).statusCode).toBe(429);
  });

  test('a forged X-Forwarded-For is not another address', async () => {
    for (let i = 0; i < 20; i++) await tryLogin(`u${i}`, 'wrong', { 'x-forwarded-for': `10.0.0.${i}` });
    expect((await tryLogin('u99', 'wrong', { 'x-forwarded-for': '10.0.1.1' })).statusCode).toBe(429);
  });

  test('a reset by an admin lifts the lock', async () => {
    const { id } = await hub.signIn(['operator'], { login: 'wang' });
    for (let i = 0; i < 6; i++) await tryLogin('wang', 'wrong');
    const { oneTimePassword } = await hub.staff.resetPassword(id);
    expect((await tryLogin('wang', oneTimePassword)).statusCode).toBe(200);
  });
});

describe('a session', () => {
  test('ends when idle for 15 minutes, and lives on while used', async () => {
    const operator = await hub.signIn(['operator']);
    for (let i = 0; i < 3; i++) {
      hub.clock.advance(14 * MINUTE);
      expect((await operator.call('GET', '/api/staff/session/me')).status).toBe(200);
    }
    hub.clock.advance(15 * MINUTE);
    expect((await operator.call('GET', '/api/staff/session/me')).body).toMatchObject({
      code: 'not-signed-in',
    });
  });

  test('ends after 12 hours however much it is used', async () => {
    const operator = await hub.signIn(['operator']);
    for (let i = 0; i < 71; i++) {
      hub.clock.advance(10 * MINUTE);
      expect((await operator.call('GET', '/api/staff/session/me')).status).toBe(200);
    }
    hub.clock.advance(10 * MINUTE);
    expect((await operator.call('GET', '/api/staff/session/me')).status).toBe(401);
  });

  test('ends at sign-out, on the server and not only in the browser', async () => {
    const operator = await hub.signIn(['operator']);
    expect((await operator.call('POST', '/api/staff/session/logout')).status).toBe(204);
    expect((await operator.call('GET', '/api/staff/session/me')).status).toBe(401);
  });

  test('changes need the session’s own CSRF token', async () => {
    const operator = await hub.signIn(['operator']);
    const other = await hub.signIn(['operator']);
    const foreign = String((await other.call('GET', '/api/staff/session/me')).body['csrfToken']);
    for (const token of ['', 'x', foreign]) {
      const answer = await operator.call(
        'POST',
        '/api/staff/conversations/c1/take',
        {},
        { 'x-csrf-token': token },
      );
      expect(answer).toMatchObject({ status: 403, body: { code: 'csrf-token-wrong' } });
    }
    expect((await operator.call('POST', '/api/staff/conversations/c1/take', {})).status).toBe(200);
  });

  test('a new password ends the other sessions of the person', async () => {
    const first = await hub.signIn(['operator'], { login: 'wang' });
    const second = await signInAs(hub.app, 'wang', PASSWORD);
    const change = { oldPassword: PASSWORD, newPassword: 'Other-Horse-8-staple' };
    expect((await second.call('POST', '/api/staff/session/password', change)).status).toBe(204);
    expect((await first.call('GET', '/api/staff/session/me')).status).toBe(401);
    expect((await second.call('GET', '/api/staff/session/me')).status).toBe(200);
  });

  test('an admin sees sessions and ends one', async () => {
    const admin = await hub.signIn(['security-admin']);
    const operator = await hub.signIn(['operator'], { login: 'wang' });
    const list = await admin.call('GET', '/api/admin/sessions');
    expect(list.body).toMatchObject({ items: [{ current: true }, { login: 'wang', current: false }] });
    const session = (await hub.staff.liveSessions()).find(({ person }) => person.login === 'wang')?.session;
    const end = () => admin.call('DELETE', `/api/admin/sessions/${session?.id}`);
    expect((await end()).status).toBe(204);
    expect((await operator.call('GET', '/api/staff/session/me')).status).toBe(401);
    expect((await end()).body).toMatchObject({ code: 'session-not-found' });
  });

  test('the token is not kept: a copy of the store opens no session', async () => {
    await hub.signIn(['operator'], { login: 'wang' });
    const response = await tryLogin('wang', PASSWORD);
    const token = /sid=([^;]+)/.exec(String(response.headers['set-cookie']))?.[1] ?? '';
    expect(token).toHaveLength(43);
    expect(JSON.stringify(await hub.store.sessions.list(hub.clock.now()))).not.toContain(token);
  });

  test('the cookie cannot be read by scripts, and over https is bound to the host', async () => {
    await hub.signIn(['operator'], { login: 'wang' });
    const plain = String((await tryLogin('wang', PASSWORD)).headers['set-cookie']);
    expect(plain).toMatch(/^sid=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/);
    const secureHub = await testHub({ publicBaseUrl: 'https://12345.example.cn', staff: hub.staff });
    const response = await secureHub.app.inject({
      method: 'POST',
      url: '/api/staff/session/login',
      payload: { login: 'wang', password: PASSWORD },
    });
    await secureHub.app.close();
    expect(String(response.headers['set-cookie'])).toMatch(
      /^__Host-sid=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe('accounts', () => {
  test('are made with a one-time password, closed at once, and never the last admin', async () => {
    const admin = await hub.signIn(['security-admin'], { login: 'chief' });
    const made = await admin.call('POST', '/api/admin/staff', {
      login: 'li',
      name: '李四',
      roles: ['clerk'],
      unit: 'city-lights',
    });
    expect(made).toMatchObject({ status: 201, body: { staff: { login: 'li', mustChangePassword: true } } });
    expect(made.text).not.toContain('passwordHash');
    const again = { login: 'li', name: '另一位', roles: ['operator'] };
    expect((await admin.call('POST', '/api/admin/staff', again)).body).toMatchObject({ code: 'login-taken' });
    expect((await admin.call('POST', `/api/admin/staff/${admin.id}/disable`)).body).toMatchObject({
      code: 'last-admin',
    });
    const operator = await hub.signIn(['operator']);
    expect((await admin.call('POST', `/api/admin/staff/${operator.id}/disable`)).body).toMatchObject({
      disabled: true,
    });
    expect((await operator.call('GET', '/api/staff/session/me')).status).toBe(401);
  });

  test.each([
    ['without a unit', undefined],
    ['in a unit that is not there', 'moon-base'],
  ])('a clerk %s is refused', async (_, unit) => {
    const admin = await hub.signIn(['security-admin']);
    const made = await admin.call('POST', '/api/admin/staff', {
      login: 'li',
      name: '李四',
      roles: ['clerk'],
      unit,
    });
    expect(made).toMatchObject({ status: 400, body: { code: 'unit-required', fields: [{ path: 'unit' }] } });
  });
});
