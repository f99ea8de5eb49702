import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Role } from '../../src/core/model/codes.js';
import { createSealer } from '../../src/server/auth/sealer.js';
import { PASSWORD, signInAs, testHub, type Client, type TestHub } from '../support/server/test-hub.js';

const DAY = 86_400_000;
const SessionLine = z.object({
  id: z.string(),
  login: z.string(),
  address: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
});
let hub: TestHub;
let admin: Client;
beforeEach(async () => {
  hub = await testHub();
  admin = await hub.signIn(['security-admin'], { login: 'chief' });
});
afterEach(() => hub.app.close());

const change = (id: string, wanted: object) => admin.call('POST', `/api/admin/staff/${id}`, wanted);
const tryLogin = (login: string, headers: Record<string, string> = {}) =>
  hub.app.inject({
    method: 'POST',
    url: '/api/staff/session/login',
    payload: { login, password: PASSWORD },
    headers,
  });

describe('three separate administrators', () => {
  const admins = ['system-admin', 'security-admin', 'audit-admin'] as const;
  const pairs = admins.flatMap((one) => Role.options.filter((r) => r !== one).map((other) => [one, other]));

  test('no account has two of these roles, or one of them and any other', async () => {
    expect(pairs).toHaveLength(33);
    const { person } = await hub.staff.create({ login: 'one', name: '一职', roles: ['supervisor'] });
    for (const roles of pairs) {
      const wanted = { name: '两职', roles, unit: 'city-lights' };
      const made = await admin.call('POST', '/api/admin/staff', { login: 'both', ...wanted });
      expect(made).toMatchObject({ status: 400, body: { code: 'roles-not-together' } });
      expect((await change(person.id, wanted)).body).toMatchObject({ code: 'roles-not-together' });
    }
    expect((await hub.store.staff.byId(person.id))?.roles).toEqual(['supervisor']);
  });

  test('the same role twice is one role', async () => {
    const made = await admin.call('POST', '/api/admin/staff', {
      login: 'sys',
      name: '系统',
      roles: ['system-admin', 'system-admin'],
    });
    expect(made.body).toMatchObject({ staff: { roles: ['system-admin'] } });
  });

  test.each(Role.options.filter((role) => role !== 'security-admin'))(
    '%s manages no accounts',
    async (role) => {
      const other = await hub.signIn([role], { unit: 'city-lights' });
      for (const url of ['/api/admin/staff', '/api/admin/sessions', '/api/admin/staff/review'])
        expect((await other.call('GET', url)).body).toMatchObject({ code: 'forbidden' });
      expect(
        (await other.call('POST', `/api/admin/staff/${other.id}`, { roles: ['security-admin'] })).body,
      ).toMatchObject({ code: 'forbidden' });
    },
  );

  test('nobody gives rights to themselves, resets their own password, or lengthens their own account', async () => {
    for (const wanted of [{ roles: ['supervisor'] }, { expiresAt: null }, { unit: null }])
      expect((await change(admin.id, wanted)).body).toMatchObject({ code: 'own-account' });
    expect((await admin.call('POST', `/api/admin/staff/${admin.id}/reset-password`)).body).toMatchObject({
      code: 'own-account',
    });
    expect((await change(admin.id, { name: '主任' })).body).toMatchObject({ name: '主任' });
  });

  test('who becomes an administrator needs a password of an administrator', async () => {
    const operator = await hub.signIn(['operator'], { login: 'wang' });
    expect((await change(operator.id, { roles: ['system-admin'] })).body).toMatchObject({
      roles: ['system-admin'],
      mustChangePassword: true,
    });
    expect((await operator.call('GET', '/api/admin/channels')).body).toMatchObject({
      code: 'password-change-required',
    });
  });
});

describe('the last security administrator', () => {
  test('is not closed, demoted or given a last day — by whichever of two', async () => {
    const second = await hub.signIn(['security-admin'], { login: 'second' });
    expect((await change(second.id, { expiresAt: '2027-01-01T00:00:00Z' })).status).toBe(200);
    const by = (id: string, act: string, body?: object) =>
      second.call('POST', `/api/admin/staff/${id}${act}`, body);
    expect((await by(admin.id, '/disable')).body).toMatchObject({ code: 'last-admin' });
    expect((await by(admin.id, '', { roles: ['supervisor'] })).body).toMatchObject({ code: 'last-admin' });
    expect((await by(admin.id, '', { expiresAt: '2027-01-01T00:00:00Z' })).body).toMatchObject({
      code: 'last-admin',
    });
    expect((await hub.store.staff.byId(admin.id))?.disabled).toBe(false);
  });

  test('two who close each other at the same time do not both succeed', async () => {
    const second = await hub.signIn(['security-admin'], { login: 'second' });
    await Promise.all([
      admin.call('POST', `/api/admin/staff/${second.id}/disable`),
      second.call('POST', `/api/admin/staff/${admin.id}/disable`),
    ]);
    const working = (await hub.store.staff.list()).filter((p) => !p.disabled);
    expect(working.length).toBeGreaterThan(0);
  });
});

describe('an account', () => {
  test('is never renamed', async () => {
    const operator = await hub.signIn(['operator'], { login: 'wang' });
    expect((await change(operator.id, { login: 'zhang' })).body).toMatchObject({ code: 'login-fixed' });
    expect((await change(operator.id, { login: 'wang', name: '王' })).body).toMatchObject({ name: '王' });
  });

  test('changes its rights at once, in sessions that are open', async () => {
    const person = await hub.signIn(['operator']);
    expect((await person.call('GET', '/api/staff/conversations')).status).toBe(200);
    await change(person.id, { roles: ['clerk'], unit: 'city-lights' });
    expect((await person.call('GET', '/api/staff/conversations')).body).toMatchObject({ code: 'forbidden' });
    expect((await change(person.id, { unit: null })).body).toMatchObject({ code: 'unit-required' });
  });

  test('ends on its last day: sessions and sign-in, with the sentence of a wrong password', async () => {
    const expiresAt = new Date(hub.clock.now().getTime() + DAY).toISOString();
    const person = await hub.signIn(['operator'], { login: 'wang' });
    expect((await change(person.id, { expiresAt })).body).toMatchObject({ expiresAt });
    expect((await person.call('GET', '/api/staff/session/me')).status).toBe(200);
    hub.clock.advance(DAY - 1);
    const last = await signInAs(hub.app, 'wang', PASSWORD);
    hub.clock.advance(1);
    expect((await last.call('GET', '/api/staff/session/me')).status).toBe(401);
    expect((await tryLogin('wang')).json()).toMatchObject({ code: 'wrong-credentials' });
    expect(hub.audited.at(-1)).toMatchObject({
      type: 'sign-in-failed',
      reason: 'expired',
      staffId: person.id,
    });
    const again = await signInAs(hub.app, 'chief', PASSWORD);
    await again.call('POST', `/api/admin/staff/${person.id}`, { expiresAt: null });
    expect((await tryLogin('wang')).statusCode).toBe(200);
  });

  test('that was closed can be opened again, with its old password', async () => {
    const person = await hub.signIn(['operator'], { login: 'wang' });
    await admin.call('POST', `/api/admin/staff/${person.id}/disable`);
    expect((await tryLogin('wang')).statusCode).toBe(401);
    await admin.call('POST', `/api/admin/staff/${person.id}/enable`);
    expect((await tryLogin('wang')).statusCode).toBe(200);
  });

  test('that nobody used for 90 days, that ended, or that is shared, is shown', async () => {
    await hub.signIn(['operator'], { login: 'away' });
    await hub.staff.create({ login: 'never', name: '从未', roles: ['operator'] });
    const ended = await hub.signIn(['operator'], { login: 'ended' });
    await change(ended.id, { expiresAt: new Date(hub.clock.now().getTime() + DAY).toISOString() });
    hub.clock.advance(90 * DAY);
    const shared = await testHub({ staff: hub.staff, trustProxy: ['127.0.0.1'] });
    await hub.signIn(['operator'], { login: 'wang' });
    for (const from of ['10.0.0.1', '10.0.0.2'])
      await shared.app.inject({
        method: 'POST',
        url: '/api/staff/session/login',
        payload: { login: 'wang', password: PASSWORD },
        headers: { 'x-forwarded-for': from },
      });
    await shared.app.close();
    const chief = await signInAs(hub.app, 'chief', PASSWORD);
    const { body } = await chief.call('GET', '/api/admin/staff/review');
    expect(body).toMatchObject({
      unused: [{ login: 'away' }, { login: 'never' }, { login: 'ended' }],
      expired: [{ login: 'ended' }],
      shared: [{ staff: { login: 'wang' }, addresses: expect.arrayContaining(['10.0.0.1', '10.0.0.2']) }],
    });
    expect(hub.audited.at(-2)).toMatchObject({ type: 'signed-in', alsoAt: ['10.0.0.1', '127.0.0.1'] });
  });
});

describe('sessions', () => {
  test('of my own: seen with address and program, ended one by one or all but this', async () => {
    const mine = await hub.signIn(['operator'], { login: 'wang' });
    const other = await signInAs(hub.app, 'wang', PASSWORD);
    await tryLogin('wang', { 'user-agent': 'Firefox/1' });
    const { body } = await mine.call('GET', '/api/staff/sessions');
    const items = z.array(SessionLine).parse(body['items']);
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    expect(items.map(({ userAgent }) => userAgent)).toContain('Firefox/1');
    expect(items.every(({ address, login }) => address === '127.0.0.1' && login === 'wang')).toBe(true);
    const firefox = items.find(({ userAgent }) => userAgent === 'Firefox/1');
    expect((await mine.call('DELETE', `/api/staff/sessions/${firefox?.id}`)).status).toBe(204);
    expect((await mine.call('DELETE', '/api/staff/sessions')).body).toEqual({ ended: 1 });
    expect((await other.call('GET', '/api/staff/session/me')).status).toBe(401);
    expect((await mine.call('GET', '/api/staff/session/me')).status).toBe(200);
  });

  test('of others: not mine to see or end', async () => {
    const mine = await hub.signIn(['operator'], { login: 'wang' });
    const { body } = await mine.call('GET', '/api/staff/sessions');
    expect(body['items']).toHaveLength(1);
    const [foreign] = await hub.staff.sessionsOf(admin.id);
    expect((await mine.call('DELETE', `/api/staff/sessions/${foreign?.session.id}`)).body).toMatchObject({
      code: 'session-not-found',
    });
    expect((await admin.call('GET', '/api/staff/session/me')).status).toBe(200);
  });

  test('of anybody: a security administrator sees and ends them all', async () => {
    const person = await hub.signIn(['operator'], { login: 'wang' });
    await signInAs(hub.app, 'wang', PASSWORD);
    const listed = await admin.call('GET', `/api/admin/sessions?staffId=${person.id}`);
    expect(listed.body['items']).toHaveLength(2);
    expect((await admin.call('DELETE', `/api/admin/staff/${person.id}/sessions`)).body).toEqual({ ended: 2 });
    expect((await person.call('GET', '/api/staff/session/me')).status).toBe(401);
    expect(hub.audited.at(-1)).toEqual({
      type: 'sessions-ended',
      staffId: person.id,
      sessions: 2,
      doer: { staffId: admin.id, address: '127.0.0.1' },
    });
  });
});

describe('the record', () => {
  test('tells every sign-in, failure and change of right, and no password', async () => {
    const made = await admin.call('POST', '/api/admin/staff', {
      login: 'li',
      name: '李',
      roles: ['operator'],
    });
    const id = z.object({ staff: z.object({ id: z.string() }) }).parse(made.body).staff.id;
    await tryLogin('li');
    await tryLogin('a-password-typed-here');
    await change(id, { roles: ['supervisor'] });
    await admin.call('POST', `/api/admin/staff/${id}/disable`);
    await admin.call('POST', '/api/staff/session/logout');
    const doer = { staffId: admin.id, address: '127.0.0.1' };
    const since = hub.audited.findIndex((e) => e.type === 'account-created' && e.staffId === id);
    expect(hub.audited.slice(since)).toEqual([
      { type: 'account-created', staffId: id, roles: ['operator'], doer },
      { type: 'sign-in-failed', staffId: id, address: '127.0.0.1', reason: 'wrong-password', locks: false },
      { type: 'sign-in-failed', address: '127.0.0.1', reason: 'unknown-login', locks: false },
      {
        type: 'account-changed',
        staffId: id,
        before: { roles: ['operator'] },
        after: { roles: ['supervisor'] },
        doer,
      },
      { type: 'account-disabled', staffId: id, doer },
      { type: 'signed-out', ...doer },
    ]);
    expect(JSON.stringify(hub.audited)).not.toMatch(/a-password-typed-here|Right-Horse/);
  });

  test('says which failure locked, and is not filled by trying on', async () => {
    await hub.signIn(['operator'], { login: 'wang' });
    const before = hub.audited.length;
    for (let i = 0; i < 12; i++)
      await hub.app.inject({
        method: 'POST',
        url: '/api/staff/session/login',
        payload: { login: 'wang', password: 'wrong' },
      });
    const failures = hub.audited.slice(before);
    expect(failures.map((e) => e.type === 'sign-in-failed' && e.locks)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('a sealed text', () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  test('opens with its key and its context alone, and never looks the same twice', () => {
    const sealer = createSealer(key);
    const sealed = sealer.seal('密钥', 'p1');
    expect(sealer.open(sealed, 'p1')).toBe('密钥');
    expect(sealer.open(sealed, 'p2')).toBeUndefined();
    expect(createSealer(other).open(sealed, 'p1')).toBeUndefined();
    expect(sealer.seal('密钥', 'p1')).not.toBe(sealed);
    for (const broken of [
      '',
      'v1.',
      'v2.abc',
      sealed.slice(0, -2),
      `${sealed.slice(0, 20)}A${sealed.slice(21)}`,
    ])
      if (broken !== sealed) expect(sealer.open(broken, 'p1')).toBeUndefined();
  });
});
