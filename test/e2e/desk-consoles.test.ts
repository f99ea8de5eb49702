import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { loadCity } from '../../src/config/load-city.js';
import { loadSettings } from '../../src/config/load-settings.js';
import type { City } from '../../src/core/model/city.js';
import { ARI_USER, ariEvent, AsteriskPeer, channel } from '../peers/asterisk-ari.js';
import { WebCitizen } from '../support/web-citizen.js';
import { DeskBench, type DeskWindow, settled } from './desk-bench.js';
import { accessibilityFaults, browserIsHere, scrollsSideways } from './portal-bench.js';

const suite = browserIsHere() ? describe : describe.skip;

/** The hub's clock, which tests put forward. */
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };

let peer: AsteriskPeer;
let bench: DeskBench;
let operator: DeskWindow;
let colleague: DeskWindow;

suite('the consoles of the desk', () => {
  beforeAll(async () => {
    peer = await AsteriskPeer.open();
    const exchange = { type: 'asterisk', url: peer.url, ...ARI_USER, retry: { firstSeconds: 0.05 } };
    bench = await DeskBench.open(
      {
        web: { enabled: true, debounceMs: 20 },
        phone: { enabled: true, accounts: [{ account: '12345', areaCode: '0515', exchange }] },
      },
      clock,
      {},
      { city: onDutyAllDay('operator', 'colleague') },
    );
    operator = await bench.sit('operator');
    colleague = await bench.sit('colleague');
  }, 120_000);
  afterAll(async () => {
    expect([...operator.complaints, ...colleague.complaints]).toEqual([]);
    await bench.close();
    await peer.goAway();
  });

  describe('an emergency', () => {
    test('rings within a second whoever is on duty, is taken and handed over by keys alone', async () => {
      const { page } = operator;
      await page.goto(`${bench.hub.base}/desk/emergency`);
      await page.getByText('现在没有险情').first().waitFor();
      await page.keyboard.press('Escape');
      const citizen = await WebCitizen.open(bench.hub.base);
      await citizen.ask('我家着火了，屋里还有两个老人', /119/);
      const answeredAt = Date.now();
      await page.locator('.emergency-bar[data-siren="sounding"]').waitFor({ timeout: 1_000 });
      expect(Date.now() - answeredAt).toBeLessThan(1_000);
      expect(await page.locator('.emergency-bar').innerText()).toMatch(
        /火情[\s\S]*正在呼叫您[\s\S]*\d+ 秒后转呼下一位/,
      );
      await page.waitForFunction('document.title.startsWith("【险情】")');

      const elsewhere = colleague.page;
      await elsewhere.locator('.emergency-bar').waitFor();
      expect(await elsewhere.locator('.emergency-bar').getAttribute('data-siren')).toBe('silent');

      await page.getByRole('heading', { name: '火情' }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('您已接警', { exact: true }).waitFor();
      await page.locator('.emergency-bar.mine[data-siren="silent"]').waitFor();
      await elsewhere.locator('.emergency-bar').waitFor({ state: 'detached' });
      expect(await page.title()).not.toContain('险情');

      await page.keyboard.press('c');
      await page.getByRole('dialog').getByText('119 火警和救援').waitFor();
      expect(await page.getByLabel('移交了什么').inputValue()).toContain('我家着火了');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('a');
      await page.getByLabel('对方的警情编号').pressSequentially('H2026112407');
      await page.keyboard.press('Control+Enter');
      await page.getByText('119 已受理，编号 H2026112407（周敏登记）').waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('x');
      await page.getByLabel('结果怎样').pressSequentially('明火已灭，无人受伤');
      await page.keyboard.press('Control+Enter');
      await page.getByText('周敏办结：明火已灭，无人受伤').waitFor();
      await page.locator('.emergency-bar').waitFor({ state: 'detached' });
    });

    test('that nobody takes rings the next one, who hears it on whatever page they are', async () => {
      const { page } = colleague;
      await page.goto(`${bench.hub.base}/desk/tickets`);
      await settled(page);
      // Loaded anew and not touched: the browser lets it ring only after a key or a click.
      await page.keyboard.press('Escape');
      const citizen = await WebCitizen.open(bench.hub.base);
      await citizen.ask('有人溺水了快来救命', /119|110|120/);
      await page.locator('.emergency-bar').getByText('正在呼叫周敏').waitFor();
      ahead += 61_000;
      await page.locator('.emergency-bar[data-siren="sounding"]').getByText('正在呼叫您').waitFor();
      await operator.page.locator('.emergency-bar[data-siren="silent"]').waitFor();
      await page.getByRole('button', { name: '接警' }).press('Enter');
      await page.getByText('您已接警', { exact: true }).waitFor();
      expect(page.url()).toContain('/desk/emergency/');
      await page.keyboard.press('f');
      await page.getByLabel('为什么是误报').pressSequentially('水上训练');
      await page.keyboard.press('Control+Enter');
      await page.getByText('陈静按误报结束：水上训练').waitFor();
      ahead = 0;
    });

    test('has a page that everybody can use, in each size', async () => {
      const { page } = operator;
      await page.goto(`${bench.hub.base}/desk/emergency`);
      await page.locator('.alert-list a').first().click();
      await page.locator('.alert-page').waitFor();
      await everybodyCanUse(operator);
    });
  });

  describe('a call', () => {
    const now = () => new Date().toISOString().replace('Z', '+0000');
    const rings = (id: string, number: string) => {
      const caller = { name: '', number };
      peer.emit(ariEvent('StasisStart', { args: ['8001'], channel: channel(id, { caller }) }, now()));
    };
    const isUp = (id: string) =>
      peer.emit(ariEvent('ChannelStateChange', { channel: channel(id, { state: 'Up' }) }, now()));
    const ends = (id: string) => {
      const over = { cause: 16, cause_txt: 'Normal Clearing', channel: channel(id) };
      peer.emit(ariEvent('ChannelDestroyed', over, now()));
    };

    test('comes up on whatever page one is, is written down by keys alone, and is a ticket', async () => {
      const { page } = operator;
      await page.goto(`${bench.hub.base}/desk/phone`);
      await page.getByLabel('我的分机').fill('8001');
      await page.keyboard.press('Enter');
      await page.getByText('已签入分机 8001').waitFor();
      await page.goto(`${bench.hub.base}/desk/tickets`);
      await settled(page);
      await peer.until('the connection', () => peer.isConnected);
      rings('7.1', '13812345678');
      await page.locator('.call-pop').getByText('来电：13812345678').waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('p');
      isUp('7.1');
      await page.locator('.call-record').getByText('通话中').waitFor();
      // Who calls again is seen with what is still open.
      await page.locator('.call-record').getByText('我家楼下路灯坏了').waitFor();
      const words = '建军中路新世纪花园门口的路灯坏了三天，晚上很黑，请尽快维修';
      await page.keyboard.type(words);
      await page.getByText(/已保存/).waitFor();
      await page.locator('.call-record').getByText('路灯与景观照明').waitFor();
      expect(await page.getByLabel('地点').inputValue()).toContain('建军中路');
      ends('7.1');
      await page.locator('.call-record').getByText('已结束').waitFor();
      expect(await page.getByLabel('来电内容').last().inputValue()).toBe(words);
      await everybodyCanUse(operator);
      await page.keyboard.press('Control+Enter');
      await page.getByText(/已建单 YC\d{17}/).waitFor();
      const said = await page.getByText(/已建单 YC\d{17}/).innerText();
      const number = /YC\d{17}/.exec(said)?.[0] ?? '';
      const made = await bench.seed.at.operator.get(`/api/staff/tickets/${number}`, Made);
      expect(made).toMatchObject({ matter: words, channel: 'phone', phone: '13812345678' });
      await page.getByText('没有正在处理的来电').waitFor();
    });

    test('that nobody answered waits to be called back, by one person at a time', async () => {
      const { page } = operator;
      rings('7.2', '051588887777');
      ends('7.2');
      const back = page.getByRole('region', { name: '待回拨' });
      await back.getByRole('button', { name: '我来回拨' }).click();
      await back.getByLabel('备注').fill('已登记');
      await colleague.page.goto(`${bench.hub.base}/desk/phone`);
      await colleague.page.getByText('周敏正在回拨').waitFor();
      await back.getByRole('button', { name: '登记结果' }).click();
      await back.getByText('没有要回拨的来电').waitFor();
    });

    test('that no exchange told of is begun by hand', async () => {
      const { page } = operator;
      await page.keyboard.press('Escape');
      await page.locator('h1').click();
      await page.keyboard.press('b');
      await page.getByLabel(/来电号码/).fill('13700001111');
      await page.keyboard.press('Enter');
      await page.locator('.call-record').getByText('13700001111').waitFor();
      await page.getByLabel('来电内容').last().fill('问居住证怎么办');
      await page.keyboard.press('Control+.');
      await page.getByText('来电记录已完成').waitFor();
    });
  });

  describe('leak: a sealed matter', () => {
    const TITLE = '反映某局工作人员收受红包';
    let number = '';
    beforeAll(async () => {
      const { sealed } = bench.seed.at;
      const citizen = await WebCitizen.open(bench.hub.base);
      await citizen.ask('转人工', /./);
      const { items } = await sealed.get('/api/staff/conversations?limit=1', Conversations);
      const request = { type: 'report', title: TITLE, matter: `${TITLE}，要求保密`, secrecy: 'sealed' };
      const made = await sealed.command('/api/staff/tickets', { conversationId: items[0]?.id, request });
      ({ number } = Numbered.parse(made));
    });

    test.each(['operator', 'supervisor', 'auditor'] as const)(
      'is nowhere for %s, whatever address they type',
      async (seat) => {
        const { page } = seat === 'operator' ? operator : await bench.sit(seat);
        for (const address of ['/desk/sealed', `/desk/tickets/${number}`, `/desk/tickets?text=${number}`]) {
          await page.goto(`${bench.hub.base}${address}`);
          await page.locator('main h1, main .ant-result-title').first().waitFor();
          await page.waitForFunction(`!document.querySelector('.ant-skeleton')`);
          expect(await page.content()).not.toContain(TITLE);
        }
        expect(await page.locator('.desk-menu').getByText('密件台').count()).toBe(0);
      },
    );

    test('is handed over and printed, and leaves nothing in address, title, storage or palette', async () => {
      const { page } = await bench.sit('sealed', '/desk/sealed');
      await page.getByRole('button', { name: TITLE }).click();
      await page.getByRole('heading', { name: TITLE }).waitFor();
      expect(await page.locator('.ant-btn').getByText('派单', { exact: true }).count()).toBe(0);
      await everybodyCanUse({ page });
      await page.keyboard.press('h');
      await page.getByRole('dialog').getByRole('combobox').fill('12388');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('textbox').first().fill('属纪检监察受理范围');
      await page.getByRole('dialog').getByRole('button', { name: '移交' }).click();
      await page.locator('.printed').getByText(number).waitFor();
      expect(await page.locator('.printed').innerText()).not.toContain('红包');
      const left = await page.evaluate<string>(
        `JSON.stringify([location.href, document.title, {...localStorage}, {...sessionStorage}])`,
      );
      expect(left).not.toContain(number);
      expect(left).not.toContain('红包');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill(number.slice(-6));
      expect(await page.getByRole('listbox').innerText()).not.toContain(TITLE);
    });
  });
});

const Conversations = z.object({ items: z.array(z.object({ id: z.string() })) });
const Made = z.object({ matter: z.string(), channel: z.string(), phone: z.string() });
const Numbered = z.object({ number: z.string() });

function onDutyAllDay(...roster: string[]): City {
  const city = loadCity(loadSettings({ env: {} }).cityDir);
  const shifts = [{ name: '全天', from: '00:00', to: '00:00', roster }];
  return { ...city, duty: { takeWithinSeconds: 60, callWithinSeconds: 120, shifts } };
}

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
];

/** No accessibility fault, and nothing to scroll sideways in any size; as wide as before in the end. */
async function everybodyCanUse({ page }: Pick<DeskWindow, 'page'>): Promise<void> {
  await settled(page);
  expect(await accessibilityFaults(page)).toEqual([]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    expect([size.width, await scrollsSideways(page)]).toEqual([size.width, false]);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
}
