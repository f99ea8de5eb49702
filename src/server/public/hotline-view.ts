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
    scope: z.string(),
  })
  .meta({ id: 'Hotline' });
export const HotlinesView = z.object({ city: z.string(), items: z.array(HotlineView) });
export type HotlinesView = z.infer<typeof HotlinesView>;
