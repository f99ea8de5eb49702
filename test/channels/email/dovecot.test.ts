import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EmailAdapter } from '../../../src/channels/email/adapter.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { accountOn } from '../../support/mail/account.js';
import { Dovecot, hasDovecot } from '../../support/mail/dovecot.js';
import { letter, outboundMessage } from '../../support/mail/letters.js';
import { SmtpPeer } from '../../support/mail/smtp-peer.js';
import { TcpProxy } from '../../support/mail/tcp-proxy.js';
import { fixture } from './fixtures.js';

const onDovecot = hasDovecot() ? describe : describe.skip;

onDovecot('against Dovecot (skipped without it: apt-get install dovecot-imapd dovecot-lmtpd)', () => {
  let dovecot: Dovecot;
  let proxy: TcpProxy;
  let smtp: SmtpPeer;
  let host: FakeHost;
  let adapter: EmailAdapter;
  let user: string;
  let users = 0;

  beforeAll(async () => {
    dovecot = await Dovecot.start();
  });
  afterAll(() => dovecot.stop());
  beforeEach(async () => {
    user = `hub${++users}`;
    proxy = await TcpProxy.to(dovecot.imapPort);
    smtp = await SmtpPeer.open();
    host = new FakeHost();
    adapter = hub();
  });
  afterEach(async () => {
    await adapter.stop();
    await proxy.close();
    await smtp.close();
  });

  function hub(): EmailAdapter {
    const imap = { host: '127.0.0.1', port: proxy.port, plaintext: true, user, password: Dovecot.password };
    // No polling within the test: what arrives has been announced or caught up with.
    const changes = { address: `${user}@hotline.test`, imap, pollSeconds: 600, plusAddress: true };
    return new EmailAdapter(accountOn({ imap: 1, smtp: smtp.port }, changes), host);
  }
  const ids = (): string[] => host.accepted.map((m) => m.externalId);
  const up = (): Promise<void> => host.until('up', () => adapter.health().state === 'up');
  const accepted = (n: number): Promise<void> =>
    host.until(`${n} accepted`, () => ids().length >= n, 110_000);
  const mailbox = (): string => `${user}@hotline.test`;

  test('a mail delivered by LMTP is announced and taken, rare characters and all', async () => {
    await adapter.start();
    await up();
    await dovecot.deliver(mailbox(), fixture('gb18030-rare'), fixture('gbk-undeclared'));
    await accepted(2);
    expect(host.accepted.map((m) => m.text)).toEqual(['堃镕㐂𠀀', '公交经常晚点半小时。']);
    expect(host.accepted[1]?.attachments.map((a) => [a.name, a.mime])).toEqual([['站牌.png', 'image/png']]);
  });

  test('an answer to the plus address finds its ticket', async () => {
    await adapter.start();
    await up();
    host.putOutbound(outboundMessage({ id: 'out-1', ticketId: 'T42', account: mailbox() }));
    const message = outboundMessage({ id: 'out-1', ticketId: 'T42', account: mailbox() });
    expect(await adapter.send(message, 'out-1')).toMatchObject({ ok: true });
    const replyTo = /^Reply-To: (\S+)/m.exec(smtp.letters[0]?.raw.toString() ?? '')?.[1] ?? '';
    expect(replyTo).toMatch(new RegExp(`^${user}\\+T42\\.[a-z0-9]{12}@hotline\\.test$`));
    // The citizen's server delivers to the tagged address; the header of the mail does not show it.
    await dovecot.deliver(replyTo, letter({ id: 'a@x', to: mailbox(), text: '还没修好' }));
    await accepted(1);
    expect(host.accepted[0]?.thread).toMatchObject({ ticketId: 'T42' });
  });

  test('a connection cut while waiting costs nothing: what comes meanwhile is taken once', async () => {
    await adapter.start();
    await up();
    for (let n = 1; n <= 5; n++) {
      proxy.cut();
      await dovecot.deliver(mailbox(), letter({ id: `${n}@x` }));
      await accepted(n);
    }
    expect(ids()).toEqual(['1@x', '2@x', '3@x', '4@x', '5@x']);
    expect(host.entries('duplicate')).toEqual([]);
  });

  test('a connection cut again and again during a catch-up loses nothing', async () => {
    await adapter.start();
    await up();
    await adapter.stop();
    await dovecot.deliver(mailbox(), ...Array.from({ length: 300 }, (_, n) => letter({ id: `${n}@x` })));
    adapter = hub();
    await adapter.start();
    for (let n = 40; n < 300; n += 60) {
      await accepted(n);
      proxy.cut();
    }
    await accepted(300);
    expect(ids()).toEqual(Array.from({ length: 300 }, (_, n) => `${n}@x`));
  });

  test('a mailbox restored under other numbers loses nothing and doubles nothing', async () => {
    await adapter.start();
    await up();
    await dovecot.deliver(mailbox(), letter({ id: '1@x' }), letter({ id: '2@x' }));
    await accepted(2);
    await adapter.stop();
    await dovecot.renumber(user);
    await dovecot.deliver(mailbox(), letter({ id: '3@x' }));
    adapter = hub();
    await adapter.start();
    // In which order the restored mails come is the server's choice.
    await host.until('all three again', () => host.journal.length >= 5);
    expect(ids()).toEqual(['1@x', '2@x', '3@x']);
    expect(host.entries('duplicate')).toHaveLength(2);
  });

  test('two thousand mails of an outage are taken in order', async () => {
    await adapter.start();
    await up();
    await adapter.stop();
    const mails = Array.from({ length: 2000 }, (_, n) => letter({ id: `${n}@x`, text: `第${n}封` }));
    await dovecot.deliver(mailbox(), ...mails);
    adapter = hub();
    await adapter.start();
    await accepted(2000);
    expect(ids()).toEqual(mails.map((_, n) => `${n}@x`));
    expect(host.entries('quarantined')).toEqual([]);
  }, 240_000);

  test('a wrong password pauses the account', async () => {
    const wrong = { host: '127.0.0.1', port: proxy.port, plaintext: true, user, password: 'wrong' };
    adapter = new EmailAdapter(accountOn({ imap: 1, smtp: smtp.port }, { imap: wrong }), host);
    await adapter.start();
    await host.until('paused', () => adapter.health().state === 'paused');
  });
});
