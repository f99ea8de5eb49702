import { z } from 'zod';

/** 公示: a notice of the hotline, or a case that was handled, told without its people. */
export const PublicationKind = z.enum(['notice', 'case']);
export type PublicationKind = z.infer<typeof PublicationKind>;
export const PUBLICATION_KIND_ZH = { notice: '公告', case: '办理公示' } as const;

/** A draft is seen by staff alone; what was withdrawn stays, so that one can say what was public when. */
export const PublicationState = z.enum(['draft', 'published', 'withdrawn']);
export type PublicationState = z.infer<typeof PublicationState>;
export const PUBLICATION_STATE_ZH = { draft: '草稿', published: '已发布', withdrawn: '已撤下' } as const;

const By = z.object({ id: z.string(), name: z.string() });

export const Publication = z.object({
  id: z.string(),
  kind: PublicationKind,
  state: PublicationState,
  version: z.number().int(),
  title: z.string(),
  /** Plain text; blank lines part paragraphs. */
  body: z.string(),
  /** Unit that handled the case. */
  unit: z.string().optional(),
  author: By,
  /** Who read it and let it out: never the author. */
  moderator: By.optional(),
  createdAt: z.date(),
  updatedAt: z.date(),
  publishedAt: z.date().optional(),
});
export type Publication = z.infer<typeof Publication>;
