import { simpleParser } from 'mailparser';
import type { Person } from '../person.js';
import type { ImapPeer } from '../../test/support/mail/imap-peer.js';
import type { SmtpPeer } from '../../test/support/mail/smtp-peer.js';

interface Received {
  messageId: string;
  subject: string;
  text: string;
}

/** A citizen with a mail program: writes to the hotline's mailbox, reads what arrives, answers in the thread. */
export class MailCitizen implements Person {
  said = 0;
  readonly received: Received[] = [];
  /** Letters that came again under a Message-ID we have: receivers fold these into one, and so do we. */
  repeated = 0;
  private read = 0;

  constructor(
    private readonly name: string,
    private readonly address: string,
    private readonly subject: string,
    private readonly imap: ImapPeer,
    private readonly smtp: SmtpPeer,
  ) {}

  /** Writes a mail: the first begins a thread, every later one answers the last received. */
  async say(text: string): Promise<void> {
    const last = this.received.at(-1);
    const lines = [
      `From: =?utf-8?B?${Buffer.from(this.name).toString('base64')}?= <${this.address}>`,
      'To: hub@hotline.test',
      `Subject: =?utf-8?B?${Buffer.from(last ? `Re: ${last.subject}` : this.subject).toString('base64')}?=`,
      `Message-ID: <${this.name.length}.${++this.said}.${this.address}>`,
      ...(last ? [`In-Reply-To: ${last.messageId}`, `References: ${last.messageId}`] : []),
      `Date: ${new Date().toUTCString()}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
    ];
    const quote = last
      ? `\r\n\r\n在 2026-11-23 09:00:00，"市民热线" <hub@hotline.test> 写道：\r\n> ${last.text.split('\n')[0]}`
      : '';
    this.imap.deliver(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}${quote}\r\n`));
  }

  /** Takes over what has arrived at the mail server for this address. */
  async look(): Promise<void> {
    for (; this.read < this.smtp.letters.length; this.read++) {
      const letter = this.smtp.letters[this.read];
      if (!letter?.to.includes(this.address)) continue;
      const mail = await simpleParser(letter.raw);
      const messageId = mail.messageId ?? '';
      if (this.received.some((known) => known.messageId === messageId)) this.repeated++;
      else this.received.push({ messageId, subject: this.subject ?? '', text: mail.text ?? '' });
    }
  }

  heard(): string[] {
    return this.received.map((mail) => mail.text);
  }
}
