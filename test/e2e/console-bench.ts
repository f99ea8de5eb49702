import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { RunningHub } from '../support/running-hub.js';
import { type Seat, SEAT_PASSWORD } from '../support/seed-desk.js';
import { watch } from './portal-bench.js';

/** A seat at the desk in a browser of its own: signed in once, by hand. */
export interface DeskSeat {
  context: BrowserContext;
  page: Page;
  /** What the page broke; must be empty at the end. */
  complaints: string[];
}

/** Signs a seat in through the page. */
export async function takeSeat(browser: Browser, { base }: RunningHub, seat: Seat): Promise<DeskSeat> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1366, height: 768 },
    bypassCSP: true,
  });
  const page = await context.newPage();
  const complaints = watch(page);
  await page.goto(`${base}/desk`);
  await page.getByLabel('账号').fill(seat);
  await page.getByLabel('密码').fill(SEAT_PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('.desk-menu').first().waitFor();
  return { context, page, complaints };
}

/** Goes to a page of the desk as typing its address would, and waits until it is there. */
export async function visit(page: Page, base: string, path: string): Promise<void> {
  await page.goto(`${base}${path}`);
  await page.locator('main h1, main .ant-result-title').first().waitFor();
}

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const;

/** Looks at a page in each size at which it must work. */
export async function inEachSize(page: Page, look: (width: number) => Promise<void>): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await look(size.width);
  }
  await page.setViewportSize(SIZES[0]);
}
