import { z } from 'zod';

/** 常用语: words for what is said often, with places that are filled in from the conversation and its ticket. */
export const CannedAnswer = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  /** Whose: one person's own, or shared at a platform, or with one unit. */
  owner: z.discriminatedUnion('type', [
    z.object({ type: z.literal('person'), staffId: z.string() }),
    z.object({ type: z.literal('platform'), platform: z.string() }),
    z.object({ type: z.literal('unit'), unit: z.string() }),
  ]),
  version: z.number().int(),
  updatedAt: z.date(),
  updatedBy: z.string(),
});
export type CannedAnswer = z.infer<typeof CannedAnswer>;
