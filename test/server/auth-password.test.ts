import { afterEach, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { StaffPolicy } from '../../src/config/staff-policy.js';
import { brokenRules } from '../../src/server/auth/password-policy.js';
import { PASSWORD, signInAs, testHub, type TestHub } from '../support/server/test-hub.js';

const DAY = 86_400_000;
let hub: TestHub;
const hubs: TestHub[] = [];
afterEach(async () => {
  for (const { app } of hubs.splice(0)) await app.close();
});

const { password: defaults } = StaffPolicy.parse({});

test.each([
  ['Abcdef1', 'operator', ['至少 8 位']],
  ['Abcdefg1', 'operator', []],
  ['abcdefgh1', 'operator', ['3 种']],
  ['abcdef-1', 'operator', []],
  ['Abcdefg1', 'security-admin', ['至少 12 位']],
  ['Abcdefg1', 'audit-admin', ['至少 12 位']],
  ['Abcdefghijk1', 'system-admin', []],
  ['Wangwu-2026', 'operator', ['登录名']],
  ['wangwu', 'operator', ['至少 8 位', '3 种', '登录名']],
  ['密码Abc12密码', 'operator', []],
  [`Aa1${'x'.repeat(198)}`, 'operator', ['最多 200 位']],
] as const)('password %s for %s breaks %j', (password, role, rules) => {
  const broken = brokenRules(password, { login: 'wangwu', roles: [role] }, defaults);
  expect(broken).toHaveLength(rules.length);
  rules.forEach((rule, i) => expect(broken[i]).toContain(rule));
});

async function open(policy: z.input<typeof StaffPolicy> = {}): Promise<void> {
  hub = await testHub({ policy });
  hubs.push(hub);
}

async function changed(from: string, to: string, login = 'wang') {
  const client = await signInAs(hub.app, login, from);
  return client.call('POST', '/api/staff/session/password', { oldPassword: from, newPassword: to });
}

describe('a new password', () => {
  test('says every rule it breaks, by field', async () => {
    await open();
    await hub.signIn(['operator'], { login: 'wang' });
    expect(await changed(PASSWORD, 'wang')).toMatchObject({
      status: 400,
      body: {
        code: 'weak-password',
        fields: [{ path: 'newPassword' }, { path: 'newPassword' }, { path: 'newPassword' }],
      },
    });
  });

  test('is none of the last five, and the sixth may come back', async () => {
    await open({ password: { history: 3 } });
    await hub.signIn(['operator'], { login: 'wang' });
    const [a, b, c] = ['Second-Horse-2', 'Third-Horse-3', 'Fourth-Horse-4'];
    expect((await changed(PASSWORD, PASSWORD)).body).toMatchObject({ code: 'weak-password' });
    expect((await changed(PASSWORD, a)).status).toBe(204);
    expect((await changed(a, b)).status).toBe(204);
    expect((await changed(b, PASSWORD)).body).toMatchObject({
      code: 'weak-password',
      fields: [{ message: expect.stringContaining('最近 3 次') }],
    });
    expect((await changed(b, c)).status).toBe(204);
    expect((await changed(c, PASSWORD)).status).toBe(204);
    expect(defaults.history).toBe(5);
  });

  test('a reset by an administrator does not let the old one come back', async () => {
    await open();
    const { id } = await hub.signIn(['operator'], { login: 'wang' });
    const { oneTimePassword } = await hub.staff.resetPassword(id);
    expect((await changed(oneTimePassword, PASSWORD)).body).toMatchObject({ code: 'weak-password' });
  });
});

describe('an old password', () => {
  test('must be changed after 90 days before anything else, and not a day earlier', async () => {
    await open();
    await hub.signIn(['operator'], { login: 'wang' });
    hub.clock.advance(90 * DAY);
    const before = await signInAs(hub.app, 'wang', PASSWORD);
    expect((await before.call('GET', '/api/staff/conversations')).status).toBe(200);
    hub.clock.advance(1);
    expect((await before.call('GET', '/api/staff/conversations')).body).toMatchObject({
      code: 'password-too-old',
    });
    const after = await signInAs(hub.app, 'wang', PASSWORD);
    expect((await after.call('GET', '/api/staff/session/me')).body).toMatchObject({
      pending: 'old-password',
    });
    expect((await changed(PASSWORD, 'Other-Horse-8-staple')).status).toBe(204);
    const fresh = await signInAs(hub.app, 'wang', 'Other-Horse-8-staple');
    expect((await fresh.call('GET', '/api/staff/conversations')).status).toBe(200);
  });

  test('may stay for ever where the city says 0 days', async () => {
    await open({ password: { maxAgeDays: 0 } });
    await hub.signIn(['operator'], { login: 'wang' });
    hub.clock.advance(4000 * DAY);
    const client = await signInAs(hub.app, 'wang', PASSWORD);
    expect((await client.call('GET', '/api/staff/conversations')).status).toBe(200);
  });
});

describe('locks and times follow the settings', () => {
  test('two failures lock for ten minutes where the city says so', async () => {
    await open({ lock: { failures: 2, minutes: 10 } });
    await hub.signIn(['operator'], { login: 'wang' });
    const login = (password: string) =>
      hub.app.inject({
        method: 'POST',
        url: '/api/staff/session/login',
        payload: { login: 'wang', password },
      });
    for (let i = 0; i < 2; i++) await login('wrong');
    expect((await login(PASSWORD)).headers['retry-after']).toBe('600');
    hub.clock.advance(600_001);
    expect((await login(PASSWORD)).statusCode).toBe(200);
  });

  test('a session idles out after five minutes and ends after an hour where the city says so', async () => {
    await open({ session: { idleMinutes: 5, absoluteHours: 1 } });
    const client = await hub.signIn(['operator']);
    const me = async () => (await client.call('GET', '/api/staff/session/me')).status;
    for (let i = 0; i < 14; i++) {
      hub.clock.advance(4 * 60_000);
      expect(await me()).toBe(200);
    }
    hub.clock.advance(4 * 60_000);
    expect(await me()).toBe(401);
    const other = await hub.signIn(['operator']);
    hub.clock.advance(5 * 60_000);
    expect((await other.call('GET', '/api/staff/session/me')).status).toBe(401);
  });
});
