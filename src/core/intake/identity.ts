import { createHash } from 'node:crypto';

/**
 * Ids that derive from where a citizen writes from, so that finding the conversation needs no look-up
 * and two nodes that meet a new citizen at once make the same one.
 */
export function citizenIdOf(channel: string, account: string, address: string): string {
  return `z${digest(channel, account, address)}`;
}

/** One conversation per citizen and account. */
export function conversationIdOf(channel: string, account: string, address: string): string {
  return `c${digest(channel, account, address)}`;
}

function digest(...parts: string[]): string {
  const hash = createHash('sha256');
  // Length first: ("ab","c") and ("a","bc") are different people.
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('hex').slice(0, 24);
}
