import { z } from 'zod';
import { Role, Secrecy } from './codes.js';
import { TicketMove } from './ticket-codes.js';

const base = {
  id: z.string(),
  to: z.discriminatedUnion('type', [
    z.object({ type: z.literal('unit'), unit: z.string(), leader: z.boolean() }),
    z.object({ type: z.literal('desk'), platform: z.string().optional() }),
    /** Everybody of a role, at the platform that holds the ticket. */
    z.object({ type: z.literal('role'), role: Role, platform: z.string().optional() }),
    z.object({ type: z.literal('person'), staffId: z.string() }),
  ]),
  secrecy: Secrecy,
  at: z.date(),
  /** Staff who have seen it. */
  readBy: z.array(z.string()),
};

/** A ticket moved. */
export const TicketNotice = z.object({
  ...base,
  ticketId: z.string(),
  number: z.string(),
  move: TicketMove,
  seq: z.number().int(),
  /** Name of the 自动规则 that wants it looked at. */
  rule: z.string().optional(),
});
export type TicketNotice = z.infer<typeof TicketNotice>;

/** What a colleague, or the hub, did in a conversation that concerns one person of staff. */
export const ConversationEvent = z.enum(['mention', 'assigned', 'taken-over', 'taken-back']);
export const CONVERSATION_EVENT_ZH = {
  mention: '提到了您',
  assigned: '把会话交给了您',
  'taken-over': '接过了您的会话',
  'taken-back': '收回了您没有回复的会话',
} as const satisfies Record<z.infer<typeof ConversationEvent>, string>;

/** A colleague did something in a conversation. */
export const ConversationNotice = z.object({
  ...base,
  conversationId: z.string(),
  event: ConversationEvent,
  /** Name of the colleague; 自动分配 for the hub. */
  by: z.string(),
});
export type ConversationNotice = z.infer<typeof ConversationNotice>;

/** 站内通知: people of staff should look at something. Holds no word of the matter. */
export const StaffNotice = z.union([TicketNotice, ConversationNotice]);
export type StaffNotice = z.infer<typeof StaffNotice>;
