import { z } from 'zod';

/** A length of time: working time is counted on the working calendar, natural time on the wall clock. */
export const TimeLimit = z.object({
  amount: z.number().positive(),
  unit: z.enum(['minute', 'hour', 'working-hour', 'working-day', 'day']),
});
export type TimeLimit = z.infer<typeof TimeLimit>;
