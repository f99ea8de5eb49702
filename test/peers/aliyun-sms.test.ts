import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ACCOUNT, AliyunSmsPeer } from './aliyun-sms.js';

let peer: AliyunSmsPeer;
beforeEach(async () => {
  peer = await AliyunSmsPeer.open();
});
afterEach(() => peer.goAway());

const QUERY =
  'OutId=m-1&PhoneNumbers=13800138000&SignName=%E7%9B%90%E5%9F%8E12345&TemplateCode=SMS_1&TemplateParam=%7B%22code%22%3A%22483920%22%7D';

/** A call written out by hand, as the page of Aliyun shows one. */
async function call(query: string, secret: string = ACCOUNT.accessKeySecret) {
  const empty = createHash('sha256').update('').digest('hex');
  const host = new URL(peer.url).host;
  const headers = `host:${host}\nx-acs-action:SendSms\nx-acs-content-sha256:${empty}\nx-acs-date:2026-11-23T02:00:00Z\nx-acs-signature-nonce:n\nx-acs-version:2017-05-25\n`;
  const names = 'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version';
  const canonical = `POST\n/\n${query}\n${headers}\n${names}\n${empty}`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const signature = createHmac('sha256', secret).update(`ACS3-HMAC-SHA256\n${digest}`).digest('hex');
  const answer = await fetch(`${peer.url}/?${query}`, {
    method: 'POST',
    headers: {
      'x-acs-action': 'SendSms',
      'x-acs-content-sha256': empty,
      'x-acs-date': '2026-11-23T02:00:00Z',
      'x-acs-signature-nonce': 'n',
      'x-acs-version': '2017-05-25',
      authorization: `ACS3-HMAC-SHA256 Credential=${ACCOUNT.accessKeyId},SignedHeaders=${names},Signature=${signature}`,
    },
  });
  return { status: answer.status, body: await answer.text() };
}

test('a call signed by hand is taken', async () => {
  expect(await call(QUERY)).toMatchObject({ status: 200, body: expect.stringContaining('"Code":"OK"') });
  expect(peer.taken).toMatchObject([{ OutId: 'm-1', params: { code: '483920' } }]);
});

test.each([
  ['SMS_1', 'SMS_9', 'isv.SMS_TEMPLATE_ILLEGAL'],
  ['13800138000', '10086', 'isv.MOBILE_NUMBER_ILLEGAL'],
  ['%22code%22', '%22kode%22', 'isv.TEMPLATE_MISSING_PARAMETERS'],
  ['483920', '4'.repeat(36), 'isv.PARAM_LENGTH_LIMIT'],
])('%s as %s is refused in an HTTP 200', async (right, wrong, code) => {
  expect(await call(QUERY.replace(right, wrong))).toMatchObject({
    status: 200,
    body: expect.stringContaining(code),
  });
  expect(peer.taken).toEqual([]);
});

test('another secret is refused', async () => {
  expect(await call(QUERY, 'another')).toMatchObject({ status: 400 });
});
