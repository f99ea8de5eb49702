import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client, TestHub } from '../support/server/test-hub.js';
import { testHub } from '../support/server/test-hub.js';

let hub: TestHub;
let author: Client;
let moderator: Client;
beforeEach(async () => {
  hub = await testHub();
  author = await hub.signIn(['operator']);
  moderator = await hub.signIn(['supervisor']);
});
afterEach(() => hub.app.close());

const CASE = {
  kind: 'case',
  title: '路灯修好了',
  body: '市民反映路灯不亮。\n\n两天内更换。',
  unit: 'city-lights',
};
const draft = async (over: object = {}) => {
  const made = await author.call('POST', '/api/staff/publications', { ...CASE, ...over });
  return { ...made, id: String(made.body['id']) };
};
const publish = (id: string, by = moderator) => by.call('POST', `/api/staff/publications/${id}/publish`);
const publicList = async (path = 'cases') =>
  (await hub.app.inject(`/api/public/${path}`)).json<{ items: Record<string, unknown>[] }>().items;

describe('nothing gets to the public by one person alone', () => {
  test('a draft is public nowhere until a supervisor lets it out; then it tells no names of staff', async () => {
    const { id, status } = await draft();
    expect(status).toBe(201);
    expect(await publicList()).toEqual([]);
    expect((await hub.app.inject(`/api/public/cases/${id}`)).statusCode).toBe(404);
    expect((await hub.app.inject(`/cases/${id}`)).statusCode).toBe(404);
    expect((await publish(id)).status).toBe(200);
    expect(await publicList()).toEqual([
      expect.objectContaining({ id, title: CASE.title, unitName: '路灯管理处' }),
    ]);
    expect((await hub.app.inject(`/api/public/cases/${id}`)).body).not.toContain('测试员');
  });

  test('an operator cannot let out, and a supervisor not what they wrote themselves', async () => {
    const { id } = await draft();
    expect((await publish(id, author)).body).toMatchObject({ code: 'forbidden' });
    const own = await moderator.call('POST', '/api/staff/publications', CASE);
    expect((await publish(String(own.body['id']))).body).toMatchObject({ code: 'publication-own' });
  });

  test('what is public cannot be reworded in place; withdrawn it is gone, reworded it waits again', async () => {
    const { id } = await draft();
    await publish(id);
    const edit = () => author.call('POST', `/api/staff/publications/${id}/edit`, { title: '另一个标题' });
    expect((await edit()).body).toMatchObject({ code: 'publication-changed' });
    await moderator.call('POST', `/api/staff/publications/${id}/withdraw`);
    expect(await publicList()).toEqual([]);
    expect((await edit()).body).toMatchObject({ state: 'draft', title: '另一个标题' });
    expect(await publicList()).toEqual([]);
  });

  test('a repeated command is one draft', async () => {
    const key = { 'idempotency-key': 'same' };
    const one = await author.call('POST', '/api/staff/publications', CASE, key);
    const two = await author.call('POST', '/api/staff/publications', CASE, key);
    expect(two.body['id']).toBe(one.body['id']);
  });
});

describe('no citizen can be recognised', () => {
  test.each([
    ['a mobile number', '请联系 138 1234 5678。'],
    ['two of them', '13812345678 和 13912345678 都反映过。'],
    ['an ID number', '身份证 320902199001011234 的居民。'],
    ['a plate', '车牌苏J12345的车占道。'],
    ['the door of a home', '住在3号楼2单元501室的居民。'],
    ['a ticket number', '工单 YC20261123080000176 已办结。'],
  ])('%s is refused, and named to the author', async (_what, body) => {
    const refused = await draft({ body });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: 'publication-personal-data' });
    expect(refused.text).toContain('"path":"body"');
  });

  test('a unit’s own landline may stay', async () => {
    expect((await draft({ kind: 'notice', body: '咨询电话：0515-88880000。' })).status).toBe(201);
  });
});

describe('what a reader gets without any script', () => {
  const EVIL = '<img src=x onerror=alert(1)>{{theme}}"\'';

  test('lists and texts are painted by the hub, as text, whatever they hold', async () => {
    const { id } = await draft({ title: EVIL, body: `${EVIL}\n\n第二段` });
    await publish(id);
    for (const url of ['/cases', `/cases/${id}`]) {
      const page = await hub.app.inject(url);
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('&lt;img src=x onerror=alert(1)&gt;{{theme}}&quot;&#39;');
      expect(page.body).not.toContain('<img');
      expect(page.headers['content-security-policy']).not.toContain('unsafe');
    }
  });

  test('the feed is XML whatever a title holds, newest first', async () => {
    await publish((await draft({ title: `${EVIL}\u0001` })).id);
    hub.clock.advance(1000);
    await publish((await draft({ title: '第二条' })).id);
    const feed = await hub.app.inject('/cases.atom');
    expect(feed.headers['content-type']).toContain('application/atom+xml');
    expect(feed.body).not.toContain('<img');
    expect(feed.body).not.toContain('\u0001');
    expect(feed.body.indexOf('第二条')).toBeLessThan(feed.body.indexOf('&lt;img'));
  });

  test('English where it is asked for, by cookie before header', async () => {
    const html = async (headers: Record<string, string>) =>
      (await hub.app.inject({ url: '/notices', headers })).body;
    expect(await html({ 'accept-language': 'en' })).toContain('lang="en"');
    expect(await html({ 'accept-language': 'en', cookie: 'hub_language=zh-CN' })).toContain('lang="zh-CN"');
  });
});

test('only sites that were named may embed the widget, and with no cookie of ours', async () => {
  await hub.app.close();
  const { Portal } = await import('../../src/config/settings.js');
  hub = await testHub({ portal: Portal.parse({ widgetOrigins: ['https://jtj.example.gov.cn'] }) });
  const ask = (origin: string, url = '/api/web/messages') =>
    hub.app.inject({
      method: 'OPTIONS',
      url,
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const allowed = await ask('https://jtj.example.gov.cn');
  expect(allowed.statusCode).toBe(204);
  expect(allowed.headers['access-control-allow-origin']).toBe('https://jtj.example.gov.cn');
  expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
  for (const refused of [
    await ask('https://evil.example'),
    await ask('https://jtj.example.gov.cn', '/api/staff/tickets'),
  ])
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
});
