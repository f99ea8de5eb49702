import { EmailAccount } from '../../../src/channels/email/config.js';
import { ImapPeer } from './imap-peer.js';
import { SmtpPeer } from './smtp-peer.js';

/** The settings of a mailbox on servers of this machine, with pauses fit for a test. */
export function accountOn(
  ports: { imap: number; smtp: number },
  changes: Record<string, unknown> = {},
): EmailAccount {
  return EmailAccount.parse({
    address: 'hub@hotline.test',
    displayName: '市民热线',
    imap: {
      host: '127.0.0.1',
      port: ports.imap,
      plaintext: true,
      user: ImapPeer.user,
      password: ImapPeer.password,
    },
    smtp: {
      host: '127.0.0.1',
      port: ports.smtp,
      plaintext: true,
      user: SmtpPeer.user,
      password: SmtpPeer.password,
      timeoutMs: 500,
    },
    maxBytes: 128 * 1024,
    pollSeconds: 0.2,
    reconnect: { firstSeconds: 0.02, maxSeconds: 0.1 },
    rate: { perSecond: 100, perHour: 1000 },
    ...changes,
  });
}
