import { z } from 'zod';

/** So many within so many seconds. */
const Rate = z.strictObject({
  points: z.number().int().positive(),
  perSeconds: z.number().int().positive(),
});
export type Rate = z.infer<typeof Rate>;

const rate = (points: number, perSeconds: number) => Rate.default({ points, perSeconds });

/**
 * Settings of the web channel. The limits per address are wide, because a mobile carrier puts thousands
 * of people behind one IPv4 address; those per session are what one person can use.
 */
export const WebConfig = z.strictObject({
  enabled: z.boolean().default(true),
  /** For the hub: overrides the channel's policy. */
  debounceMs: z.number().int().nonnegative().optional(),
  account: z.string().min(1).default('web'),
  /** How long a citizen's session stays valid; half of it gone, a visit renews it. */
  sessionDays: z.number().int().min(1).max(365).default(90),
  limits: z
    .strictObject({
      perSession: z
        .strictObject({
          requests: rate(300, 60),
          messages: rate(30, 60),
          uploads: rate(30, 600),
          /** Event streams open at the same time (tabs). */
          streams: z.number().int().positive().default(4),
        })
        .prefault({}),
      perAddress: z
        .strictObject({
          requests: rate(3000, 60),
          sessions: rate(60, 600),
          uploads: rate(300, 600),
          streams: z.number().int().positive().default(500),
        })
        .prefault({}),
    })
    .prefault({}),
  /** Work a browser must do for a session, so that opening thousands costs the abuser. */
  proofOfWork: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** PBKDF2 iterations of one try. */
      cost: z.number().int().min(1).max(1_000_000).default(1000),
      /** Most tries needed; at least half of them always are. */
      difficulty: z.number().int().min(2).max(1_000_000).default(400),
      validMinutes: z.number().int().min(1).max(60).default(10),
    })
    .prefault({}),
  uploads: z
    .strictObject({
      maxBytes: z.number().int().positive().default(20_000_000),
      /** A file not sent with a message by then can no longer be attached. */
      attachWithinHours: z.number().int().positive().default(24),
    })
    .prefault({}),
  stream: z
    .strictObject({
      /** Comment lines keep proxies from cutting a silent stream. */
      heartbeatSeconds: z.number().positive().default(25),
      /** A reader that takes nothing for so long is dropped; it resumes where it was. */
      slowReaderSeconds: z.number().positive().default(30),
    })
    .prefault({}),
});
export type WebConfig = z.infer<typeof WebConfig>;
