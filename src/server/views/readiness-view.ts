import { z } from 'zod';
import type { AccountReport } from '../../core/delivery/channel-operations.js';
import type { ReadinessReport } from '../deps.js';
import { Instant, iso, isoIf } from '../http.js';

const State = z.enum(['starting', 'up', 'degraded', 'down', 'paused']);
const Title = z.object({ zh: z.string(), en: z.string() });

/** One account as staff see it. Counts and last times are since the hub started. */
export const AccountView = z
  .object({
    channel: z.string(),
    account: z.string(),
    mode: z.enum(['on', 'paused', 'drained']).meta({
      description: 'paused: sends nothing, still receives; drained: takes nothing new, sends what waits',
    }),
    state: State,
    detail: z.string().optional(),
    since: Instant,
    lastInAt: Instant.optional(),
    lastOutAt: Instant.optional(),
    received: z.number(),
    sent: z.number(),
    failed: z.number().meta({ description: 'Sends that failed, those tried again included' }),
    waiting: z.number().meta({ description: 'Messages that wait to be sent' }),
    oldestWaitingAt: Instant.optional(),
    quotaLeft: z.number().optional(),
    tokenExpiresAt: Instant.optional(),
    lastError: z.object({ at: Instant, message: z.string() }).optional(),
    actions: z.array(z.object({ name: z.string(), title: Title })),
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof AccountView>;

export function accountView(report: AccountReport): AccountView {
  const { since, lastInAt, lastOutAt, oldestWaitingAt, tokenExpiresAt, lastError } = report;
  return {
    ...report,
    since: iso(since),
    lastInAt: isoIf(lastInAt),
    lastOutAt: isoIf(lastOutAt),
    oldestWaitingAt: isoIf(oldestWaitingAt),
    tokenExpiresAt: isoIf(tokenExpiresAt),
    lastError: lastError && { at: iso(lastError.at), message: lastError.message },
  };
}

/** A part of the hub as anybody may see it: how it is and how much waits, but no words, which may name people. */
export const PartView = z
  .object({
    name: z.string(),
    kind: z.enum(['store', 'channel', 'worker']),
    state: State,
    since: Instant.optional(),
    account: AccountView.omit({
      channel: true,
      account: true,
      state: true,
      since: true,
      detail: true,
      lastError: true,
      actions: true,
    })
      .extend({ lastErrorAt: Instant.optional() })
      .optional(),
  })
  .meta({ id: 'Part' });
export type PartView = z.infer<typeof PartView>;

export function partView({ name, kind, state, since, account }: ReadinessReport['parts'][number]): PartView {
  return { name, kind, state, since: isoIf(since), account: account && publicAccount(account) };
}

function publicAccount(report: AccountReport): PartView['account'] {
  const { mode, received, sent, failed, waiting, quotaLeft, ...view } = accountView(report);
  const { lastInAt, lastOutAt, oldestWaitingAt, tokenExpiresAt, lastError } = view;
  const times = { lastInAt, lastOutAt, oldestWaitingAt, tokenExpiresAt, lastErrorAt: lastError?.at };
  return { mode, received, sent, failed, waiting, quotaLeft, ...times };
}
