import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answerTo, newClient, openWeb, type Client, type WebBench } from './bench.js';
import type { StoredMessage } from '../../../src/core/model/message.js';
import { eventually, openSleeper, Reader } from './reader.js';

describe('the stream of the web channel', () => {
  let bench: WebBench;
  let client: Client;
  const readers: Reader[] = [];

  beforeEach(async () => {
    bench = await openWeb({ stream: { heartbeatSeconds: 0.05, slowReaderSeconds: 0.2 } });
    await bench.app.listen({ host: '127.0.0.1', port: 0 });
    client = await newClient(bench);
  });
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.leave()));
    await bench.close();
  });

  const open = async (lastEventId?: number, query = ''): Promise<Reader> => {
    const headers = {
      ...client.headers,
      ...(lastEventId !== undefined && { 'last-event-id': `${lastEventId}` }),
    };
    const reader = await Reader.open(`${bench.url()}/api/web/stream${query}`, headers);
    readers.push(reader);
    return reader;
  };
  const say = (text: string) => bench.host.putOutbound(answerTo(client.conversation, text, text));

  test('what was said before and what is said after come in order, each once', async () => {
    say('一');
    const reader = await open();
    expect(await reader.texts(1)).toEqual(['一']);
    say('二');
    say('三');
    expect(await reader.texts(3)).toEqual(['一', '二', '三']);
  });

  test('a reader cut off at any moment resumes without loss or repetition', async () => {
    const all = Array.from({ length: 230 }, (_, n) => `第${n + 1}条`);
    const seen: string[] = [];
    let last = 0;
    for (let start = 0; start < all.length; start += 23) {
      const reader = await open(last);
      for (const text of all.slice(start, start + 23)) say(text);
      // Leaves with part of it still unread, as a phone in a lift does.
      await reader.texts(7);
      await reader.leave();
      for (const event of reader.events) {
        seen.push(event.text);
        last = event.seq;
      }
    }
    const reader = await open(last);
    await reader.texts(all.length - seen.length);
    expect([...seen, ...reader.events.map((event) => event.text)]).toEqual(all);
  });

  test('the header of a reconnecting browser wins over the address it first used', async () => {
    for (const text of ['一', '二', '三']) say(text);
    const reader = await open(2, '?after=0');
    expect(await reader.texts(1)).toEqual(['三']);
  });

  test('a silent stream is kept alive, and a hint that got lost is made good', async () => {
    bench.host.subscribe = () => () => {};
    const reader = await open();
    await reader.until(() => reader.comments > 0);
    say('没有人提醒');
    expect(await reader.texts(1)).toEqual(['没有人提醒']);
  });

  /** Lets the test say what a stream is told, instead of the hub. */
  const tellBy = () => {
    let tell: (stored?: StoredMessage[]) => void = () => undefined;
    bench.host.subscribe = (_account, _citizen, onNews) => {
      tell = onNews;
      return () => {};
    };
    return (...stored: StoredMessage[]) => tell(stored);
  };
  const stored = (seq: number): StoredMessage => ({
    ...answerTo(client.conversation, `told${seq}`, `第${seq}条`),
    seq,
  });

  test('what is told and follows what was written needs no look into the store', async () => {
    const tell = tellBy();
    say('第1条');
    const reader = await open();
    await reader.texts(1);
    bench.host.history = () => Promise.resolve([]);
    tell(stored(2), stored(3));
    expect(await reader.texts(3)).toEqual(['第1条', '第2条', '第3条']);
  });

  test('what is told with a gap before it, or twice, is read from the store, each once', async () => {
    const tell = tellBy();
    say('第1条');
    const reader = await open();
    await reader.texts(1);
    say('第2条');
    say('第3条');
    tell(stored(3));
    await reader.texts(3);
    tell(stored(3), stored(2));
    say('第4条');
    tell(stored(4));
    expect(await reader.texts(4)).toEqual(['第1条', '第2条', '第3条', '第4条']);
  });

  test('a reader that takes nothing is not buffered for, is dropped, and loses nothing', async () => {
    const text = '长'.repeat(9000);
    for (let n = 0; n < 1000; n += 1) say(`${n}${text}`);
    let furthest = 0;
    const readHistory = bench.host.history.bind(bench.host);
    bench.host.history = async (account, citizen, after, limit) => {
      if (after < 990) furthest = Math.max(furthest, after);
      return readHistory(account, citizen, after, limit);
    };
    const sleeper = await openSleeper(`${bench.url()}/api/web/stream`, client.headers);
    await Promise.all([open(1000), open(1000), open(1000)]);
    // All four places are taken; the fifth reader gets in when the sleeper has lost its own.
    const reader = await eventually(() => open(990));
    expect(furthest).toBeLessThan(950);
    sleeper.destroy();
    expect(await reader.texts(10)).toHaveLength(10);
  });

  test('one session may open so many streams and no more, and gets the place back', async () => {
    const [first] = await Promise.all([open(), open(), open(), open()]);
    const refused = await fetch(`${bench.url()}/api/web/stream`, { headers: client.headers });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'too-many-streams' });
    await first?.leave();
    await expect(eventually(() => open())).resolves.toBeInstanceOf(Reader);
  });

  test('stopping the channel ends open streams', async () => {
    const reader = await open();
    await bench.adapter.stop();
    await reader.ended;
  });

  test('without a session there is no stream', async () => {
    const response = await fetch(`${bench.url()}/api/web/stream`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'no-session' });
  });
});
