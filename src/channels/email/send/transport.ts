import { PassThrough } from 'node:stream';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import type { EmailAccount } from '../config.js';
import { readSecret } from '../secrets.js';

/** The pooled SMTP connections of one account. */
export class MailTransport {
  /** Message-IDs of letters whose last byte has been given to the connection. */
  private readonly left = new Set<string>();

  private constructor(private readonly pool: ReturnType<typeof createPool>) {
    pool.use('stream', (mail, done) => {
      const id = String(mail.data.messageId);
      this.left.delete(id);
      mail.message?.transform(() => new PassThrough({ flush: (done) => (this.left.add(id), done()) }));
      done();
    });
  }

  static async open(account: EmailAccount): Promise<MailTransport> {
    const { user, password, passwordFile, dkim } = account.smtp;
    const secret = user === undefined ? '' : await readSecret(password, passwordFile);
    const privateKey = dkim && (await readSecret(dkim.privateKey, dkim.privateKeyFile));
    return new MailTransport(createPool(account, secret, privateKey));
  }

  /** Resolves when the server has taken the letter for its one recipient. */
  async send(mail: SendMailOptions & { messageId: string }): Promise<void> {
    await this.pool.sendMail(mail);
  }

  /** Whether the server had the whole letter before the conversation broke off. */
  hasLeft(messageId: string): boolean {
    return this.left.delete(messageId);
  }

  /** Lets letters on their way finish, fails those that wait. `force` cuts off a server that does not answer. */
  close(options: { force: boolean }): void {
    this.pool.close(options);
  }
}

function createPool(account: EmailAccount, password: string, dkimKey: string | undefined) {
  const { host, port, secure, plaintext, user, dkim, timeoutMs } = account.smtp;
  const useTls = secure && !plaintext;
  const { perSecond } = account.rate;
  return nodemailer.createTransport({
    pool: true,
    host,
    port: port ?? (useTls ? 465 : plaintext ? 25 : 587),
    secure: useTls,
    requireTLS: !plaintext,
    ignoreTLS: plaintext,
    ...(user === undefined ? {} : { auth: { user, pass: password } }),
    ...(dkim && dkimKey !== undefined
      ? { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkimKey } }
      : {}),
    maxConnections: 2,
    maxMessages: 50,
    // A letter whose connection broke may have been taken: whether to send it again is the outbox's decision.
    maxRequeues: 0,
    rateLimit: Math.max(1, Math.floor(perSecond)),
    rateDelta: perSecond >= 1 ? 1000 : 1000 / perSecond,
    connectionTimeout: Math.min(30_000, timeoutMs),
    greetingTimeout: Math.min(30_000, timeoutMs),
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
