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
});
export type Hotline = z.infer<typeof Hotline>;
