import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { JPush } from '../../../src/channels/app/config.js';
import { JPushPush } from '../../../src/channels/app/push/jpush.js';
import type { PushNotice } from '../../../src/channels/app/push/provider.js';
import { JPushPeer, type JPushCode } from '../../peers/push-jpush.js';

describe('notices through 极光 Push API v3', () => {
  let peer: JPushPeer;
  let provider: JPushPush;
  const settings = (more: object = {}) =>
    JPush.parse({
      appKey: JPushPeer.APP_KEY,
      masterSecret: JPushPeer.MASTER_SECRET,
      apiRoot: peer.apiRoot,
      ...more,
    });
  beforeEach(async () => {
    peer = await JPushPeer.open();
    peer.registered.add('1a0018970a8d5e1c2f3');
    provider = new JPushPush(settings());
  });
  afterEach(() => peer.close());

  const notice = (more: Partial<PushNotice> = {}): PushNotice => ({
    id: 'app-7d1f7d0c-12',
    platform: 'android',
    token: '1a0018970a8d5e1c2f3',
    title: '12345热线',
    text: '您有一条新回复',
    ttlSeconds: 86_400,
    ...more,
  });

  test('Basic authentication is the documentation’s own', async () => {
    const { APP_KEY, MASTER_SECRET } = JPushPeer;
    // The published example of "调用验证".
    const published = 'N2Q0MzFlNDJkZmE2YTZkNjkzYWMyZDA0OjVlOTg3YWM2ZDJlMDRkOTVhOWQ4ZjBkMQ==';
    expect(Buffer.from(`${APP_KEY}:${MASTER_SECRET}`).toString('base64')).toBe(published);
    expect(await provider.push(notice())).toEqual({ type: 'taken' });
  });

  test('an Android phone is told by its registration id, and kept for a day', async () => {
    await provider.push(notice());
    expect(peer.taken).toMatchObject([
      {
        platform: ['android'],
        audience: { registration_id: ['1a0018970a8d5e1c2f3'] },
        notification: { android: { alert: '您有一条新回复', title: '12345热线' } },
        options: { time_to_live: 86_400 },
      },
    ]);
  });

  test('an iPhone is told in the environment of the app', async () => {
    provider = new JPushPush(settings({ production: false }));
    await provider.push(notice({ platform: 'ios' }));
    expect(peer.taken).toMatchObject([
      {
        platform: ['ios'],
        notification: { ios: { alert: { title: '12345热线', body: '您有一条新回复' }, badge: '+1' } },
        options: { apns_production: false, apns_collapse_id: 'app-7d1f7d0c-12' },
      },
    ]);
  });

  test('an app that is gone, or silent for 255 days', async () => {
    expect(await provider.push(notice({ token: 'gone' }))).toEqual({ type: 'token-gone' });
  });

  test.each<[JPushCode, string]>([
    [1000, 'later'],
    [1030, 'later'],
    [2002, 'later'],
    [1004, 'auth'],
    [1008, 'auth'],
    [2003, 'auth'],
    [2004, 'auth'],
    [1003, 'refused'],
    [1011, 'token-gone'],
  ])('%d is %s', async (code, type) => {
    peer.failNext(code);
    expect(await provider.push(notice())).toMatchObject({ type });
  });

  test('a wrong Master Secret names the setting and not the secret', async () => {
    provider = new JPushPush(settings({ masterSecret: 'wrong-secret' }));
    const result = await provider.push(notice());
    expect(result).toMatchObject({ type: 'auth', message: expect.stringContaining('Master Secret') });
    expect(JSON.stringify(result)).not.toContain('wrong-secret');
  });

  test('a service that is away is asked later', async () => {
    await peer.close();
    expect(await provider.push(notice())).toEqual({ type: 'later', message: '极光推送没有回应' });
    peer = await JPushPeer.open();
  });

  test('HarmonyOS is said not to be served, instead of being tried for ever', async () => {
    expect(await provider.push(notice({ platform: 'harmony' }))).toMatchObject({ type: 'refused' });
    expect(peer.taken).toEqual([]);
  });
});
