import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { WeiboConfig } from '../../../src/channels/weibo/config.js';
import { US } from '../../peers/weibo.js';
import { answerTo, openWeibo, settingsOf } from './bench.js';

const comments = settingsOf('comments', 'https://api.weibo.com');
const messages = settingsOf('messages', 'https://m.api.weibo.com');

describe('settings that cannot work are refused by their path', () => {
  test.each<[string, object, string]>([
    ['no token', { comments: [{ ...comments, accessToken: undefined }] }, 'comments.0.accessToken'],
    ['a UID that is a name', { comments: [{ ...comments, uid: '盐城12345' }] }, 'comments.0.uid'],
    ['no operator address', { comments: [{ ...comments, rip: undefined }] }, 'comments.0.rip'],
    ['an operator address that is none', { comments: [{ ...comments, rip: 'true' }] }, 'comments.0.rip'],
    ['a misspelt setting', { comments: [{ ...comments, acessToken: 'x' }] }, 'comments.0'],
    ['no App Secret', { messages: [{ ...messages, appSecret: undefined }] }, 'messages.0.appSecret'],
    ['an address that can be guessed', { messages: [{ ...messages, path: 'weibo' }] }, 'messages.0.path'],
    [
      'a level that does not exist',
      { comments: [{ ...comments, tokenIssued: { at: '2026-11-20T09:00:00+08:00', level: 'gold' } }] },
      'comments.0.tokenIssued.level',
    ],
  ])('%s', (_name, settings, path) => {
    const { error } = WeiboConfig.safeParse(settings);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test('comments and private messages under one name, because their conversations would mix', () => {
    const settings = { comments: [comments], messages: [{ ...messages, account: 'yancheng' }] };
    expect(WeiboConfig.safeParse(settings).success).toBe(false);
  });
});

describe('the token in a file', () => {
  test('is read anew for each call, so that a new one needs no restart', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'weibo-'));
    const accessTokenFile = join(dir, 'token');
    writeFileSync(accessTokenFile, 'OLD\n');
    const bench = await openWeibo('comments', { accessToken: undefined, accessTokenFile });
    const send = (id: string) => bench.adapter.send(bench.host.putOutbound(answerTo(id, '请私信我们')), id);
    expect(await send('out-1')).toMatchObject({ ok: false, kind: 'auth', code: '21332' });
    writeFileSync(accessTokenFile, `${US.token}\n`);
    expect(await send('out-1')).toMatchObject({ ok: true });
    rmSync(accessTokenFile);
    expect(await send('out-2')).toMatchObject({ ok: false, kind: 'auth', code: 'token-unreadable' });
    await bench.close();
    rmSync(dir, { recursive: true });
  });

  test('that is not there stops the start with the name of the file', async () => {
    const bench = await openWeibo('messages', { accessToken: undefined, accessTokenFile: '/nowhere/token' });
    await expect(bench.adapter.start()).rejects.toThrow('/nowhere/token');
    await bench.close();
  });
});

test('a token near its end is told by the settings where Weibo does not tell', async () => {
  const at = new Date(Date.now() - 5 * 86_400_000).toISOString();
  const bench = await openWeibo('comments', { tokenIssued: { at, level: 'normal' } });
  bench.peer.failNext('oauth2/get_token_info', { type: 'error', code: 10020, status: 404 });
  await bench.adapter.start();
  await bench.host.until('health', () => bench.adapter.health().state === 'degraded');
  expect(bench.adapter.health().detail).toMatch('到期');
  await bench.close();
});
