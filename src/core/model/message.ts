import { z } from 'zod';
import { Attachment } from './attachment.js';
import { Point } from './place.js';

/** Why a message must never be answered automatically (RFC 3834 and the providers' own signs). */
export const AutoKind = z.enum(['auto-reply', 'bounce', 'list', 'opt-out', 'own']);
export type AutoKind = z.infer<typeof AutoKind>;

/**
 * What every channel makes of a provider's message: the only thing core knows of a medium.
 * `externalId` is the provider's id and, with channel and account, the idempotency key; always a
 * string, because 64-bit ids lose digits as JSON numbers.
 */
export const InboundMessage = z.object({
  channel: z.string().min(1),
  account: z.string().min(1),
  externalId: z.string().min(1).max(512),
  kind: z.enum(['text', 'image', 'voice', 'video', 'file', 'location', 'event']),
  from: z.object({ id: z.string().min(1), name: z.string().optional(), anonymous: z.boolean().optional() }),
  thread: z.object({
    /** What a reply goes back to; opaque to core. */
    key: z.string().min(1),
    /** Set only by a channel that verified it (HMAC): the ticket this message belongs to. */
    ticketId: z.string().optional(),
    /** True when the thread points at a ticket but the sender is not one of its people. */
    unverified: z.boolean().optional(),
    inReplyTo: z.string().optional(),
    subject: z.string().optional(),
  }),
  /** What the person wrote now: quotes and signatures removed by the channel. */
  text: z.string().optional(),
  /** The whole text with quotes, when it differs from `text`. */
  fullText: z.string().optional(),
  location: Point.extend({ label: z.string().optional() }).optional(),
  attachments: z.array(Attachment).default([]),
  event: z.object({ type: z.string(), key: z.string().optional() }).optional(),
  sentAt: z.date(),
  receivedAt: z.date(),
  auto: AutoKind.optional(),
  /** Notes for staff about what the channel could not take over (a file too large, a part unreadable). */
  notices: z.array(z.string()).default([]),
});
export type InboundMessage = z.infer<typeof InboundMessage>;
/** What a channel may hand in: defaults not yet filled. */
export type InboundMessageInput = z.input<typeof InboundMessage>;

/** A button the citizen may press, or answer by its number or words where there are no buttons. */
export const Button = z.object({ label: z.string(), value: z.string() });
export type Button = z.infer<typeof Button>;

/** Something for the citizen's eyes alone: stored texts hold dots in its place, filled in on the way out. */
export const Secret = z.object({ type: z.enum(['phone-code', 'continue-link']), id: z.string() });
export type Secret = z.infer<typeof Secret>;

/** What a citizen is told, after rendering and before fitting to a channel's limits. */
export const OutboundContent = z.object({
  text: z.string(),
  subject: z.string().optional(),
  html: z.string().optional(),
  buttons: z.array(Button).default([]),
  attachments: z.array(Attachment).default([]),
});
export type OutboundContent = z.infer<typeof OutboundContent>;

/**
 * Where an outgoing message stands. `ready` waits for its time, `sending` is leased by a worker,
 * `unknown` means that the provider may or may not have it: a person decides, never a blind retry.
 */
export const DeliveryStatus = z.enum(['ready', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;
export { DELIVERY_STATUS_ZH } from './delivery-words.js';

export const Delivery = z.object({
  status: DeliveryStatus,
  runAt: z.date(),
  attempts: z.number().int(),
  fence: z.number().int(),
  leaseUntil: z.date().optional(),
  providerId: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  updatedAt: z.date(),
  /** It failed and nobody has been told yet: what follows is done again until this is gone. */
  owed: z.boolean().optional(),
  /** A person decided that it need not go any more. */
  givenUp: z.object({ at: z.date(), by: z.string(), name: z.string(), reason: z.string() }).optional(),
});
export type Delivery = z.infer<typeof Delivery>;

const storedBase = {
  id: z.string(),
  conversationId: z.string(),
  channel: z.string(),
  account: z.string(),
  /** Place in the conversation, given when the conversation takes the message up; absent until then. */
  seq: z.number().int().optional(),
  at: z.date(),
};

/** An accepted message, as stored before the provider is answered. */
export const StoredInbound = z.object({
  ...storedBase,
  direction: z.literal('in'),
  message: InboundMessage,
  /** `new` until the conversation has taken it up and every effect of that is stored. */
  status: z.enum(['new', 'done', 'quarantined']),
  /** Same provider id, other content: kept under a derived id and shown to staff. */
  conflictOf: z.string().optional(),
  bodyHash: z.string(),
  /** Id of the archived raw payload. */
  rawId: z.string().optional(),
  failure: z.object({ code: z.string(), message: z.string(), attempts: z.number().int() }).optional(),
});
export type StoredInbound = z.infer<typeof StoredInbound>;

/** An outgoing message and its delivery: the outbox row. Its id derives from the effect that made it. */
export const StoredOutbound = z.object({
  ...storedBase,
  direction: z.literal('out'),
  author: z.discriminatedUnion('type', [
    z.object({ type: z.literal('bot') }),
    z.object({ type: z.literal('staff'), staffId: z.string(), name: z.string() }),
  ]),
  template: z.string().optional(),
  content: OutboundContent,
  /** Where it goes: copied from the conversation when the message was made. */
  to: z.string(),
  thread: z.object({ key: z.string(), inReplyTo: z.string().optional(), subject: z.string().optional() }),
  ticketId: z.string().optional(),
  /** Made without a person: channels mark it so (RFC 3834). */
  automatic: z.boolean(),
  /** The bot's answer to a message, as opposed to a notice: only answers can make two machines loop. */
  answersTurn: z.boolean().optional(),
  secret: Secret.optional(),
  delivery: Delivery,
});
export type StoredOutbound = z.infer<typeof StoredOutbound>;
export const StoredMessage = z.discriminatedUnion('direction', [StoredInbound, StoredOutbound]);
export type StoredMessage = z.infer<typeof StoredMessage>;
