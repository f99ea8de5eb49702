import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { US } from '../../peers/weibo.js';
import { answerTo, openOn, openWeibo, type WeiboBench } from './bench.js';

const REPLY = 'comments/reply';
const OK = { ok: true };

let bench: WeiboBench;
beforeEach(async () => {
  // Not started: a send needs no feed.
  bench = await openWeibo('comments');
});
afterEach(() => bench.close());

let lastId = 0;
const message = (text: string, more: Partial<StoredOutbound> = {}): StoredOutbound =>
  bench.host.putOutbound(answerTo(`out-${++lastId}`, text, more));
const send = (each: StoredOutbound) => bench.adapter.send(each, each.id);
const say = (text: string, more: Partial<StoredOutbound> = {}) => send(message(text, more));
const later = (seconds: number) => (bench.host.now = new Date(Date.now() + seconds * 1000));
const count = (path: string) => bench.peer.calls.filter((call) => call.path === path).length;

describe('where a reply goes', () => {
  test('beneath the comment, with the address of the operator', async () => {
    expect(await say('请私信我们')).toMatchObject(OK);
    expect(bench.peer.written).toMatchObject([
      {
        type: 'reply',
        to: { statusId: '11142488790', commentId: '5612814510546515' },
        text: '请私信我们',
        rip: US.rip,
      },
    ]);
  });
  test('beneath the post that named us', async () => {
    expect(await say('请私信我们', { thread: { key: 'status:5612814510546515' } })).toMatchObject(OK);
    expect(bench.peer.written).toMatchObject([{ type: 'create', to: { statusId: '5612814510546515' } }]);
  });
  test('nowhere when the thread is none', async () => {
    expect(await say('请私信我们', { thread: { key: 'message:1' } })).toMatchObject({ kind: 'rejected' });
    expect(bench.peer.calls).toEqual([]);
  });
});

describe('what must not be read by everybody stays out of Weibo', () => {
  const file = { id: 'f', name: 'a.pdf', mime: 'application/pdf', size: 1, sha256: '0'.repeat(64) };
  test.each<[string, string, Partial<StoredOutbound>]>([
    ['anything of a ticket', '您的诉求已受理', { ticketId: 't-1' }],
    ['a mobile number', '我们会打 13912345678 联系您', {}],
    ['a mobile number with spaces', '我们会打 139 1234 5678 联系您', {}],
    ['an identity number', '身份证 32090219900101123X', {}],
    ['a file', '见附件', { content: { text: '见附件', buttons: [], attachments: [file] } }],
  ])('%s', async (_name, text, more) => {
    expect(await say(text, more)).toMatchObject({ ok: false, kind: 'rejected', code: 'not-in-public' });
    expect(bench.peer.calls).toEqual([]);
  });
  test('the number of an office may be told', async () => {
    expect(await say('请拨打 0515-12345 或 12345')).toMatchObject(OK);
  });
});

describe('140 characters', () => {
  test('of mixed width go out whole', async () => {
    const text = '字'.repeat(70) + 'ab'.repeat(70);
    expect(await say(text)).toMatchObject(OK);
    expect(bench.peer.written[0]?.text).toBe(text);
  });
  test('emoji that the hub counted as fewer are cut, and the reply goes out', async () => {
    expect(await say('字'.repeat(138) + '😀😀')).toMatchObject(OK);
    expect(bench.peer.written[0]?.text).toMatch(/字…$/);
  });
});

describe('the same words to many people (20019)', () => {
  test('are varied, once, and stay within the length', async () => {
    const text = '字'.repeat(140);
    await say(text);
    expect(await say(text)).toMatchObject(OK);
    expect(bench.peer.written[1]?.text).toMatch(/^字+…（\d\d:\d\d:\d\d）$/);
  });
  test('when Weibo refuses the variation too, staff are told', async () => {
    for (let n = 0; n < 2; n++) bench.peer.failNext(REPLY, { type: 'error', code: 20019 });
    expect(await say('请私信我们')).toMatchObject({ ok: false, kind: 'rejected', code: '20019' });
    expect(await say('请私信我们')).toMatchObject(OK);
  });
});

describe('a reply that Weibo took and never confirmed', () => {
  const link = '请到这里私下说：https://12345.example.cn/c/0123456789abcdef';

  test('is not repeated at once', async () => {
    const doubted = message('请私信我们');
    bench.peer.failNext(REPLY, { type: 'silence' });
    expect(await send(doubted)).toMatchObject({ ok: false, kind: 'unknown-outcome' });
    expect(await send(doubted)).toMatchObject({ ok: false, kind: 'unknown-outcome', code: 'interrupted' });
    expect(count(REPLY)).toBe(1);
  });

  test('is found among our own comments, though Weibo shortened its address', async () => {
    const doubted = message(link);
    bench.peer.failNext(REPLY, { type: 'silence' });
    await send(doubted);
    later(30);
    expect(await send(doubted)).toEqual({ ok: true, providerId: bench.peer.written[0]?.id, status: 'sent' });
    expect(bench.peer.written).toHaveLength(1);
  });

  test('after a crash in the middle, is found by the next process', async () => {
    const doubted = message(link);
    bench.peer.failNext(REPLY, { type: 'silence' });
    await send(doubted);
    later(30);
    const next = await openOn(bench.peer, bench.host, 'comments');
    expect(await next.adapter.send(doubted, doubted.id)).toMatchObject(OK);
    await next.close();
    expect(bench.peer.written).toHaveLength(1);
  });

  test('when the look-up does not show it, "repeat content" says that it was sent', async () => {
    const doubted = message('请私信我们');
    bench.peer.failNext(REPLY, { type: 'silence' });
    await send(doubted);
    later(30);
    bench.peer.hidesOwn = true;
    expect(await send(doubted)).toMatchObject(OK);
    expect(bench.peer.written).toHaveLength(1);
  });

  test('while our comments cannot be looked at, it stays in doubt and is not repeated', async () => {
    const doubted = message('请私信我们');
    bench.peer.failNext(REPLY, { type: 'silence' });
    await send(doubted);
    later(30);
    bench.peer.failNext('comments/by_me', { type: 'error', code: 10002, status: 503 });
    expect(await send(doubted)).toMatchObject({ ok: false, kind: 'unreachable' });
    expect(count(REPLY)).toBe(1);
    expect(await send(doubted)).toMatchObject(OK);
    expect(bench.peer.written).toHaveLength(1);
  });

  test('one that was varied is found, and sent again only as it was', async () => {
    await say('请私信我们');
    const doubted = message('请私信我们');
    bench.peer.failNext(REPLY, { type: 'error', code: 20019 });
    bench.peer.failNext(REPLY, { type: 'http', status: 502 });
    expect(await send(doubted)).toMatchObject({ kind: 'unknown-outcome' });
    later(30);
    expect(await send(doubted)).toMatchObject(OK);
    expect(bench.peer.written.map(({ text }) => text)).toEqual([
      '请私信我们',
      expect.stringMatching(/^请私信我们（\d\d:\d\d:\d\d）$/),
    ]);
  });

  test('its words are not kept, because they may hold a link', async () => {
    const doubted = message(link);
    bench.peer.failNext(REPLY, { type: 'silence' });
    await send(doubted);
    const kept = JSON.stringify(await bench.host.memory.list('', 1000));
    expect(kept).toContain(doubted.id);
    expect(kept).not.toContain('0123456789abcdef');
  });

  test('one that never arrived is sent after all', async () => {
    const doubted = message('请私信我们');
    bench.peer.failNext(REPLY, { type: 'http', status: 502 });
    expect(await send(doubted)).toMatchObject({ kind: 'unknown-outcome' });
    later(30);
    expect(await send(doubted)).toMatchObject(OK);
    expect(bench.peer.written).toHaveLength(1);
  });

  test('a system error (10001) is tried again, and its repeat is no second reply', async () => {
    const doubted = message('请私信我们');
    bench.peer.failNext(REPLY, { type: 'error', code: 10001, status: 500 });
    expect(await send(doubted)).toMatchObject({ ok: false, kind: 'unreachable' });
    later(30);
    expect(await send(doubted)).toMatchObject(OK);
    expect(bench.peer.written).toHaveLength(1);
  });
});

describe('what Weibo answers, by whose fault', () => {
  test.each([
    [10001, 'unreachable'],
    ['10002', 'unreachable'],
    [10009, 'unreachable'],
    [20016, 'unreachable'],
    [20012, 'rejected'],
    [20021, 'rejected'],
    [20101, 'rejected'],
    [20201, 'rejected'],
    [20206, 'opted-out'],
    [20207, 'opted-out'],
    [10014, 'auth'],
    [21314, 'auth'],
    [21321, 'auth'],
    [21327, 'auth'],
    [21332, 'auth'],
    [29999, 'rejected'],
  ])('%s is %s', async (code, kind) => {
    bench.peer.failNext(REPLY, { type: 'error', code });
    const result = await say('请私信我们');
    expect(result).toMatchObject({ ok: false, kind, code: String(code) });
    if (kind === 'auth') expect(bench.adapter.health().state).toBe('paused');
  });

  test.each([10022, 10023, 10024])('%i: the rest of the hour is left alone', async (code) => {
    bench.host.now = new Date('2026-11-24T08:20:00Z');
    bench.peer.failNext(REPLY, { type: 'error', code, status: 403 });
    const wait = 41 * 60_000;
    const { length } = bench.peer.calls;
    expect(await say('一')).toMatchObject({ kind: 'unreachable', code: String(code), retryAfterMs: wait });
    expect(await say('二')).toMatchObject({ kind: 'unreachable', code: 'hour-used-up', retryAfterMs: wait });
    expect(bench.peer.calls).toHaveLength(length + 1);
    bench.host.now = new Date('2026-11-24T09:01:00Z');
    expect(await say('三')).toMatchObject(OK);
  });

  test('our own limit of replies is kept, and told', async () => {
    const small = await openOn(bench.peer, bench.host, 'comments', { hourlyReplies: 2 });
    const reply = (text: string) => {
      const each = message(text);
      return small.adapter.send(each, each.id);
    };
    expect(await reply('一')).toMatchObject(OK);
    expect(small.adapter.health().quotaLeft).toBe(1);
    expect(await reply('二')).toMatchObject(OK);
    expect(await reply('三')).toMatchObject({ kind: 'unreachable', code: 'hour-used-up' });
    await small.close();
    expect(bench.peer.written).toHaveLength(2);
  });
});
