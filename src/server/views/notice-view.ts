import { z } from 'zod';
import type { StaffNotice } from '../../core/model/staff-notice.js';
import { TICKET_MOVE_ZH, TicketMove } from '../../core/model/ticket.js';
import { Instant, iso } from '../http.js';

/** A notice as its reader sees it: that something moved, and nothing of the matter. */
export const NoticeView = z
  .object({
    id: z.string(),
    ticketId: z.string(),
    number: z.string(),
    move: TicketMove,
    text: z.string().meta({ description: 'The move in Chinese; of the matter nothing' }),
    seq: z.number().int().meta({ description: 'Of the event in the ticket’s history' }),
    at: Instant,
    rule: z.string().optional().meta({ description: 'Name of the rule that wants it looked at' }),
    read: z.boolean(),
  })
  .meta({ id: 'StaffNotice' });
export const NoticePage = z.object({ items: z.array(NoticeView), nextCursor: z.string().optional() });

export function noticeView(notice: StaffNotice, readerId: string): z.infer<typeof NoticeView> {
  const { id, ticketId, number, move, seq, at, rule, readBy } = notice;
  const read = readBy.includes(readerId);
  return { id, ticketId, number, move, text: TICKET_MOVE_ZH[move], seq, at: iso(at), rule, read };
}
