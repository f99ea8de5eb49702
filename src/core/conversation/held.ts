import { z } from 'zod';

/** What the hub remembers of a conversation that a person has. */
export const Held = z.object({
  /** The hub gave it to them; else they took it themselves. */
  given: z.boolean(),
  /** Since when the citizen waits for a word of theirs; absent: they have answered. */
  unansweredSince: z.date().optional(),
});
export type Held = z.infer<typeof Held>;

/** Whoever gets a conversation owes the first word: its citizen asked for a person. */
export const heldFrom = (given: boolean, now: Date): Held => ({ given, unansweredSince: now });
