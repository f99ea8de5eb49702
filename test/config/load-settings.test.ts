import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadSettings } from '../../src/config/load-settings.js';
import { ConfigError, type Problem } from '../../src/config/problem.js';
import { ConfigFolder } from './folder.js';

let folder: ConfigFolder;
beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => folder.remove());

const load = (env: NodeJS.ProcessEnv = {}) => loadSettings({ configDir: folder.dir, env });

function problemsOf(env: NodeJS.ProcessEnv = {}): readonly Problem[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('without any environment are those of a hub on this machine alone', () => {
    expect(load()).toMatchObject({
      city: 'yancheng',
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('data'),
      publicBaseUrl: 'http://127.0.0.1:3000',
      cityDir: join(folder.dir, 'city', 'yancheng'),
      channels: { web: { enabled: true }, email: { enabled: false } },
    });
    expect(load().mongodbUri).toBeUndefined();
  });

  test('take the environment over the files', () => {
    const settings = load({
      PORT: '8080',
      HUB_HOST: '0.0.0.0',
      HUB_DATA_DIR: '/var/lib/hub',
      MONGODB_URI: 'mongodb://db/hub',
      PUBLIC_BASE_URL: 'https://12345.example.gov.cn',
    });
    expect(settings).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      dataDir: '/var/lib/hub',
      mongodbUri: 'mongodb://db/hub',
      publicBaseUrl: 'https://12345.example.gov.cn',
    });
  });

  test('ignore a variable that is set to nothing', () => {
    const values = ({ originOf: _, ...settings }: ReturnType<typeof load>) => settings;
    expect(values(load({ PORT: '', MONGODB_URI: '' }))).toEqual(values(load()));
  });

  test('are layered: default, then the environment’s name, then local', () => {
    folder.write('production.json', { port: 4000, log: { level: 'warn' } });
    folder.write('local.json', { port: 5000 });
    expect(load({ NODE_ENV: 'production' })).toMatchObject({
      port: 5000,
      log: { level: 'warn', pretty: false },
    });
    expect(load().log.level).toBe('info');
  });

  test('of one load do not leak into the next', () => {
    folder.write('local.json', { channels: { pager: { enabled: true } } });
    expect(load({ PORT: '1' }).channels).toHaveProperty('pager');
    folder.write('local.json', {});
    expect(load()).toMatchObject({ port: 3000, channels: { web: {}, email: {} } });
    expect(load().channels).not.toHaveProperty('pager');
  });

  test('hand a channel everything of its own, unread', () => {
    const email = { enabled: true, debounceMs: 0, accounts: [{ user: 'a@b.cn', nested: { deep: [1] } }] };
    folder.write('local.json', { channels: { email } });
    expect(load().channels['email']).toEqual(email);
  });
});

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['::1', 'http://[::1]:3000'],
])('a hub on %s is reached at %s', (host, address) => {
  expect(load({ HUB_HOST: host }).publicBaseUrl).toBe(address);
});

describe('a secret', () => {
  test('may come from a file, without its line break, before the variable itself', () => {
    const file = folder.write('uri.txt', 'mongodb://hub:s3cret@db/hub\n');
    expect(load({ MONGODB_URI_FILE: file, MONGODB_URI: 'mongodb://other' }).mongodbUri).toBe(
      'mongodb://hub:s3cret@db/hub',
    );
  });

  test('of an account may come from a variable or its file', () => {
    folder.write('local.json', {
      channels: {
        email: { accounts: [{ password: '${MAIL_PASSWORD}' }, { password: '${OTHER_PASSWORD}' }] },
      },
    });
    const file = folder.write('password.txt', 'p@ss\r\n');
    expect(load({ MAIL_PASSWORD: 'plain', OTHER_PASSWORD_FILE: file }).channels['email']).toMatchObject({
      accounts: [{ password: 'plain' }, { password: 'p@ss' }],
    });
  });

  test('that is missing is named with its place and both ways to give it', () => {
    const local = folder.write('local.json', {
      channels: { email: { accounts: [{ password: '${MAIL_PASSWORD}' }] } },
    });
    expect(problemsOf()).toEqual([
      {
        file: local,
        path: '$.channels.email.accounts[0].password',
        problem: 'the variable MAIL_PASSWORD is not set',
        mend: 'Set MAIL_PASSWORD, or MAIL_PASSWORD_FILE to a file that holds the value',
      },
    ]);
  });

  test('whose file cannot be read stops the hub', () => {
    expect(problemsOf({ MONGODB_URI_FILE: '/nowhere/uri' })).toEqual([
      expect.objectContaining({ file: 'environment MONGODB_URI_FILE' }),
    ]);
    folder.write('local.json', { channels: { email: { password: '${MAIL_PASSWORD}' } } });
    expect(problemsOf({ MAIL_PASSWORD_FILE: '/nowhere/password' })).toEqual([
      expect.objectContaining({ file: 'environment MAIL_PASSWORD_FILE' }),
    ]);
  });
});

describe('a mistake in the settings is told with its file, path and mend', () => {
  test.each([
    ['a port that is none', { PORT: '99999' }, 'environment PORT', '$.port'],
    ['a word for a port', { PORT: 'http' }, 'environment PORT', '$.port'],
    ['another database', { MONGODB_URI: 'postgres://db' }, 'environment MONGODB_URI', '$.mongodbUri'],
    [
      'an address with a slash at the end',
      { PUBLIC_BASE_URL: 'https://a.cn/' },
      'environment PUBLIC_BASE_URL',
      '$.publicBaseUrl',
    ],
    ['a level that is none', { HUB_LOG_LEVEL: 'loud' }, 'environment HUB_LOG_LEVEL', '$.log.level'],
    ['a short master secret', { HUB_SECRET: 'x' }, 'environment HUB_SECRET', '$.secret'],
  ])('%s in the environment', (_what, env, file, path) => {
    expect(problemsOf(env)).toEqual([
      { file, path, problem: expect.stringMatching(/./), mend: expect.stringMatching(/./) },
    ]);
  });

  test('a misspelt key, in the layer that has it', () => {
    const file = folder.write('local.json', { limits: { attachmentByte: 5 } });
    expect(problemsOf()).toEqual([
      expect.objectContaining({
        file,
        path: '$.limits',
        mend: 'Remove "attachmentByte", or correct the spelling',
      }),
    ]);
  });

  test('a file that is not JSON, and a folder without settings', () => {
    const file = folder.write('local.json', '{ "port": }');
    expect(problemsOf()).toEqual([expect.objectContaining({ problem: expect.stringContaining(file) })]);
    expect(() => loadSettings({ configDir: '/nowhere', env: {} })).toThrow(
      '/nowhere/default.json $: the file is not there',
    );
  });

  test('a secret’s value is not repeated', () => {
    expect(JSON.stringify(problemsOf({ MONGODB_URI: 'postgres://hub:s3cret@db' }))).not.toContain('s3cret');
  });
});
