import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { US, user } from '../../peers/weibo.js';
import { COMMENTS, openOn, openWeibo, type WeiboBench } from './bench.js';

const HOUR = 3_600_000;

let bench: WeiboBench;
beforeEach(async () => {
  bench = await openWeibo('comments');
});
afterEach(() => bench.close());

const start = () => bench.adapter.start();
const texts = () => bench.host.accepted.map(({ text }) => text);
const until = (what: string, condition: () => boolean) => bench.host.until(what, condition);
const has = (count: number) => until(`${count} messages`, () => bench.host.accepted.length >= count);
/** Whole rounds, so that what had to be found has been found. */
async function rounds(count = 2): Promise<void> {
  const seen = () => bench.peer.calls.filter(({ path }) => path === 'comments/mentions').length;
  const before = seen();
  await until(`${count} rounds`, () => seen() >= before + count);
}

describe('three feeds that overlap', () => {
  test('a comment that answers us and names us is one message', async () => {
    await start();
    const id = bench.peer.comment('@盐城12345 水停了', ['comments/to_me', 'comments/mentions']);
    await has(1);
    await rounds();
    expect(bench.host.accepted.map(({ externalId }) => externalId)).toEqual([`comment:${id}`]);
    expect(bench.host.entries('conflict')).toEqual([]);
  });

  test('come in the order in which they were written', async () => {
    bench.peer.comment('一');
    bench.peer.mention('二');
    bench.peer.comment('三', ['comments/mentions']);
    bench.peer.comment('四');
    await start();
    await has(4);
    expect(texts()).toEqual(['一', '二', '三', '四']);
  });

  test('one that may not be read does not hold up the others', async () => {
    for (let n = 0; n < 3; n++) bench.peer.failNext('statuses/mentions', { type: 'error', code: 10014 });
    bench.peer.comment('水停了');
    await start();
    await has(1);
    await until('health', () => bench.adapter.health().state === 'degraded');
    expect(bench.adapter.health().detail).toMatch(/“@我的微博”读不到.*10014/);
    await until('health', () => bench.adapter.health().state === 'up');
  });
});

describe('nothing is lost and nothing comes twice', () => {
  const numbered = (count: number) => Array.from({ length: count }, (_, n) => `第${n + 1}条`);

  test('120 over three pages, with one more written and one taken back meanwhile', async () => {
    bench.peer.mostPerPage = 50;
    const ids = numbered(120).map((text) => bench.peer.mention(text));
    bench.peer.beforePage = (page) => {
      if (page === 2) bench.peer.mention('新来的');
      if (page === 3) bench.peer.remove(ids[119] ?? '');
    };
    await start();
    await has(121);
    await rounds();
    expect(new Set(texts())).toEqual(new Set([...numbered(120), '新来的']));
    expect(texts().slice(0, 120)).toEqual(numbered(120));
    expect(bench.host.accepted).toHaveLength(121);
  });

  test('what was written while the hub was away is fetched, whatever the time', async () => {
    await start();
    bench.peer.mention('之前');
    await has(1);
    await rounds(1);
    await bench.adapter.stop();
    bench.peer.mostPerPage = 50;
    const old = { created_at: 'Tue May 31 17:46:55 +0800 2011' };
    for (const text of numbered(130)) bench.peer.mention(text, old);
    const next = await openOn(bench.peer, bench.host, 'comments');
    await next.adapter.start();
    await has(131);
    await next.close();
    expect(texts()).toEqual(['之前', ...numbered(130)]);
  });

  test('what was written while Weibo was away is fetched', async () => {
    await start();
    await rounds(1);
    await bench.peer.goAway();
    await until('trouble', () => bench.adapter.health().state === 'degraded');
    bench.peer.comment('断网时写的');
    await bench.peer.comeBack();
    await has(1);
    expect(texts()).toEqual(['断网时写的']);
  });

  test('a store that fails in the middle gets everything again, once', async () => {
    bench.host.failNext('accept', { type: 'throw', error: new Error('away') });
    for (const text of numbered(5)) bench.peer.mention(text);
    await start();
    await has(5);
    await rounds();
    expect(texts()).toEqual(numbered(5));
  });

  test('after an outage that Weibo does not remember, staff are told', async () => {
    bench.peer.mention('之前');
    await start();
    await has(1);
    await rounds(1);
    await bench.adapter.stop();
    for (const text of numbered(1100)) bench.peer.mention(text);
    // Not every feed tells how much there is.
    bench.peer.tellsTotal = false;
    const next = await openOn(bench.peer, bench.host, 'comments');
    await next.adapter.start();
    await has(1101);
    await until('the note', () => bench.host.entries('quarantined').length > 0);
    await next.close();
    expect(bench.host.entries('quarantined')).toMatchObject([{ code: 'feed-gap' }]);
  });

  test('two nodes ask in turn, and no message comes twice', async () => {
    const other = await openOn(bench.peer, bench.host, 'comments');
    await Promise.all([start(), other.adapter.start()]);
    for (const text of numbered(20)) bench.peer.comment(text);
    await has(20);
    await rounds(3);
    await other.close();
    expect([...texts()].sort()).toEqual(numbered(20).sort());
  });
});

describe('the first start', () => {
  test('takes what is a day old, and leaves what is older', async () => {
    bench.peer.mention('去年的', { created_at: 'Fri May 31 17:46:55 +0800 2024' });
    bench.peer.mention('刚才的');
    await start();
    await has(1);
    await rounds();
    expect(texts()).toEqual(['刚才的']);
  });
});

describe('the hour', () => {
  test('10023: nothing is asked before the next hour', async () => {
    bench.host.now = new Date('2026-11-24T08:20:00Z');
    await start();
    await until('a call', () => bench.peer.calls.length > 0);
    bench.peer.hourly = 0;
    bench.host.now = new Date('2026-11-24T08:30:00Z');
    await until('the refusal', () => bench.adapter.health().state === 'degraded');
    expect(bench.adapter.health().detail).toMatch('10023');
    await bench.adapter.stop();

    bench.peer.newHour();
    bench.peer.hourly = 150;
    const { length } = bench.peer.calls;
    const next = await openOn(bench.peer, bench.host, 'comments');
    await next.adapter.start();
    await until('health', () => next.adapter.health().state === 'degraded');
    expect(bench.peer.calls).toHaveLength(length);
    await next.close();

    bench.host.now = new Date('2026-11-24T09:01:01Z');
    const later = await openOn(bench.peer, bench.host, 'comments');
    await later.adapter.start();
    await until('health', () => later.adapter.health().state === 'up');
    await later.close();
  });

  test('our own limit is kept without being told', async () => {
    const small = await openOn(bench.peer, bench.host, 'comments', { hourlyReads: 7 });
    bench.host.now = new Date('2026-11-24T08:20:00Z');
    await small.adapter.start();
    for (let minute = 21; minute < 40; minute++) {
      bench.host.now = new Date(`2026-11-24T08:${minute}:00Z`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until('health', () => small.adapter.health().state === 'degraded');
    await small.close();
    expect(bench.peer.calls).toHaveLength(7);
  });
});

describe('the token', () => {
  test('21327: the account is paused and says so, and goes on with another token', async () => {
    bench.peer.expired = true;
    await start();
    await until('health', () => bench.adapter.health().state === 'paused');
    expect(bench.adapter.health().detail).toMatch('21327');
    bench.peer.expired = false;
    bench.peer.comment('换了令牌之后');
    await has(1);
    await until('health', () => bench.adapter.health().state === 'up');
  });

  test('its end is asked of Weibo, and staff are told in time', async () => {
    bench.peer.tokenSeconds = 2 * 86_400;
    await start();
    await until('health', () => bench.adapter.health().tokenExpiresAt !== undefined);
    await until('health', () => bench.adapter.health().state === 'degraded');
    const { detail, tokenExpiresAt } = bench.adapter.health();
    expect(detail).toMatch('到期');
    expect(Math.abs((tokenExpiresAt?.getTime() ?? 0) - Date.now() - 48 * HOUR)).toBeLessThan(60_000);
  });
});

describe('what is taken', () => {
  const one = async () => {
    await start();
    await has(1);
    return bench.host.accepted[0];
  };

  test('a post: the words without our name, and the whole beside them', async () => {
    const id = bench.peer.mention('@盐城12345 路灯坏了//@邻居:同问', {
      pic_urls: [{ thumbnail_pic: 'http://ww1.sinaimg.cn/thumbnail/a.jpg' }],
      isLongText: true,
    });
    expect(await one()).toMatchObject({
      channel: 'weibo',
      account: COMMENTS,
      externalId: `status:${id}`,
      from: { id: '2489518277', name: '建军路居民' },
      thread: { key: `status:${id}` },
      text: '路灯坏了',
      fullText: '@盐城12345 路灯坏了//@邻居:同问',
      notices: [expect.stringContaining('长微博'), expect.stringContaining('1 张图片')],
    });
  });

  test('a comment: the reply goes beneath it', async () => {
    const id = bench.peer.comment('回复@盐城12345:谢谢，还没修');
    expect(await one()).toMatchObject({ text: '谢谢，还没修', thread: { key: `comment:11142488790/${id}` } });
  });

  test('not what we wrote ourselves, nor what its author deleted', async () => {
    bench.peer.comment('我们自己的', ['comments/to_me'], { user: user(US.uid, US.screenName) });
    bench.peer.comment('抱歉，此评论已被删除', ['comments/to_me'], { deleted: '1', user: null });
    bench.peer.comment('市民的');
    expect(await one()).toMatchObject({ text: '市民的' });
    expect(bench.host.entries('quarantined')).toEqual([]);
  });

  test('what nobody can read is kept for people, once, and the rest goes on', async () => {
    const id = bench.peer.comment('', ['comments/to_me'], { text: 42 });
    bench.peer.comment('后面的');
    expect(await one()).toMatchObject({ text: '后面的' });
    await rounds();
    expect(bench.host.entries('quarantined')).toMatchObject([
      { code: 'unreadable', externalId: `comment:${id}` },
    ]);
  });
});
