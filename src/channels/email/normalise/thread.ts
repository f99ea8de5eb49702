import type { StoredOutbound } from '../../../core/model/message.js';
import { plusTag, type OwnAddresses } from '../address.js';
import { SUBJECT_TOKEN, type MailTokens } from '../tokens.js';
import type { MailHeaders } from './headers.js';

export interface ThreadTarget {
  ticketId: string;
  /** The mail points at the ticket, but its sender is not whom we wrote to. */
  unverified: boolean;
}

/**
 * The ticket to which a mail belongs. In order of certainty: the address it was sent to, the mail of ours that
 * it answers, the token in its subject. Each carries our HMAC; anything else is a new matter.
 */
export async function resolveThread(mail: {
  headers: MailHeaders;
  subject: string;
  from: string;
  own: OwnAddresses;
  tokens: MailTokens;
  findOutbound: (id: string) => Promise<StoredOutbound | undefined>;
}): Promise<ThreadTarget | undefined> {
  const { headers, subject, from, own, tokens, findOutbound } = mail;
  for (const recipient of headers.recipients) {
    const tag = own.has(recipient) ? plusTag(recipient) : undefined;
    const token = tag === undefined ? undefined : tokens.readTicket(tag, from);
    if (token) return { ticketId: token.ticketId, unverified: !token.toSender };
  }
  for (const messageId of headers.references.toReversed()) {
    const outboxId = tokens.readMessageId(messageId);
    const outbound = outboxId === undefined ? undefined : await findOutbound(outboxId);
    if (outbound?.ticketId !== undefined) {
      return { ticketId: outbound.ticketId, unverified: outbound.to.toLowerCase() !== from };
    }
  }
  const inSubject = SUBJECT_TOKEN.exec(subject)?.[1];
  const token = inSubject === undefined ? undefined : tokens.readTicket(inSubject, from);
  return token && { ticketId: token.ticketId, unverified: !token.toSender };
}
