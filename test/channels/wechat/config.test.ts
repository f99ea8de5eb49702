import { expect, test } from '@jest/globals';
import wechat from '../../../src/channels/wechat/index.js';

const account = { account: 'hotline', token: 'puppet_x' };
const problemOf = (accounts: object[]) =>
  wechat.config
    .safeParse({ accounts })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('\n');

test.each<[string, object[], RegExp]>([
  ['a service without token', [{ account: 'hotline' }], /accounts\.0\.token: .*tokenFile/],
  ['two of one name', [account, account], /two accounts/],
  [
    'a pace that ends before it begins',
    [{ ...account, pace: { minSeconds: 4 } }],
    /pace\.minSeconds: minSeconds must not be more/,
  ],
  ['a setting that is not there', [{ ...account, speed: 1 }], /speed/],
])('%s is said with path and mend', (_name, accounts, words) => {
  expect(problemOf(accounts)).toMatch(words);
});

test('the pace is a person’s unless told otherwise, and other puppets need no token', () => {
  expect(wechat.config.parse({ accounts: [account] })).toMatchObject({
    accounts: [{ puppet: 'wechaty-puppet-service', pace: { minSeconds: 1, maxSeconds: 3, perMinute: 20 } }],
  });
  expect(problemOf([{ account: 'hotline', puppet: 'wechaty-puppet-wechat4u' }])).toBeUndefined();
});
