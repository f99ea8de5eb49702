import { z } from 'zod';
import { Role, Secrecy } from './codes.js';
import { TicketMove } from './ticket-codes.js';

/** 站内通知: a ticket moved and people of staff should look. Holds no word of the matter. */
export const StaffNotice = z.object({
  id: z.string(),
  to: z.discriminatedUnion('type', [
    z.object({ type: z.literal('unit'), unit: z.string(), leader: z.boolean() }),
    z.object({ type: z.literal('desk'), platform: z.string().optional() }),
    /** Everybody of a role, at the platform that holds the ticket. */
    z.object({ type: z.literal('role'), role: Role, platform: z.string().optional() }),
    z.object({ type: z.literal('person'), staffId: z.string() }),
  ]),
  ticketId: z.string(),
  number: z.string(),
  secrecy: Secrecy,
  move: TicketMove,
  seq: z.number().int(),
  at: z.date(),
  /** Name of the 自动规则 that wants it looked at. */
  rule: z.string().optional(),
  /** Staff who have seen it. */
  readBy: z.array(z.string()),
});
export type StaffNotice = z.infer<typeof StaffNotice>;
