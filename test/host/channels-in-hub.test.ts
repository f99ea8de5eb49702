import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { TestResult } from '../../src/server/admin/channel-routes.js';
import { AccountView } from '../../src/server/views/readiness-view.js';
import { startHub, type RunningHub } from '../support/running-hub.js';
import { Loft } from '../fixtures/channels/toy/loft.js';
import { StaffClient } from '../support/staff-client.js';

/**
 * A channel that the hub has never heard of, from a folder of its own, in the whole hub: a citizen is
 * answered, and an administrator holds its account while the hub runs.
 */
const CHANNELS = fileURLToPath(new URL('../fixtures/channels', import.meta.url));
const EAST = 'toy/east-tower';
let loft: Loft;
let running: RunningHub;
beforeAll(async () => {
  loft = await new Loft().open();
  running = await startHub(
    {
      toy: { enabled: true, accounts: [{ account: 'east-tower', url: loft.url }, { account: 'west-tower' }] },
      web: { enabled: true },
      // Half a setting: this channel is down, and nobody else notices.
      email: { enabled: true, accounts: [{ address: 'hotline@example.cn' }] },
    },
    undefined,
    { channelsDir: CHANNELS },
  );
});
afterAll(async () => {
  await running.stop();
  await loft.close();
});

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited for ${what} in vain`);
}
const letter = (id: string, from: string, text: string) => loft.put(id, JSON.stringify({ from, text }));
const answerTo = (to: string) =>
  until(`an answer to ${to}`, () => [...loft.answers.values()].find((answer) => answer.to === to)?.text);

const admin = new StaffClient(() => running.base, 'system');
const accounts = async () =>
  (await admin.get('/api/admin/channels', z.object({ items: z.array(AccountView) }))).items;
const account = async (name: string) =>
  (await accounts()).find((each) => `${each.channel}/${each.account}` === name);

test('a system administrator signs in', async () => {
  const wanted = { login: 'system', name: '系统管理员', roles: ['system-admin' as const] };
  const { oneTimePassword } = await running.hub.staff.create(wanted);
  await admin.signIn(oneTimePassword, 'Right-Horse-9-battery');
});

describe('accounts that cannot work', () => {
  test('are down, say file and path, and stand in nobody’s way', async () => {
    const broken = (await accounts()).filter(({ state }) => state === 'down');
    expect(broken.map(({ channel, account, detail }) => [channel, account, detail])).toEqual([
      ['toy', 'west-tower', expect.stringMatching(/\.json \$\.channels\.toy\.accounts\[1\]\.url: /)],
      ['email', 'email', expect.stringMatching(/\.json \$\.channels\.email\.accounts\[0\]\.imap: /)],
    ]);
    const ready = await fetch(`${running.base}/readyz`);
    expect(ready.status).toBe(200);
  });
});

describe('a channel from a folder of the installation', () => {
  test('takes a citizen’s words and answers them', async () => {
    letter('l1', 'wang', '您好');
    expect(await answerTo('wang')).toMatch(/12345|您好/);
    expect(await account(EAST)).toMatchObject({ state: 'up', received: 1, lastInAt: expect.any(String) });
  });

  test('is counted for monitoring, with no words of anybody', async () => {
    const metrics = await (await fetch(`${running.base}/metrics`)).text();
    expect(metrics).toContain('hub_account_up{channel="toy",account="east-tower"} 1');
    expect(metrics).toContain('hub_account_up{channel="toy",account="west-tower"} 0');
    expect(metrics).toMatch(/hub_account_sent\{channel="toy",account="east-tower"\} [1-9]/);
    expect(metrics).toMatch(/^hub_incoming_waiting \d/m);
    expect(metrics).toMatch(/^hub_outbox_oldest_seconds \d/m);
    const ready = await (await fetch(`${running.base}/readyz`)).text();
    expect(ready).toContain('"name":"toy/east-tower"');
    expect(ready).not.toContain('config/');
  });
});

describe('an administrator, while the hub runs', () => {
  test('pauses an account: it hears and does not speak; resumed, it says all of it', async () => {
    await admin.command(`/api/admin/channels/${EAST}/pause`);
    letter('l2', 'li', '您好');
    await until('the letter to be taken', async () =>
      (await account(EAST))?.received === 2 ? true : undefined,
    );
    const waits = await until('an answer to wait', async () => {
      const now = await account(EAST);
      return now && now.waiting > 0 ? now : undefined;
    });
    expect(waits).toMatchObject({ mode: 'paused', state: 'paused', oldestWaitingAt: expect.any(String) });
    expect([...loft.answers.values()].filter(({ to }) => to === 'li')).toEqual([]);

    const tested = TestResult.parse(await admin.command(`/api/admin/channels/${EAST}/test`, { to: 'chief' }));
    expect(tested.ok).toBe(true);
    expect(await answerTo('chief')).toContain('测试');

    await admin.command(`/api/admin/channels/${EAST}/resume`);
    expect(await answerTo('li')).toMatch(/12345|您好/);
  }, 180_000);

  test('drains an account: nothing new is taken, and nothing is lost', async () => {
    await admin.command(`/api/admin/channels/${EAST}/drain`);
    letter('l3', 'zhao', '您好');
    const before = (await account(EAST))?.received;
    const asked = loft.asked;
    await until('the letter to be asked for in vain', () => (loft.asked > asked + 5 ? true : undefined));
    expect((await account(EAST))?.received).toBe(before);
    await admin.command(`/api/admin/channels/${EAST}/resume`);
    expect(await answerTo('zhao')).toMatch(/12345|您好/);
  });

  test('has an account do what it can', async () => {
    const done = await admin.command(`/api/admin/channels/${EAST}/actions/count-letters`);
    expect(done).toEqual({ text: '还有 0 封信' });
  });
});
