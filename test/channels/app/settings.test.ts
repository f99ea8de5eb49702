import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { AppConfig } from '../../../src/channels/app/config.js';
import { prefersEnglish } from '../../../src/channels/app/problem.js';
import { PROBLEMS } from '../../../src/channels/app/problem-texts.js';
import { readSecret } from '../../../src/channels/app/secrets.js';

describe('settings of the app', () => {
  const gateway = { url: 'https://push.example.cn/notices', secret: 'sixteen letters or more' };
  const jpush = { appKey: 'key', masterSecret: 'secret' };

  test('none are needed', () => {
    expect(AppConfig.parse({})).toMatchObject({ account: 'app', outboxDays: 30 });
  });

  test.each([
    ['an unknown setting', { pusher: {} }, ''],
    ['two services', { push: { gateway, jpush } }, 'push.jpush'],
    ['a gateway without a secret', { push: { gateway: { url: gateway.url } } }, 'push.gateway.secret'],
    [
      'a secret that can be guessed',
      { push: { gateway: { ...gateway, secret: 'short' } } },
      'push.gateway.secret',
    ],
    ['JPush without its secret', { push: { jpush: { appKey: 'key' } } }, 'push.jpush.masterSecret'],
    ['an account with a slash', { account: 'a/b' }, 'account'],
  ])('%s is refused where it stands', (_what, settings, path) => {
    const result = AppConfig.safeParse(settings);
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  test('a secret in a file is read, and one that is not there is named', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'app-'));
    const file = join(dir, 'secret');
    writeFileSync(file, 'from the file\n');
    expect(await readSecret(undefined, file)).toBe('from the file');
    rmSync(dir, { recursive: true });
    await expect(readSecret(undefined, file)).rejects.toThrow(`cannot read the secret file ${file} (ENOENT)`);
  });
});

describe('refusals', () => {
  test.each(Object.entries(PROBLEMS))('%s tells what and how to mend it in both languages', (code, texts) => {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const text of texts.zh) expect(text).toMatch(/[\u4e00-\u9fff].*。$/);
    for (const text of texts.en) expect(text).toMatch(/^[\x20-\x7e]+\.$/);
  });

  test.each([
    [undefined, false],
    ['en', true],
    ['en-US,en;q=0.5', true],
    ['zh-CN,zh;q=0.9,en;q=0.8', false],
    ['en;q=0.2, zh;q=0.3', false],
    ['en, zh', false],
    ['en;q=0', false],
    ['nonsense;q=x', false],
  ])('%j: English %s', (header, english) => {
    expect(prefersEnglish(header)).toBe(english);
  });
});
