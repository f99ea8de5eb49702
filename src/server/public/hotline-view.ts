import { z } from 'zod';
import { HotlineMode } from '../../core/model/codes.js';

export const HotlineView = z
  .object({
    id: z.string(),
    dial: z.string(),
    ext: z.string().optional(),
    name: z.string(),
    mode: HotlineMode,
    modeName: z.string(),
    unitName: z.string().optional(),
    /** Of the plan, where a reform has given its work to another unit since. */
    formerUnit: z.object({ name: z.string(), until: z.string().optional() }).optional(),
    scope: z.string(),
  })
  .meta({ id: 'Hotline' });
export type HotlineView = z.infer<typeof HotlineView>;
const RetiredView = z
  .object({ number: z.string(), name: z.string(), to: z.string(), since: z.string() })
  .meta({ id: 'RetiredLine' });
export const HotlinesView = z.object({
  city: z.string(),
  items: z.array(HotlineView),
  retired: z.array(RetiredView).meta({ description: 'Numbers given up, and where they lead' }),
});
export type HotlinesView = z.infer<typeof HotlinesView>;
