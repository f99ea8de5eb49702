import { z } from 'zod';
import { RequestType } from './codes.js';
import { TicketMove } from './ticket-codes.js';

/** Which tickets a subscription is about. Lists that are set all hold; an empty one bounds nothing. */
export const SubscriptionFilter = z.strictObject({
  /** With one of these units, as lead or assisting, after the move or just before it. */
  units: z.array(z.string().max(100)).max(200).default([]),
  /** Held by one of these platforms, after the move or just before it; `city` is the city’s own. */
  platforms: z.array(z.string().max(100)).max(50).default([]),
  types: z.array(RequestType).max(RequestType.options.length).default([]),
});
export type SubscriptionFilter = z.infer<typeof SubscriptionFilter>;

/** 订阅: another system that is told what happens to tickets. */
export const Subscription = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  /** Moves by name, or all. */
  events: z.union([z.literal('all'), z.array(TicketMove).min(1)]),
  filter: SubscriptionFilter,
  /** The newest first. One with an end is still signed with until then. */
  secrets: z.array(z.object({ value: z.string(), until: z.date().optional() })).min(1),
  state: z.enum(['active', 'paused']),
  /** By an administrator, or because the receiver answered 410 Gone. */
  pausedBy: z.enum(['admin', 'receiver']).optional(),
  /** Tries that failed since the last one that did not. */
  failures: z.number().int(),
  /** Since when so many failed that people should look. */
  failingSince: z.date().optional(),
  /** Of the last try, while it failed. */
  problem: z.string().optional(),
  deliveredAt: z.date().optional(),
  createdAt: z.date(),
  createdBy: z.object({ id: z.string(), name: z.string() }),
});
export type Subscription = z.infer<typeof Subscription>;

/** One try to deliver an event. */
export const DeliveryTry = z.object({
  at: z.date(),
  ms: z.number().int(),
  /** HTTP status; absent when there was no answer. */
  status: z.number().int().optional(),
  problem: z.string().optional(),
  /** How the answer began. */
  answer: z.string().optional(),
});
export type DeliveryTry = z.infer<typeof DeliveryTry>;

export const EventDeliveryStatus = z.enum(['waiting', 'sending', 'delivered', 'given-up']);

/** An event for one subscription: what is sent, and what came of it. */
export const EventDelivery = z.object({
  /** Event and subscription: making it again changes nothing. */
  id: z.string(),
  subscriptionId: z.string(),
  /** Ticket and number of its event; what the receiver knows it by. */
  eventId: z.string(),
  ticketId: z.string(),
  seq: z.number().int(),
  move: TicketMove,
  /** JSON, the same bytes at every try. */
  body: z.string(),
  status: EventDeliveryStatus,
  attempts: z.number().int(),
  /** Not before then; while it is sent, when that is taken for broken off; null: nothing is to be done. */
  nextAt: z.date().nullable(),
  /** It is given up so long after this. */
  since: z.date(),
  tries: z.array(DeliveryTry),
  createdAt: z.date(),
  doneAt: z.date().optional(),
});
export type EventDelivery = z.infer<typeof EventDelivery>;
