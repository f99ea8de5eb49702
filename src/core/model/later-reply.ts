import { z } from 'zod';

/**
 * `waiting` for its time, `sending` is handed to the conversation now, `held` needs a person's decision,
 * `sent` and `withdrawn` are ends.
 */
export const LaterReplyState = z.enum(['waiting', 'sending', 'held', 'sent', 'withdrawn']);
export type LaterReplyState = z.infer<typeof LaterReplyState>;
export const LATER_REPLY_STATE_ZH = {
  waiting: '待发送',
  sending: '发送中',
  held: '已暂缓',
  sent: '已发送',
  withdrawn: '已撤回',
} as const satisfies Record<LaterReplyState, string>;

/** A reply of staff that is not said yet: it may be taken back, or its time has not come. */
export const LaterReply = z.object({
  id: z.string(),
  /** Where it will be said. */
  conversationId: z.string(),
  staff: z.object({ id: z.string(), name: z.string() }),
  commandId: z.string(),
  text: z.string(),
  attachmentIds: z.array(z.string()),
  ticketId: z.string().optional(),
  /** `undo`: a moment in which it can be taken back; `later`: at a time somebody chose. */
  kind: z.enum(['undo', 'later']),
  sendAt: z.date(),
  /** Place of the citizen's last message when it was written. */
  heardSeq: z.number().int(),
  state: LaterReplyState,
  createdAt: z.date(),
});
export type LaterReply = z.infer<typeof LaterReply>;
