import { z } from 'zod';
import { type LaterReply, LaterReplyState } from '../../core/model/later-reply.js';
import { Instant, iso } from '../http.js';

/** A reply that is not said yet. */
export const LaterReplyView = z
  .object({
    id: z.string(),
    by: z.object({ id: z.string(), name: z.string() }),
    text: z.string(),
    attachmentIds: z.array(z.string()),
    ticketId: z.string().optional(),
    kind: z
      .enum(['undo', 'later'])
      .meta({ description: '`undo`: only until it can no longer be taken back' }),
    sendAt: Instant,
    state: LaterReplyState.meta({ description: '`held`: the citizen wrote in between, a person decides' }),
    createdAt: Instant,
  })
  .meta({ id: 'LaterReply' });
export type LaterReplyView = z.infer<typeof LaterReplyView>;

export function laterReplyView(reply: LaterReply, show: (text: string) => string): LaterReplyView {
  const { id, staff, text, attachmentIds, ticketId, kind, sendAt, state, createdAt } = reply;
  return {
    id,
    by: staff,
    text: show(text),
    attachmentIds,
    ticketId,
    kind,
    sendAt: iso(sendAt),
    state,
    createdAt: iso(createdAt),
  };
}
