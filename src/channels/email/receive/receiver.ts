import type { ImapFlow } from 'imapflow';
import type { EmailAccount } from '../config.js';
import type { HealthBoard } from '../health.js';
import { readSecret } from '../secrets.js';
import { quarantineMail, takeMail, type IntakeContext } from './intake.js';
import {
  entriesAfter,
  fetchMails,
  imapClient,
  lastUidFor,
  type FetchedMail,
  type MailEntry,
} from './mailbox.js';
import { PositionStore, type Position } from './position.js';
import { NotStored, readTrouble } from './trouble.js';
import { backoff, Bell } from './waiting.js';

/**
 * Keeps one mailbox read, through outages of any length. Every wake-up (IDLE, timer, reconnect) does the same:
 * take what lies above the mark, oldest first, and move the mark only over mail that is durable in the hub.
 * A message of the server that there is new mail is only a hint; the timer finds what no hint announced.
 */
export class MailReceiver {
  private readonly positions: PositionStore;
  /** Rung by stop alone: nothing else may shorten a pause between connections. */
  private readonly halt = new Bell();
  /** Rung by whatever may mean new mail on the present connection. */
  private news = new Bell();
  private client: ImapFlow | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;
  /** How often the mail above the mark has failed; a mail that always fails must not block those behind it. */
  private stumble = { uid: 0, times: 0 };
  /** After a failed fetch the same mails are fetched one by one, so that only the one at fault fails again. */
  private oneByOneUntil = 0;

  constructor(
    private readonly account: EmailAccount,
    private readonly context: IntakeContext,
    private readonly health: HealthBoard,
  ) {
    this.positions = new PositionStore(context.host.memory, account.address, account.imap.mailbox);
  }

  /** Returns once the beginning of time for this mailbox is durable; connects in the background. */
  async start(): Promise<void> {
    if (this.running) return;
    await readSecret(this.account.imap.password, this.account.imap.passwordFile);
    if ((await this.positions.load()) === undefined) {
      const { startFrom } = this.account;
      const now = Math.floor(this.context.host.clock.now().getTime() / 1000) * 1000;
      await this.positions.save({ floor: startFrom === 'now' ? new Date(now) : startFrom });
    }
    this.running = this.run();
  }

  /** Finishes the mail in hand and hangs up; a server that does not answer is cut off. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.halt.ring();
    this.news.ring();
    if (this.client?.usable !== true) this.client?.close();
    const cut = setTimeout(() => this.client?.close(), HANG_UP_MS);
    await this.running;
    clearTimeout(cut);
  }

  private async run(): Promise<void> {
    const { firstSeconds, maxSeconds } = this.account.reconnect;
    for (let failures = 0; !this.stopping;) {
      const startedAt = Date.now();
      const error = await this.session();
      if (this.stopping) return;
      failures = Date.now() - startedAt > HEALTHY_MS ? 1 : failures + 1;
      const trouble = readTrouble(error, this.account.imap.host);
      const state = trouble.type === 'auth' ? 'paused' : failures > 2 ? 'down' : 'degraded';
      this.health.set(state, trouble.detail);
      this.context.host.log.warn(
        { account: this.account.address, trouble, failures },
        'mailbox not reachable',
      );
      // Providers lock an account that is tried with a wrong password again and again.
      const pause =
        trouble.type === 'auth'
          ? AUTH_PAUSE_MS
          : backoff(failures - 1, firstSeconds * 1000, maxSeconds * 1000);
      await this.halt.wait(pause);
    }
  }

  /** One connection, from connecting to its end; returns why it ended. */
  private async session(): Promise<unknown> {
    let lost: unknown = new Error('the server closed the connection');
    try {
      const password = await readSecret(this.account.imap.password, this.account.imap.passwordFile);
      const client = imapClient(this.account, password);
      const news = new Bell();
      this.client = client;
      this.news = news;
      client.on('error', (error) => (lost = error));
      client.on('close', () => news.ring());
      client.on('exists', () => news.ring());
      await client.connect();
      const mailbox = await client.mailboxOpen(this.account.imap.mailbox, { readOnly: true });
      let position = await this.begin(client, mailbox);
      while (!this.stopping) {
        position = await this.catchUp(client, position);
        this.health.set('up');
        await news.wait(this.account.pollSeconds * 1000);
        if (!client.usable) return lost;
        // Some servers tell of new mail only in answer to a command.
        await client.noop();
      }
      await client.logout();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      this.client?.close();
      this.client = undefined;
    }
  }

  private async begin(client: ImapFlow, mailbox: { uidValidity: bigint; uidNext: number }): Promise<Marked> {
    const stored = await this.positions.load();
    const position = stored ?? { floor: this.context.host.clock.now() };
    const lastUid = await lastUidFor(client, mailbox, position);
    return this.moveTo({ ...position, mark: this.markAt(String(mailbox.uidValidity), lastUid) });
  }

  private async catchUp(client: ImapFlow, from: Marked): Promise<Marked> {
    let position = from;
    let entries = await entriesAfter(client, position.mark.lastUid);
    if (entries.length > BATCH_MAILS) this.health.set('up', `正在补收 ${entries.length} 封邮件。`);
    while (entries.length > 0 && !this.stopping) {
      const batch = entries.slice(0, this.batchSize(entries));
      position = await this.takeBatch(client, batch, position);
      entries = entries.slice(batch.length);
    }
    return position;
  }

  private async takeBatch(client: ImapFlow, batch: readonly MailEntry[], from: Marked): Promise<Marked> {
    const { uidValidity } = from.mark;
    let lastUid = from.mark.lastUid;
    try {
      const mails = await this.fetch(client, batch);
      for (const { uid } of batch) {
        if (this.stopping) break;
        const mail = mails.get(uid);
        if (mail) await this.take(mail);
        lastUid = uid;
      }
    } finally {
      // Also after a failure: what is durable need not be fetched again.
      if (lastUid > from.mark.lastUid)
        await this.moveTo({ ...from, mark: this.markAt(uidValidity, lastUid) });
    }
    return { ...from, mark: this.markAt(uidValidity, lastUid) };
  }

  private async fetch(client: ImapFlow, batch: readonly MailEntry[]): Promise<Map<number, FetchedMail>> {
    try {
      const mails = await fetchMails(client, batch, this.account.maxBytes);
      return new Map(mails.map((mail) => [mail.uid, mail]));
    } catch (error) {
      const [first] = batch;
      this.oneByOneUntil = batch.at(-1)?.uid ?? 0;
      if (first === undefined || !this.givesUp(first.uid)) throw error;
      await quarantineMail({ ...first, bytes: new Uint8Array() }, error, this.context);
      return new Map();
    }
  }

  private async take(mail: FetchedMail): Promise<void> {
    try {
      await takeMail(mail, this.context);
    } catch (error) {
      // Tried once more by `takeMail` above: if the store is back, the mail was accepted and not given up.
      if (!this.givesUp(mail.uid)) throw new NotStored(error);
      await quarantineMail(mail, error, this.context);
    }
  }

  /** Counts a failure of this mail; true when it has failed often enough. */
  private givesUp(uid: number): boolean {
    this.stumble = { uid, times: this.stumble.uid === uid ? this.stumble.times + 1 : 1 };
    return this.stumble.times >= GIVE_UP_AFTER;
  }

  /** How many to fetch in one go: some fifty, not too many bytes, and one by one around a mail that fails. */
  private batchSize(entries: readonly MailEntry[]): number {
    const next = entries[0];
    if (next === undefined || next.uid <= this.oneByOneUntil) return 1;
    let bytes = 0;
    const tooMany = entries.findIndex(
      (entry, index) => index >= BATCH_MAILS || (bytes += entry.size) > BATCH_BYTES,
    );
    return tooMany === -1 ? entries.length : Math.max(1, tooMany);
  }

  private async moveTo(position: Marked): Promise<Marked> {
    await this.positions.save(position);
    return position;
  }

  private markAt(uidValidity: string, lastUid: number): Marked['mark'] {
    return { uidValidity, lastUid, movedAt: this.context.host.clock.now() };
  }
}

type Marked = Position & Required<Pick<Position, 'mark'>>;

const BATCH_MAILS = 50;
const BATCH_BYTES = 4 * 1024 * 1024;
const GIVE_UP_AFTER = 5;
const HEALTHY_MS = 60_000;
const HANG_UP_MS = 5_000;
const AUTH_PAUSE_MS = 15 * 60_000;
