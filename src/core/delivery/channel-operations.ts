import type { Outcome } from './deliverer.js';

/**
 * What an administrator made of an account: `on` works; `paused` sends nothing and still receives;
 * `drained` takes nothing new and sends what waits. Stored, so that a restart changes nothing.
 */
export type AccountMode = 'on' | 'paused' | 'drained';

/** How one account is. Counts and times are those of this process. */
export interface AccountReport {
  channel: string;
  account: string;
  mode: AccountMode;
  state: 'starting' | 'up' | 'degraded' | 'down' | 'paused';
  /** One sentence for staff: what, and what to do. */
  detail?: string;
  since: Date;
  lastInAt?: Date;
  lastOutAt?: Date;
  received: number;
  sent: number;
  /** Sends that failed, those tried again later included. */
  failed: number;
  /** Messages in the outbox that wait for this account, and since when the oldest. */
  waiting: number;
  oldestWaitingAt?: Date;
  /** Messages that the provider still allows today, where it counts them. */
  quotaLeft?: number;
  tokenExpiresAt?: Date;
  lastError?: { at: Date; message: string };
  actions: { name: string; title: { zh: string; en: string } }[];
}

/** What waits to be sent on one account. */
export interface Backlog {
  channel: string;
  account: string;
  waiting: number;
  oldestAt: Date;
}

/** Looks at everything that waits, for the eyes of staff and monitoring. */
export interface BacklogView {
  /** Outgoing messages not yet sent, by account. */
  outgoing(): Promise<Backlog[]>;
  /** Citizens' messages stored and not yet taken up. */
  incoming(): Promise<number>;
}

/**
 * What administrators do with accounts while the hub runs.
 * @throws HubError `account-not-found`, `action-not-found`, or what the action itself says.
 */
export interface ChannelOperations {
  list(): Promise<AccountReport[]>;
  setMode(channel: string, account: string, mode: AccountMode): Promise<AccountReport>;
  /** Sends a test message now, past mode, rate and breaker, and says what came of it; with a text of its own if given. */
  test(channel: string, account: string, to: string, text?: string): Promise<Outcome>;
  act(channel: string, account: string, action: string): Promise<{ text: string; qr?: string }>;
}
