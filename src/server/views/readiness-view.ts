import { z } from 'zod';
import type { ReadinessReport } from '../deps.js';
import { Instant, isoIf } from '../http.js';

export const PartView = z
  .object({
    name: z.string(),
    kind: z.enum(['store', 'channel', 'worker']),
    state: z.enum(['starting', 'up', 'degraded', 'down', 'paused']),
    detail: z.string().optional(),
    since: Instant.optional(),
  })
  .meta({ id: 'Part' });
export type PartView = z.infer<typeof PartView>;

export function partView({ name, kind, state, detail, since }: ReadinessReport['parts'][number]): PartView {
  return { name, kind, state, detail, since: isoIf(since) };
}
