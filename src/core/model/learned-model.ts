import { z } from 'zod';

/**
 * What was learned from labelled sentences, as a file: for each run of characters how rare it is, and how
 * strongly it speaks for each class. Written by `npm run learn`, never by hand.
 */
export const LearnedModel = z.object({
  /** SHA-256 of the labelled sentences it was learned from: a test demands a new run when they change. */
  learnedFrom: z.string(),
  classes: z.array(z.string()).min(2),
  bias: z.array(z.number()),
  /** Runs of characters, each on a line of its own; blanks and digits are written as in `gramsOf`. */
  grams: z.string(),
  /** One byte a run, base64: rarity in steps of `raritySteps`. */
  rarity: z.string(),
  rarityStep: z.number(),
  /** One signed byte a run and class, base64: weight in steps of `weightStep`. */
  weights: z.string(),
  weightStep: z.number(),
});
export type LearnedModel = z.infer<typeof LearnedModel>;
