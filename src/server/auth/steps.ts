import type { z } from 'zod';
import type { Clock, Randomness } from '../../core/ports.js';
import type { SignInSteps } from '../ports.js';
import { newToken } from './password.js';
import type { Sealer } from './sealer.js';
import { hashOf } from './sessions.js';

/** What is kept between two steps of a sign-in, under a token that only the browser has. */
export function createSteps(deps: {
  steps: SignInSteps;
  sealer: Sealer;
  clock: Clock;
  randomness: Randomness;
}) {
  const { steps, sealer, clock } = deps;
  return {
    async begin(data: object, minutes: number): Promise<{ token: string; expiresAt: Date }> {
      const token = newToken(deps.randomness);
      const id = hashOf(token);
      const expiresAt = new Date(clock.now().getTime() + minutes * 60_000);
      await steps.insert({ id, data: sealer.seal(JSON.stringify(data), id), attempts: 0, expiresAt });
      return { token, expiresAt };
    },

    /** Counts an attempt; undefined when the time or the attempts are over. */
    async attempt<T>(token: string, schema: z.ZodType<T>, limit: number): Promise<T | undefined> {
      const id = hashOf(token);
      const step = await steps.attempt(id, clock.now());
      const text = step && step.attempts <= limit ? sealer.open(step.data, id) : undefined;
      return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
    },

    /** Ends the step; true for exactly one caller. */
    end: (token: string): Promise<boolean> => steps.remove(hashOf(token)),
  };
}
export type Steps = ReturnType<typeof createSteps>;
