import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Marks that we put into outgoing mail and recognise in answers. Each carries an HMAC: without it anybody
 * who guesses an id could write into a stranger's ticket.
 */
export class MailTokens {
  constructor(private readonly key: Buffer) {}

  /**
   * The ticket and to whom we wrote, for a plus address or a subject: `<ticketId>.<8 + 4 characters>`.
   * The first eight prove the ticket, the last four that this very address got the token from us.
   * Undefined for an id that would not survive in an address.
   */
  ticket(ticketId: string, recipient: string): string | undefined {
    if (!/^[A-Za-z0-9-]{1,40}$/.test(ticketId)) return undefined;
    return `${ticketId}.${this.mac('ticket', ticketId, 8)}${this.mac('recipient', `${ticketId} ${recipient}`, 4)}`;
  }

  /** Reads a ticket token. `toSender`: whether the token was given to the address that now uses it. */
  readTicket(token: string, sender: string): { ticketId: string; toSender: boolean } | undefined {
    const [, id, ticketMac, recipientMac] = TICKET.exec(token) ?? [];
    if (id === undefined || ticketMac === undefined || recipientMac === undefined) return undefined;
    // Mail servers on the way may change the case of a local part, so the id is found by its HMAC.
    const ticketId = [id, id.toUpperCase(), id.toLowerCase()].find((each) =>
      equal(this.mac('ticket', each, 8), ticketMac),
    );
    if (ticketId === undefined) return undefined;
    return { ticketId, toSender: equal(this.mac('recipient', `${ticketId} ${sender}`, 4), recipientMac) };
  }

  /** The Message-ID of an outgoing mail: derived from its outbox id alone, so that a retry carries the same. */
  messageId(outboxId: string, domain: string): string {
    const local = /^[\w-]+$/.test(outboxId) ? outboxId : `~${Buffer.from(outboxId).toString('base64url')}`;
    return `<${local}.${this.mac('message', outboxId, 12)}@${domain}>`;
  }

  /** The outbox id of a Message-ID that we made, undefined for anyone else's. */
  readMessageId(messageId: string): string | undefined {
    const [, local, mac] = OWN_MESSAGE_ID.exec(messageId) ?? [];
    if (local === undefined || mac === undefined) return undefined;
    const outboxId = local.startsWith('~') ? Buffer.from(local.slice(1), 'base64url').toString() : local;
    return equal(this.mac('message', outboxId, 12), mac) ? outboxId : undefined;
  }

  private mac(purpose: string, value: string, length: number): string {
    const digest = createHmac('sha256', this.key).update(`${purpose}\0${value}`).digest();
    return Array.from(digest.subarray(0, length), (byte) => LETTERS[byte % 32]).join('');
  }
}

/** Where a ticket token may stand in a subject: `回复：路灯不亮 [#01J….k7f3a2qd9x2b]`. */
export const SUBJECT_TOKEN = /\[#([A-Za-z0-9-]{1,40}\.[a-z0-9]{12})\]/i;

// Digits and lower-case letters without 0/o, 1/l: they survive servers that change case, and a human ear.
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const TICKET = /^([A-Za-z0-9-]{1,40})\.([a-z0-9]{8})([a-z0-9]{4})$/i;
const OWN_MESSAGE_ID = /^<?(~?[\w-]+)\.([a-z0-9]{12})@[^@<>\s]+>?$/;

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b.toLowerCase())];
  return left.length === right.length && timingSafeEqual(left, right);
}
