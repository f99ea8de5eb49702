import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { answerTo, PIXEL, type WebBench } from '../channels/web/bench.js';
import {
  accessibilityFaults,
  type Browser,
  browserIsHere,
  type BrowserContext,
  launch,
  openPortal,
  type Page,
  scrollsSideways,
  watch,
} from './portal-bench.js';

const here = browserIsHere();

(here ? describe : describe.skip)('the citizen page', () => {
  let browser: Browser;
  let bench: WebBench;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  const folder = mkdtempSync(join(tmpdir(), 'page-'));

  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    bench = await openPortal({ proofOfWork: { enabled: true, cost: 100, difficulty: 20 } });
    await open();
  });
  afterEach(async () => {
    await context.close();
    await bench.close();
    // A page that breaks its own security policy or throws is broken, whatever else it shows.
    expect(complaints).toEqual([]);
  });

  const open = async (options: { bypassCSP?: boolean; width?: number } = {}): Promise<void> => {
    context = await browser.newContext({
      locale: 'zh-CN',
      bypassCSP: options.bypassCSP ?? false,
      viewport: { width: options.width ?? 360, height: 740 },
    });
    page = await context.newPage();
    complaints = watch(page);
    await page.goto(`${bench.url()}/chat`);
  };
  const write = async (text: string): Promise<void> => {
    await page.getByLabel('您的话').fill(text);
    await page.getByRole('button', { name: '发送' }).click();
  };
  const accepted = async (count: number) => {
    await bench.host.until(`${count} messages`, () => bench.host.accepted.length >= count);
    return bench.host.accepted.at(count - 1);
  };
  const answer = async (id: string, text: string, buttons: { label: string; value: string }[] = []) => {
    const citizen = bench.host.accepted[0]?.from.id ?? '';
    bench.host.putOutbound(answerTo(citizen, id, text, { content: { text, buttons, attachments: [] } }));
  };
  const matter = () => page.getByRole('textbox', { name: '什么事 必填' });
  const bubbles = () => page.locator('#bubbles > li');

  test('a citizen writes, is answered live, presses a button, and the hub learns that it was read', async () => {
    await write('解放南路58号门口路灯不亮');
    expect((await accepted(1))?.text).toBe('解放南路58号门口路灯不亮');
    await answer('o1', '需要登记吗？危急请拨打120。', [{ label: '是，登记', value: 'yes' }]);
    await page.getByRole('button', { name: '是，登记' }).click();
    expect(await accepted(2)).toMatchObject({ fullText: '是，登记', event: { type: 'button', key: 'yes' } });
    expect(await page.locator('#log').getByRole('link', { name: '120' }).getAttribute('href')).toBe(
      'tel:120',
    );
    await bench.host.until('the receipt', () => bench.host.entries('receipt').length > 0);
    await page.locator('#log .you:not(.pending)').nth(1).waitFor();
    expect(await page.getByRole('button', { name: '是，登记' }).count()).toBe(0);
  });

  test('text is shown as text, whatever it holds', async () => {
    await write('<img src=x onerror="document.title=1"><b>粗</b>');
    await accepted(1);
    await answer('o1', '<script>document.title=2</script>&amp;');
    await page.getByText('<script>document.title=2</script>&amp;').waitFor();
    expect(await page.title()).toBe('在线对话 · 盐城12345');
    expect(await page.locator('#log img, #log script, #log b').count()).toBe(0);
  });

  test('without a net the words are kept, over a reload too, and arrive once when it is back', async () => {
    await write('第一条');
    await accepted(1);
    await context.setOffline(true);
    await write('断网时写的');
    await page.getByText('网络断开了').waitFor();
    await page.locator('.pending .state.bad').waitFor();
    await context.setOffline(false);
    await page.reload();
    expect((await accepted(2))?.text).toBe('断网时写的');
    await page.locator('#log .you:not(.pending)').nth(1).waitFor();
    expect(await bubbles().allInnerTexts()).toHaveLength(2);
  });

  test('an answer of the hub that got lost does not make two messages', async () => {
    let cuts = 0;
    await page.route('**/api/web/messages', async (route) => {
      if (cuts++ > 0) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await write('只有一条');
    await page.locator('#log .you:not(.pending)').waitFor();
    expect(bench.host.accepted).toHaveLength(1);
    expect(await bubbles().count()).toBe(1);
  });

  test('a conversation goes on after a reload and when the stream was cut', async () => {
    await write('第一条');
    await accepted(1);
    await answer('o1', '收到');
    await page.getByText('收到', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('收到', { exact: true }).waitFor();
    await bench.adapter.stop();
    await answer('o2', '断开时说的');
    await page.getByText('断开时说的').waitFor();
    expect(await page.getByText('收到', { exact: true }).count()).toBe(1);
  });

  test('a photo is shown before it is sent, can be removed, and is sent with the message', async () => {
    const file = (name: string) => ({ name, mimeType: 'image/png', buffer: PIXEL });
    await page.locator('#file').setInputFiles([file('路灯.png'), file('误选.png')]);
    await page.getByRole('button', { name: '移除 误选.png' }).click();
    await page.locator('#files img').waitFor();
    await page.getByText('正在上传').waitFor({ state: 'detached' });
    await write('看照片');
    expect((await accepted(1))?.attachments).toMatchObject([{ name: '路灯.png', mime: 'image/png' }]);
    await page.locator('#log .you:not(.pending) img').waitFor();
  });

  test('a file that is refused says why, and what was written stays', async () => {
    const path = join(folder, 'setup.exe');
    writeFileSync(path, Buffer.from('4d5a90000300000004000000ffff0000', 'hex'));
    await page.getByLabel('您的话').fill('见附件');
    await page.locator('#file').setInputFiles(path);
    await page.getByRole('alert').filter({ hasText: '不支持这种文件' }).waitFor();
    expect(await page.getByLabel('您的话').inputValue()).toBe('见附件');
  });

  test('a message the hub refuses is given back to be changed', async () => {
    bench.host.failNext('accept', { type: 'refuse', code: 'bad-input' });
    await write('会被拒绝');
    await page.getByText('没有发出').waitFor();
    await page.getByRole('button', { name: '修改' }).click();
    expect(await page.getByLabel('您的话').inputValue()).toBe('会被拒绝');
  });

  test('the form names what is missing, keeps a draft, and arrives as one message', async () => {
    await page.getByRole('link', { name: '填表反映' }).click();
    await page.getByLabel('联系电话').fill('123');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('有几项需要修改').waitFor();
    expect(await page.locator('[aria-invalid=true]').count()).toBe(3);
    await matter().fill('小区门口垃圾三天没人清运');
    await page.getByLabel('在哪里').fill('亭湖区毓龙路12号');
    await page.getByLabel('什么时候').fill('从周六开始');
    await page.getByLabel('怎么称呼您').fill('李女士');
    await page.getByLabel('联系电话').fill('13800138000');
    await page.getByLabel('不向承办单位透露').check();
    await page.reload();
    expect(await matter().inputValue()).toBe('小区门口垃圾三天没人清运');
    await page.getByText('正在打开').waitFor({ state: 'detached' });
    await page.locator('#c-photos').setInputFiles({ name: '垃圾.png', mimeType: 'image/png', buffer: PIXEL });
    await page.getByText('正在上传').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '提交' }).click();
    const message = await accepted(1);
    expect(message?.text).toBe(
      [
        '我要投诉。',
        '事情：小区门口垃圾三天没人清运',
        '地点：亭湖区毓龙路12号',
        '电话：13800138000',
        '时间：从周六开始',
        '姓名：李女士',
        '请匿名办理，不要向承办单位透露我的姓名和电话。',
      ].join('\n'),
    );
    expect(message?.attachments).toMatchObject([{ name: '垃圾.png' }]);
    await page.locator('#chat').waitFor();
    await page.getByRole('link', { name: '填表反映' }).click();
    expect(await matter().inputValue()).toBe('');
  });

  test('progress is looked up by number and code, and a wrong code says what to do', async () => {
    const at = '2026-11-23T01:00:00.000Z';
    const ticket = {
      number: 'YC2026112308000017',
      title: '路灯不亮',
      type: 'complaint',
      state: 'dispatched',
      unitName: '盐城市城市管理局',
      createdAt: at,
      updatedAt: at,
      dueAt: '2026-11-30T09:30:00.000Z',
      dueExplanation: { zh: '5 个工作日' },
      actions: [],
      timeline: [{ at, move: 'accept', state: 'accepted' }],
    };
    await page.route('**/api/public/tickets/*', (route) =>
      route.request().url().endsWith(`${ticket.number}?code=482915`)
        ? route.fulfill({ json: ticket })
        : route.fulfill({
            status: 404,
            json: { code: 'progress-not-found', message: '编号和查询码对不上。', hint: '请核对。' },
          }),
    );
    await page.getByRole('link', { name: '查进度' }).click();
    await page.getByLabel('工单编号').fill('yc2026112308000017');
    await page.getByLabel('查询码').fill('000000');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('alert').filter({ hasText: '对不上' }).waitFor();
    await page.getByLabel('查询码').fill('482915');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('已派单').waitFor();
    await page.getByText('盐城市城市管理局').waitFor();
    await page.getByText('2026年11月30日 17:30').waitFor();
  });

  test('the keyboard alone is enough: write, send, reach every part', async () => {
    await page.locator('#composer').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('跳到正文');
    await page.getByLabel('您的话').focus();
    await page.keyboard.type('第一行');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('第二行');
    await page.keyboard.press('Enter');
    expect((await accepted(1))?.text).toBe('第一行\n第二行');
  });

  test('leaving a shared computer leaves nothing behind', async () => {
    await write('我的私事');
    await accepted(1);
    await page.locator('#log .you:not(.pending)').waitFor();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: '结束并清除' }).click();
    await page.getByRole('heading', { name: '有什么事，直接告诉我们' }).waitFor();
    expect((await context.cookies()).filter(({ name }) => name === 'hub_web')).toEqual([]);
    expect(
      await page.evaluate("localStorage.getItem('hub.session') ?? localStorage.getItem('hub.outbox')"),
    ).toBeNull();
    await page.goto(`${bench.url()}/chat`);
    await page.locator('.starters').waitFor();
  });

  test('at 360 px with large type a conversation has no accessibility fault and does not scroll sideways', async () => {
    await context.close();
    await open({ bypassCSP: true, width: 360 });
    await page.getByRole('button', { name: '大字' }).click();
    await write('路灯不亮');
    await accepted(1);
    await answer('o1', '在哪条路？', [{ label: '转人工', value: 'human' }]);
    await page.getByRole('button', { name: '转人工' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });

  test('English, chosen once, stays', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Chat' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Chat' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
