import { z } from 'zod';

export const Retry = z
  .strictObject({
    firstSeconds: z
      .number()
      .positive()
      .default(1)
      .describe('first pause before something that failed is tried again; doubled each time'),
    maxSeconds: z.number().positive().default(300).describe('longest pause'),
  })
  .prefault({});
export type Retry = z.infer<typeof Retry>;

/** Doubled each time; ±20 % so that accounts do not knock in step. */
export function pauseMs({ firstSeconds, maxSeconds }: Retry, attempt: number): number {
  const seconds = Math.min(maxSeconds, firstSeconds * 2 ** Math.min(attempt, 20));
  return seconds * 1000 * (0.8 + 0.4 * Math.random());
}
