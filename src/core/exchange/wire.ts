import { z } from 'zod';
import { RequestType, Urgency } from '../model/codes.js';
import { Phone, Point } from '../model/place.js';
import { Result, SupervisionLevel } from '../model/ticket-codes.js';

/** What two platforms send each other (decision 0068). The same in both directions. */

export const OrderNumber = z.string().regex(/^[\w.:-]{1,100}$/, 'letters, digits and . _ : -');
const Text = z.string().min(1).max(20_000);
const Short = z.string().min(1).max(2000);

/** A ticket as the other platform is given it. Name and phone are absent where they are to be kept secret. */
export const WireOrder = z.object({
  orderNo: OrderNumber,
  type: RequestType,
  title: z.string().min(1).max(60),
  matter: Text,
  place: z
    .object({
      text: z.string().max(500),
      county: z.string().max(20).optional(),
      town: z.string().max(20).optional(),
      detail: z.string().max(500).optional(),
      point: Point.optional(),
    })
    .optional(),
  name: z.string().max(100).optional(),
  phone: Phone.optional(),
  confidential: z.boolean().default(false),
  urgency: Urgency.default('normal'),
  /** The line it concerns, as dialled. */
  hotline: z.string().max(20).optional(),
  createdAt: z.iso.datetime(),
  dueAt: z.iso.datetime().optional(),
});
export type WireOrder = z.infer<typeof WireOrder>;

/** What happened to an order: the first five from who handles it, the others from where it came from. */
export const WireChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('signed') }),
  z.object({ type: z.literal('progress'), text: Text }),
  z.object({
    type: z.literal('replied'),
    text: Text,
    result: Result,
    facts: Text.optional(),
    basis: Short.optional(),
    contact: z.string().max(200).optional(),
  }),
  z.object({ type: z.literal('returned'), reason: Short, basis: Short }),
  z.object({ type: z.literal('comment'), text: Text }),
  z.object({ type: z.literal('supplement'), text: Text }),
  z.object({ type: z.literal('urge'), text: Text.optional() }),
  z.object({ type: z.literal('cancel'), reason: Short }),
  z.object({ type: z.literal('rework'), reason: Short }),
  z.object({ type: z.literal('return-refused'), reason: Short }),
  z.object({ type: z.literal('supervise'), level: SupervisionLevel, reason: Short }),
]);
export type WireChange = z.infer<typeof WireChange>;

/**
 * A change with its place: `seq` counts the changes of one sender to one order from 1 without a gap, so
 * that neither a repeated nor an overtaken one can do harm.
 */
export const WireUpdate = z.object({
  /** Whose number the order bears: that of the platform that sends this, or of the one that gets it. */
  of: z.enum(['sender', 'receiver']),
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  change: WireChange,
});
export type WireUpdate = z.infer<typeof WireUpdate>;

/** An answer to an order. */
export const WireTaken = z.object({ orderNo: OrderNumber, number: z.string(), duplicate: z.boolean() });
export type WireTaken = z.infer<typeof WireTaken>;

/** An answer to an update. `refused`: read, not done, and not to be sent again. */
export const WireResult = z.object({
  result: z.enum(['applied', 'duplicate', 'refused']),
  problem: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type WireResult = z.infer<typeof WireResult>;
