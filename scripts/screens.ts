import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';
import { settled, signIn } from '../test/e2e/desk-bench.js';
import { startHub } from '../test/support/running-hub.js';
import { seedDesk } from '../test/support/seed-desk.js';
import { seedPublic } from '../test/support/seed-public.js';
import { citizenShots } from './screens/citizens.js';
import { deskShots } from './screens/desk.js';
import type { Shot } from './screens/shot.js';

/**
 * Pictures of every page, in both languages and three sizes, for docs/screens/ and for looking at them:
 * `npm run screens [-- <name of a picture, or how it begins> …]`. HUB_CHROMIUM names another browser than Debian's.
 */
const OUT = fileURLToPath(new URL('../docs/screens/', import.meta.url));
const SIZES = [
  { name: '1366', width: 1366, height: 768 },
  { name: '1920', width: 1920, height: 1080 },
  { name: '390', width: 390, height: 844 },
] as const;
const LOCALES = ['zh-CN', 'en'] as const;

const only = process.argv.slice(2);
const hub = await startHub();
const browser = await chromium.launch({
  executablePath: process.env['HUB_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
mkdirSync(OUT, { recursive: true });
try {
  const shots = [...citizenShots(await seedPublic(hub)), ...deskShots(await seedDesk(hub))];
  for (const shot of shots) {
    if (only.length > 0 && !only.some((name) => shot.name.startsWith(name))) continue;
    for (const locale of LOCALES) await take(browser, shot, locale);
  }
} finally {
  await browser.close();
  await hub.stop();
}

/** One page in all sizes; a page of citizens is opened anew for each, because what they do there is part of it. */
async function take(from: Browser, shot: Shot, locale: (typeof LOCALES)[number]): Promise<void> {
  for (const size of SIZES) {
    const context = await from.newContext({ locale, viewport: size, bypassCSP: shot.name === 'widget' });
    const page = await context.newPage();
    await page.goto(hub.base + shot.path);
    if (shot.seat) {
      await signIn(page, shot.seat);
      await settled(page);
    } else await page.locator('h1').first().waitFor();
    await shot.prepare?.(page);
    await quiet(page);
    const file = join(OUT, `${shot.name}-${size.name}-${locale}.png`);
    await sharp(await page.screenshot())
      .png({ palette: true, quality: 70, effort: 7 })
      .toFile(file);
    await context.close();
  }
}

/** The desk's stream never ends, so that its network is never idle. */
async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
}
