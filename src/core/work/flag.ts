import type { Conversation } from '../model/conversation.js';

/** Why people should look at a conversation. */
export type Flag = Conversation['flags'][number];

const URGENT: ReadonlySet<string> = new Set(['emergency', 'threat']);

/** A flag under a given id: raising the same one again changes nothing. */
export function newFlag(id: string, reason: string, summary: string, at: Date): Flag {
  return { id, reason, summary: summary.slice(0, 500), at, urgent: URGENT.has(reason) };
}
