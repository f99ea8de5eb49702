import { z } from 'zod';
import { TimeLimit } from '../model/time-limit.js';

/** One fact that led to a deadline, in the order in which it is told. `explain` puts it into words. */
export const DeadlineStep = z.discriminatedUnion('type', [
  z.object({ type: z.literal('received'), at: z.date() }),
  z.object({ type: z.literal('limit'), limit: TimeLimit, basis: z.string() }),
  /** Work began counting later than received, because that was outside working hours. */
  z.object({ type: z.literal('counted-from'), at: z.date() }),
  /** Days in a row that do not count; `names` are the holidays, empty for a weekend. */
  z.object({ type: z.literal('days-off'), from: z.string(), to: z.string(), names: z.array(z.string()) }),
  z.object({ type: z.literal('make-up'), day: z.string() }),
  z.object({ type: z.literal('paused'), from: z.date(), to: z.date() }),
  z.object({ type: z.literal('extended'), limit: TimeLimit }),
  /** The official table of the year is not published: the end of the reckoning for now. */
  z.object({ type: z.literal('no-table'), year: z.number().int() }),
  z.object({ type: z.literal('due'), at: z.date() }),
]);
export type DeadlineStep = z.infer<typeof DeadlineStep>;
