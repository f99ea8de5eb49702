import { once } from 'node:events';
import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitForNews, Waits } from '../../../src/channels/app/waits.js';
import { answerTo, history, newPhone, openApp, type AppBench, type Phone } from './bench.js';

describe('waiting for news', () => {
  let bench: AppBench;
  let phone: Phone;
  beforeEach(async () => {
    bench = await openApp();
    phone = await newPhone(bench);
  });
  afterEach(() => bench.close());

  const say = (id: string) => bench.host.putOutbound(answerTo(phone.deviceId, id, id));

  /** Resolves when a phone has begun to wait. */
  function subscribed(): Promise<void> {
    const subscribe = bench.host.subscribe.bind(bench.host);
    return new Promise((resolve) => {
      bench.host.subscribe = (...about) => {
        resolve();
        return subscribe(...about);
      };
    });
  }

  test('an answer ends the wait of its phone, and of no other', async () => {
    const other = await newPhone(bench);
    const begun = subscribed();
    const waiting = history(bench, phone, '?wait=50');
    await begun;
    const another = history(bench, other, '?wait=1');
    say('o1');
    expect((await waiting).messages.map(({ id }) => id)).toEqual(['o1']);
    expect((await another).messages).toEqual([]);
  });

  test('what is there already is not waited for', async () => {
    say('o1');
    expect((await history(bench, phone, '?wait=50')).messages).toHaveLength(1);
  });

  test('a hint that got lost is made good when the wait ends', async () => {
    const begun = new Promise<void>((resolve) => {
      bench.host.subscribe = () => {
        resolve();
        return () => {};
      };
    });
    const waiting = history(bench, phone, '?wait=1');
    await begun;
    say('o1');
    expect((await waiting).messages).toHaveLength(1);
  });

  test('a newer call of the phone ends the one it left dangling', async () => {
    const begun = subscribed();
    const left = history(bench, phone, '?wait=50');
    await begun;
    const newer = history(bench, phone, '?wait=1');
    expect((await left).messages).toEqual([]);
    await newer;
  });

  test('a hub that stops lets its phones go', async () => {
    const begun = subscribed();
    const waiting = history(bench, phone, '?wait=50');
    await begun;
    await bench.adapter.stop();
    expect((await waiting).messages).toEqual([]);
  });

  test('a phone that hangs up is waited for no longer', async () => {
    await bench.app.listen({ host: '127.0.0.1', port: 0 });
    let leave = (): void => {};
    const left = new Promise<void>((resolve) => (leave = resolve));
    const begun = new Promise<void>((resolve) => {
      bench.host.subscribe = () => {
        resolve();
        return leave;
      };
    });
    const url = `${bench.app.listeningOrigin}/api/app/messages?wait=50`;
    const request = get(url, { headers: phone.headers, agent: false });
    const hungUp = once(request, 'error');
    await begun;
    request.destroy();
    await hungUp;
    await left;
  });

  test('nobody waits longer than a proxy lets a silent call stand', async () => {
    const response = await bench.app.inject({ url: '/api/app/messages?wait=51', headers: phone.headers });
    expect(response.statusCode).toBe(400);
  });

  test('news between the look and the wait is not missed', async () => {
    let tell = (): void => {};
    const stored: string[] = [];
    let looks = 0;
    const read = async () => {
      const found = [...stored];
      // It arrives when this look has already found nothing.
      if (++looks === 1) {
        stored.push('o1');
        tell();
      }
      return found;
    };
    const subscribe = (onNews: () => void) => {
      tell = onNews;
      return () => {};
    };
    const { ending } = new Waits().enter('phone');
    expect(await waitForNews(read, subscribe, ending)).toEqual(['o1']);
  });
});
