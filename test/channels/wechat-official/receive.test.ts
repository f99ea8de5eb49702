import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fields } from '../../peers/wechat-official.js';
import { openOn, openWeChat, push, type WeChatBench } from './bench.js';

const MENU = [
  { name: '查进度', says: '查询进度' },
  {
    name: '更多',
    items: [
      { name: '找人工', says: '人工' },
      { name: '官网', url: 'https://12345.example.cn/' },
    ],
  },
];
let bench: WeChatBench;
beforeEach(async () => {
  bench = await openWeChat({ menu: MENU });
  await bench.adapter.start();
});
afterEach(() => bench.close());

async function take(fields: Fields, options = {}) {
  expect(await push(bench, fields, options)).toEqual({ status: 200, text: 'success' });
  const count = bench.host.journal.length;
  if (count === 0) await bench.host.until('the message', () => bench.host.journal.length > 0);
  return bench.host.accepted.at(-1);
}

describe('what citizens write', () => {
  test.each(['0012', '  0012 ', '路灯不亮😀', '<&>"\' ]]', '1e5', 'true', '第一行\n第二行', '\\u0041'])(
    '%j stays as it is, in XML and in JSON',
    async (Content) => {
      for (const json of [false, true]) {
        const message = await take(bench.peer.message({ MsgType: 'text', Content }), { json });
        expect(message).toMatchObject({ kind: 'text', text: Content, from: { id: 'oCitizen' } });
      }
    },
  );

  test('ids of 64 bits keep their last digit, in JSON too', async () => {
    for (const last of [1, 2]) {
      const fields = bench.peer.message({ MsgType: 'text', Content: 'x', MsgId: `2400000000000000${last}` });
      await push(bench, fields, { json: true, bareIds: true });
    }
    expect(bench.host.accepted.map(({ externalId }) => externalId)).toEqual([
      'oCitizen:24000000000000001',
      'oCitizen:24000000000000002',
    ]);
  });

  test.each<[string, Fields, object]>([
    [
      'a place',
      {
        MsgType: 'location',
        Location_X: '33.3477',
        Location_Y: '120.1633',
        Scale: 16,
        Label: '盐城市亭湖区',
      },
      { kind: 'location', location: { lat: 33.3477, lng: 120.1633, datum: 'gcj02', label: '盐城市亭湖区' } },
    ],
    [
      'a place without name',
      { MsgType: 'location', Location_X: '33.3', Location_Y: '120.1', Label: '' },
      { kind: 'location', location: { lat: 33.3, lng: 120.1, datum: 'gcj02' } },
    ],
    [
      'a place nowhere',
      { MsgType: 'location', Location_X: 'north', Location_Y: '120.1', Label: '某处' },
      { kind: 'text', text: '某处', notices: ['收到定位，但坐标无法读取'] },
    ],
    [
      'a link',
      { MsgType: 'link', Title: '公告', Description: '停水', Url: 'https://example.cn/a' },
      { kind: 'text', text: '公告\n停水\nhttps://example.cn/a' },
    ],
    [
      'a tapped choice',
      { MsgType: 'text', Content: '满意', bizmsgmenuid: 'rate.5' },
      { kind: 'event', event: { type: 'button', key: 'rate.5' }, fullText: '满意' },
    ],
    [
      'a follow',
      { MsgType: 'event', Event: 'subscribe', EventKey: 'qrscene_yanlian' },
      { kind: 'event', event: { type: 'subscribe', key: 'qrscene_yanlian' }, text: '你好' },
    ],
    [
      'a scan',
      { MsgType: 'event', Event: 'SCAN', EventKey: 'yanlian' },
      { kind: 'event', event: { type: 'scan', key: 'yanlian' }, text: '你好' },
    ],
    [
      'a menu click',
      { MsgType: 'event', Event: 'CLICK', EventKey: '找人工' },
      { kind: 'event', event: { type: 'click', key: '找人工' }, text: '人工' },
    ],
    [
      'a click in a menu of before',
      { MsgType: 'event', Event: 'CLICK', EventKey: '旧按钮' },
      { kind: 'event', text: '你好' },
    ],
  ])('%s', async (_name, fields, expected) => {
    expect(await take(bench.peer.message(fields))).toMatchObject(expected);
  });

  test.each(['unsubscribe', 'VIEW', 'LOCATION', 'user_authorize_revoke', 'an_event_of_next_year'])(
    'nobody answers the event %s',
    async (Event) => {
      const message = await take(bench.peer.event({ Event, Latitude: '33.3', Longitude: '120.1' }));
      expect(message?.auto).toBeDefined();
      expect(message?.text).toBeUndefined();
    },
  );

  test('an event is known by its time and key, a second one by another time', async () => {
    const at = new Date();
    const click = bench.peer.event({ Event: 'CLICK', EventKey: '查进度' }, at);
    await push(bench, click);
    await push(bench, click);
    await push(bench, bench.peer.event({ Event: 'CLICK', EventKey: '找人工' }, at));
    await push(
      bench,
      bench.peer.event({ Event: 'CLICK', EventKey: '查进度' }, new Date(at.getTime() + 1000)),
    );
    expect(bench.host.accepted).toHaveLength(3);
  });

  test.each([
    ['success', { status: 'delivered' }],
    ['failed:user block', { status: 'failed', error: { code: 'failed:user block' } }],
    ['failed: system failed', { status: 'failed', error: { code: 'failed: system failed' } }],
  ])('a template’s receipt %s', async (Status, expected) => {
    const MsgID = '2400000000000000011';
    await push(bench, bench.peer.event({ Event: 'TEMPLATESENDJOBFINISH', MsgID, Status }));
    expect(bench.host.entries('receipt')).toMatchObject([{ receipt: { providerId: MsgID, ...expected } }]);
    expect(bench.host.accepted).toEqual([]);
  });

  test('a push that is no message is kept for staff', async () => {
    expect(await push(bench, { MsgType: 'text' })).toEqual({ status: 200, text: 'success' });
    expect(bench.host.entries('quarantined')).toMatchObject([{ code: 'unreadable' }]);
  });
});

describe('files are fetched after WeChat was answered', () => {
  const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
  const AMR = Buffer.from('2321414d520a3c', 'hex');
  const picture = () => bench.peer.message({ MsgType: 'image', PicUrl: 'http://x', MediaId: 'M1' });
  const whole = () => bench.host.until('the whole message', () => bench.host.accepted.length > 0);

  test('a picture', async () => {
    bench.peer.media.set('M1', { contentType: 'image/jpeg', bytes: JPEG });
    expect(await push(bench, picture())).toEqual({ status: 200, text: 'success' });
    await whole();
    expect(bench.host.accepted).toMatchObject([{ kind: 'image', attachments: [{ mime: 'image/jpeg' }] }]);
    await bench.adapter.stop();
    expect(await bench.host.memory.list('inbox/', 9)).toEqual([]);
  });

  test('a voice keeps its recording and the words that WeChat heard', async () => {
    bench.peer.media.set('V1', { contentType: 'audio/amr', bytes: AMR });
    await push(
      bench,
      bench.peer.message({ MsgType: 'voice', MediaId: 'V1', Format: 'amr', Recognition: '路灯不亮。' }),
    );
    await whole();
    expect(bench.host.accepted).toMatchObject([
      { kind: 'voice', text: '路灯不亮。', attachments: [{ name: 'voice.amr' }] },
    ]);
  });

  test('a video comes as an address at WeChat’s, and is fetched there', async () => {
    const bytes = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex');
    bench.peer.media.set('video', { contentType: 'video/mp4', bytes });
    const answer = JSON.stringify({ video_url: `${bench.peer.url}/video.mp4` });
    bench.peer.media.set('V2', { contentType: 'text/plain', bytes: Buffer.from(answer) });
    await push(bench, bench.peer.message({ MsgType: 'shortvideo', MediaId: 'V2', ThumbMediaId: 'T' }));
    await whole();
    expect(bench.host.accepted).toMatchObject([{ kind: 'video', attachments: [{ name: 'video.mp4' }] }]);
  });

  test('an address elsewhere is never called', async () => {
    const answer = JSON.stringify({ video_url: 'http://169.254.169.254/latest/meta-data' });
    bench.peer.media.set('V3', { contentType: 'application/json', bytes: Buffer.from(answer) });
    await push(bench, bench.peer.message({ MsgType: 'video', MediaId: 'V3' }));
    await whole();
    expect(bench.host.accepted).toMatchObject([
      { attachments: [], notices: [expect.stringContaining('不属于微信')] },
    ]);
  });

  test('an error in JSON is not taken for a picture', async () => {
    await push(bench, picture());
    await whole();
    expect(bench.host.accepted).toMatchObject([
      { kind: 'image', attachments: [], notices: [expect.stringContaining('40007')] },
    ]);
  });

  test('a WeChat that is busy is asked again', async () => {
    bench.peer.media.set('M1', { contentType: 'image/jpeg', bytes: JPEG });
    bench.peer.failNext('/cgi-bin/media/get', { type: 'errcode', errcode: -1 });
    bench.peer.failNext('/cgi-bin/media/get', { type: 'http', status: 502 });
    await push(bench, picture());
    await whole();
    expect(bench.host.accepted[0]?.attachments).toHaveLength(1);
  });

  test('a store that fails for a moment is tried again', async () => {
    bench.peer.media.set('M1', { contentType: 'image/jpeg', bytes: JPEG });
    bench.host.failNext('accept', { type: 'throw', error: new Error('the store is away') });
    await push(bench, picture());
    await whole();
    expect(bench.host.accepted).toHaveLength(1);
  });

  test('what a stop left behind is taken up by the next start', async () => {
    await bench.peer.goAway();
    expect(await push(bench, picture())).toEqual({ status: 200, text: 'success' });
    await bench.adapter.stop();
    expect(bench.host.accepted).toEqual([]);
    await bench.peer.comeBack();
    bench.peer.media.set('M1', { contentType: 'image/jpeg', bytes: JPEG });
    const next = await openOn(bench.peer, bench.host);
    await next.adapter.start();
    await whole();
    expect(bench.host.accepted).toMatchObject([{ attachments: [{ mime: 'image/jpeg' }] }]);
    await next.close();
  });
});

describe('the menu', () => {
  test('is published once, and again when it changed', async () => {
    await bench.host.until('the menu', () => bench.peer.menus.length > 0);
    // Waits until the publication is remembered, too.
    await bench.adapter.stop();
    expect(bench.peer.menus).toEqual([
      {
        button: [
          { type: 'click', name: '查进度', key: '查进度' },
          {
            name: '更多',
            sub_button: [
              { type: 'click', name: '找人工', key: '找人工' },
              { type: 'view', name: '官网', url: 'https://12345.example.cn/' },
            ],
          },
        ],
      },
    ]);
    for (const menu of [MENU, MENU.slice(0, 1)]) {
      const next = await openOn(bench.peer, bench.host, { menu });
      await next.adapter.start();
      await bench.host.until('health up', () => next.adapter.health().state === 'up');
      await next.close();
    }
    expect(bench.peer.menus).toHaveLength(2);
  });

  test('is published by hand though nothing changed, and a refusal is told to whoever asked', async () => {
    await bench.host.until('the menu', () => bench.peer.menus.length > 0);
    const [publish] = bench.adapter.actions ?? [];
    expect(publish?.name).toBe('publish-menu');
    bench.peer.failNext('/cgi-bin/menu/create', { type: 'errcode', errcode: 40018 });
    await expect(publish?.run()).rejects.toMatchObject({ code: '40018' });
    expect((await publish?.run())?.text).toContain('已发布');
    expect(bench.peer.menus).toHaveLength(2);
  });

  test('that WeChat refuses is told to staff, and answers go on', async () => {
    const other = await openWeChat({ menu: MENU });
    other.peer.failNext('/cgi-bin/menu/create', { type: 'errcode', errcode: 40018 });
    await other.adapter.start();
    await other.host.until('trouble', () => other.adapter.health().state === 'degraded');
    expect(other.adapter.health().detail).toContain('菜单');
    await other.close();
  });
});
