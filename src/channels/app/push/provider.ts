import type { Platform } from '../schemas.js';

/** Who brings a notice to a phone that is asleep. */
export interface PushProvider {
  /** Never throws for what the service answers: says it as a result. */
  push(notice: PushNotice): Promise<PushResult>;
}

/** Says that there is something, never what: it is shown on a locked screen and passes through strangers. */
export interface PushNotice {
  /** The same when a notice is tried again, so that a service may drop the second. */
  id: string;
  platform: Platform;
  token: string;
  title: string;
  text: string;
  /** How long the service keeps it for a phone that is off. */
  ttlSeconds: number;
}

export type PushResult =
  | { type: 'taken' }
  /** The app is gone from that phone, or got another token. */
  | { type: 'token-gone' }
  | { type: 'later'; message: string; retryAfterMs?: number }
  /** Our settings are wrong: nobody is notified until a person mends them. */
  | { type: 'auth'; message: string }
  /** This notice, never; others may go. */
  | { type: 'refused'; message: string };
