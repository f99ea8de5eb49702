import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHub, startHub } from '../support/running-hub.js';
import { WebCitizen } from '../support/web-citizen.js';
import { DeskBench, settled } from './desk-bench.js';
import { accessibilityFaults, browserIsHere, scrollsSideways } from './portal-bench.js';

const here = browserIsHere();

/** What a page must show as words, whoever wrote it. */
const HOSTILE = [
  '<script>window.broken = 1</script>',
  '<img src=x onerror="window.broken = 1">',
  '<svg onload="window.broken = 1"></svg>',
  '"><iframe srcdoc="<script>parent.broken = 1</script>"></iframe>',
  'javascript:window.broken=1',
  '{{constructor.constructor("window.broken = 1")()}}',
  '</textarea><script>window.broken = 1</script>',
];

(here ? describe : describe.skip)('the inbox', () => {
  let bench: DeskBench;
  beforeAll(async () => {
    bench = await DeskBench.open();
  }, 180_000);
  afterEach(() => bench.leave());
  afterAll(() => bench.close());

  const citizen = () => WebCitizen.open(() => bench.hub.base);
  const threadOf = (text: string) => `.inbox-row:has-text("${text}")`;

  test('keyboard: a citizen writes, the operator sees it within a second, takes it and answers; it arrives', async () => {
    const { page, complaints } = await bench.sit('operator', '/desk/inbox?view=all', { bypassCSP: false });
    await settled(page);
    const person = await citizen();
    await person.say('人民公园西门的井盖松动了，踩上去会响');
    const from = Date.now();
    await page.locator(threadOf('井盖松动')).waitFor();
    expect(Date.now() - from).toBeLessThan(1_000);
    await page.keyboard.press('j');
    await page.locator('.bubble:has-text("踩上去会响")').waitFor();
    await page.keyboard.press('t');
    await page.getByText('您正在接待').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('您好，已请养护单位马上去看。');
    await page.keyboard.press('Control+Enter');
    await page.getByText('秒后发送').waitFor();
    await person.hear(/养护单位/);
    await page.getByText('秒后发送').waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
  });

  test('undo: what was sent a moment ago comes back into the box and never arrives', async () => {
    const person = await citizen();
    await person.say('想问一下公积金怎么提取');
    const { page } = await bench.sit('operator', '/desk/inbox?view=all');
    await page.locator(threadOf('公积金')).click();
    await page.getByLabel('回复诉求人').fill('发错了的话');
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await page.getByRole('button', { name: /^撤销/ }).click();
    await page.getByText('秒后发送').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('回复诉求人').inputValue()).toBe('发错了的话');
    await page.waitForTimeout(7_000);
    await person.look();
    expect(person.seen.some(({ text }) => text.includes('发错了'))).toBe(false);
  });

  test('two operators: each sees the other, and nobody answers over the other', async () => {
    const person = await citizen();
    await person.say('小区门口的树倒了挡住路');
    const one = await bench.sit('operator', '/desk/inbox?view=all');
    const two = await bench.sit('colleague', '/desk/inbox?view=all');
    for (const { page } of [one, two]) await page.locator(threadOf('树倒了')).click();
    await one.page.getByText('陈静 也在看').waitFor();
    await two.page.getByLabel('回复诉求人').fill('已通知园林');
    await one.page.getByText('陈静 正在输入').waitFor();
    await one.page.getByLabel('回复诉求人').fill('马上派人');
    await two.page.getByRole('button', { name: '发送', exact: true }).click();
    await two.page.getByText('秒后发送').waitFor();
    await one.page.getByRole('button', { name: '发送', exact: true }).click();
    await one.page.getByRole('dialog').getByText('陈静 回复').waitFor();
    await one.page.getByRole('button', { name: '先看新内容' }).click();
    expect(await one.page.getByLabel('回复诉求人').inputValue()).toBe('马上派人');
    await two.page.getByRole('button', { name: /^接管/ }).click();
    await two.page.getByText('您正在接待').waitFor();
    await one.page.getByRole('button', { name: /^接过来/ }).click();
    await one.page.getByText('这个会话由陈静接管').last().waitFor();
    await one.page.getByRole('dialog').getByRole('button', { name: '接过来' }).click();
    await one.page.getByText('您正在接待').waitFor();
  });

  test('a note by keys alone stands in the thread, and the colleague it names is told', async () => {
    const person = await citizen();
    await person.say('楼上漏水三天了没人管');
    const { page } = await bench.sit('operator', '/desk/inbox?view=all');
    await page.locator(threadOf('楼上漏水')).click();
    await page.getByLabel('回复诉求人').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: '备注' }).waitFor();
    await page.keyboard.type('下午三点上门，请跟进 @');
    await page.getByRole('combobox', { name: /姓名/ }).waitFor();
    await page.keyboard.type('chenjing');
    await page.getByRole('option', { name: /陈静/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('textbox', { name: '备注' }).press('Control+Enter');
    await page.locator('.note .said', { hasText: '下午三点上门' }).waitFor();
    const told = await bench.sit('colleague', '/desk');
    await told.page.getByRole('button', { name: /^通知/ }).click();
    await told.page.getByText('周敏在会话里提到了您').waitFor();
  });

  test('hostile: words of citizens stay words, in the list, the thread and the form', async () => {
    const { page, complaints } = await bench.sit('operator', '/desk/inbox?view=all', { bypassCSP: false });
    for (const text of HOSTILE) {
      const person = await citizen();
      await person.say(text);
    }
    await page
      .locator('.inbox-row')
      .nth(HOSTILE.length - 1)
      .waitFor();
    for (let i = 0; i < HOSTILE.length; i++) {
      await page.keyboard.press('j');
      await page.locator('.bubble').first().waitFor();
      await page.waitForTimeout(150);
    }
    await page.keyboard.press('m');
    await page.getByLabel('诉求内容').waitFor();
    expect(await page.evaluate<unknown>('window.broken')).toBeUndefined();
    expect(await page.locator('.bubble script, .bubble img[src=x], .bubble iframe').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a ticket is made of what was heard, and looked over before', async () => {
    const person = await citizen();
    await person.say('盐都区世纪大道88号门口下水道堵了，污水往外冒，电话13812340000');
    const { page } = await bench.sit('operator', '/desk/inbox?view=all');
    await page.locator(threadOf('下水道堵了')).click();
    await page.getByRole('button', { name: /^受理为工单/ }).click();
    expect(await page.getByLabel('诉求内容').inputValue()).toContain('污水往外冒');
    expect(await page.getByLabel('联系电话').inputValue()).toBe('13812340000');
    await page.getByRole('dialog').getByRole('button', { name: /^受理/ }).click();
    await page.getByText('已受理，工单号').waitFor();
    await page.locator('.side-tickets a').first().waitFor();
  });

  test('canned answers come by their sound, filled in; what stays open is not sent', async () => {
    await bench.seed.at.operator.command('/api/staff/canned-answers', {
      title: '转办说明',
      text: '您好，工单{{工单号}}由{{话务员}}为您转办。',
    });
    const person = await citizen();
    await person.say('请问图书馆几点关门');
    const { page } = await bench.sit('operator', '/desk/inbox?view=all');
    await page.locator(threadOf('图书馆')).click();
    await page.getByLabel('回复诉求人').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('/zbsm');
    await page.getByRole('option', { name: /转办说明/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.querySelector('.reply textarea').value.includes('由周敏')`);
    await page.keyboard.press('Control+Enter');
    await page.getByText('还有没填好的地方').waitFor();
  });

  test.each([
    [1366, 768],
    [1920, 1080],
    [390, 844],
  ])('accessible at %i × %i', async (width, height) => {
    const { page, complaints } = await bench.sit('operator', '/desk/inbox?view=all', {
      viewport: { width, height },
    });
    await settled(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('.inbox-row').first().click();
    await page.locator('.bubble').first().waitFor();
    await page.waitForTimeout(600);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    expect(complaints).toEqual([]);
  });
});

(here ? describe : describe.skip)('a server that starts anew', () => {
  let dir = '';
  beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'hub-inbox-'))));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('keeps the draft, and says once what was waiting', async () => {
    const web = { web: { enabled: true, debounceMs: 20 } };
    const bench = await DeskBench.open(web, undefined, {}, { kept: { dir } });
    const { base } = bench.hub;
    let again: RunningHub | undefined;
    try {
      const person = await WebCitizen.open(base);
      await person.say('想问一下居住证怎么办');
      const { page } = await bench.sit('operator', '/desk/inbox?view=all');
      await page.locator('.inbox-row:has-text("居住证")').click();
      await page.getByLabel('回复诉求人').fill('请带身份证到派出所办理');
      await page.getByRole('button', { name: '发送', exact: true }).click();
      await page.getByText('秒后发送').waitFor();
      await page.getByLabel('回复诉求人').fill('还有一句没写完');
      await page.getByText('草稿已保存').waitFor();
      await bench.hub.stop();
      again = await startHub(web, undefined, {}, { kept: { dir, port: Number(new URL(base).port) } });
      await person.hear(/派出所/);
      await page.waitForTimeout(3_000);
      await person.look();
      expect(person.seen.filter(({ text }) => text.includes('派出所'))).toHaveLength(1);
      await page.reload();
      await page.getByLabel('回复诉求人').waitFor();
      await page.waitForFunction(`document.querySelector('.reply textarea').value === '还有一句没写完'`);
    } finally {
      await again?.stop();
      await bench.leave();
      await bench.browser.close();
    }
  }, 180_000);
});
