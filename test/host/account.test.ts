import { afterEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { ChannelAdapter, Health, SendResult } from '../../src/channels/channel.js';
import type { StoredOutbound } from '../../src/core/model/message.js';
import { Account } from '../../src/host/account.js';

const AT = new Date('2026-11-23T02:00:00Z');
const FAILED: SendResult = { ok: false, kind: 'unreachable', code: 'E500', message: '服务器错误' };
let steady = 0;
let account: Account | undefined;
afterEach(() => account?.stop());

/** An account on an adapter that answers what it is told. */
function accountOn(changes: Partial<ChannelAdapter> & { results?: SendResult[]; rate?: { perSec: number } }) {
  const { results = [], rate = {}, ...adapter } = changes;
  const sent: string[] = [];
  const health: Health = { state: 'up', since: AT };
  account = new Account(
    'toy',
    {
      account: 'tower',
      start: async () => undefined,
      stop: async () => undefined,
      send: async ({ id }) => {
        sent.push(id);
        return results.shift() ?? { ok: true, providerId: `p-${id}` };
      },
      health: () => health,
      ...adapter,
    },
    rate,
    { clock: { now: () => AT }, log: pino({ level: 'silent' }), steady: () => steady, firstRetryMs: 5 },
  );
  return { account, sent };
}

const message = (id: string): StoredOutbound => ({
  id,
  conversationId: 'c1',
  channel: 'toy',
  account: 'tower',
  at: AT,
  direction: 'out',
  author: { type: 'bot' },
  content: { text: '您好', buttons: [], attachments: [] },
  to: 'wang',
  thread: { key: 'wang' },
  automatic: true,
  delivery: { status: 'sending', runAt: AT, attempts: 1, fence: 1, updatedAt: AT },
});

describe('an account that cannot start', () => {
  test('is down and says why, sends nothing, and is up as soon as a later try succeeds', async () => {
    let mended = false;
    let tries = 0;
    const { account, sent } = accountOn({
      start: async () => {
        tries += 1;
        if (!mended) throw new Error('AppSecret 不对');
      },
    });
    await account.start();
    expect(account.report(undefined)).toMatchObject({
      state: 'down',
      detail: expect.stringContaining('AppSecret 不对'),
      lastError: { at: AT },
    });
    expect(await account.send(message('m1'))).toMatchObject({ ok: false, kind: 'unreachable' });
    expect(sent).toEqual([]);
    mended = true;
    while (account.report(undefined).state !== 'up') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(tries).toBeGreaterThan(1);
    expect(await account.send(message('m1'))).toMatchObject({ ok: true });
  });

  test('is not tried any more once the hub stops', async () => {
    let tries = 0;
    const { account } = accountOn({
      start: async () => {
        tries += 1;
        throw new Error('nein');
      },
    });
    await account.start();
    await account.stop();
    const before = tries;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(tries).toBe(before);
  });
});

describe('a provider that fails again and again', () => {
  test('is left alone for a minute; then one message tries, and the others follow', async () => {
    const { account, sent } = accountOn({ results: Array.from({ length: 5 }, () => FAILED) });
    for (let n = 1; n <= 5; n++) await account.send(message(`m${n}`));
    expect(await account.send(message('m6'))).toMatchObject({
      ok: false,
      kind: 'unreachable',
      code: 'circuit-open',
      retryAfterMs: 60_000,
    });
    expect(account.report(undefined)).toMatchObject({ state: 'degraded', failed: 5 });
    expect(sent).toHaveLength(5);
    steady += 60_000;
    expect(await account.send(message('m6'))).toMatchObject({ ok: true });
    expect(account.report(undefined)).toMatchObject({ state: 'up', sent: 1, lastOutAt: AT });
  });

  test.each([
    ['refuses single messages', { ...FAILED, kind: 'rejected' }],
    ['says when to come again', { ...FAILED, retryAfterMs: 1000 }],
  ] as const)('is not left alone when it %s', async (_, result) => {
    const { account, sent } = accountOn({ results: Array.from({ length: 20 }, () => result) });
    for (let n = 1; n <= 20; n++) await account.send(message(`m${n}`));
    expect(sent).toHaveLength(20);
  });
});

test('an adapter that throws from a send leaves a result nobody knows, and the account goes on', async () => {
  let first = true;
  const { account } = accountOn({
    send: async () => {
      if (!first) return { ok: true, providerId: 'p' };
      first = false;
      throw new Error('undefined is not a function');
    },
  });
  expect(await account.send(message('m1'))).toMatchObject({ kind: 'unknown-outcome', code: 'adapter-threw' });
  expect(await account.send(message('m2'))).toMatchObject({ ok: true });
});

test('a paused account sends nothing and keeps count of what comes in; a test goes out all the same', async () => {
  const { account, sent } = accountOn({});
  account.mode = 'paused';
  account.received();
  expect(await account.send(message('m1'))).toMatchObject({ code: 'account-paused', kind: 'unreachable' });
  expect(sent).toEqual([]);
  expect(account.report(undefined)).toMatchObject({ state: 'paused', received: 1, lastInAt: AT });
  expect(await account.attempt(message('t1'))).toMatchObject({ ok: true });
});

test('what comes faster than the rate waits its turn in the outbox', async () => {
  const { account, sent } = accountOn({ rate: { perSec: 0.1 } });
  expect(await account.send(message('m1'))).toMatchObject({ ok: true });
  expect(await account.send(message('m2'))).toMatchObject({ code: 'rate', retryAfterMs: 10_000 });
  expect(sent).toEqual(['m1']);
});

test('an action that fails says why, as a refusal and as the last error', async () => {
  const title = { zh: '发布菜单', en: 'Publish' };
  const run = () => Promise.reject(new Error('菜单不合规（40018）'));
  const { account } = accountOn({ actions: [{ name: 'publish', title, run }] });
  await expect(account.act('publish')).rejects.toMatchObject({
    code: 'action-failed',
    message: expect.stringContaining('40018'),
  });
  expect(account.report(undefined).lastError?.message).toContain('40018');
});

test('an action that is not there is refused, naming those that are', async () => {
  const title = { zh: '发布菜单', en: 'Publish' };
  const { account } = accountOn({
    actions: [{ name: 'publish-menu', title, run: async () => ({ text: '好了' }) }],
  });
  expect(await account.act('publish-menu')).toEqual({ text: '好了' });
  await expect(account.act('reboot')).rejects.toMatchObject({
    code: 'action-not-found',
    hint: expect.stringContaining('publish-menu'),
  });
});
