import { z } from 'zod';
import { Language } from '../model/codes.js';
import { Draft } from './draft.js';

/**
 * What goes along when a conversation is continued elsewhere. Tickets do not: a link proves nobody, and
 * whoever opens it may be somebody else.
 */
export const Handed = z.object({ draft: Draft.optional(), language: Language, plain: z.boolean() });
export type Handed = z.infer<typeof Handed>;

/** What somebody said in public, before strangers: the same strangers may read it again. */
export const SaidInPublic = z.object({
  text: z.string(),
  messageIds: z.array(z.string()),
  language: Language,
});
export type SaidInPublic = z.infer<typeof SaidInPublic>;
