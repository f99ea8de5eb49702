import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { US, weiboTime } from '../../peers/weibo.js';
import { answerTo, CITIZEN, MESSAGES, openOn, openWeibo, push, type WeiboBench } from './bench.js';

const REPLY = 'messages/reply';
const HOUR = 3_600_000;
const OK = { ok: true };

let bench: WeiboBench;
beforeEach(async () => {
  bench = await openWeibo('messages');
  await bench.adapter.start();
});
afterEach(() => bench.close());

let lastId = 0;
const message = (text: string, more: Partial<StoredOutbound> = {}): StoredOutbound =>
  bench.host.putOutbound(
    answerTo(`out-${++lastId}`, text, { account: MESSAGES, thread: { key: `message:${CITIZEN}` }, ...more }),
  );
const send = (each: StoredOutbound) => bench.adapter.send(each, each.id);
const say = (text: string, more: Partial<StoredOutbound> = {}) => send(message(text, more));
const sent = () => bench.peer.written.map(({ text }) => text);
const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
const citizenWrites = (at?: Date) => push(bench, { type: 'text', text: '在吗' }, at);
const citizenDoes = (subtype: string, at?: Date) =>
  push(bench, { type: 'event', text: '事件', data: { subtype } }, at);
const citizenMentions = (at?: Date) =>
  push(bench, { type: 'mention', text: '被@', data: { subtype: 'mention_status', key: '1' } }, at);
/** The push itself has to be fresh, whenever it tells of. */
const didAt = (at: Date, data: object) => push(bench, { created_at: weiboTime(at), ...data });

test('an answer goes to the citizen as JSON in a form', async () => {
  expect(await say('您好："已受理"\n请稍候')).toMatchObject(OK);
  const call = bench.peer.calls.find(({ path }) => path === REPLY);
  expect(call?.authorization).toBe(`OAuth2 ${US.token}`);
  expect(Object.fromEntries(call?.params ?? [])).toEqual({
    type: 'text',
    data: '{"text":"您好：\\"已受理\\"\\n请稍候"}',
    receiver_id: CITIZEN,
    save_sender_box: '1',
  });
});

describe('48 hours', () => {
  const text = { type: 'text', text: '在吗' };
  test('after a message, as many answers as it takes', async () => {
    await citizenWrites();
    for (let n = 1; n <= 8; n++) expect(await say(`第${n}条`)).toMatchObject(OK);
  });
  test('later, Weibo is not even asked', async () => {
    await didAt(ago(48.1), text);
    expect(await say('太晚了')).toMatchObject({ ok: false, kind: 'window-closed', code: 'no-window' });
    expect(sent()).toEqual([]);
  });
  test('a new message opens it anew, and a late push of an old one closes nothing', async () => {
    await didAt(ago(50), text);
    await citizenWrites();
    await didAt(ago(49), text);
    expect(await say('又可以了')).toMatchObject(OK);
  });
  test.each(['follow', 'subscribe', 'click', 'view', 'scan'])('%s opens it', async (subtype) => {
    await didAt(ago(50), text);
    await citizenDoes(subtype);
    expect(await say('您好')).toMatchObject(OK);
  });
  test('our name in a post opens it for one message', async () => {
    await citizenMentions();
    expect(await say('一')).toMatchObject(OK);
    expect(await say('二')).toMatchObject({ kind: 'window-closed' });
  });
  test('one that failed does not use it up', async () => {
    await citizenMentions();
    bench.peer.failNext(REPLY, { type: 'error', code: 10002, status: 503 });
    expect(await say('一')).toMatchObject({ kind: 'unreachable' });
    expect(await say('二')).toMatchObject(OK);
  });
  test('one that may have arrived does', async () => {
    await citizenMentions();
    bench.peer.failNext(REPLY, { type: 'silence' });
    expect(await say('一')).toMatchObject({ kind: 'unknown-outcome' });
    expect(await say('二')).toMatchObject({ kind: 'window-closed' });
  });
  test('outlives a restart', async () => {
    await didAt(ago(50), text);
    const next = await openOn(bench.peer, bench.host, 'messages');
    const each = message('太晚了');
    expect(await next.adapter.send(each, each.id)).toMatchObject({ kind: 'window-closed' });
    await next.close();
  });
});

describe('who stopped following', () => {
  test.each(['unfollow', 'unsubscribe'])('%s: hears nothing', async (subtype) => {
    await citizenWrites();
    await citizenDoes(subtype);
    expect(await say('您好')).toMatchObject({ ok: false, kind: 'opted-out' });
    expect(sent()).toEqual([]);
  });
  test('hears us again after writing', async () => {
    await citizenDoes('unfollow');
    await citizenWrites();
    expect(await say('您好')).toMatchObject(OK);
  });
});

describe('a message of which Weibo never spoke', () => {
  test('is left to people, in this process and the next', async () => {
    const doubted = message('已受理');
    bench.peer.failNext(REPLY, { type: 'silence' });
    expect(await send(doubted)).toMatchObject({ ok: false, kind: 'unknown-outcome' });
    const next = await openOn(bench.peer, bench.host, 'messages');
    expect(await next.adapter.send(doubted, doubted.id)).toMatchObject({ kind: 'unknown-outcome' });
    await next.close();
    expect(sent()).toEqual(['已受理']);
  });
  test('whereas a refusal may be tried again', async () => {
    const refused = message('已受理');
    bench.peer.failNext(REPLY, { type: 'error', code: 10009, status: 503 });
    expect(await send(refused)).toMatchObject({ kind: 'unreachable' });
    expect(await send(refused)).toMatchObject(OK);
    expect(sent()).toEqual(['已受理']);
  });
});

describe('what does not fit', () => {
  test('is cut within 299 characters', async () => {
    expect(await say('字'.repeat(400))).toMatchObject(OK);
    expect(sent()[0]).toHaveLength(299);
  });
  test('a file is named', async () => {
    const file = { id: 'f', name: '告知书.pdf', mime: 'application/pdf', size: 1, sha256: '0'.repeat(64) };
    await say('', { content: { text: '请看附件', buttons: [], attachments: [file] } });
    expect(sent()[0]).toMatch(/请看附件\n.*告知书\.pdf/);
  });
});

test('21327: the account is paused, and other accounts are not touched', async () => {
  const other = await openWeibo('comments');
  await other.adapter.start();
  bench.peer.expired = true;
  expect(await say('您好')).toMatchObject({ ok: false, kind: 'auth', code: '21327' });
  expect(bench.adapter.health().state).toBe('paused');
  await other.host.until('health', () => other.adapter.health().state === 'up');
  await other.close();
});
