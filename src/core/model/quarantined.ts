import { z } from 'zod';

/** What could not become a message, or a message that could not be worked on: kept until it is given back. */
export const Quarantined = z.object({
  id: z.string(),
  channel: z.string(),
  /** Empty when the channel could not tell. */
  account: z.string(),
  code: z.string(),
  message: z.string(),
  externalId: z.string().optional(),
  rawId: z.string().optional(),
  /** Set for a message that was accepted and whose step failed. */
  messageId: z.string().optional(),
  conversationId: z.string().optional(),
  at: z.date(),
  settled: z
    .object({
      at: z.date(),
      by: z.string(),
      messageIds: z.array(z.string()),
      /** Why it was given up; absent when it was taken after all. */
      reason: z.string().optional(),
    })
    .optional(),
});
export type Quarantined = z.infer<typeof Quarantined>;
