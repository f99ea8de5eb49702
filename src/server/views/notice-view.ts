import { z } from 'zod';
import { CONVERSATION_EVENT_ZH, ConversationEvent, type StaffNotice } from '../../core/model/staff-notice.js';
import { TICKET_MOVE_ZH, TicketMove } from '../../core/model/ticket.js';
import { Instant, iso } from '../http.js';

const base = {
  id: z.string(),
  text: z.string().meta({ description: 'What happened, in Chinese; of the matter nothing' }),
  at: Instant,
  read: z.boolean(),
};

/** A notice as its reader sees it: where to look, and nothing of the matter. */
export const NoticeView = z
  .discriminatedUnion('about', [
    z.object({
      ...base,
      about: z.literal('ticket'),
      ticketId: z.string(),
      number: z.string(),
      sealed: z.boolean().meta({ description: 'Of a 密件: not to be shown where others look' }),
      move: TicketMove,
      seq: z.number().int().meta({ description: 'Of the event in the ticket’s history' }),
      rule: z.string().optional().meta({ description: 'Name of the rule that wants it looked at' }),
    }),
    z.object({
      ...base,
      about: z.literal('conversation'),
      conversationId: z.string(),
      event: ConversationEvent,
      by: z.string().meta({ description: 'Name of the colleague' }),
    }),
  ])
  .meta({ id: 'StaffNotice' });
export const NoticePage = z.object({ items: z.array(NoticeView), nextCursor: z.string().optional() });

export function noticeView(notice: StaffNotice, readerId: string): z.infer<typeof NoticeView> {
  const { id, at, readBy } = notice;
  const seen = { id, at: iso(at), read: readBy.includes(readerId) };
  if ('ticketId' in notice) {
    const { ticketId, number, move, seq, rule, secrecy } = notice;
    const sealed = secrecy === 'sealed';
    return {
      ...seen,
      about: 'ticket',
      ticketId,
      number,
      sealed,
      move,
      text: TICKET_MOVE_ZH[move],
      seq,
      rule,
    };
  }
  const { conversationId, event, by } = notice;
  return {
    ...seen,
    about: 'conversation',
    conversationId,
    event,
    by,
    text: `${by}${CONVERSATION_EVENT_ZH[event]}`,
  };
}
