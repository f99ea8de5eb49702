import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningHub, startHub } from '../support/running-hub.js';
import { type Seat, SEAT_PASSWORD, seedDesk, type SeededDesk } from '../support/seed-desk.js';
import { launch, watch } from './portal-bench.js';

/** A hub with people and tickets, and a browser in which each of them has a window of their own. */
export class DeskBench {
  private readonly windows: DeskWindow[] = [];

  private constructor(
    readonly hub: RunningHub,
    readonly seed: SeededDesk,
    readonly browser: Browser,
  ) {}

  static async open(...args: Parameters<typeof startHub>): Promise<DeskBench> {
    const hub = await startHub(...args);
    const [seed, browser] = await Promise.all([seedDesk(hub), launch()]);
    return new DeskBench(hub, seed, browser);
  }

  /** Somebody at their own window, signed in, on a page of the desk. */
  async sit(
    seat: Seat,
    address = '/desk',
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<DeskWindow> {
    const context = await this.browser.newContext({
      locale: 'zh-CN',
      viewport: { width: 1366, height: 768 },
      // axe is added as a script of ours; the policy itself is watched in suites that do without it.
      bypassCSP: true,
      ...options,
    });
    const page = await context.newPage();
    const window = { context, page, complaints: watch(page) };
    this.windows.push(window);
    await page.goto(this.hub.base + address);
    await signIn(page, seat);
    return window;
  }

  /** Closes all windows; the seeded hub stays. */
  async leave(): Promise<void> {
    await Promise.all(this.windows.splice(0).map(({ context }) => context.close()));
  }

  async close(): Promise<void> {
    await this.leave();
    await this.browser.close();
    await this.hub.stop();
  }
}

export interface DeskWindow {
  context: BrowserContext;
  page: Page;
  /** What the page must not have said: broken policy, errors thrown. */
  complaints: string[];
}

/** By the form, as a person does. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel(/^(账号|Account)$/).fill(login);
  await page.getByLabel(/^(密码|Password)$/).fill(SEAT_PASSWORD);
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click();
  await page.locator('.desk-top').waitFor();
}

/** Goes to a page without loading everything anew, as a link does. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate<void>(
    `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`,
  );
}

/** Waits until a page shows what it has: its heading is there and nothing is still being read. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('.ant-skeleton, .ant-spin-spinning').first().waitFor({ state: 'hidden' });
  // Transitions of antd end within this; axe would otherwise measure half-faded words.
  await page.waitForTimeout(400);
}
