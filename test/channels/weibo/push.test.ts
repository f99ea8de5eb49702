import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { z } from 'zod';
import { US } from '../../peers/weibo.js';
import { deliver, openOn, openWeibo, push, type WeiboBench } from './bench.js';

/** The examples of the platform's documentation, word for word, and one of a type that does not exist. */
const SAMPLES = z
  .array(z.looseObject({ type: z.string(), data: z.looseObject({ subtype: z.string().optional() }) }))
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/weibo/pushes.json', import.meta.url), 'utf8')));
const sampleOf = (type: string, subtype?: string): object => {
  const found = SAMPLES.find((sample) => sample.type === type && sample.data.subtype === subtype);
  if (!found) throw new Error(`no sample ${type} ${subtype ?? ''}`);
  return found;
};

let bench: WeiboBench;
beforeEach(async () => {
  bench = await openWeibo('messages');
  await bench.adapter.start();
});
afterEach(() => bench.close());

async function accepted(count = 1) {
  await bench.host.until('the message', () => bench.host.accepted.length >= count);
  return bench.host.accepted.at(-1);
}
const deliverSample = (sample: object) =>
  deliver(bench, { ...bench.peer.pushOf({}), body: JSON.stringify(sample) });

describe('the examples of the documentation', () => {
  const base = {
    channel: 'weibo',
    from: { id: '2489518277' },
    thread: { key: 'message:2489518277' },
    sentAt: new Date('2012-07-16T10:09:20Z'),
  };
  test.each<[string, string | undefined, object]>([
    ['text', undefined, { kind: 'text', text: '私信或留言内容' }],
    [
      'position',
      undefined,
      { kind: 'location', location: { lat: 39.982525, lng: 116.308586, datum: 'gcj02' } },
    ],
    ['event', 'follow', { kind: 'event', text: '你好', event: { type: 'follow' } }],
    ['event', 'unsubscribe', { kind: 'event', auto: 'opt-out' }],
    [
      'event',
      'click',
      { kind: 'event', text: '我要反映问题', event: { type: 'click', key: '我要反映问题' } },
    ],
    ['event', 'view', { kind: 'event', auto: 'auto-reply' }],
    ['mention', 'mention_status', { kind: 'event', event: { type: 'mention' }, auto: 'auto-reply' }],
  ])('%s %s', async (type, subtype, expected) => {
    expect(await deliverSample(sampleOf(type, subtype))).toEqual({ status: 200, text: '' });
    expect(await accepted()).toMatchObject({ ...base, ...expected });
  });

  test('a type that nobody knows is kept for people, and Weibo is content', async () => {
    expect((await deliverSample(sampleOf('hologram'))).status).toBe(200);
    expect(bench.host.entries('quarantined')).toMatchObject([{ code: 'unknown-type' }]);
  });

  test.each([
    ['no JSON', '<xml></xml>', 'unreadable'],
    ['no sender', '{"type":"text"}', 'unreadable'],
    ['for somebody else', JSON.stringify({ ...sampleOf('text'), receiver_id: 1 }), 'other-receiver'],
  ])('%s is kept for people', async (_name, body, code) => {
    expect((await deliver(bench, { ...bench.peer.pushOf({}), body })).status).toBe(200);
    expect(bench.host.entries('quarantined')).toMatchObject([{ code }]);
  });
});

describe('a push has no id', () => {
  test('the same words a second later are another message', async () => {
    const now = Date.now();
    await push(bench, { type: 'text', text: '在吗' }, new Date(now));
    await push(bench, { type: 'text', text: '在吗' }, new Date(now + 1000));
    expect(bench.host.accepted).toHaveLength(2);
  });

  test('two pictures within one second are two messages', async () => {
    const at = new Date();
    for (const tovfid of [1, 2]) {
      bench.peer.files.set(String(tovfid), Buffer.from(`picture ${tovfid}`));
      await push(bench, { type: 'image', text: '发了一张图片', data: { vfid: tovfid, tovfid } }, at);
    }
    await accepted(2);
    expect(bench.host.entries('conflict')).toEqual([]);
  });

  test('the same push under a new signature is one message', async () => {
    const at = new Date();
    for (let n = 0; n < 3; n++) await push(bench, { type: 'text', text: '在吗' }, at);
    expect(bench.host.accepted).toHaveLength(1);
  });
});

describe('files', () => {
  const image = { type: 'image', text: '发了一张图片', data: { vfid: 821804459, tovfid: 821804469 } };

  test('our copy is fetched and comes with the message', async () => {
    const picture = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    bench.peer.files.set('821804469', picture);
    expect((await push(bench, image)).status).toBe(200);
    const message = await accepted();
    expect(message).toMatchObject({ kind: 'image', attachments: [{ mime: 'image/jpeg' }] });
    expect(message?.text).toBeUndefined();
  });

  test('one that is gone is told to staff, and the message goes on', async () => {
    await push(bench, image);
    const { notices } = (await accepted()) ?? {};
    expect(notices).toEqual([expect.stringContaining('图片未能从微博下载')]);
  });

  test('one that a crash left behind is taken up at the next start', async () => {
    const { peer, host } = bench;
    bench.peer.expired = true;
    expect((await push(bench, image)).status).toBe(200);
    await bench.adapter.stop();
    expect(host.accepted).toEqual([]);
    peer.expired = false;
    peer.files.set('821804469', Buffer.from('a picture'));
    const next = await openOn(peer, host, 'messages');
    await next.adapter.start();
    expect(await accepted()).toMatchObject({ attachments: [{ name: 'photo.jpg' }] });
    await next.close();
  });
});

test('our token goes to Weibo in a header, never in an address', async () => {
  bench.peer.files.set('1', Buffer.from('x'));
  await push(bench, { type: 'voice', text: '语音', data: { tovfid: 1 } });
  await accepted();
  const call = bench.peer.calls.find(({ path }) => path === 'mss/msget');
  expect(call?.authorization).toBe(`OAuth2 ${US.token}`);
  expect(call?.params.has('access_token')).toBe(false);
});
