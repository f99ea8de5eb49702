import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { types } from 'wechaty';
import type { FakeHost } from '../../conformance/fake-host.js';
import { adapterIn, answerTo, openWeChat, signedIn, type WeChatBench } from './bench.js';
import { CITIZEN, NEIGHBOUR, ROOM, SELF } from './world.js';

let bench: WeChatBench;
beforeEach(async () => {
  bench = openWeChat();
  await bench.adapter.start();
  await signedIn(bench);
});
afterEach(() => bench.adapter.stop());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const accepted = (host: FakeHost, count: number) =>
  host.until(`${count} messages`, () => host.accepted.length >= count);
const send = (id: string, more = {}) =>
  bench.adapter.send(bench.host.putOutbound(answerTo(id, `答复 ${id}`, more)), id);

describe('receiving', () => {
  test('who wrote, what and when', async () => {
    bench.world.deliver({ id: 'm-1', text: '  0012 路灯不亮😀', timestamp: 1_700_000_000 });
    await accepted(bench.host, 1);
    expect(bench.host.accepted[0]).toMatchObject({
      externalId: 'm-1',
      kind: 'text',
      text: '  0012 路灯不亮😀',
      from: { id: CITIZEN, name: '王小明' },
      thread: { key: CITIZEN },
      sentAt: new Date(1_700_000_000_000),
    });
  });

  test('what the account itself wrote is not taken, from the telephone neither', async () => {
    bench.world.deliver({ id: 'own', text: '我在手机上回复', talkerId: SELF });
    bench.world.deliver({ id: 'm-1', text: '路灯坏了' });
    await accepted(bench.host, 1);
    expect(bench.host.journal).toHaveLength(1);
    expect(bench.host.accepted[0]?.externalId).toBe('m-1');
  });

  test('messages out of order are taken in the order of their dates', async () => {
    bench.world.deliver({ id: 'later', text: '二', timestamp: 1_700_000_002 });
    bench.world.deliver({ id: 'earlier', text: '一', timestamp: 1_700_000_001 });
    await accepted(bench.host, 2);
    expect(bench.host.accepted.map(({ text }) => text)).toEqual(['一', '二']);
  });

  test('a picture comes with its bytes', async () => {
    bench.world.deliver({ id: 'm-1', type: types.Message.Image }, { name: '路灯.png', bytes: PNG });
    await accepted(bench.host, 1);
    expect(bench.host.accepted[0]).toMatchObject({
      kind: 'image',
      attachments: [{ name: '路灯.png', mime: 'image/png', size: PNG.length }],
    });
  });

  test('a voice comes with the words that the puppet recognised', async () => {
    const amr = { name: 'voice.amr', bytes: Buffer.from('2321414d520a3c', 'hex') };
    bench.world.deliver({ id: 'm-1', type: types.Message.Audio, text: '路灯坏了' }, amr);
    await accepted(bench.host, 1);
    expect(bench.host.accepted[0]).toMatchObject({ kind: 'voice', text: '路灯坏了', attachments: [{}] });
  });

  test('markup that a puppet gives for a voice is nobody’s words', async () => {
    const amr = { name: 'voice.amr', bytes: Buffer.from('2321414d520a3c', 'hex') };
    bench.world.deliver({ id: 'm-1', type: types.Message.Audio, text: '<msg><voicemsg/></msg>' }, amr);
    await accepted(bench.host, 1);
    expect(bench.host.accepted[0]?.text).toBeUndefined();
  });

  test('a place is a place', async () => {
    bench.world.deliver({ id: 'm-1', type: types.Message.Location });
    await accepted(bench.host, 1);
    expect(bench.host.accepted[0]).toMatchObject({ kind: 'location', location: { datum: 'gcj02' } });
  });

  test('a link is its title and address', async () => {
    bench.world.deliver({ id: 'm-1', type: types.Message.Url });
    await accepted(bench.host, 1);
    expect(bench.host.accepted[0]).toMatchObject({
      kind: 'text',
      text: 'mock title for m-1\nhttps://mock.url',
    });
  });

  test.each([types.Message.Transfer, types.Message.RedEnvelope, types.Message.MiniProgram])(
    'message type %s is kept for staff',
    async (type) => {
      bench.world.deliver({ id: 'm-1', type });
      await bench.host.until('quarantine', () => bench.host.entries('quarantined').length > 0);
      expect(bench.host.entries('quarantined')).toMatchObject([{ code: 'unknown-type', externalId: 'm-1' }]);
    },
  );
});

describe('rooms', () => {
  test('talk that does not name the account is not taken', async () => {
    bench.world.deliver({ id: 'room-1', text: '今天停水吗', roomId: ROOM, mentionIdList: [NEIGHBOUR] });
    bench.world.deliver({ id: 'm-1', text: '路灯坏了' });
    await accepted(bench.host, 1);
    expect(bench.host.journal).toHaveLength(1);
  });

  test('who names it is heard, answered alone, and the room is only shown the way, once', async () => {
    for (const n of [1, 2]) {
      bench.world.deliver({
        id: `room-${n}`,
        text: '@盐城热线 路灯坏了',
        roomId: ROOM,
        mentionIdList: [SELF],
      });
    }
    await accepted(bench.host, 2);
    const thread = { key: `room:${ROOM}` };
    expect(bench.host.accepted[0]).toMatchObject({ from: { id: CITIZEN }, thread });
    expect(await send('m-1', { thread })).toMatchObject({ ok: true });
    await bench.host.until('the way', () => bench.world.shown.some(({ to }) => to === ROOM));
    const toRoom = bench.world.shown.filter(({ to }) => to === ROOM);
    expect(toRoom).toHaveLength(1);
    expect(toRoom[0]?.text).toContain('加我为好友');
    expect(bench.world.shown.filter(({ to }) => to === CITIZEN).map(({ text }) => text)).toEqual([
      '答复 m-1',
    ]);
  });
});

describe('sending', () => {
  test('words, then pictures and files', async () => {
    const saved = await bench.host.saveAttachment({ name: '现场.png', bytes: PNG });
    const attachments = saved.type === 'saved' ? [saved.attachment] : [];
    const content = { text: '已办结。', buttons: [], attachments };
    expect(await send('m-1', { content })).toMatchObject({ ok: true });
    expect(bench.world.shown).toMatchObject([
      { to: CITIZEN, text: '已办结。' },
      { to: CITIZEN, file: { name: '现场.png', bytes: PNG } },
    ]);
  });

  test('somebody whom WeChat does not know', async () => {
    expect(await send('m-1', { to: 'wxid_nobody' })).toMatchObject({ ok: false });
    expect(bench.world.shown).toEqual([]);
  });

  test('an error nobody understands is tried again', async () => {
    bench.world.failNext({ type: 'error', error: new Error('something odd') });
    expect(await send('m-1')).toMatchObject({ ok: false, kind: 'unreachable' });
    expect(await send('m-1')).toMatchObject({ ok: true });
    expect(bench.world.shown).toHaveLength(1);
  });
});

describe('signing in and out', () => {
  const action = () => bench.adapter.actions?.find(({ name }) => name === 'sign-in-code')?.run();

  test('the code to scan is kept for administrators until somebody has scanned it', async () => {
    bench.world.scan('http://weixin.qq.com/x/AbC');
    await bench.host.until('the code', () => bench.adapter.health().state === 'down');
    expect(bench.adapter.health().detail).toContain('扫码');
    expect(await action()).toMatchObject({ qr: 'http://weixin.qq.com/x/AbC' });
  });

  test('signed in, there is nothing to scan', async () => {
    expect(await action()).toEqual({ text: '已登录，不需要扫码。' });
  });

  test('after a sign-out the account is down with words, and messages wait until somebody signs in', async () => {
    await bench.world.signOut('在别处登录');
    await bench.host.until('the sign-out', () => bench.adapter.health().state === 'down');
    expect(bench.adapter.health().detail).toMatch(/退出登录.*待发消息会保留/);
    expect(await send('m-1')).toMatchObject({ ok: false, kind: 'unreachable', code: 'signed-out' });
    bench.world.signIn();
    await signedIn(bench);
    expect(await send('m-1')).toMatchObject({ ok: true });
    expect(bench.world.shown.map(({ text }) => text)).toEqual(['答复 m-1']);
  });
});

test('a puppet that is not installed is told, and the start goes on', async () => {
  const adapter = adapterIn(bench.world, bench.host, { account: 'other', puppet: 'wechaty-puppet-nowhere' });
  await adapter.start();
  await bench.host.until('the trouble', () => adapter.health().state === 'down');
  expect(adapter.health().detail).toContain('无法启用');
  await adapter.stop();
});
