import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TwilioAccount } from '../../../src/channels/sms/config.js';
import { TwilioProvider } from '../../../src/channels/sms/twilio/provider.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { ACCOUNT } from '../../peers/twilio.js';
import { CITIZEN } from './bench.js';

/**
 * Prism 5.14.2 (the last for Node 20) plays the Messages part of Twilio's own OpenAPI document (Apache 2.0, from
 * https://github.com/twilio/twilio-oai). Prism is no dependency, because it brings more packages than the hub itself.
 */
const PRISM = process.env['HUB_PRISM'] ?? '';
const SPEC = fileURLToPath(new URL('../../fixtures/sms/twilio-messages-openapi.json', import.meta.url));
const here = existsSync(PRISM) || process.env['HUB_HEAVY'] === '1';
const why = here ? '' : ' (skipped without the command in HUB_PRISM)';

(here ? describe : describe.skip)(`what we ask of Twilio is what its OpenAPI allows${why}`, () => {
  let prism: ChildProcess;
  let provider: TwilioProvider;
  let root: string;
  beforeAll(async () => {
    root = `http://127.0.0.1:${await freePort()}`;
    // Without --errors: with it the document's own examples fail its own formats.
    prism = spawn(process.execPath, [PRISM, 'mock', '-h', '127.0.0.1', '-p', new URL(root).port, SPEC]);
    await listening(prism);
    provider = new TwilioProvider(
      TwilioAccount.parse({ ...ACCOUNT, apiRoot: root, requestSeconds: 20 }),
      new FakeHost(),
    );
    await provider.open();
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => prism.once('close', resolve));
    prism.kill();
    await ended;
  });

  const sms = { to: CITIZEN, text: '您的诉求已受理', reference: 'out-1' };

  test('a message is created', async () => {
    expect(await provider.send(sms)).toMatch(/^(SM|MM)[0-9a-fA-F]{32}$/);
  });
  test('messages are listed; none of the examples is ours', async () => {
    expect(await provider.find(sms, new Date(), () => Promise.resolve(true))).toBeUndefined();
  });
  test.each([
    ['no number', 'Body=hi', `Basic ${Buffer.from('AC:t').toString('base64')}`, 422],
    ['no credentials', `To=${encodeURIComponent(CITIZEN)}&Body=hi`, undefined, 401],
  ])('with %s the counterpart itself refuses', async (_name, body, authorization, status) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization !== undefined && { authorization }),
    };
    const url = `${root}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json`;
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(status);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Resolves when Prism says so; rejects with what it said when it ends instead. */
function listening(prism: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('Prism is listening')) resolve();
    };
    prism.stdout?.on('data', hear);
    prism.stderr?.on('data', hear);
    prism.once('close', () => reject(new Error(`Prism ended: ${said}`)));
  });
}
