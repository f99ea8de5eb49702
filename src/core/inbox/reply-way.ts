import type { Conversation } from '../model/conversation.js';
import type { StoredMessage } from '../model/message.js';
import type { ChannelTraits } from '../ports.js';

/** Why nothing can be said on a way now. */
export const WAY_CLOSED = [
  'switched-off',
  'public',
  'confidential',
  'no-text',
  'window-closed',
  'no-room',
] as const;
export type WayClosed = (typeof WAY_CLOSED)[number];

/** What a channel lets us say to somebody now. */
export interface Room {
  closed?: WayClosed;
  /** Until then; absent: for ever. */
  until?: Date;
  /** So many messages more; absent: as many as we like. */
  left?: number;
}

/**
 * The room on a conversation's channel: how long after the citizen's last message, and how many more, the
 * medium lets us answer.
 * @param messages of the conversation, up to its newest; needed only where the channel counts them.
 */
export function roomIn(
  conversation: Pick<Conversation, 'lastAt' | 'heardSeq'>,
  traits: ChannelTraits,
  now: Date,
  messages: readonly StoredMessage[] = [],
): Room {
  if (!traits.title) return { closed: 'switched-off' };
  const { replyWindow } = traits;
  if (!replyWindow) return {};
  if (replyWindow.ms === 0) return { closed: 'no-text' };
  const until = new Date(conversation.lastAt.getTime() + replyWindow.ms);
  const left =
    replyWindow.quota === undefined
      ? undefined
      : Math.max(0, replyWindow.quota - said(conversation, messages));
  const closed = until <= now ? 'window-closed' : left === 0 ? 'no-room' : undefined;
  return { closed, until, left };
}

function said({ heardSeq = 0 }: Pick<Conversation, 'heardSeq'>, messages: readonly StoredMessage[]): number {
  return messages.filter(
    (message) =>
      message.direction === 'out' && (message.seq ?? 0) > heardSeq && message.delivery.status !== 'failed',
  ).length;
}
