import { createHash } from 'node:crypto';
import { InboundMessage, type InboundMessageInput, type StoredInbound } from '../model/message.js';
import type { Clock, Ids, MessageRepository, RawArchive, Waker } from '../ports.js';
import { conversationIdOf } from './identity.js';

export interface IntakeDeps {
  messages: MessageRepository;
  raw: RawArchive;
  clock: Clock;
  ids: Ids;
  waker: Waker;
  /** Quiet time after which the bubbles of a channel are one turn, in milliseconds. */
  debounceOf(channel: string, account: string): number;
}

export type Accepted =
  | { type: 'accepted'; messageId: string }
  | { type: 'duplicate'; messageId: string }
  | { type: 'conflict'; messageId: string }
  | { type: 'refused'; code: 'bad-input'; message: string };

export interface RawBytes {
  bytes: Uint8Array;
  mime: string;
  receivedAt: Date;
}

/**
 * Takes a message in: raw bytes and message are durable under the provider's own key when this resolves,
 * and only then may the provider be answered. Nothing is worked on here; whatever comes after can be
 * done again from what is stored.
 */
export function createAccept(
  deps: IntakeDeps,
): (input: InboundMessageInput, raw: RawBytes) => Promise<Accepted> {
  return async (input, raw) => {
    const parsed = InboundMessage.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return {
        type: 'refused',
        code: 'bad-input',
        message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
      };
    }
    const stored = toStored(parsed.data, raw, deps);
    await deps.raw.put({
      id: stored.rawId,
      channel: stored.channel,
      account: stored.account,
      ...raw,
    });
    const first = await deps.messages.insertInbound(stored);
    if (first.inserted) return wake(deps, stored, { type: 'accepted', messageId: stored.id });
    if (first.existing.bodyHash === stored.bodyHash)
      return { type: 'duplicate', messageId: first.existing.id };
    return acceptConflict(deps, stored, first.existing);
  };
}

/**
 * The same provider id with other content: a spoofed or reused id must not swallow a real message, so it
 * is kept beside the first under an id made from its content, and staff see the flag.
 */
async function acceptConflict(
  deps: IntakeDeps,
  stored: StoredInbound,
  first: StoredInbound,
): Promise<Accepted> {
  const beside: StoredInbound = {
    ...stored,
    conflictOf: first.id,
    message: {
      ...stored.message,
      externalId: `${stored.message.externalId}#${stored.bodyHash.slice(0, 12)}`,
    },
  };
  const second = await deps.messages.insertInbound(beside);
  if (!second.inserted) return { type: 'duplicate', messageId: second.existing.id };
  return wake(deps, beside, { type: 'conflict', messageId: beside.id });
}

function wake(deps: IntakeDeps, stored: StoredInbound, result: Accepted): Accepted {
  deps.waker.conversation(stored.conversationId, deps.debounceOf(stored.channel, stored.account));
  return result;
}

function toStored(
  message: InboundMessage,
  raw: RawBytes,
  deps: IntakeDeps,
): StoredInbound & { rawId: string } {
  const bodyHash = hashOf(message);
  return {
    id: deps.ids.next(),
    direction: 'in',
    conversationId: conversationIdOf(message.channel, message.account, message.from.id),
    channel: message.channel,
    account: message.account,
    at: deps.clock.now(),
    message,
    status: 'new',
    bodyHash,
    // By content, so that a re-delivery does not fill the archive.
    rawId: createHash('sha256')
      .update(message.externalId)
      .update('\0')
      .update(raw.bytes)
      .digest('hex')
      .slice(0, 32),
  };
}

function hashOf(message: InboundMessage): string {
  const body = [
    message.kind,
    message.fullText ?? message.text ?? '',
    message.location ?? null,
    message.event ?? null,
    message.attachments.map((a) => a.sha256),
  ];
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
