import { z } from 'zod';
import { RequestType, Secrecy, Urgency } from '../../../src/core/model/codes.js';
import { TicketMove } from '../../../src/core/model/ticket.js';

/**
 * A conversation as a fixture: what happened, step by step, and what must come of it. Everything under
 * `expect` is a demand; what is not named is free. Texts are looked for as fragments of what is said.
 */
const Expectation = z.strictObject({
  /** Template keys that must be said, in this order (others may stand between them). */
  templates: z.array(z.string()).optional(),
  says: z.array(z.string()).optional(),
  saysNot: z.array(z.string()).optional(),
  /** Nothing at all is said. */
  silent: z.literal(true).optional(),
  /** What the draft holds now, as the citizen would read it. */
  draft: z
    .strictObject({
      type: RequestType.optional(),
      place: z.string().optional(),
      county: z.string().optional(),
      phone: z.string().optional(),
      name: z.string().optional(),
      time: z.string().optional(),
      files: z.number().optional(),
      pending: z.string().optional(),
    })
    .optional(),
  /** A ticket is made in this step. */
  ticket: z
    .strictObject({
      type: RequestType.optional(),
      matter: z.array(z.string()).optional(),
      matterNot: z.array(z.string()).optional(),
      place: z.string().optional(),
      county: z.string().optional(),
      phone: z.string().optional(),
      name: z.string().optional(),
      urgency: Urgency.optional(),
      secrecy: Secrecy.optional(),
      anonymous: z.boolean().optional(),
      category: z.string().optional(),
      files: z.number().optional(),
      extra: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** Commands to tickets, in order. */
  commands: z.array(z.enum(['supplement', 'urge', 'cancel', 'rate'])).optional(),
  rating: z.number().optional(),
  /** Staff are told, for this reason. */
  staff: z.string().optional(),
  language: z.enum(['zh-CN', 'en']).optional(),
});
export type Expectation = z.infer<typeof Expectation>;

const Step = z.union([
  z.strictObject({
    citizen: z.string(),
    files: z.array(z.string()).optional(),
    expect: Expectation.optional(),
  }),
  /** The conversation's own timer rings. */
  z.strictObject({ silence: z.literal(true), expect: Expectation.optional() }),
  z.strictObject({ staff: z.enum(['take', 'release']), expect: Expectation.optional() }),
  z.strictObject({ staffSays: z.string(), expect: Expectation.optional() }),
  /** The newest ticket moves. */
  z.strictObject({ ticket: TicketMove, text: z.string().optional(), expect: Expectation.optional() }),
]);
export type Step = z.infer<typeof Step>;

export const Transcript = z.strictObject({
  title: z.string(),
  /** Local time at the start; the clock stands unless the conversation waits. */
  at: z.string().optional(),
  dialogue: z.enum(['chat', 'mail', 'public']).default('chat'),
  staffOnDuty: z.boolean().default(true),
  steps: z.array(Step).min(1),
  /** How many tickets there are in the end. */
  tickets: z.number(),
});
export type Transcript = z.infer<typeof Transcript>;
