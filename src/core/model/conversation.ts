import { z } from 'zod';
import { ConversationInput } from '../conversation/input.js';
import {
  BindPhone,
  CreateTicket,
  HandOn,
  IssueLink,
  SendPhoneCode,
  TicketCommand,
  UnbindPhone,
} from '../conversation/effect.js';
import { Alarm } from './alert.js';
import { StoredOutbound } from './message.js';

/**
 * An effect as the aggregate keeps it: what is to be said is rendered already, so that carrying it out
 * again after a crash sends the same words under the same id.
 */
export const PendingEffect = z.discriminatedUnion('type', [
  z.object({ type: z.literal('send'), message: StoredOutbound }),
  CreateTicket,
  TicketCommand,
  SendPhoneCode,
  BindPhone,
  UnbindPhone,
  IssueLink,
  HandOn,
  Alarm,
  z.object({ type: z.literal('seen'), name: z.string().optional(), at: z.date() }),
]);
export type PendingEffect = z.infer<typeof PendingEffect>;

/**
 * 会话: one citizen on one account. The document is the aggregate that decides: a step is one
 * compare-and-set on `version`, and it carries the step's effects until every one of them is stored
 * elsewhere, so that a crash in between is repaired by doing them again under the same ids.
 */
export const Conversation = z.object({
  id: z.string(),
  channel: z.string(),
  account: z.string(),
  citizenId: z.string(),
  address: z.string(),
  citizenName: z.string().optional(),
  version: z.number().int(),
  /** State of the engine; parsed by the engine's own schema. */
  state: z.unknown(),
  thread: z.object({ key: z.string(), inReplyTo: z.string().optional(), subject: z.string().optional() }),
  lastSeq: z.number().int(),
  /** What the last step decided and is not yet stored elsewhere. */
  effects: z.array(PendingEffect),
  /** What the pending effects came from: marked done when they are carried out. */
  taken: z.object({
    messages: z.array(z.object({ id: z.string(), seq: z.number().int() })),
    inputs: z.array(z.string()),
  }),
  /** When the engine wants to be woken by time. */
  timerAt: z.date().nullable(),
  /** When this conversation has to be looked at again to finish effects; null when nothing is pending. */
  pendingAt: z.date().nullable(),
  /** False while no ticket was ever made of it, so that nobody has to look; absent in older documents. */
  hasTickets: z.boolean().optional(),
  mode: z.enum(['bot', 'staff']),
  staffId: z.string().optional(),
  /** Why people should look: the open flags of the shared inbox. */
  flags: z.array(
    z.object({
      id: z.string(),
      reason: z.string(),
      summary: z.string(),
      at: z.date(),
      urgent: z.boolean(),
      doneAt: z.date().optional(),
      doneBy: z.string().optional(),
    }),
  ),
  lastText: z.string(),
  lastAt: z.date(),
  /** Place of the citizen's last message; absent in older documents and before the first. */
  heardSeq: z.number().int().optional(),
  /** The county platform that holds every ticket of it; absent: the city's. */
  platform: z.string().optional(),
  /** 密件, by a flag or a ticket: it stays so. */
  sealed: z.boolean().optional(),
  /** When the first clock of its tickets runs out. */
  dueAt: z.date().optional(),
  createdAt: z.date(),
});
export type Conversation = z.infer<typeof Conversation>;

/** A stored input of a conversation that is not a message: a ticket's notice, an action of staff. */
export const StoredInput = z.object({
  id: z.string(),
  conversationId: z.string(),
  at: z.date(),
  input: ConversationInput,
  status: z.enum(['new', 'done']),
});
export type StoredInput = z.infer<typeof StoredInput>;
