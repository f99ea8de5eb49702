import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EmailAdapter } from '../../../../src/channels/email/adapter.js';
import { FakeHost } from '../../../conformance/fake-host.js';
import { accountOn } from '../../../support/mail/account.js';
import { ImapPeer } from '../../../support/mail/imap-peer.js';
import { letter } from '../../../support/mail/letters.js';

let imap: ImapPeer;
let host: FakeHost;
let adapter: EmailAdapter;

beforeEach(async () => {
  imap = await ImapPeer.open();
  host = new FakeHost();
  adapter = hub();
});
afterEach(async () => {
  await adapter.stop();
  await imap.goAway();
});

/** The hub anew on the same store, as after a restart. */
function hub(changes: Record<string, unknown> = {}): EmailAdapter {
  return new EmailAdapter(accountOn({ imap: imap.port, smtp: 1 }, changes), host);
}

const ids = (): string[] => host.accepted.map((m) => m.externalId);
const up = (): Promise<void> => host.until('up', () => adapter.health().state === 'up');
const accepted = (n: number): Promise<void> => host.until(`${n} accepted`, () => ids().length >= n);

describe('nothing is lost and nothing comes twice', () => {
  test('mail from before the first start is not imported', async () => {
    imap.deliver(letter({ id: 'old@x' }), new Date(Date.now() - 3600_000));
    await adapter.start();
    await up();
    imap.deliver(letter({ id: 'new@x' }));
    await accepted(1);
    expect(ids()).toEqual(['new@x']);
  });

  test('mail since a given day is imported', async () => {
    imap.deliver(letter({ id: 'too-old@x' }), new Date('2026-11-01T00:00:00Z'));
    imap.deliver(letter({ id: 'old@x' }), new Date('2026-11-11T00:00:00Z'));
    adapter = hub({ startFrom: '2026-11-10' });
    await adapter.start();
    await accepted(1);
    await up();
    expect(ids()).toEqual(['old@x']);
  });

  test('mail that came while the server was out of reach at the first start is taken', async () => {
    await imap.goAway();
    await adapter.start();
    imap.deliver(letter({ id: 'meanwhile@x' }));
    await imap.restore();
    await accepted(1);
    expect(ids()).toEqual(['meanwhile@x']);
  });

  test('mail that came while the hub was stopped is taken once, after it starts again', async () => {
    await adapter.start();
    imap.deliver(letter({ id: '1@x' }));
    await accepted(1);
    await adapter.stop();
    for (let n = 2; n <= 130; n++) imap.deliver(letter({ id: `${n}@x` }));
    adapter = hub();
    await adapter.start();
    await accepted(130);
    expect(ids()).toEqual(Array.from({ length: 130 }, (_, n) => `${n + 1}@x`));
    expect(host.entries('duplicate')).toEqual([]);
  });

  test('a cut connection is made again, and what came meanwhile is taken', async () => {
    await adapter.start();
    await up();
    await imap.goAway();
    await host.until('trouble', () => adapter.health().state !== 'up');
    imap.deliver(letter({ id: 'meanwhile@x' }));
    await imap.restore();
    await accepted(1);
    expect(ids()).toEqual(['meanwhile@x']);
  });

  test('a mailbox with new numbers is read again, and known mail is known', async () => {
    await adapter.start();
    for (const id of ['1@x', '2@x']) imap.deliver(letter({ id }));
    await accepted(2);
    await imap.goAway();
    imap.renumber(777);
    imap.deliver(letter({ id: '3@x' }));
    await imap.restore();
    await accepted(3);
    expect(ids()).toEqual(['1@x', '2@x', '3@x']);
    expect(host.entries('duplicate')).toHaveLength(2);
  });

  test('a message that another wrote under a known Message-ID is kept beside the first', async () => {
    await adapter.start();
    imap.deliver(letter({ id: 'same@x', text: '真的' }));
    imap.deliver(letter({ id: 'same@x', text: '冒充的' }));
    await accepted(2);
    expect(host.entries('conflict')).toHaveLength(1);
  });
});

describe('one mail never blocks the others', () => {
  test('a mail that cannot be read goes to quarantine with its bytes', async () => {
    await adapter.start();
    const strange = Buffer.from('no mail at all');
    imap.deliver(strange);
    imap.deliver(letter({ id: 'next@x' }));
    await accepted(1);
    const [kept] = host.entries('quarantined');
    expect(kept?.code).toBe('no-sender');
    expect(Buffer.from(kept?.raw.bytes ?? []).toString()).toBe('no mail at all');
  });

  test('a mail whose acceptance always fails goes to quarantine, in its place', async () => {
    const fault = { type: 'throw', error: new Error('poison') } as const;
    host.failNext('accept', fault, fault, fault, fault, fault);
    await adapter.start();
    imap.deliver(letter({ id: 'poison@x' }));
    imap.deliver(letter({ id: 'next@x' }));
    await accepted(1);
    expect(host.journal.map((e) => e.type)).toEqual(['quarantined', 'accepted']);
    expect(host.entries('quarantined')[0]?.message).toContain('poison');
  });

  test('a store that is away for long puts no mail into quarantine', async () => {
    const fault = { type: 'throw', error: new Error('away') } as const;
    host.failNext('accept', ...Array.from({ length: 7 }, () => fault));
    host.failNext('quarantine', ...Array.from({ length: 7 }, () => fault));
    await adapter.start();
    imap.deliver(letter({ id: 'patient@x' }));
    await host.until('trouble', () => adapter.health().detail?.includes('无法保存') === true);
    await accepted(1);
    expect(host.entries('quarantined')).toEqual([]);
  });

  test('a mail that the server cannot deliver is named to staff, and the next ones come', async () => {
    imap.refuse('UID FETCH', () => undefined);
    await adapter.start();
    await up();
    const original = imap.server.getCommandHandler('UID FETCH');
    imap.server.setCommandHandler('UID FETCH', (connection, parsed, data, done) => {
      // The mail with UID 2 breaks the server whenever its text is asked for.
      const [range, query] = parsed.attributes ?? [];
      const asksText = JSON.stringify([query, parsed.attributes?.slice(1)]).includes('BODY');
      if (asksText && String(range?.value).split(',').includes('2')) connection.socket.destroy();
      else original(connection, parsed, data, done);
    });
    for (const id of ['1@x', '2@x', '3@x', '4@x']) imap.deliver(letter({ id }));
    await accepted(3);
    expect(ids()).toEqual(['1@x', '3@x', '4@x']);
    expect(host.entries('quarantined')[0]?.message).toContain('UID 2');
  });

  test('a mail over the limit is taken with its words and the names of its files', async () => {
    await adapter.start();
    const body = [
      'From: wang@qq.com',
      'Message-ID: <big@x>',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '积水照片见附件',
      '--b',
      'Content-Type: image/jpeg; name=photo.jpg',
      'Content-Disposition: attachment; filename=photo.jpg',
      '',
      'x'.repeat(900_000),
      '--b--',
    ].join('\r\n');
    imap.deliver(body);
    await accepted(1);
    const [message] = host.accepted;
    expect(message?.text).toBe('积水照片见附件');
    expect(message?.attachments).toEqual([]);
    expect(message?.notices.join()).toMatch(/太大.*photo\.jpg/);
  });

  test('a file that the hub refuses is named in a notice', async () => {
    await adapter.start();
    const file = '--b\r\nContent-Disposition: attachment; filename="a.exe"\r\n\r\nMZ\u0090\r\n--b--';
    imap.deliver(
      `From: a@b.cn\r\nMessage-ID: <exe@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${file}`,
    );
    await accepted(1);
    expect(host.accepted[0]?.notices.join()).toContain('a.exe');
  });
});

describe('servers that refuse', () => {
  test('a wrong password pauses the account with a clear sentence, and is not tried in a loop', async () => {
    let logins = 0;
    imap.refuse('LOGIN', () => (logins++, 'Invalid credentials'));
    imap.refuse('AUTHENTICATE PLAIN', () => (logins++, 'Invalid credentials'));
    await adapter.start();
    await host.until('paused', () => adapter.health().state === 'paused');
    expect(adapter.health().detail).toMatch(/拒绝登录.*授权码/);
    expect(adapter.health().detail).not.toContain(ImapPeer.password);
    expect(logins).toBe(1);
  });

  test('a server that wants to know the client first (163) is told', async () => {
    let introduced = false;
    imap.refuse('ID', () => void (introduced = true));
    for (const command of ['SELECT', 'EXAMINE']) {
      imap.refuse(command, () =>
        introduced ? undefined : `${command} Unsafe Login. Please contact kefu@188.com`,
      );
    }
    await adapter.start();
    await up();
    imap.deliver(letter({ id: '163@x' }));
    await accepted(1);
  });

  test('what a server says reaches staff', async () => {
    imap.refuse('EXAMINE', () => 'EXAMINE Unsafe Login. Please contact kefu@188.com for help');
    await adapter.start();
    await host.until('trouble', () => adapter.health().detail !== undefined);
    expect(adapter.health().detail).toContain('Unsafe Login');
  });

  test('a server without IDLE is asked by the clock', async () => {
    const plain = await ImapPeer.open({ plugins: ['ID', 'UIDPLUS'] });
    adapter = new EmailAdapter(accountOn({ imap: plain.port, smtp: 1 }), host);
    await adapter.start();
    await up();
    plain.deliver(letter({ id: 'polled@x' }));
    await accepted(1);
    await adapter.stop();
    await plain.goAway();
  });

  test('an unreadable password file is said at the start', async () => {
    adapter = hub({
      imap: {
        host: '127.0.0.1',
        port: imap.port,
        plaintext: true,
        user: 'hub',
        passwordFile: '/does/not/exist',
      },
    });
    await expect(adapter.start()).rejects.toThrow('/does/not/exist');
  });
});

test('a stop closes the connection and leaves nothing behind', async () => {
  await adapter.start();
  await up();
  await adapter.stop();
  await host.until('no connection', () => imap.connections === 0);
});
