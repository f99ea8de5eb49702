import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { answerTo, openOn, openWeChat, push, type WeChatBench } from './bench.js';

const SEND = '/cgi-bin/message/custom/send';
const TEMPLATE = '/cgi-bin/message/template/send';
const TOKEN = '/cgi-bin/stable_token';
const template = { id: 'T1', data: { thing1: '{text}', time2: '{time}', const3: '12345热线' } };
const OK = { ok: true };

let bench: WeChatBench;
beforeEach(() => open());
afterEach(() => bench.close());

async function open(settings: object = {}): Promise<void> {
  bench = await openWeChat(settings);
  await bench.adapter.start();
}
async function reopen(settings: object): Promise<void> {
  await bench.close();
  await open(settings);
}

let lastId = 0;
function put(text: string, more: Partial<StoredOutbound> = {}): StoredOutbound {
  return bench.host.putOutbound(answerTo(`out-${++lastId}`, text, more));
}
/** A message that waits in the outbox behind others. */
function queue(text: string, more: Partial<StoredOutbound> = {}): StoredOutbound {
  const message = answerTo('', '');
  const delivery = { ...message.delivery, status: 'ready' as const, runAt: bench.host.clock.now() };
  return put(text, { delivery, ...more });
}
const send = (message: StoredOutbound) => bench.adapter.send(message, message.id);
const say = (text: string, more: Partial<StoredOutbound> = {}) => send(put(text, more));
const shown = () => bench.peer.shown.map(({ text }) => text);

async function citizenWrites(at?: Date): Promise<void> {
  await push(bench, bench.peer.message({ MsgType: 'text', Content: '在吗' }, at), { at });
  bench.peer.reopen('oCitizen');
}
async function citizenDoes(Event: string, at?: Date): Promise<void> {
  await push(bench, bench.peer.event({ Event, EventKey: 'k' }, at), { at });
  bench.peer.reopen('oCitizen');
}
const count = (path: string) => bench.peer.calls.filter((called) => called === path).length;

describe('windows and counts, per citizen', () => {
  test('five after a message; the sixth does not even go to WeChat', async () => {
    await citizenWrites();
    for (let n = 1; n <= 5; n++) expect(await say(`第${n}条`)).toMatchObject(OK);
    expect(await say('第6条')).toMatchObject({ ok: false, kind: 'window-closed', code: 'no-room' });
    expect(count(SEND)).toBe(5);
    expect(await say('别人', { to: 'oOther' })).toMatchObject(OK);
  });

  test('a new message opens it anew', async () => {
    const at = new Date();
    await citizenWrites(new Date(at.getTime() - 60_000));
    for (let n = 1; n <= 5; n++) await say(`第${n}条`);
    await citizenWrites(at);
    expect(await say('又可以了')).toMatchObject(OK);
  });

  test('three within a minute of a click, none after it', async () => {
    const at = new Date();
    bench.host.now = at;
    await citizenDoes('CLICK', at);
    for (let n = 1; n <= 3; n++) expect(await say(`第${n}条`)).toMatchObject(OK);
    expect(await say('第4条')).toMatchObject({ kind: 'window-closed' });
    await citizenDoes('SCAN', new Date(at.getTime() + 2000));
    bench.host.now = new Date(at.getTime() + 62_001);
    expect(await say('太晚')).toMatchObject({ kind: 'window-closed' });
  });

  test('a click during the two days adds its three first', async () => {
    const at = new Date();
    await citizenWrites(at);
    await citizenDoes('CLICK', at);
    for (let n = 1; n <= 5; n++) expect(await say(`第${n}条`)).toMatchObject(OK);
    bench.peer.reopen('oCitizen');
    for (let n = 6; n <= 8; n++) expect(await say(`第${n}条`)).toMatchObject(OK);
    expect(await say('第9条')).toMatchObject({ kind: 'window-closed' });
  });

  test('closed after 48 hours', async () => {
    const at = new Date('2026-11-23T02:00:00Z');
    bench.host.now = at;
    await citizenWrites(at);
    bench.host.now = new Date(at.getTime() + 48 * 3_600_000 - 1);
    expect(await say('刚好')).toMatchObject(OK);
    bench.host.now = new Date(at.getTime() + 48 * 3_600_000);
    expect(await say('太晚')).toMatchObject({ kind: 'window-closed' });
  });

  test('the count outlives a restart and is shared by nodes', async () => {
    await citizenWrites();
    for (let n = 1; n <= 3; n++) await say(`第${n}条`);
    const other = await openOn(bench.peer, bench.host);
    await other.adapter.start();
    const results = await Promise.all(
      [4, 5, 6].map((n) => {
        const message = put(`第${n}条`);
        return (n % 2 === 0 ? other : bench).adapter.send(message, message.id);
      }),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(2);
    expect(bench.peer.shown).toHaveLength(5);
    await other.close();
  });

  test('a message that WeChat refused uses nothing up', async () => {
    await citizenWrites();
    for (let n = 0; n < 8; n++) {
      bench.peer.failNext(SEND, { type: 'errcode', errcode: -1 });
      expect(await say('x')).toMatchObject({ kind: 'unreachable' });
    }
    for (let n = 1; n <= 5; n++) expect(await say(`第${n}条`)).toMatchObject(OK);
  });

  test('WeChat knows better: after its 45047 nothing more is tried until the citizen writes', async () => {
    await citizenWrites(new Date(Date.now() - 1000));
    bench.peer.failNext(SEND, { type: 'errcode', errcode: 45047 });
    expect(await say('一')).toMatchObject({ kind: 'window-closed', code: '45047' });
    expect(await say('二')).toMatchObject({ kind: 'window-closed', code: 'no-room' });
    expect(count(SEND)).toBe(1);
    await citizenWrites();
    expect(await say('三')).toMatchObject(OK);
  });
});

describe('when room runs low', () => {
  const useUp = async (messages: number) => {
    await citizenWrites();
    for (let n = 1; n <= messages; n++) await say(`第${n}条`);
  };

  test('texts that wait go with the message, in order, and do not go again', async () => {
    await useUp(3);
    const first = put('受理了');
    const waiting = ['转办了', '办结了'].map((text) => queue(text));
    expect(await send(first)).toMatchObject(OK);
    for (const message of waiting) expect(await send(message)).toMatchObject(OK);
    expect(shown().slice(3)).toEqual(['受理了\n\n转办了\n\n办结了']);
  });

  test('what is to go out later does not go now', async () => {
    await useUp(3);
    const first = put('受理了');
    const runAt = new Date(Date.now() + 3_600_000);
    queue('明早再说', { delivery: { status: 'ready', runAt, attempts: 0, fence: 0, updatedAt: runAt } });
    await send(first);
    expect(shown().slice(3)).toEqual(['受理了']);
  });

  test('with room enough each goes by itself', async () => {
    await useUp(1);
    const first = put('受理了');
    const second = queue('转办了');
    await send(first);
    await send(second);
    expect(shown().slice(1)).toEqual(['受理了', '转办了']);
  });

  test('the last one says how to go on', async () => {
    await useUp(4);
    await say('办结了');
    expect(shown().at(-1)).toMatch(/^办结了\n\n.*回复任意内容/);
  });

  test('a question stands last, with its choices', async () => {
    await useUp(3);
    const first = put('办结了');
    const buttons = [{ label: '满意', value: 'rate.5' }];
    const question = queue('您满意吗？', { content: { text: '您满意吗？', buttons, attachments: [] } });
    queue('后面的');
    await send(first);
    expect(await send(question)).toMatchObject(OK);
    expect(bench.peer.shown.at(-1)).toEqual({
      type: 'msgmenu',
      to: 'oCitizen',
      text: '办结了\n\n您满意吗？',
      choices: [{ id: 'rate.5', content: '满意' }],
    });
  });

  test('what does not fit into one message waits for its own', async () => {
    await useUp(3);
    const first = put('字'.repeat(600));
    const second = queue('词'.repeat(600));
    await send(first);
    await send(second);
    expect(
      shown()
        .slice(3)
        .map((text) => text[0]),
    ).toEqual(['字', '词']);
  });

  test('a send that failed gives back what it had taken along', async () => {
    await useUp(3);
    const first = put('受理了');
    const second = queue('转办了');
    bench.peer.failNext(SEND, { type: 'errcode', errcode: 45011 });
    expect(await send(first)).toMatchObject({ kind: 'unreachable', retryAfterMs: 60_000 });
    expect(await send(second)).toMatchObject(OK);
    expect(await send(first)).toMatchObject(OK);
    expect(shown().slice(3)[0]).toBe('转办了');
  });

  test('when nobody knows whether it arrived, nobody knows it of those that went along', async () => {
    await useUp(3);
    const first = put('受理了');
    const second = queue('转办了');
    bench.peer.failNext(SEND, { type: 'silence' });
    expect(await send(first)).toMatchObject({ kind: 'unknown-outcome' });
    expect(await send(second)).toMatchObject({ kind: 'unknown-outcome' });
    expect(bench.peer.shown).toHaveLength(4);
  });
});

describe('outside the window a template goes instead', () => {
  beforeEach(() => reopen({ template }));

  test.each([45015, 45047])('on %i', async (errcode) => {
    bench.peer.failNext(SEND, { type: 'errcode', errcode });
    const at = new Date('2026-11-23T02:05:00Z');
    const text = '您反映的\n路灯问题已由亭湖区住建局办理完毕，维修人员今天下午到场';
    expect(await say(text, { at })).toMatchObject({ ok: true, providerId: '200228332' });
    expect(bench.peer.shown).toEqual([
      {
        type: 'template',
        to: 'oCitizen',
        text: 'thing1=您反映的 路灯问题已由亭湖区住建局办理…\ntime2=2026年11月23日 10:05\nconst3=12345热线',
        choices: [],
      },
    ]);
  });

  const PICTURE = { id: 'p', name: 'a.png', mime: 'image/png', size: 1, sha256: 'x' };

  test('one template tells of a message with its pictures, and of those that waited behind it', async () => {
    bench.host.now = new Date('2026-11-23T02:00:00Z');
    await citizenWrites(bench.host.now);
    bench.host.now = new Date('2026-11-26T02:00:00Z');
    const first = put('受理了');
    const second = queue('转办了');
    expect(await send(first)).toMatchObject(OK);
    expect(await send(second)).toMatchObject(OK);
    const third = { text: '见图', buttons: [], attachments: [PICTURE] };
    expect(await say('见图', { content: third })).toMatchObject(OK);
    expect([count(SEND), count(TEMPLATE)]).toEqual([0, 2]);
  });

  test('when the citizen writes again, what they were told of is shown in full, once and first', async () => {
    const at = new Date('2026-11-23T02:00:00Z');
    bench.host.now = at;
    await citizenWrites(at);
    bench.host.now = new Date(at.getTime() + 72 * 3_600_000);
    const long = `您反映的路灯问题，${'经现场查看，'.repeat(10)}已于今天修好。`;
    await say(long);
    await citizenWrites(bench.host.now);
    for (const text of ['收到', '再见']) expect(await say(text)).toMatchObject(OK);
    expect(shown().slice(1)).toEqual([`此前给您的通知，全文如下：\n${long}`, '收到', '再见']);
  });

  test('what cannot be shown in full for good holds nothing up; what may yet pass waits', async () => {
    bench.peer.late.add('oCitizen');
    await say('有进展');
    await citizenWrites();
    bench.peer.failNext(SEND, { type: 'errcode', errcode: -1 });
    const answer = put('收到');
    expect(await send(answer)).toMatchObject({ kind: 'unreachable' });
    bench.peer.failNext(SEND, { type: 'errcode', errcode: 45002 });
    expect(await send(answer)).toMatchObject(OK);
    expect(shown().slice(1)).toEqual(['收到']);
  });

  test('without asking, when it is known to be closed', async () => {
    bench.host.now = new Date('2026-11-23T02:00:00Z');
    await citizenWrites(bench.host.now);
    bench.host.now = new Date('2026-11-26T02:00:00Z');
    expect(await say('有进展')).toMatchObject(OK);
    expect([count(SEND), count(TEMPLATE)]).toEqual([0, 1]);
  });

  test.each([
    [43004, 'opted-out'],
    [-1, 'unreachable'],
    [40037, 'rejected'],
  ])('and if that fails with %i, it is %s', async (errcode, kind) => {
    bench.peer.late.add('oCitizen');
    bench.peer.failNext(TEMPLATE, { type: 'errcode', errcode });
    expect(await say('有进展')).toMatchObject({ ok: false, kind, code: String(errcode) });
  });
});

describe('who left is left alone', () => {
  test('nothing is sent after 取消关注, until they follow again', async () => {
    await citizenWrites();
    await push(bench, bench.peer.event({ Event: 'unsubscribe' }));
    expect(await say('有进展')).toMatchObject({ ok: false, kind: 'opted-out', code: 'unsubscribed' });
    expect(count(SEND)).toBe(0);
    await citizenDoes('subscribe');
    expect(await say('欢迎回来')).toMatchObject(OK);
  });
});

describe('one token for all', () => {
  test('sends side by side share one, and one new one when it was rotated', async () => {
    await Promise.all([1, 2, 3].map((n) => say(`第${n}条`, { to: `o${n}` })));
    expect(bench.peer.tokensGiven).toBe(1);
    bench.peer.rotateToken();
    const results = await Promise.all([4, 5].map((n) => say(`第${n}条`, { to: `o${n}` })));
    expect(results).toMatchObject([OK, OK]);
    expect(bench.peer.tokensGiven).toBe(2);
    expect(shown()).toHaveLength(5);
  });

  test('its end is shown, by the node that fetched it and by others', async () => {
    await say('x');
    const shownBy = (of: typeof bench) => of.adapter.health().tokenExpiresAt?.getTime();
    const other = await openOn(bench.peer, bench.host);
    await other.adapter.start();
    await bench.host.until('health up', () => other.adapter.health().state === 'up');
    await other.close();
    expect(shownBy(bench)).toBeGreaterThan(Date.now() + 3_600_000);
    expect(shownBy(other)).toBe(shownBy(bench));
  });

  test.each([40001, 40014, 42001])('%i is answered with a new one and one more attempt', async (errcode) => {
    bench.peer.failNext(SEND, { type: 'errcode', errcode });
    expect(await say('x')).toMatchObject(OK);
    expect(count(SEND)).toBe(2);
  });

  test('a token that is refused again is a matter for people', async () => {
    for (let n = 0; n < 2; n++) bench.peer.failNext(SEND, { type: 'errcode', errcode: 40001 });
    expect(await say('x')).toMatchObject({ ok: false, kind: 'auth', code: '40001' });
    expect(bench.adapter.health()).toMatchObject({
      state: 'paused',
      detail: expect.stringContaining('AppSecret'),
    });
    expect(await say('y')).toMatchObject(OK);
    expect(bench.adapter.health().state).toBe('up');
  });

  test('a secret file that is gone is a matter for people, and nothing of it is told', async () => {
    await reopen({ appSecret: undefined, appSecretFile: '/nowhere/secret' });
    expect(await say('x')).toMatchObject({ ok: false, kind: 'auth', code: 'secret-unreadable' });
    expect(bench.adapter.health().state).toBe('paused');
  });

  test('nodes share it: the second asks for none', async () => {
    await say('一');
    const other = await openOn(bench.peer, bench.host);
    await other.adapter.start();
    const message = put('二');
    expect(await other.adapter.send(message, message.id)).toMatchObject(OK);
    expect(count(TOKEN)).toBe(1);
    await other.close();
  });

  test('it is renewed five minutes before its end', async () => {
    await say('一');
    const given = new Date();
    bench.host.now = new Date(given.getTime() + (7200 - 290) * 1000);
    await say('二');
    expect(count(TOKEN)).toBe(2);
  });
});

describe('what WeChat answers', () => {
  test.each([
    [-1, 'unreachable'],
    [45011, 'unreachable'],
    [40164, 'auth'],
    [40125, 'auth'],
    [48001, 'auth'],
    [45015, 'window-closed'],
    [45047, 'window-closed'],
    [43004, 'opted-out'],
    [45002, 'rejected'],
    [40003, 'rejected'],
    [99999, 'rejected'],
  ])('%i is %s, with a sentence and its number', async (errcode, kind) => {
    bench.peer.failNext(SEND, { type: 'errcode', errcode });
    const result = await say('x');
    expect(result).toMatchObject({ ok: false, kind, code: String(errcode) });
    expect(result).toMatchObject({ message: expect.stringMatching(/\p{Script=Han}+（/u) });
  });

  test('calls used up: tried again after midnight in China', async () => {
    bench.host.now = new Date('2026-11-23T15:30:00Z');
    bench.peer.failNext(SEND, { type: 'errcode', errcode: 45009 });
    expect(await say('x')).toMatchObject({ kind: 'unreachable', retryAfterMs: 40 * 60_000 });
  });

  test('silence after the message was given is an unknown outcome, and the message never goes again', async () => {
    bench.peer.failNext(SEND, { type: 'silence' });
    const message = put('一次');
    expect(await send(message)).toMatchObject({ kind: 'unknown-outcome' });
    expect(await send(message)).toMatchObject({ kind: 'unknown-outcome' });
    expect(shown()).toEqual(['一次']);
  });

  test('a gateway’s error after the message was given is one too', async () => {
    bench.peer.failNext(SEND, { type: 'http', status: 502 });
    expect(await say('x')).toMatchObject({ kind: 'unknown-outcome', code: 'http-502' });
  });

  test('a WeChat that is not there has surely got nothing', async () => {
    await say('一');
    await bench.peer.goAway();
    const message = put('二');
    expect(await send(message)).toMatchObject({ kind: 'unreachable' });
    await bench.peer.comeBack();
    expect(await send(message)).toMatchObject(OK);
  });

  test('secrets do not stand in results', async () => {
    bench.peer.failNext(SEND, { type: 'silence' });
    const results = [await say('x')];
    await bench.peer.goAway();
    results.push(await say('y'));
    await bench.peer.comeBack();
    expect(JSON.stringify(results)).not.toMatch(/TOKEN-|the secret/);
  });
});

describe('what a message becomes', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const attach = async (name: string, bytes: Buffer) => {
    const saved = await bench.host.saveAttachment({ name, bytes });
    if (saved.type !== 'saved') throw new Error(saved.message);
    return saved.attachment;
  };

  test('pictures are uploaded and follow the text; other files are named', async () => {
    const attachments = [await attach('现场.png', PNG), await attach('答复.txt', Buffer.from('文字'))];
    expect(await say('见图', { content: { text: '见图', buttons: [], attachments } })).toMatchObject(OK);
    expect(bench.peer.shown.map(({ type }) => type)).toEqual(['text', 'image']);
    expect(shown()[0]).toContain('答复.txt');
    expect(bench.peer.uploads[0]?.bytes.includes(PNG)).toBe(true);
  });

  test('a picture that failed goes later, without its text again', async () => {
    const attachments = [await attach('现场.png', PNG)];
    const message = put('见图', { content: { text: '见图', buttons: [], attachments } });
    bench.peer.failNext('/cgi-bin/media/upload', { type: 'errcode', errcode: -1 });
    expect(await send(message)).toMatchObject({ kind: 'unreachable' });
    expect(await send(message)).toMatchObject(OK);
    expect(bench.peer.shown.map(({ type }) => type)).toEqual(['text', 'image']);
  });

  test('choices that leave the text no room follow it', async () => {
    const buttons = ['满意', '不满意'].map((label) => ({ label, value: label }));
    const text = '字'.repeat(682);
    await say(text, { content: { text, buttons, attachments: [] } });
    expect(bench.peer.shown).toMatchObject([
      { type: 'text', text },
      { type: 'msgmenu', text: '请选择：', choices: [{ content: '满意' }, { content: '不满意' }] },
    ]);
  });

  test('two sends at once under one key are one message', async () => {
    const message = put('一次');
    const [first, second] = await Promise.all([send(message), send(message)]);
    expect(second).toEqual(first);
    expect(shown()).toEqual(['一次']);
  });

  test('a message that a process died sending is not sent by the next: nobody knows', async () => {
    const message = put('一次');
    const held = bench.peer.hold();
    const sending = send(message);
    await held.arrived;
    const next = await openOn(bench.peer, bench.host);
    expect(await next.adapter.send(message, message.id)).toMatchObject({
      ok: false,
      kind: 'unknown-outcome',
      code: 'interrupted',
    });
    held.release();
    expect(await sending).toMatchObject(OK);
    await next.close();
    expect(shown()).toEqual(['一次']);
  });

  test('a message that was sent before a restart is not sent after it', async () => {
    const message = put('一次');
    const before = await send(message);
    const other = await openOn(bench.peer, bench.host);
    expect(await other.adapter.send(message, message.id)).toEqual(before);
    await other.close();
    expect(shown()).toEqual(['一次']);
  });
});
