import email from '../../src/channels/email/index.js';
import { accountOn } from '../support/mail/account.js';
import { ImapPeer } from '../support/mail/imap-peer.js';
import { letter, outboundMessage } from '../support/mail/letters.js';
import { SmtpPeer } from '../support/mail/smtp-peer.js';
import { FakeHost } from './fake-host.js';
import { describeConformance, type Sample } from './suite.js';

describeConformance('email', {
  definition: email,
  async open({ providerDown }) {
    const [imap, smtp, host] = [await ImapPeer.open(), await SmtpPeer.open(), new FakeHost()];
    if (providerDown) await imap.goAway();
    const [adapter] = email.create({ accounts: [accountOn({ imap: imap.port, smtp: smtp.port })] }, host);
    if (adapter === undefined) throw new Error('no adapter for the one account');
    return {
      host,
      adapter,
      async deliver(sample) {
        imap.deliver(source(sample));
        return 'taken';
      },
      externalId: (sample) => `${sample.id}@example.cn`,
      outbound: (id) => host.putOutbound(outboundMessage({ id })),
      provider: {
        failNext(kind) {
          switch (kind) {
            case 'unreachable':
              return smtp.next({ type: 'reply', at: 'rcpt', code: 450, text: '4.7.1 Greylisted' });
            case 'rejected':
              return smtp.next({ type: 'reply', at: 'rcpt', code: 550, text: '5.1.1 User unknown' });
            case 'auth':
              return smtp.next({ type: 'reply', at: 'auth', code: 535, text: '5.7.8 Authentication failed' });
            case 'unknown-outcome':
              return smtp.next({ type: 'silence' });
            case 'window-closed':
            case 'opted-out':
              throw new Error(`a mail server has no ${kind}`);
          }
        },
        hold: () => smtp.hold(),
        taken: () => smtp.letters.map(({ raw }) => /^Message-ID: *(\S+)/im.exec(raw.toString())?.[1] ?? ''),
        restore: () => imap.restore(),
      },
      async close() {
        await imap.goAway();
        await smtp.close();
      },
    };
  },
});

function source(sample: Sample): Buffer {
  const id = `${sample.id}@example.cn`;
  switch (sample.kind) {
    case 'text':
    case 'forged':
      return letter({ id, text: sample.text });
    case 'oversize':
      return letter({ id, text: `${sample.text}\r\n${'很多照片'.repeat(20_000)}` });
    case 'unknown':
      return Buffer.from(
        `From: wang@qq.com\r\nMessage-ID: <${id}>\r\nContent-Type: application/x-strange\r\n\r\n\u0001\u0002`,
      );
  }
}
