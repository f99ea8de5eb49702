import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Seat } from '../support/seed-desk.js';
import { DeskBench, settled } from './desk-bench.js';
import { accessibilityFaults, browserIsHere, type Page, scrollsSideways } from './portal-bench.js';

const here = browserIsHere();
const ANSWER = {
  内容: '已安排人员清理，明早再去复查。',
  核实的事实: '经现场核查，反映情况属实。',
  依据: '《城市市容和环境卫生管理条例》第十四条',
  经办人和电话: '城管执法中队 0515-88880000',
} as const;

(here ? describe : describe.skip)('work at the desk', () => {
  let bench: DeskBench;
  beforeAll(async () => {
    bench = await DeskBench.open();
  }, 120_000);
  afterEach(() => bench.leave());
  afterAll(() => bench.close());

  const Ticket = z.object({
    state: z.string(),
    applications: z.array(z.object({ state: z.string() })),
    history: z.array(z.object({ move: z.string() })),
  });
  const ticket = (number: string) => bench.seed.at.supervisor.get(`/api/staff/tickets/${number}`, Ticket);
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  test.each<[Seat, string]>([
    ['clerk', '/desk/unit'],
    ['clerk', '/desk/unit?tab=hand'],
    ['dispatcher', '/desk/dispatch'],
    ['reviewer', '/desk/review'],
    ['call-back', '/desk/call-back'],
    ['supervisor', '/desk/supervision'],
    ['supervisor', '/desk/supervision?tab=applications'],
    ['supervisor', '/desk/supervision?tab=rates'],
    ['supervisor', '/desk/publications'],
  ])('accessible, wide and narrow: %s at %s', async (seat, address) => {
    const { page, complaints } = await bench.sit(seat, address);
    await settled(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await settled(page);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('keyboard: a clerk signs and replies without a mouse', async () => {
    const { dispatched } = bench.seed.tickets;
    const { page } = await bench.sit('clerk', '/desk/unit');
    await page.locator('.at-cursor').waitFor();
    await press(page, 's');
    await page.getByText(`已签收 ${dispatched}`).waitFor();
    await page.getByRole('link', { name: /办理中/ }).focus();
    await press(page, 'Enter');
    // The row that keys act upon is still the one that was just signed.
    await page.locator('.at-cursor', { hasText: dispatched }).waitFor();
    await press(page, 'r');
    await page.getByRole('dialog').waitFor();
    await page.waitForFunction(`document.activeElement?.tagName === 'TEXTAREA'`);
    for (const said of Object.values(ANSWER)) {
      await page.keyboard.type(said);
      await press(page, 'Tab');
    }
    await press(page, 'Space', 'Control+Enter');
    await page.getByText('已答复', { exact: true }).waitFor();
    expect((await ticket(dispatched)).state).toBe('replied');
  });

  test('keyboard: a dispatcher dispatches with one key, and the queue moves on', async () => {
    const { accepted } = bench.seed.tickets;
    const { page } = await bench.sit('dispatcher', '/desk/dispatch');
    await page.getByRole('button', { name: /^派单/ }).waitFor();
    await press(page, 'd');
    await page.getByText('没有等着办的').waitFor();
    expect((await ticket(accepted)).state).toBe('dispatched');
  });

  test('keyboard: a supervisor grants an extension', async () => {
    const { extension } = bench.seed.tickets;
    const { page } = await bench.sit('supervisor', '/desk/supervision?tab=applications');
    await page.getByRole('heading', { name: /申请：延期/ }).waitFor();
    await press(page, 'a');
    await page.getByText('没有等着办的').waitFor();
    expect((await ticket(extension)).applications).toEqual([{ state: 'granted' }]);
  });

  test('keyboard: an answer goes back with a reason, and another through', async () => {
    const { replied, dispatched } = bench.seed.tickets;
    const { page } = await bench.sit('reviewer', '/desk/review');
    await page.getByRole('button', { name: /审核通过/ }).waitFor();
    // Which is due first is the city's to say; the one that is open is the one that goes back.
    const first = await page.locator('.queue-item[aria-current]').innerText();
    const [back, through] = first.includes(replied) ? [replied, dispatched] : [dispatched, replied];
    await press(page, 'n');
    await page.keyboard.type('请写明何时复查');
    await press(page, 'Control+Enter');
    await page.locator('.queue-item[aria-current]', { hasText: through }).waitFor();
    await page.getByRole('button', { name: /审核通过/ }).waitFor();
    await page.locator('.queue-pane a', { hasText: through }).waitFor();
    await press(page, 'Escape', 'a');
    await page.getByText('没有等着办的').waitFor();
    expect((await ticket(back)).state).toBe('signed');
    expect((await ticket(through)).state).toBe('reviewed');
  });

  test('keyboard: a call-back is taken down by its answers', async () => {
    const { reviewed } = bench.seed.tickets;
    const { page } = await bench.sit('call-back', '/desk/call-back');
    await page.locator('.queue-item', { hasText: reviewed }).click();
    await page.locator('.queue-pane a', { hasText: reviewed }).waitFor();
    await press(page, '1', '1', '1', '1', '1', 's');
    await page.getByText('已回访', { exact: true }).first().waitFor();
    expect(['called-back', 'closed']).toContain((await ticket(reviewed)).state);
  });

  test('two windows: what one does the other sees within a second', async () => {
    const { signed } = bench.seed.tickets;
    const [unit, platform] = await Promise.all([
      bench.sit('clerk', `/desk/tickets/${signed}`),
      bench.sit('supervisor', `/desk/tickets/${signed}`),
    ]);
    await Promise.all([settled(unit.page), settled(platform.page)]);
    await platform.page.keyboard.press('m');
    await platform.page.getByLabel('内容').fill('请今天先去现场看一眼');
    await platform.page.keyboard.press('Control+Enter');
    await platform.page.getByText('已沟通').waitFor();
    const from = Date.now();
    await unit.page.locator('.timeline', { hasText: '请今天先去现场看一眼' }).waitFor();
    expect(Date.now() - from).toBeLessThan(1_000);
  });

  test('lost update: who was slower sees what happened, and goes on with what they wrote', async () => {
    const { signed } = bench.seed.tickets;
    const { page } = await bench.sit('clerk', `/desk/tickets/${signed}?move=progress`);
    await page.getByRole('dialog').waitFor();
    await page.getByLabel('内容').fill('已到现场，责令停工');
    await bench.seed.at.supervisor.command(`/api/staff/tickets/${signed}/urge`, { text: '市民又来催' });
    await page.keyboard.press('Control+Enter');
    const alert = page.getByRole('alert').filter({ hasText: '工单刚被改动' });
    await alert.waitFor();
    expect(await alert.innerText()).toContain('吴涛 催办');
    expect(await page.getByLabel('内容').inputValue()).toBe('已到现场，责令停工');
    await alert.getByRole('button').click();
    await page.keyboard.press('Control+Enter');
    await page.getByText('已通报进展').waitFor();
    expect((await ticket(signed)).history.slice(-2).map(({ move }) => move)).toEqual(['urge', 'progress']);
  });

  test('publications: one writes, another lets it out, and the public reads it', async () => {
    const writer = await bench.sit('operator', '/desk/publications');
    await writer.page.getByRole('button', { name: '写一篇' }).click();
    await writer.page.getByLabel('标题').fill('路灯报修三天内修复');
    await writer.page.getByLabel('正文').fill('市民反映路灯不亮，市城管局已更换灯具，恢复照明。');
    await writer.page.getByRole('button', { name: '保存草稿' }).click();
    await writer.page.getByText('路灯报修三天内修复').waitFor();
    const { page } = await bench.sit('supervisor', '/desk/publications');
    await page.getByRole('button', { name: '审核发布' }).click();
    await page.getByRole('tooltip').getByRole('button').last().click();
    await page.getByText('这里还没有内容').waitFor();
    const cases = await fetch(`${bench.hub.base}/api/public/cases`).then((answer) => answer.text());
    expect(cases).toContain('路灯报修三天内修复');
  });
});
