import { expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkChannels, loadChannels, type ChannelsWanted } from '../../src/host/load-channels.js';
import { FakeHost } from '../conformance/fake-host.js';
import { ACCOUNT as TWILIO } from '../peers/twilio.js';

const host = new FakeHost();
const clock = { now: () => new Date('2026-11-23T02:00:00Z') };
const wanted = (
  channels: ChannelsWanted['channels'],
  channelsDir = fileURLToPath(new URL('../fixtures/channels', import.meta.url)),
): ChannelsWanted => ({ channels, channelsDir, originOf: (path) => `local.json of ${String(path[1])}` });
const load = (settings: ChannelsWanted) => loadChannels(settings, () => host, clock);
const loft = (account: string) => ({ account, url: 'http://127.0.0.1:1' });

test('one wrong account is down and named with its file; its siblings are made', async () => {
  const accounts = [loft('east'), { account: 'west' }, loft('north')];
  const [toy] = await load(wanted({ toy: { enabled: true, accounts } }));
  expect(toy?.adapters.map(({ account }) => account)).toEqual(['east', 'north', 'west']);
  expect(toy?.adapters[2]?.health()).toMatchObject({
    state: 'down',
    detail: expect.stringMatching(/^local\.json of toy \$\.channels\.toy\.accounts\[1\]\.url: /),
  });
  expect(await toy?.adapters[2]?.start()).toBeUndefined();
});

test('a channel with a list for each provider keeps the good ones of every list', async () => {
  const twilio = [{ ...TWILIO }];
  const [sms] = await load(wanted({ sms: { enabled: true, twilio, aliyun: [{ account: 'mainland' }] } }));
  expect(sms?.problems.length).toBeGreaterThan(0);
  expect(sms?.adapters.at(-1)?.health().detail).toContain('$.channels.sms.aliyun[0]');
  expect(sms?.adapters.map(({ account }) => account)).toEqual([TWILIO.account, 'mainland']);
});

test('what is wrong beside the accounts makes the whole channel down', async () => {
  const [toy] = await load(wanted({ toy: { enabled: true, accounts: [loft('east')], colour: 'grey' } }));
  expect(toy?.adapters.map(({ account }) => account)).toEqual(['toy']);
  expect(toy?.problems).toMatchObject([{ path: '$.channels.toy', file: 'local.json of toy' }]);
});

test('a channel switched off is not even looked for', async () => {
  expect(await load(wanted({ carrierWave: { enabled: false } }))).toEqual([]);
});

test('a channel that is not there stops the start, naming those that are', async () => {
  await expect(load(wanted({ smoke: { enabled: true } }))).rejects.toMatchObject({
    code: 'channel-unknown',
    hint: expect.stringMatching(/there are: .*toy.*email.*web/),
  });
});

test('a channel whose code does not load is down and says why', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'channels-'));
  mkdirSync(join(dir, 'broken'));
  writeFileSync(join(dir, 'broken', 'index.js'), 'export default 12345;');
  const [broken] = await load(wanted({ broken: { enabled: true } }, dir));
  rmSync(dir, { recursive: true });
  expect(broken?.adapters[0]?.health()).toMatchObject({
    state: 'down',
    detail: expect.stringContaining('not a ChannelDefinition'),
  });
});

test('the check tells what is wrong in every channel’s own settings, without starting any', async () => {
  const settings = wanted({
    toy: { enabled: true, accounts: [loft('east'), { account: 'west' }] },
    web: { enabled: true, sessionDays: 'x' },
    email: { enabled: false, accounts: 'nonsense' },
    smoke: { enabled: true },
  });
  const problems = await checkChannels(settings);
  expect(problems.map(({ path }) => path)).toEqual([
    '$.channels.toy.accounts[1].url',
    '$.channels.web.sessionDays',
    '$.channels.smoke',
  ]);
  for (const { mend } of problems) expect(mend).not.toBe('');
});
