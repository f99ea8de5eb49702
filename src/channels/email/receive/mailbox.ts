import { ImapFlow } from 'imapflow';
import type { EmailAccount } from '../config.js';
import type { Position } from './position.js';

/** A mail in the mailbox, before it is fetched. */
export interface MailEntry {
  uid: number;
  size: number;
  receivedAt: Date | undefined;
}

export interface FetchedMail extends MailEntry {
  bytes: Buffer;
  /** Set when only the beginning was fetched: the names of the files that were left in the mailbox. */
  cut?: { fileNames: string[] };
}

/** A connection that is not yet connected. One object is one connection: imapflow cannot reconnect. */
export function imapClient(account: EmailAccount, password: string): ImapFlow {
  const { host, port, secure, plaintext, user } = account.imap;
  const useTls = secure && !plaintext;
  return new ImapFlow({
    host,
    port: port ?? (useTls ? 993 : 143),
    secure: useTls,
    // Without this a middleman who strips STARTTLS gets the password in clear text.
    ...(useTls ? {} : { doSTARTTLS: !plaintext }),
    auth: { user: user ?? '', pass: password },
    // 163 and 126 refuse SELECT ("Unsafe Login") unless the client has introduced itself (RFC 2971).
    clientInfo: { name: 'hub12345', version: '1', vendor: 'hub12345', 'support-email': account.address },
    logger: false,
    autoIdleDelay: 300,
    maxIdleTime: 5 * 60_000,
    connectionTimeout: 30_000,
    socketTimeout: Math.max(6 * 60_000, account.pollSeconds * 1000 + 60_000),
    maxLiteralSize: Math.max(account.maxBytes * 2, 50 * 1024 * 1024),
    maxResponseSize: Math.max(account.maxBytes * 8, 200 * 1024 * 1024),
  });
}

/**
 * The highest UID that is already dealt with. For a mailbox seen for the first time and for one whose
 * UIDVALIDITY changed it is found by date; what was taken before is recognised by its Message-ID.
 */
export async function lastUidFor(
  client: ImapFlow,
  mailbox: { uidValidity: bigint; uidNext: number },
  position: Position,
): Promise<number> {
  const { mark, floor } = position;
  if (mark?.uidValidity === String(mailbox.uidValidity)) return mark.lastUid;
  const overlap = mark === undefined ? floor.getTime() : mark.movedAt.getTime() - 2 * DAY;
  const since = new Date(Math.max(floor.getTime(), overlap));
  // SINCE compares days in the server's own time zone: ask for one more and compare exactly.
  const uids = (await client.search({ since: new Date(since.getTime() - DAY) }, { uid: true })) || [];
  if (uids.length === 0) return mailbox.uidNext - 1;
  const entries = await entriesOf(client, `${Math.min(...uids)}:*`);
  const first = entries.find((entry) => entry.receivedAt === undefined || entry.receivedAt >= since);
  return (first?.uid ?? mailbox.uidNext) - 1;
}

/** What lies above the mark, oldest first. */
export async function entriesAfter(client: ImapFlow, lastUid: number): Promise<MailEntry[]> {
  const entries = await entriesOf(client, `${lastUid + 1}:*`);
  // RFC 3501: a range to `*` holds at least the last mail, even when that is far below the range.
  return entries.filter((entry) => entry.uid > lastUid);
}

/** The bytes of these mails; those that somebody deleted meanwhile are absent. */
export async function fetchMails(
  client: ImapFlow,
  entries: readonly MailEntry[],
  maxBytes: number,
): Promise<FetchedMail[]> {
  const whole = entries.filter((entry) => entry.size <= maxBytes);
  const found = new Map<number, FetchedMail>();
  if (whole.length > 0) {
    const range = whole.map((entry) => entry.uid).join(',');
    // Never a command inside a fetch loop: imapflow would wait for itself. So everything is fetched at once.
    for (const { uid, source } of await client.fetchAll(range, { uid: true, source: true }, { uid: true })) {
      const entry = whole.find((each) => each.uid === uid);
      if (entry && source) found.set(uid, { ...entry, bytes: source });
    }
  }
  for (const entry of entries.filter((each) => each.size > maxBytes)) {
    const mail = await fetchBeginning(client, entry);
    if (mail) found.set(entry.uid, mail);
  }
  return entries.flatMap((entry) => found.get(entry.uid) ?? []);
}

const DAY = 24 * 3600_000;
/** The words of a letter come first; what follows in a mail over the limit are its files. */
const BEGINNING_BYTES = 512 * 1024;

async function entriesOf(client: ImapFlow, range: string): Promise<MailEntry[]> {
  const found = await client.fetchAll(range, { uid: true, size: true, internalDate: true }, { uid: true });
  return found
    .map(({ uid, size, internalDate }) => ({
      uid,
      size: size ?? 0,
      receivedAt: internalDate === undefined ? undefined : new Date(internalDate),
    }))
    .sort((a, b) => a.uid - b.uid);
}

async function fetchBeginning(client: ImapFlow, entry: MailEntry): Promise<FetchedMail | undefined> {
  const query = { uid: true, bodyStructure: true, source: { start: 0, maxLength: BEGINNING_BYTES } };
  const mail = await client.fetchOne(String(entry.uid), query, { uid: true });
  if (mail === false || mail.source === undefined) return undefined;
  return { ...entry, bytes: mail.source, cut: { fileNames: fileNames(mail.bodyStructure) } };
}

interface Part {
  parameters?: Record<string, string>;
  dispositionParameters?: Record<string, string>;
  childNodes?: Part[];
}

function fileNames(part: Part | undefined): string[] {
  if (part === undefined) return [];
  const own = part.dispositionParameters?.filename ?? part.parameters?.name;
  return [...(own === undefined ? [] : [own]), ...(part.childNodes ?? []).flatMap(fileNames)].slice(0, 50);
}
