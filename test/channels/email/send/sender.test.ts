import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { StoredOutbound } from '../../../../src/core/model/message.js';
import { HealthBoard } from '../../../../src/channels/email/health.js';
import { MailSender } from '../../../../src/channels/email/send/sender.js';
import { MailTokens } from '../../../../src/channels/email/tokens.js';
import { FakeHost } from '../../../conformance/fake-host.js';
import { accountOn } from '../../../support/mail/account.js';
import { outboundMessage } from '../../../support/mail/letters.js';
import { SmtpPeer } from '../../../support/mail/smtp-peer.js';

const tokens = new MailTokens(Buffer.from('a key of the tests'));
let smtp: SmtpPeer;
let host: FakeHost;
let sender: MailSender;

beforeEach(async () => {
  smtp = await SmtpPeer.open({ size: 2_000_000 });
  host = new FakeHost();
  sender = open();
});
afterEach(async () => {
  await sender.stop();
  await smtp.close();
});

function open(changes: Record<string, unknown> = {}): MailSender {
  const account = accountOn({ imap: 1, smtp: smtp.port }, changes);
  return new MailSender(account, host, tokens, new HealthBoard(() => host.clock.now(), 'up'));
}

async function sent(changes: Partial<StoredOutbound> = {}): Promise<ParsedMail> {
  const message = outboundMessage(changes);
  expect(await sender.send(message, message.id)).toMatchObject({ ok: true });
  return simpleParser(smtp.letters.at(-1)?.raw ?? '');
}
const header = (mail: ParsedMail, name: string): unknown => mail.headers.get(name);

describe('a letter', () => {
  test('says who writes, to whom and what, in text and in HTML', async () => {
    const mail = await sent({
      content: { text: '您好 <王>\n\n详见 https://12345.example.cn/t?a=1&b=2', buttons: [], attachments: [] },
    });
    expect(mail.from?.value).toEqual([{ address: 'hub@hotline.test', name: '市民热线' }]);
    expect(mail.text).toContain('您好 <王>');
    expect(mail.html).toContain('您好 &#60;王&#62;');
    expect(mail.html).toContain('<a href="https://12345.example.cn/t?a=1&amp;b=2">');
    expect(smtp.letters[0]).toMatchObject({ from: 'hub@hotline.test', to: ['wang@qq.com'] });
  });

  test('carries the same Message-ID at each attempt, made from the outbox id', async () => {
    const [first, second] = [await sent({ id: 'out-7' }), await sent({ id: 'out-7' })];
    expect(first.messageId).toBe(tokens.messageId('out-7', 'hotline.test'));
    expect(second.messageId).toBe(first.messageId);
    expect(tokens.readMessageId(first.messageId ?? '')).toBe('out-7');
  });

  test('is sent once when two ask for it at the same time', async () => {
    const message = outboundMessage();
    await Promise.all([sender.send(message, 'out-1'), sender.send(message, 'out-1')]);
    expect(smtp.letters).toHaveLength(1);
  });

  test('answers in the thread of the citizen', async () => {
    const mail = await sent({
      thread: { key: '<b@qq.com>', inReplyTo: '<a@qq.com>', subject: '回复：Re: 路灯不亮' },
    });
    expect(mail.inReplyTo).toBe('<b@qq.com>');
    expect(mail.references).toEqual(['<a@qq.com>', '<b@qq.com>']);
    expect(mail.subject).toBe('Re: 路灯不亮');
  });

  test('carries the token of the ticket, once', async () => {
    const mail = await sent({
      ticketId: 'T42',
      thread: { key: '<b@qq.com>', subject: `路灯 [#${tokens.ticket('T42', 'wang@qq.com') ?? ''}]` },
    });
    expect(mail.subject).toBe(`Re: 路灯 [#${tokens.ticket('T42', 'wang@qq.com') ?? ''}]`);
    expect(mail.replyTo).toBeUndefined();
  });

  test('asks for answers at the plus address where the account has them', async () => {
    sender = open({ plusAddress: true });
    const mail = await sent({ ticketId: 'T42' });
    expect(mail.replyTo?.text).toBe(`hub+${tokens.ticket('T42', 'wang@qq.com') ?? ''}@hotline.test`);
  });

  test('of the bot says that no person wrote it, and still lets bounces come', async () => {
    const answer = await sent({ thread: { key: '<b@qq.com>' } });
    expect(header(answer, 'auto-submitted')).toBe('auto-replied');
    expect(header(answer, 'x-auto-response-suppress')).toBe('OOF, AutoReply');
    expect(header(await sent(), 'auto-submitted')).toBe('auto-generated');
  });

  test('of a member of staff does not', async () => {
    const mail = await sent({ author: { type: 'staff', staffId: 's', name: '小李' } });
    expect(header(mail, 'auto-submitted')).toBeUndefined();
  });

  test('cannot be given further headers by a subject', async () => {
    const mail = await sent({
      content: { text: 'x', subject: 'a\r\nBcc: evil@x.cn', buttons: [], attachments: [] },
    });
    expect(header(mail, 'bcc')).toBeUndefined();
    expect(smtp.letters[0]?.to).toEqual(['wang@qq.com']);
  });

  test('is signed with DKIM, and a change is noticed', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { smtp: server } = accountOn({ imap: 1, smtp: smtp.port });
    sender = open({ smtp: { ...server, dkim: { domain: 'hotline.test', selector: 's1', privateKey } } });
    await sent();
    const resolver = () => Promise.resolve([[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]]);
    const raw = smtp.letters[0]?.raw ?? Buffer.alloc(0);
    const verdict = async (mail: Buffer) => (await dkimVerify(mail, { resolver })).results[0]?.status.result;
    expect(await verdict(raw)).toBe('pass');
    const changed = Buffer.from(raw.toString('latin1').replace('Subject: ', 'Subject: x'), 'latin1');
    expect(await verdict(changed)).not.toBe('pass');
  });

  test('carries files with Chinese names', async () => {
    const saved = await host.saveAttachment({ name: '办理结果.txt', bytes: Buffer.from('已修复') });
    if (saved.type !== 'saved') throw new Error(saved.message);
    const mail = await sent({ content: { text: 'x', buttons: [], attachments: [saved.attachment] } });
    expect(mail.attachments[0]?.filename).toBe('办理结果.txt');
    expect(mail.attachments[0]?.content.toString()).toBe('已修复');
  });
});

describe('what a server answers', () => {
  test.each([
    ['auth', 535, 'auth', '535'],
    ['auth', 454, 'unreachable', '454'],
    ['rcpt', 550, 'rejected', '550'],
    ['rcpt', 450, 'unreachable', '450'],
    ['rcpt', 452, 'unreachable', '452'],
    ['rcpt', 553, 'rejected', '553'],
    ['data', 554, 'rejected', '554'],
    ['data', 451, 'unreachable', '451'],
    ['data', 552, 'rejected', '552'],
    ['data', 421, 'unreachable', '421'],
  ] as const)('%s %d is "%s"', async (at, code, kind, said) => {
    smtp.next({ type: 'reply', at, code, text: 'said the server' });
    const result = await sender.send(outboundMessage(), 'out-1');
    expect(result).toMatchObject({ ok: false, kind, code: said });
    expect(smtp.letters).toEqual([]);
  });

  test('a connection that breaks while the letter is under way was not a delivery', async () => {
    smtp.next({ type: 'break' });
    const saved = await host.saveAttachment({ name: 'big.txt', bytes: Buffer.alloc(1_000_000, 'x') });
    if (saved.type !== 'saved') throw new Error(saved.message);
    const message = outboundMessage({ content: { text: 'x', buttons: [], attachments: [saved.attachment] } });
    const result = await sender.send(message, 'out-1');
    expect(result.ok).toBe(false);
    expect(smtp.letters).toEqual([]);
  });

  test('silence after the whole letter is an unknown outcome, never sent again by itself', async () => {
    smtp.next({ type: 'silence' });
    expect(await sender.send(outboundMessage(), 'out-1')).toMatchObject({
      ok: false,
      kind: 'unknown-outcome',
    });
    expect(smtp.letters).toHaveLength(1);
  });

  test('a letter too large for the server is refused for good', async () => {
    const saved = await host.saveAttachment({ name: 'big.txt', bytes: Buffer.alloc(3_000_000, 'x') });
    if (saved.type !== 'saved') throw new Error(saved.message);
    const message = outboundMessage({ content: { text: 'x', buttons: [], attachments: [saved.attachment] } });
    expect(await sender.send(message, 'out-1')).toMatchObject({ ok: false, kind: 'rejected', code: '552' });
  });

  test('nobody listening is "unreachable"', async () => {
    await smtp.close();
    const result = await sender.send(outboundMessage(), 'out-1');
    expect(result).toMatchObject({ ok: false, kind: 'unreachable', code: 'ESOCKET' });
  });

  test('a password in a result or sentence would be a leak', async () => {
    smtp.next({ type: 'reply', at: 'auth', code: 535, text: '5.7.8 no' });
    const result = await sender.send(outboundMessage(), 'out-1');
    expect(JSON.stringify(result)).not.toContain(SmtpPeer.password);
  });
});

describe('what is refused before any server is asked', () => {
  test.each(['', 'wang', 'a@b.cn\r\nBcc: evil@x.cn', 'a@b.cn, evil@x.cn', '"x y"@z.cn'])(
    'the address %j',
    async (to) => {
      const result = await sender.send(outboundMessage({ to }), 'out-1');
      expect(result).toMatchObject({ ok: false, kind: 'rejected', code: 'BAD_ADDRESS' });
      expect(smtp.connections).toBe(0);
    },
  );

  test('a file that is gone', async () => {
    const gone = { id: 'x', name: '照片.jpg', mime: 'image/jpeg', size: 1, sha256: '0'.repeat(64) };
    const message = outboundMessage({ content: { text: 'x', buttons: [], attachments: [gone] } });
    expect(await sender.send(message, 'out-1')).toMatchObject({
      kind: 'rejected',
      code: 'ATTACHMENT_MISSING',
    });
  });

  test('more in an hour than the provider allows, with the time to wait', async () => {
    host.now = new Date('2026-11-23T01:00:00Z');
    sender = open({ rate: { perHour: 2 } });
    await sent({ id: 'a' });
    host.now = new Date('2026-11-23T01:20:00Z');
    await sent({ id: 'b' });
    const refused = await sender.send(outboundMessage({ id: 'c' }), 'c');
    expect(refused).toMatchObject({ kind: 'unreachable', code: 'RATE_LIMIT', retryAfterMs: 40 * 60_000 });
    host.now = new Date('2026-11-23T02:00:00Z');
    await sent({ id: 'c' });
  });

  test('a letter after the stop', async () => {
    await sender.stop();
    expect(await sender.send(outboundMessage(), 'out-1')).toMatchObject({
      kind: 'unreachable',
      code: 'STOPPED',
    });
  });
});

test('after a refused password the next letter logs in anew', async () => {
  smtp.next({ type: 'reply', at: 'auth', code: 535, text: '5.7.8 no' });
  expect(await sender.send(outboundMessage(), 'out-1')).toMatchObject({ kind: 'auth' });
  await sent();
});
