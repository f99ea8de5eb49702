import { z } from 'zod';
import { InboundMessage } from '../model/message.js';
import { TicketMove, TicketView } from '../model/ticket.js';

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
  }),
  z.object({
    type: z.literal('staff'),
    id: z.string(),
    staff: z.object({ id: z.string(), name: z.string() }),
    action: z.discriminatedUnion('type', [
      z.object({ type: z.literal('take') }),
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
