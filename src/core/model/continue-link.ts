import { z } from 'zod';
import { SaidInPublic } from '../conversation/handed.js';

/** A link under which a conversation goes on elsewhere, once. The token itself is kept nowhere. */
export const ContinueLink = z.object({
  id: z.string(),
  /** SHA-256 of the token. */
  hash: z.string(),
  /** Where it was given. */
  conversationId: z.string(),
  expiresAt: z.date(),
  /** Of a public comment: all that whoever opens the link gets to know. */
  said: SaidInPublic.optional(),
  /** The conversation that opened it. */
  usedBy: z.string().optional(),
});
export type ContinueLink = z.infer<typeof ContinueLink>;
