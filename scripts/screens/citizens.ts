import type { Page } from 'playwright-core';
import type { SeededPublic } from '../../test/support/seed-public.js';
import type { Shot } from './shot.js';

/** The citizens' pages: portal, 随手拍, widget. */
export const citizenShots = (seed: SeededPublic): Shot[] => [
  { name: 'home', path: '/' },
  { name: 'chat', path: '/chat', prepare: chat },
  { name: 'report', path: '/report', prepare: report },
  { name: 'progress', path: '/progress', prepare: (page) => progress(page, seed) },
  { name: 'hotlines', path: '/hotlines' },
  { name: 'notices', path: '/notices' },
  { name: 'cases', path: '/cases' },
  { name: 'case', path: '/cases', prepare: firstCase },
  { name: 'privacy', path: '/privacy' },
  { name: 'snap', path: '/snap', prepare: snap },
  { name: 'widget', path: '/hotlines', prepare: widget },
];

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
