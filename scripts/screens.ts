import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { seedPublic, type SeededPublic } from '../test/support/seed-public.js';
import { startHub } from '../test/support/running-hub.js';

/**
 * Pictures of every page, in both languages and two sizes, for docs/screens/ and for looking at them:
 * `npm run screens`. HUB_CHROMIUM names another browser than Debian's.
 */
const OUT = fileURLToPath(new URL('../docs/screens/', import.meta.url));
const SIZES = [
  { name: '1366', width: 1366, height: 768 },
  { name: '390', width: 390, height: 844 },
] as const;

const SHOTS: { name: string; path: string; prepare?(page: Page, seed: SeededPublic): Promise<void> }[] = [
  { name: 'home', path: '/' },
  { name: 'chat', path: '/chat', prepare: chat },
  { name: 'report', path: '/report', prepare: report },
  { name: 'progress', path: '/progress', prepare: progress },
  { name: 'hotlines', path: '/hotlines' },
  { name: 'notices', path: '/notices' },
  { name: 'cases', path: '/cases' },
  { name: 'case', path: '/cases', prepare: firstCase },
  { name: 'privacy', path: '/privacy' },
  { name: 'snap', path: '/snap', prepare: snap },
  { name: 'widget', path: '/hotlines', prepare: widget },
];

const only = process.argv.slice(2);
const hub = await startHub();
const browser = await chromium.launch({
  executablePath: process.env['HUB_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
mkdirSync(OUT, { recursive: true });
try {
  const seed = await seedPublic(hub);
  for (const locale of ['zh-CN', 'en']) {
    for (const size of SIZES) {
      for (const shot of SHOTS) {
        if (only.length > 0 && !only.includes(shot.name)) continue;
        const context = await browser.newContext({
          locale,
          viewport: size,
          bypassCSP: shot.name === 'widget',
        });
        const page = await context.newPage();
        await page.goto(hub.base + shot.path);
        await page.locator('h1').first().waitFor();
        await shot.prepare?.(page, seed);
        await page.waitForLoadState('networkidle').catch(() => undefined);
        const file = join(OUT, `${shot.name}-${size.name}-${locale}.png`);
        await sharp(await page.screenshot())
          .png({ palette: true, quality: 80, effort: 7 })
          .toFile(file);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await hub.stop();
}

async function chat(page: Page): Promise<void> {
  const say = async (text: string, answers: number) => {
    await page.locator('#text').fill(text);
    await page.locator('#composer button[type=submit]').click();
    await page
      .locator('#bubbles .bot')
      .nth(answers - 1)
      .waitFor();
  };
  await say('小区门口的路灯坏了好几天，晚上很黑', 1);
  await say('盐都区世纪大道88号', 2);
}

async function report(page: Page): Promise<void> {
  await page.locator('#c-matter').fill('小区门口垃圾三天没人清运，天热气味很大，希望尽快清走。');
  await page.locator('.types').scrollIntoViewIfNeeded();
}

async function progress(page: Page, { ticket }: SeededPublic): Promise<void> {
  await page.locator('#lookup').waitFor();
  await page.locator('#l-number').fill(ticket.number);
  await page.locator('#l-code').fill(ticket.code);
  await page.locator('#lookup button').click();
  await page.locator('.timeline').waitFor();
}

async function firstCase(page: Page): Promise<void> {
  await page.locator('.publications a').first().click();
  await page.locator('article h1').waitFor();
}

async function snap(page: Page): Promise<void> {
  await page.locator('#s-what').fill('人行道上的井盖缺了一块');
  await page
    .locator('.chip')
    .waitFor({ timeout: 5000 })
    .catch(() => undefined);
}

async function widget(page: Page): Promise<void> {
  await page.addScriptTag({ url: '/widget.js' }).catch(() => undefined);
  await page.locator('hub-12345 .open').click();
}
