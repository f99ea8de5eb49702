import { describe, expect, test } from '@jest/globals';
import { signAcs3, type Acs3Request } from '../../../src/channels/sms/aliyun/sign.js';

/** The fixed example of help.aliyun.com, “V3版本请求体&签名机制”. */
const EXAMPLE: Acs3Request = {
  method: 'POST',
  host: 'ecs.cn-shanghai.aliyuncs.com',
  action: 'RunInstances',
  version: '2014-05-26',
  query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
  body: '',
  at: new Date('2023-10-26T10:22:32Z'),
  nonce: '3156853299f313e23d1673dc12e1703d',
};
const KEY = { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' };

describe('calls to Aliyun are signed as its page says', () => {
  test('the published example has the published signature', () => {
    expect(signAcs3(EXAMPLE, KEY).headers['authorization']).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });
  test('characters that encodeURIComponent leaves are encoded', () => {
    const { query } = signAcs3({ ...EXAMPLE, query: { b: "a b*(c)!'~", a: '路' } }, KEY);
    expect(query).toBe('a=%E8%B7%AF&b=a%20b%2A%28c%29%21%27~');
  });
  test.each<[string, Partial<Acs3Request>]>([
    ['another nonce', { nonce: '0' }],
    ['another time', { at: new Date('2023-10-26T10:22:33Z') }],
    ['another action', { action: 'DeleteInstances' }],
    ['another parameter', { query: { ...EXAMPLE.query, Amount: '1' } }],
    ['another body', { body: '{}' }],
  ])('%s has another signature', (_name, change) => {
    expect(signAcs3({ ...EXAMPLE, ...change }, KEY).headers['authorization']).not.toContain(
      '06563a9e1b43f5df',
    );
  });
});
