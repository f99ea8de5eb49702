import { z } from 'zod';

/** 诉求人: a person on one channel address. The id derives from (channel, account, address). */
export const Citizen = z.object({
  id: z.string(),
  channel: z.string(),
  account: z.string(),
  address: z.string(),
  name: z.string().optional(),
  firstSeenAt: z.date(),
  lastSeenAt: z.date(),
});
export type Citizen = z.infer<typeof Citizen>;

/** Why two citizens are taken for one person: nothing weaker joins, because a wrong join tells secrets. */
export const JoinReason = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('verified-phone'),
    phone: z.string(),
    /** Ids of citizens in the order in which the person agreed to be told; absent in older joins. */
    order: z.array(z.string()).optional(),
  }),
  z.object({ type: z.literal('staff'), staffId: z.string(), name: z.string(), note: z.string() }),
]);
export type JoinReason = z.infer<typeof JoinReason>;

/** Who took a join back, and why; under the id of their command. Without `staffId` the citizen did. */
export const Separation = z.object({
  id: z.string(),
  staffId: z.string().optional(),
  name: z.string(),
  note: z.string(),
  at: z.date(),
});
export type Separation = z.infer<typeof Separation>;

/**
 * "These two are one person", said once, under the id of the command that said it. It is never deleted:
 * separated again, it stays as history.
 */
export const Join = z.object({
  id: z.string(),
  citizens: z.tuple([z.string(), z.string()]),
  reason: JoinReason,
  at: z.date(),
  separated: Separation.optional(),
});
export type Join = z.infer<typeof Join>;

/**
 * Several addresses of one person: everyone reached from one citizen over joins that stand. It is worked
 * out and not stored, so a citizen cannot be in two contacts and taking a join back restores what was.
 */
export const Contact = z.object({
  citizens: z.array(z.string()),
  /** Every join that names one of them, those taken back too. */
  joins: z.array(Join),
});
export type Contact = z.infer<typeof Contact>;

/** That a citizen asked for a code to be sent to a number, which is named so that it cannot be read. */
export const PhoneCodeRequest = z.object({
  id: z.string(),
  conversationId: z.string(),
  citizenId: z.string(),
  phone: z.string(),
  at: z.date(),
});
export type PhoneCodeRequest = z.infer<typeof PhoneCodeRequest>;
