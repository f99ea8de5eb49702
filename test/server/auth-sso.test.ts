import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { StaffPolicy } from '../../src/config/staff-policy.js';
import { BrowserAtProvider, OpenIdProvider } from '../peers/openid-provider.js';
import { setApp } from '../support/server/second-factor.js';
import { PASSWORD, signInAs, testHub, type TestHub } from '../support/server/test-hub.js';

const BASE = 'http://127.0.0.1:3000';
const Json = z.record(z.string(), z.unknown());
let provider: OpenIdProvider;
let hub: TestHub;
const hubs: TestHub[] = [];

beforeAll(async () => {
  provider = await OpenIdProvider.start(BASE);
});
afterAll(() => provider.stop());
afterEach(async () => {
  provider.tamper = undefined;
  for (const { app } of hubs.splice(0)) await app.close();
});

type Policy = z.input<typeof StaffPolicy>;
async function open(more: Partial<Policy['sso']> = {}, policy: Policy = {}): Promise<void> {
  const sso = { issuer: provider.issuer, clientId: 'hub', clientSecret: 'a-secret-of-the-hub', ...more };
  hub = await testHub({ publicBaseUrl: BASE, policy: { ...policy, sso } });
  hubs.push(hub);
}

const get = (url: string, cookie = '') =>
  hub.app.inject({ method: 'GET', url: url.replace(BASE, ''), headers: { cookie } });

/** Begins at the hub; answers where the provider sends back to, and the cookie of this browser. */
async function goToProvider(): Promise<{ back: string; cookie: string; asked: URL }> {
  const begun = await get('/api/staff/session/sso/start');
  expect(begun.statusCode).toBe(302);
  const cookie = String(begun.headers['set-cookie']).split(';')[0] ?? '';
  const asked = new URL(String(begun.headers.location));
  return { back: await new BrowserAtProvider(provider.issuer).open(asked.href), cookie, asked };
}

/** A whole sign-on; answers where it led and what the session may. */
async function signOn() {
  const { back, cookie } = await goToProvider();
  const answer = await get(back, cookie);
  const to = String(answer.headers.location);
  const sid = answer.cookies.find(({ name }) => name === 'sid');
  const me = sid && (await get('/api/staff/session/me', `sid=${sid.value}`)).json<Record<string, unknown>>();
  return { to, me, cookie: sid ? `sid=${sid.value}` : '' };
}

describe('a sign-on by a real OpenID provider', () => {
  test('opens a session of the account whose login the claim names; its local password is not asked about', async () => {
    await open();
    const { person } = await hub.staff.create({ login: 'wang', name: '王五', roles: ['operator'] });
    provider.person = { subject: 's1', login: 'Wang' };
    const { to, me } = await signOn();
    expect(to).toBe(`${BASE}/desk`);
    expect(me).toMatchObject({ staff: { login: 'wang', ssoLinked: true } });
    expect(me).not.toHaveProperty('pending');
    expect(await hub.staff.sessionsOf(person.id)).toMatchObject([{ session: { by: 'sso' } }]);
    expect(hub.audited.slice(-2)).toMatchObject([
      { type: 'sso-linked', staffId: person.id },
      { type: 'signed-in', by: 'sso' },
    ]);
  });

  test('asks with PKCE, state and nonce, new each time', async () => {
    await open();
    const [one, two] = [await goToProvider(), await goToProvider()];
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.asked.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one.asked.searchParams.get(name)).not.toBe(two.asked.searchParams.get(name));
    }
    expect(one.asked.searchParams.get('code_challenge_method')).toBe('S256');
    expect((await get('/api/staff/session/ways')).json()).toEqual({ sso: { name: '统一身份认证' } });
  });

  test('replay: an answer is good once, in the browser that asked, for its own question', async () => {
    await open();
    await hub.staff.create({ login: 'wang', name: '王五', roles: ['operator'] });
    provider.person = { subject: 's1', login: 'wang' };
    const leads = async (back: string, cookie: string) => String((await get(back, cookie)).headers.location);
    const [mine, theirs] = [await goToProvider(), await goToProvider()];
    // Somebody is made to follow another's link: without the cookie, and with the cookie of another question.
    expect(await leads(theirs.back, '')).toBe(`${BASE}/desk#problem=sso-started-elsewhere`);
    expect(await leads(theirs.back, mine.cookie)).toBe(`${BASE}/desk#problem=sso-refused`);
    expect(await leads(mine.back, mine.cookie)).toBe(`${BASE}/desk#problem=sso-started-elsewhere`);
    expect(await leads(theirs.back, theirs.cookie)).toBe(`${BASE}/desk`);
    expect(await leads(theirs.back, theirs.cookie)).toBe(`${BASE}/desk#problem=sso-started-elsewhere`);
    const late = await goToProvider();
    hub.clock.advance(10 * 60_000);
    expect(await leads(late.back, late.cookie)).toBe(`${BASE}/desk#problem=sso-started-elsewhere`);
  });

  test('a token changed on its way is refused, though all its claims look right', async () => {
    await open();
    await hub.staff.create({ login: 'wang', name: '王五', roles: ['operator'] });
    provider.person = { subject: 's1', login: 'wang' };
    provider.tamper = (body) => {
      const answer = Json.parse(JSON.parse(body));
      const [head, claims = '', signature] = String(answer['id_token']).split('.');
      const told = Json.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
      const changed = Buffer.from(JSON.stringify({ ...told, amr: ['otp'] })).toString('base64url');
      return JSON.stringify({ ...answer, id_token: [head, changed, signature].join('.') });
    };
    expect((await signOn()).to).toBe(`${BASE}/desk#problem=sso-refused`);
    expect(hub.audited.at(-1)).toMatchObject({ type: 'sign-in-failed', reason: 'provider-refused' });
  });
});

test('made-up answers lock the address, and do not fill the record', async () => {
  await open({}, { lock: { failuresPerAddress: 3 } });
  const before = hub.audited.length;
  const answers: string[] = [];
  for (let i = 0; i < 6; i++) {
    const begun = await get('/api/staff/session/sso/start');
    const cookie = String(begun.headers['set-cookie']).split(';')[0] ?? '';
    const state = new URL(String(begun.headers.location)).searchParams.get('state') ?? '';
    const made = `/api/staff/session/sso/callback?code=made-up&state=${state}&iss=${provider.issuer}`;
    answers.push(String((await get(made, cookie)).headers.location).replace(`${BASE}/desk#problem=`, ''));
  }
  expect(answers).toEqual([
    'sso-refused',
    'sso-refused',
    'sso-refused',
    'login-locked',
    'login-locked',
    'login-locked',
  ]);
  expect(hub.audited.slice(before).map((e) => e.type === 'sign-in-failed' && e.locks)).toEqual([
    false,
    false,
    true,
  ]);
});

describe('which account', () => {
  test('an unknown login gets none', async () => {
    await open();
    provider.person = { subject: 's9', login: 'stranger' };
    expect((await signOn()).to).toBe(`${BASE}/desk#problem=sso-no-account`);
    expect(await hub.store.staff.list()).toEqual([]);
  });

  test('unless the settings name roles for newcomers', async () => {
    await open({ defaultRoles: ['call-back'] });
    provider.person = { subject: 's9', login: 'newcomer', name: '新同事' };
    expect((await signOn()).me).toMatchObject({
      staff: { login: 'newcomer', name: '新同事', roles: ['call-back'] },
    });
  });

  test('a login that passed to another person at the provider opens nothing, until it is unlinked here', async () => {
    await open();
    const admin = await hub.signIn(['security-admin'], { login: 'chief' });
    const { person } = await hub.staff.create({ login: 'wang', name: '王五', roles: ['operator'] });
    provider.person = { subject: 's1', login: 'wang' };
    expect((await signOn()).to).toBe(`${BASE}/desk`);
    provider.person = { subject: 's2', login: 'wang' };
    expect((await signOn()).to).toBe(`${BASE}/desk#problem=sso-no-account`);
    expect(hub.audited.at(-1)).toMatchObject({ reason: 'other-subject', staffId: person.id });
    expect((await admin.call('POST', `/api/admin/staff/${person.id}/unlink-sso`)).body).toMatchObject({
      ssoLinked: false,
    });
    expect((await signOn()).to).toBe(`${BASE}/desk`);
  });

  test('a closed account stays closed', async () => {
    await open();
    const { person } = await hub.staff.create({ login: 'wang', name: '王五', roles: ['operator'] });
    await hub.staff.disable(person.id);
    provider.person = { subject: 's1', login: 'wang' };
    expect((await signOn()).to).toBe(`${BASE}/desk#problem=sso-no-account`);
  });
});

describe('the second factor', () => {
  test('is asked for here, unless the provider says it was proven there', async () => {
    await open({ trustedAmr: ['otp'] });
    const person = await hub.signIn(['operator'], { login: 'wang' });
    const { app } = await setApp(hub, person);
    provider.person = { subject: 's1', login: 'wang', amr: ['pwd'] };
    const { to, me } = await signOn();
    expect(me).toBeUndefined();
    const challenge = /#challenge=([\w-]{43})$/.exec(to)?.[1];
    const answered = await hub.app.inject({
      method: 'POST',
      url: '/api/staff/session/second-factor',
      payload: { challenge, code: app.code() },
    });
    expect(answered.statusCode).toBe(200);
    provider.person = { subject: 's1', login: 'wang', amr: ['pwd', 'otp'] };
    expect((await signOn()).me).toMatchObject({ staff: { login: 'wang' } });
    expect(hub.audited.at(-1)).toMatchObject({ type: 'signed-in', secondFactor: 'provider' });
  });

  test.each([
    ['acr', { trustedAcr: ['mfa'] }, { acr: 'mfa' }, undefined],
    ['nothing', { trustedAcr: ['mfa'] }, {}, 'second-factor'],
    ['an amr that is not trusted', { trustedAmr: ['otp'] }, { amr: ['sms'] }, 'second-factor'],
  ])('where it is required and the provider says %s', async (_, trust, said, pending) => {
    await open(trust, { totp: { policy: 'required' } });
    await hub.staff.create({ login: 'wang', name: '王五', roles: ['operator'] });
    provider.person = { subject: 's1', login: 'wang', ...said };
    expect((await signOn()).me?.['pending']).toBe(pending);
  });
});

describe('the end', () => {
  test('of the session leads to the end of the provider’s', async () => {
    await open();
    await hub.staff.create({ login: 'wang', name: '王五', roles: ['operator'] });
    provider.person = { subject: 's1', login: 'wang' };
    const { me, cookie } = await signOn();
    const out = await hub.app.inject({
      method: 'POST',
      url: '/api/staff/session/logout',
      headers: { cookie, 'x-csrf-token': String(me?.['csrfToken']) },
    });
    const { continueAt } = out.json<{ continueAt: string }>();
    expect(continueAt).toContain(`${provider.issuer}/session/end?`);
    // The provider takes it: it knows its token and the address to come back to.
    const page = await new BrowserAtProvider(provider.issuer).open(continueAt);
    expect(page).toMatch(/logout/i);
    expect(page).not.toMatch(/invalid_request/);
    expect((await get('/api/staff/session/me', cookie)).statusCode).toBe(401);
  });
});

test('a provider that is down keeps nobody from a local account', async () => {
  const gone = await OpenIdProvider.start(BASE);
  await gone.stop();
  await open({ issuer: gone.issuer });
  await hub.signIn(['operator'], { login: 'wang' });
  const begun = await get('/api/staff/session/sso/start');
  expect(begun.headers.location).toBe(`${BASE}/desk#problem=sso-unreachable`);
  const local = await signInAs(hub.app, 'wang', PASSWORD);
  expect((await local.call('POST', '/api/staff/session/logout')).status).toBe(204);
});
