import { describe, expect, test } from '@jest/globals';
import email from '../../../src/channels/email/index.js';

const imap = { host: 'imap.example.cn', user: 'hub', password: 'x' };
const smtp = { host: 'smtp.example.cn' };
const parse = (account: Record<string, unknown>) => email.config.safeParse({ accounts: [account] });

describe('settings of the email channel', () => {
  test('an address and two servers are enough, and encryption is the default', () => {
    const result = parse({ address: 'Hub@Example.cn', imap, smtp });
    expect(result.data?.accounts[0]).toMatchObject({
      address: 'hub@example.cn',
      imap: { secure: true, plaintext: false, mailbox: 'INBOX' },
      smtp: { secure: true, plaintext: false },
      startFrom: 'now',
      plusAddress: false,
      rate: { perSecond: 1, perHour: 300 },
    });
  });

  test.each([
    ['a wrong address', { address: 'hub', imap, smtp }, 'accounts.0.address'],
    ['no password', { address: 'a@b.cn', imap: { host: 'h', user: 'u' }, smtp }, 'accounts.0.imap.password'],
    ['no user', { address: 'a@b.cn', imap: { host: 'h', password: 'p' }, smtp }, 'accounts.0.imap.user'],
    [
      'a user without password',
      { address: 'a@b.cn', imap, smtp: { host: 'h', user: 'u' } },
      'accounts.0.smtp.password',
    ],
    ['a key nobody knows', { address: 'a@b.cn', imap, smtp, pollMinutes: 3 }, 'accounts.0'],
    [
      'DKIM without a key',
      { address: 'a@b.cn', imap, smtp: { ...smtp, dkim: { domain: 'b.cn', selector: 's' } } },
      'accounts.0.smtp.dkim.privateKeyFile',
    ],
  ])('%s is named with its place', (_what, account, path) => {
    expect(parse(account).error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test('the same mailbox twice would take each mail twice', () => {
    const account = { address: 'a@b.cn', imap, smtp };
    expect(email.config.safeParse({ accounts: [account, account] }).success).toBe(false);
  });
});
