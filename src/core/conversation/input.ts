import { z } from 'zod';
import { Language } from '../model/codes.js';
import { InboundMessage } from '../model/message.js';
import { TicketMove, TicketView } from '../model/ticket.js';
import { Handed, SaidInPublic } from './handed.js';

/**
 * What may happen to a conversation. Everything that is not a citizen's turn is stored as an input row
 * with a derived id first, so it is taken up once and in order.
 */
export const ConversationInput = z.discriminatedUnion('type', [
  /** A citizen's turn: one message, or several bubbles that belong together. */
  z.object({
    type: z.literal('turn'),
    id: z.string(),
    messages: z.array(z.object({ id: z.string(), message: InboundMessage })).min(1),
  }),
  /** The time set by the last step has come. */
  z.object({ type: z.literal('timer'), id: z.string() }),
  /** A ticket of this conversation moved and the citizen is to be told. */
  z.object({
    type: z.literal('ticketEvent'),
    id: z.string(),
    ticket: TicketView,
    move: TicketMove,
    queryCode: z.string(),
    text: z.string().optional(),
    /** Why: basis of a refusal, cause of a suspension. */
    reason: z.string().optional(),
    /** The proper way, when it is not ours to handle. */
    way: z.object({ zh: z.string(), en: z.string() }).optional(),
    /** The channel on which it could not be told, when it is told here instead. */
    instead: z.object({ zh: z.string(), en: z.string(), language: Language }).optional(),
  }),
  /** Somebody wants to bind this number: a code is sent to it. */
  z.object({ type: z.literal('phoneCode'), id: z.string(), codeId: z.string(), language: Language }),
  /** The code that was asked for here has not gone out. */
  z.object({
    type: z.literal('codeFailed'),
    id: z.string(),
    codeId: z.string(),
    why: z.enum(['too-often', 'not-sent']),
  }),
  /** The link of this conversation was opened: it goes on there. */
  z.object({ type: z.literal('goesOn'), id: z.string(), linkId: z.string(), to: z.string() }),
  /** A conversation goes on here, with what was handed over or said in public. */
  z.object({
    type: z.literal('continued'),
    id: z.string(),
    from: z.discriminatedUnion('type', [
      z.object({ type: z.literal('private'), handed: Handed }),
      z.object({ type: z.literal('public'), said: SaidInPublic }),
    ]),
  }),
  z.object({
    type: z.literal('staff'),
    id: z.string(),
    staff: z.object({ id: z.string(), name: z.string() }),
    action: z.discriminatedUnion('type', [
      z.object({ type: z.literal('take') }),
      z.object({ type: z.literal('assign'), to: z.object({ id: z.string(), name: z.string() }) }),
      /** The hub gives it to `staff`, if nobody has it by then. */
      z.object({ type: z.literal('give') }),
      /** The hub takes it from `staff`, who has left its citizen without a word since then, and gives it on. */
      z.object({
        type: z.literal('take-back'),
        since: z.date(),
        to: z.object({ id: z.string(), name: z.string() }).optional(),
      }),
      z.object({ type: z.literal('release') }),
      z.object({
        type: z.literal('reply'),
        text: z.string(),
        attachmentIds: z.array(z.string()),
        ticketId: z.string().optional(),
      }),
    ]),
  }),
]);
export type ConversationInput = z.infer<typeof ConversationInput>;
