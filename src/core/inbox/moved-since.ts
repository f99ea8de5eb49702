import type { LaterReply } from '../model/later-reply.js';
import type { StoredMessage } from '../model/message.js';

export interface Change {
  seq: number;
  at: Date;
  move: string;
  by: string;
}

/**
 * What somebody who answers has not seen: words of the citizen, replies of colleagues, and those colleagues
 * are about to send. What the bot says by itself is no reason to think again.
 */
export function movedSince(
  seen: { seq: number; staffId: string },
  messages: readonly StoredMessage[],
  later: readonly LaterReply[],
): Change[] {
  const said = messages.flatMap((message): Change[] => {
    const { seq = 0, at } = message;
    if (seq <= seen.seq) return [];
    if (message.direction === 'in') return [{ seq, at, move: 'message', by: '诉求人' }];
    const { author } = message;
    return author.type === 'staff' && author.staffId !== seen.staffId
      ? [{ seq, at, move: 'reply', by: author.name }]
      : [];
  });
  const coming = later
    .filter(({ staff, state }) => staff.id !== seen.staffId && (state === 'waiting' || state === 'sending'))
    .map(({ staff, createdAt }) => ({ seq: seen.seq, at: createdAt, move: 'reply', by: staff.name }));
  return [...said, ...coming];
}
