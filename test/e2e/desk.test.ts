import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DeskBench, goTo, settled, signIn } from './desk-bench.js';
import { accessibilityFaults, browserIsHere, scrollsSideways, watch } from './portal-bench.js';

const here = browserIsHere();

(here ? describe : describe.skip)('the desk', () => {
  let bench: DeskBench;
  beforeAll(async () => {
    bench = await DeskBench.open();
  }, 120_000);
  afterEach(() => bench.leave());
  afterAll(() => bench.close());

  test('policy: nothing inline, nothing from elsewhere, in nobody’s frame', async () => {
    const { page, complaints } = await bench.sit('supervisor', '/desk/tickets', { bypassCSP: false });
    await page.getByText(bench.seed.tickets.signed).first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: '沟通' }).click();
    await page.getByRole('dialog').waitFor();
    expect(complaints).toEqual([]);
    const answer = await fetch(`${bench.hub.base}/desk`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-inline');
    const hosts = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)`,
    );
    expect([...new Set(hosts)]).toEqual([bench.hub.base]);
  });

  test('forgery: a change without the session’s token is refused', async () => {
    const { context } = await bench.sit('supervisor');
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const path = `${bench.hub.base}/api/staff/tickets/${bench.seed.tickets.signed}/note`;
    const answer = await fetch(path, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': 'forged' },
      body: JSON.stringify({ text: '伪造' }),
    });
    expect(answer.status).toBe(403);
  });

  test.each([
    ['operator', '/desk'],
    ['supervisor', '/desk/tickets'],
    ['supervisor', 'ticket'],
    ['clerk', 'ticket'],
    ['auditor', '/desk/me'],
  ] as const)('accessible: %s at %s, also narrow, large and dark', async (seat, at) => {
    const address = at === 'ticket' ? `/desk/tickets/${bench.seed.tickets.signed}` : at;
    const { page, complaints } = await bench.sit(seat, address);
    await settled(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate(
      `localStorage.setItem('hub.large', 'true'); localStorage.setItem('hub.dark', 'true')`,
    );
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await settled(page);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('leak: what is not one’s own looks as if it were not there, whatever is typed into the address', async () => {
    const { page } = await bench.sit('assist', `/desk/tickets/${bench.seed.tickets.accepted}`);
    await page.getByText('没有', { exact: false }).first().waitFor();
    expect(await page.locator('main').textContent()).not.toContain('路灯');
    await goTo(page, '/desk/admin');
    await page.getByText('没有这个页面').waitFor();
  });

  test('idle: the screen locks, keeps what was written, and opens for the same person', async () => {
    const { page } = await bench.sit('clerk', `/desk/tickets/${bench.seed.tickets.signed}`);
    await page.getByRole('button', { name: '沟通' }).click();
    await page.getByLabel('内容').fill('写到一半的话');
    // Somebody ended the session elsewhere, which to this page is the same as having been away too long.
    await bench.hub.hub.staff.endSessionsOf(await idOf(page));
    await page.getByRole('dialog').getByRole('button', { name: '沟通' }).click();
    await page.getByText('页面已锁定').waitFor();
    await page.getByLabel('密码').fill('Right-Horse-9-battery');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('页面已锁定').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('内容').inputValue()).toBe('写到一半的话');
    await page.getByRole('dialog').getByRole('button', { name: '沟通' }).click();
    await page.getByText('已沟通').waitFor();
  });

  test('keyboard: the palette goes anywhere, single keys can be switched off', async () => {
    const { page } = await bench.sit('supervisor');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { level: 1, name: '工单' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '搜索或跳转' }).fill('今日');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /您好/ }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('switch').click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    expect(new URL(page.url()).pathname).toBe('/desk');
  });

  test('strangers: signed out, nothing but the way in is shown; wrong words are said in words', async () => {
    const context = await bench.browser.newContext({ locale: 'en', colorScheme: 'dark', bypassCSP: true });
    const page = await context.newPage();
    const complaints = watch(page);
    await page.goto(`${bench.hub.base}/desk/tickets/${bench.seed.tickets.signed}`);
    await page.getByLabel('Account').fill('operator');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.content()).not.toContain(bench.seed.tickets.signed);
    // Transitions of antd fade words in; axe would measure them half-faded.
    await page.waitForTimeout(400);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    await signIn(page, 'operator');
    await page.getByText(bench.seed.tickets.signed).first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

async function idOf(page: { evaluate<T>(script: string): Promise<T> }): Promise<string> {
  return page.evaluate<string>(
    `fetch('/api/staff/session/me').then((r) => r.json()).then(({ staff }) => staff.id)`,
  );
}
