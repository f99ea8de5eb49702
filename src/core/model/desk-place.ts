import { z } from 'zod';

/** 草稿: what somebody of staff was about to say, kept until it is sent or given up. */
export const ReplyDraft = z.object({
  text: z.string(),
  attachmentIds: z.array(z.string()),
  ticketId: z.string().optional(),
  /** Place of the last message they had seen when they wrote it. */
  seenSeq: z.number().int(),
  updatedAt: z.date(),
});
export type ReplyDraft = z.infer<typeof ReplyDraft>;

/** Where one person of staff stands in one conversation: how far they have read, and what they were about to say. */
export const DeskPlace = z.object({
  id: z.string(),
  conversationId: z.string(),
  staffId: z.string(),
  /** Place of the last message they have seen. */
  seenSeq: z.number().int(),
  draft: ReplyDraft.optional(),
  /** Moves with every change; long after it the place is forgotten. */
  at: z.date(),
});
export type DeskPlace = z.infer<typeof DeskPlace>;

export const placeIdOf = (conversationId: string, staffId: string): string => `${conversationId}.${staffId}`;
