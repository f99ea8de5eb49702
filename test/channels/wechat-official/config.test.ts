import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { WeChatConfig } from '../../../src/channels/wechat-official/config.js';
import { ACCOUNT } from '../../peers/wechat-official.js';
import { openWeChat, push } from './bench.js';

describe('settings that cannot work are refused by their path', () => {
  const leaf = { name: '查进度', says: '进度' };
  test.each<[string, object, string]>([
    ['no secret', { appSecret: undefined }, 'accounts.0.appSecret'],
    ['no token', { token: undefined }, 'accounts.0.token'],
    ['no key', { encodingAesKey: undefined }, 'accounts.0.encodingAesKey'],
    ['a key cut short', { encodingAesKey: 'A'.repeat(42) }, 'accounts.0.encodingAesKey'],
    ['an AppID that is a 原始ID', { appId: 'gh_97417a04a28d' }, 'accounts.0.appId'],
    ['an account that breaks the address', { account: 'gh/1?' }, 'accounts.0.account'],
    ['a misspelt setting', { appsecret: 'x' }, 'accounts.0'],
    ['a template without data', { template: { id: 'T' } }, 'accounts.0.template.data'],
    ['four menu buttons', { menu: [leaf, leaf, leaf, leaf] }, 'accounts.0.menu'],
    ['six items in a group', { menu: [{ name: '更多', items: Array(6).fill(leaf) }] }, 'accounts.0.menu.0'],
  ])('%s', (_name, change, path) => {
    const { error } = WeChatConfig.safeParse({ accounts: [{ ...ACCOUNT, ...change }] });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test('two accounts of one name', () => {
    expect(WeChatConfig.safeParse({ accounts: [ACCOUNT, ACCOUNT] }).success).toBe(false);
  });
});

describe('secrets in files', () => {
  test('are read, without the line end that editors add', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'wechat-'));
    const file = (name: string, content: string): string => {
      writeFileSync(join(dir, name), `${content}\n`);
      return join(dir, name);
    };
    const bench = await openWeChat({
      appSecret: undefined,
      appSecretFile: file('secret', ACCOUNT.appSecret),
      token: undefined,
      tokenFile: file('token', ACCOUNT.token),
      encodingAesKey: undefined,
      encodingAesKeyFile: file('key', ACCOUNT.encodingAesKey),
    });
    await bench.adapter.start();
    const message = bench.peer.message({ MsgType: 'text', Content: '在' });
    expect(await push(bench, message)).toEqual({ status: 200, text: 'success' });
    await bench.host.until('health up', () => bench.adapter.health().state === 'up');
    await bench.close();
    rmSync(dir, { recursive: true });
  });

  test('that hold something else stop the start with the name of the file', async () => {
    const bench = await openWeChat({ encodingAesKey: undefined, encodingAesKeyFile: '/dev/null' });
    await expect(bench.adapter.start()).rejects.toThrow('/dev/null');
    await bench.close();
  });

  test('that are not there stop the start with the name of the file', async () => {
    const bench = await openWeChat({ token: undefined, tokenFile: '/nowhere/token' });
    await expect(bench.adapter.start()).rejects.toThrow('/nowhere/token');
    await bench.close();
  });
});
