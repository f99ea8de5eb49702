import { z } from 'zod';

/** 诉求人: a person on one channel address. The id derives from (channel, account, address). */
export const Citizen = z.object({
  id: z.string(),
  channel: z.string(),
  account: z.string(),
  address: z.string(),
  name: z.string().optional(),
  contactId: z.string().optional(),
  firstSeenAt: z.date(),
  lastSeenAt: z.date(),
});
export type Citizen = z.infer<typeof Citizen>;

/**
 * Several addresses of one person. Joined only by a verified phone or by staff; every join is kept with
 * its reason so that it can be taken apart again exactly.
 */
export const Contact = z.object({
  id: z.string(),
  joins: z.array(
    z.object({
      citizenId: z.string(),
      reason: z.discriminatedUnion('type', [
        z.object({ type: z.literal('verified-phone'), phone: z.string() }),
        z.object({ type: z.literal('staff'), staffId: z.string(), note: z.string() }),
      ]),
      at: z.date(),
      leftAt: z.date().optional(),
    }),
  ),
});
export type Contact = z.infer<typeof Contact>;
