import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { ACCOUNT, WeChatPeer, type Fields, type PushRequest } from '../../peers/wechat-official.js';
import { startHub, type RunningHub } from '../../support/running-hub.js';

/** The channel in the whole hub: its store, its conversation, its outbox. */
let peer: WeChatPeer;
let running: RunningHub;
beforeAll(async () => {
  peer = await WeChatPeer.open();
  const account = { ...ACCOUNT, apiRoot: peer.url, retry: { firstSeconds: 0.05 } };
  running = await startHub({ 'wechat-official': { enabled: true, debounceMs: 20, accounts: [account] } });
});
afterAll(async () => {
  await running.stop();
  await peer.goAway();
});

async function deliver({ query, body, contentType }: PushRequest): Promise<string> {
  const url = `${running.base}/webhooks/wechat-official/${ACCOUNT.account}?${query}`;
  return (await fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body })).text();
}
const push = (fields: Fields) => deliver(peer.pushOf(fields));

/** What the citizen is shown next, when it matches. */
async function shown(citizen: string, words: RegExp): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const found = peer.shown.find(({ to, text }) => to === citizen && words.test(text));
    if (found) return found.text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${citizen} was never shown ${String(words)}; but ${JSON.stringify(peer.shown)}`);
}

test('who follows is welcomed, who writes is answered, three deliveries get one answer', async () => {
  const citizen = { FromUserName: 'oWang' };
  expect(await push(peer.event({ ...citizen, Event: 'subscribe', EventKey: '' }))).toBe('success');
  await shown('oWang', /您好/);
  const request = peer.pushOf(
    peer.message({ ...citizen, MsgType: 'text', Content: '亭湖区建军路路灯坏了三天，晚上很黑' }),
  );
  for (let n = 0; n < 3; n++) expect(await deliver(request)).toBe('success');
  const before = peer.shown.length;
  await shown('oWang', /路灯|哪里|电话|手机|称呼|时间|什么时候|补充|确认/);
  expect(peer.shown.length - before).toBeLessThanOrEqual(1);
});

test('a picture reaches the conversation, and its citizen is told so', async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  peer.media.set('PHOTO', { contentType: 'image/jpeg', bytes });
  const photo = peer.message({ FromUserName: 'oLi', MsgType: 'image', PicUrl: 'http://x', MediaId: 'PHOTO' });
  expect(await push(photo)).toBe('success');
  await shown('oLi', /照片|图片|收到|附件/);
});

test('who stopped following hears nothing', async () => {
  const citizen = { FromUserName: 'oZhao' };
  expect(await push(peer.event({ ...citizen, Event: 'unsubscribe' }))).toBe('success');
  expect(await push(peer.event({ FromUserName: 'oQian', Event: 'subscribe' }))).toBe('success');
  await shown('oQian', /您好/);
  expect(peer.shown.filter(({ to }) => to === 'oZhao')).toEqual([]);
});
