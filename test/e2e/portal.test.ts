import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Portal } from '../../src/config/settings.js';
import { PIXEL } from '../channels/web/bench.js';
import { type RunningHub, startHub } from '../support/running-hub.js';
import { seedPublic, seedTicket, type SeededPublic } from '../support/seed-public.js';
import {
  accessibilityFaults,
  type Browser,
  browserIsHere,
  type BrowserContext,
  launch,
  type Page,
  scrollsSideways,
  watch,
} from './portal-bench.js';

const here = browserIsHere();

(here ? describe : describe.skip)('the portal on a whole hub', () => {
  let hub: RunningHub;
  let seed: SeededPublic;
  let browser: Browser;
  let department: Server;
  let departmentUrl: string;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    department = createServer((_request, response) =>
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          // As strict a site as there is: the widget must live with it.
          'content-security-policy': `default-src 'none'; script-src ${hub.base}; connect-src ${hub.base}`,
        })
        .end(
          `<!doctype html><html lang="zh-CN"><title>交通局</title><main><h1>交通局</h1></main><script src="${hub.base}/widget.js"></script></html>`,
        ),
    );
    await new Promise<void>((resolve) => department.listen(0, '127.0.0.1', resolve));
    const { port } = z.object({ port: z.number() }).parse(department.address());
    departmentUrl = `http://127.0.0.1:${port}`;
    const portal = Portal.parse({ widgetOrigins: [departmentUrl] });
    hub = await startHub(undefined, undefined, { portal });
    seed = await seedPublic(hub);
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await hub.stop();
    department.close();
  });

  beforeEach(async () => open());
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  const open = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    context = await browser.newContext({
      locale: 'zh-CN',
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(15000);
    page = await context.newPage();
    complaints = watch(page);
  };
  const received = (): Promise<number> =>
    hub.connection.collection('messages').countDocuments({ direction: 'in' });
  const until = async (what: () => Promise<boolean>) => {
    while (!(await what())) await page.waitForTimeout(50);
  };

  test('a form filled in without a net arrives once when it is back, and goes the way of every message', async () => {
    await page.goto(`${hub.base}/report`);
    await page.getByLabel('什么事').fill('小区门口的路灯坏了好几天，晚上很黑');
    await page.getByLabel('区县').selectOption('盐都区');
    await page.getByLabel('在哪里').fill('世纪大道88号');
    await page.getByLabel('联系电话').fill('13812345678');
    const before = await received();
    await context.setOffline(true);
    await page.locator('#c-photos').setInputFiles({ name: '路灯.png', mimeType: 'image/png', buffer: PIXEL });
    await page.getByText('有网时上传').waitFor();
    await page.getByRole('button', { name: '提交' }).click();
    await page.locator('.pending .state.bad').waitFor();
    expect(await received()).toBe(before);
    await context.setOffline(false);
    // The engine has asked for nothing that was filled in: it reads back what it understood.
    await page.locator('#bubbles .bot').filter({ hasText: '世纪大道88号' }).waitFor();
    expect(await received()).toBe(before + 1);
    await page.locator('#bubbles .you img').waitFor();
    expect(await page.locator('.pending').count()).toBe(0);
  });

  test('danger in a form is met like danger in a chat: nothing gets past the first look', async () => {
    await page.goto(`${hub.base}/report`);
    await page.getByLabel('什么事').fill('楼下着火了，有人被困，快来救人');
    await page.getByRole('status').getByRole('link', { name: '119' }).waitFor();
    await page.getByLabel('在哪里').fill('盐都区世纪大道88号');
    await page.getByRole('button', { name: '提交' }).click();
    await page.locator('#bubbles .bot').filter({ hasText: '119' }).first().waitFor();
  });

  test('a place chosen on the map, without any street map, is a county and a point', async () => {
    await page.goto(`${hub.base}/report`);
    await page.getByRole('button', { name: '在地图上选' }).click();
    await page.locator('.map-name', { hasText: '大丰区' }).waitFor();
    const box = await page.locator('.map-name', { hasText: '大丰区' }).boundingBox();
    if (!box) throw new Error('大丰区 is not on the map');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height + 14);
    await page.getByText('已选位置').waitFor();
    expect(await page.getByLabel('区县').inputValue()).toBe('大丰区');
  });

  test('progress is told in plain words; urged twice by one press it is urged once; rated when it is done', async () => {
    const { author, moderator, clerk } = seed;
    const ticket = await seedTicket(hub, author);
    await page.goto(`${hub.base}/progress`);
    await page.locator('#lookup').waitFor();
    await page.getByLabel('工单编号').fill(ticket.number);
    await page.getByLabel('查询码').fill(ticket.code);
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('承办单位已经签收，正在办理。').waitFor();
    await page.getByRole('button', { name: '催一催' }).click();
    await page.getByRole('button', { name: '确定' }).dblclick();
    await page.getByText('已催办').waitFor();
    expect(await page.getByText('您催办了一次').count()).toBe(1);

    await clerk.command(`/api/staff/tickets/${ticket.number}/reply`, {
      text: '已修好',
      facts: '现场更换线缆，路灯已亮。',
      basis: '城市照明管理规定',
      contact: '城管局 0515-88880000',
      result: 'solved',
    });
    await moderator.command(`/api/staff/tickets/${ticket.number}/review`);
    await page.getByRole('button', { name: '查询' }).click();
    await page.locator('.answer').filter({ hasText: '已修好' }).waitFor();
    await page.getByRole('button', { name: '评价' }).click();
    await page.getByText('不满意', { exact: true }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await page.getByText('谢谢您的评价').waitFor();
    await page.getByRole('button', { name: '没解决，请求重办' }).click();
    await page.getByLabel('哪里没有解决').fill('又不亮了');
    await page.getByRole('button', { name: '确定' }).click();
    await page.getByText('已转告工作人员').waitFor();
    const flagged = await author.get(
      '/api/staff/conversations?view=flagged',
      z.object({ items: z.array(z.unknown()) }),
    );
    expect(JSON.stringify(flagged)).toContain('又不亮了');
  });

  test('the widget on a strict site of a department: answered, kept over pages, apart from the site', async () => {
    await page.goto(departmentUrl);
    await page.getByRole('button', { name: '12345 在线反映' }).click();
    await page.getByLabel('您的话').fill('公交站牌倒了');
    await page.getByRole('button', { name: '发送' }).click();
    await page.locator('li.bot').first().waitFor();
    await page.goto(`${departmentUrl}/other`);
    await page.locator('li.you', { hasText: '公交站牌倒了' }).waitFor();
    await page.locator('li.bot').first().waitFor();
    expect((await context.cookies()).length).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByLabel('您的话').focus();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '12345 在线反映' }).waitFor();
  });

  test('随手拍 opens without a net, keeps the photo, and sends it later once', async () => {
    await page.goto(`${hub.base}/snap`);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.waitForFunction('caches.match("/snap").then((kept) => kept !== undefined)');
    const before = await received();
    await context.setOffline(true);
    await page.reload();
    await page.locator('#s-photo').setInputFiles({ name: '井盖.png', mimeType: 'image/png', buffer: PIXEL });
    await page.getByLabel('说一句').fill('人行道井盖缺了');
    await page.getByLabel('在哪里').fill('亭湖区毓龙路12号');
    await page.getByRole('button', { name: '发出' }).click();
    await page.getByText('已记下').waitFor();
    await page.reload();
    await page.locator('.my-reports li').filter({ hasText: '井盖' }).waitFor();
    expect(await received()).toBe(before);
    await context.setOffline(false);
    const twin = await context.newPage();
    await Promise.all([page.reload(), twin.goto(`${hub.base}/snap`)]);
    await page.locator('.my-reports .good').waitFor();
    await until(async () => (await received()) > before);
    await page.reload();
    await page.locator('.my-reports .good').waitFor();
    expect(await received()).toBe(before + 1);
  });

  test('search leads to lines, to what is published, to progress, and to telling us; its words are only text', async () => {
    await page.goto(hub.base);
    const search = async (text: string) => {
      await page.getByRole('searchbox').fill(text);
      await page.getByRole('button', { name: '搜索' }).click();
    };
    await search('公积金电话');
    await page.locator('.results').getByRole('link', { name: '12329' }).waitFor();
    await search('停水');
    await page.locator('.results').getByRole('link', { name: '计划停水' }).waitFor();
    await search(seed.ticket.number);
    await page.locator('.results').getByRole('link', { name: '查进度' }).waitFor();
    const evil = '<img src=x onerror="document.title=1">';
    await search(evil);
    await page.getByRole('link', { name: '把这件事告诉我们' }).click();
    await page.locator('#composer').waitFor();
    expect(await page.getByLabel('您的话').inputValue()).toBe(evil);
    expect(page.url()).toBe(`${hub.base}/chat`);
    expect(await page.locator('main img').count()).toBe(0);
  });

  test('a published text is a text in the page too, and the page says where it is', async () => {
    const evil = '<b onclick=alert(1)>标题</b>';
    const made = await seed.author.command('/api/staff/publications', {
      kind: 'notice',
      title: evil,
      body: '<script>document.title=1</script>',
    });
    const { id } = z.object({ id: z.string() }).parse(made);
    await seed.moderator.command(`/api/staff/publications/${id}/publish`);
    await page.goto(`${hub.base}/notices`);
    await page.getByRole('link', { name: evil }).click();
    await page.locator('article').getByText('<script>document.title=1</script>').waitFor();
    expect(await page.title()).toBe(`${evil} · 盐城12345`);
    await seed.moderator.command(`/api/staff/publications/${id}/withdraw`);
  });

  describe.each(['zh-CN', 'en'])('in %s', (locale) => {
    test.each([
      '/',
      '/chat',
      '/report',
      '/progress',
      '/hotlines',
      '/notices',
      '/cases',
      '/privacy',
      '/snap',
      '/cases/none',
    ])(
      '%s: no accessibility fault by light or dark, at 200 %% zoom nothing to scroll sideways',
      async (path) => {
        await context.close();
        // Colours on their way from one to another are nobody's to judge.
        await open({ bypassCSP: true, locale, reducedMotion: 'reduce' });
        await page.goto(hub.base + path);
        await page.locator('h1, .problem').first().waitFor();
        await page.waitForLoadState('networkidle');
        expect(await accessibilityFaults(page)).toEqual([]);
        await page.evaluate("document.documentElement.dataset.scheme = 'dark'");
        expect(await accessibilityFaults(page)).toEqual([]);
        // 1280 pixels at 200 % are 640.
        await page.setViewportSize({ width: 640, height: 400 });
        expect(await scrollsSideways(page)).toBe(false);
        await page.evaluate("document.documentElement.classList.add('large')");
        await page.setViewportSize({ width: 360, height: 640 });
        expect(await scrollsSideways(page)).toBe(false);
      },
    );
  });
});
