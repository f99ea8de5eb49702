import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import telegram from '../../../src/channels/telegram/index.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { BOT, TelegramPeer } from '../../peers/telegram.js';
import { adapterOn } from './bench.js';

const account = { account: 'hotline', token: BOT.token };
const problemOf = (accounts: object[]) =>
  telegram.config
    .safeParse({ accounts })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test.each<[string, object[], RegExp]>([
  ['no token', [{ account: 'hotline' }], /accounts\.0\.token: .*tokenFile/],
  ['a token that is none', [{ ...account, token: 'secret' }], /accounts\.0\.token: a bot token/],
  ['two of one name', [account, account], /accounts: two accounts/],
  ['a setting that is not there', [{ ...account, polling: true }], /accounts\.0: .*polling/],
  ['a way that is not there', [{ ...account, receive: 'push' }], /accounts\.0\.receive/],
])('%s is said with path and mend', (_name, accounts, words) => {
  expect(problemOf(accounts)?.join('\n')).toMatch(words);
});

test('long poll at api.telegram.org unless told otherwise, a slash at the end of an own one forgiven', () => {
  const parsed = telegram.config.parse({ accounts: [account] });
  expect(parsed).toMatchObject({ accounts: [{ receive: 'poll', apiRoot: 'https://api.telegram.org' }] });
  expect(
    telegram.config.parse({ accounts: [{ ...account, apiRoot: 'http://127.0.0.1:8081/' }] }),
  ).toMatchObject({
    accounts: [{ apiRoot: 'http://127.0.0.1:8081' }],
  });
});

test('the token may lie in a file; a file that is not there or holds none stops the start with its name', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'telegram-'));
  const peer = await TelegramPeer.open();
  const settings = { token: undefined, apiRoot: peer.url };
  const host = new FakeHost();
  await writeFile(join(dir, 'token'), `${BOT.token}\n`);
  await writeFile(join(dir, 'wrong'), 'hello');
  const adapter = adapterOn(host, { ...settings, tokenFile: join(dir, 'token') });
  await adapter.start();
  await host.until('health up', () => adapter.health().state === 'up');
  await adapter.stop();
  await expect(adapterOn(host, { ...settings, tokenFile: join(dir, 'gone') }).start()).rejects.toThrow(
    /gone \(ENOENT\)/,
  );
  await expect(adapterOn(host, { ...settings, tokenFile: join(dir, 'wrong') }).start()).rejects.toThrow(
    /wrong/,
  );
  await peer.goAway();
  await rm(dir, { recursive: true });
});
