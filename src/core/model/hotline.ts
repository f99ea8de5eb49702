import { z } from 'zod';
import { HotlineMode } from './codes.js';

/** 热线: one of the merged lines. Line to unit is N:1 (12320 and 12356 share one unit). */
export const Hotline = z.object({
  id: z.string().regex(/^[0-9][0-9-]*$/),
  /** What a citizen dials, and the choice after the answer ("12366-2" is dial 12366, ext 2). */
  dial: z.string().regex(/^\d+$/),
  ext: z.string().regex(/^\d+$/).optional(),
  name: z.string(),
  /** Row in the plan's table, for audit against the source. */
  planRow: z.number().int().positive().optional(),
  mode: HotlineMode,
  unit: z.string(),
  /** What it is for, told to citizens in the directory. */
  scope: z.string(),
  /** 报备 of a line that the plan does not have: the supervision office’s record of approval. */
  approval: z
    .strictObject({ office: z.string().min(1), number: z.string().min(1), date: z.iso.date() })
    .optional(),
  /** 进驻专区: logins of who sits in the zone of a `zone` line; its tickets come to them first. */
  seats: z.array(z.string()).optional(),
});
export type Hotline = z.infer<typeof Hotline>;

/** A departments’ inner line that was given up (并转、消减): only where it leads now. */
export const RetiredLine = z.strictObject({
  number: z.string().regex(/^\d[\d-]{2,19}$/),
  name: z.string(),
  /** Hotline it leads to. */
  to: z.string(),
  since: z.iso.date(),
});
export type RetiredLine = z.infer<typeof RetiredLine>;
