import type { Conversation } from '../model/conversation.js';

/** Whose conversations somebody may open: like tickets, bound by county and by seal. */
export interface ConversationScope {
  staffId: string;
  /** The county they work at; absent for the city's, which sees all. */
  platform?: string;
  /** 密件 too. */
  sealed: boolean;
}

/**
 * A county sees what its own tickets came of, and what one of its people holds: a call that was just taken
 * has no ticket yet. The store's filters say the same in their own language.
 */
export function isOfCounty(
  { staffId, platform }: Omit<ConversationScope, 'sealed'>,
  conversation: Pick<Conversation, 'platform' | 'staffId'>,
): boolean {
  return platform === undefined || conversation.platform === platform || conversation.staffId === staffId;
}
