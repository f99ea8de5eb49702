import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { ACCOUNT, signed, TwilioPeer } from './twilio.js';

/** Twilio's own client and its own check of signatures, before our channel meets the peer. */
let peer: TwilioPeer;
beforeEach(async () => {
  peer = await TwilioPeer.open();
});
afterEach(() => peer.goAway());

function clientWith(authToken: string) {
  const httpClient = new twilio.RequestClient();
  httpClient.axios.interceptors.request.use((request) => ({
    ...request,
    url: (request.url ?? '').replace('https://api.twilio.com', peer.url),
  }));
  return twilio(ACCOUNT.accountSid, authToken, { httpClient });
}

test('the client sends, and finds what it sent', async () => {
  const client = clientWith(ACCOUNT.authToken);
  const sent = await client.messages.create({ to: '+8613800138000', from: ACCOUNT.from, body: '已受理' });
  expect(sent).toMatchObject({ status: 'queued', direction: 'outbound-api', body: '已受理' });
  const [listed] = await client.messages.list({ to: '+8613800138000' });
  expect(listed?.sid).toBe(sent.sid);
  expect(Math.abs(Date.now() - Number(listed?.dateCreated))).toBeLessThan(60_000);
  expect(await client.api.v2010.accounts(ACCOUNT.accountSid).fetch()).toMatchObject({ status: 'active' });
});

test('its errors are Twilio’s to the client', async () => {
  await expect(clientWith('wrong').messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  peer.failNext('create', { type: 'error', status: 400, code: 21610 });
  const create = clientWith(ACCOUNT.authToken).messages.create({ to: '+1', from: ACCOUNT.from, body: 'x' });
  await expect(create).rejects.toMatchObject({ status: 400, code: 21610 });
});

describe('its signatures pass Twilio’s own check', () => {
  test.each([
    ['a text', { Body: '路灯不亮 😀', From: '+8613800138000' }],
    ['a field with several values', { Arr: ['b', 'a', 'a'], Body: '' }],
  ])('%s', (_name, fields) => {
    const url = 'https://12345.example.cn/webhooks/sms/city?x=1';
    const { signature } = signed(url, fields);
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, url, fields)).toBe(true);
    expect(twilio.validateRequest('another', signature, url, fields)).toBe(false);
  });
});
