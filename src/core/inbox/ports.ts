import type { CannedAnswer } from '../model/canned-answer.js';
import type { DeskPlace, ReplyDraft } from '../model/desk-place.js';
import type { LaterReply, LaterReplyState } from '../model/later-reply.js';

/** What the shared inbox needs kept. Every write that resolves is durable. */

export interface DeskPlaceRepository {
  find(conversationId: string, staffId: string): Promise<DeskPlace | undefined>;
  /** Of one person in these conversations. */
  ofStaff(staffId: string, conversationIds: readonly string[]): Promise<DeskPlace[]>;
  /** Moves forward only. */
  seen(conversationId: string, staffId: string, seq: number, at: Date): Promise<void>;
  /** The last one that is kept wins; without a draft it is given up. */
  keepDraft(conversationId: string, staffId: string, draft: ReplyDraft | undefined, at: Date): Promise<void>;
}

export interface LaterReplyRepository {
  /** An id already there is left alone. */
  insert(reply: LaterReply): Promise<void>;
  find(id: string): Promise<LaterReply | undefined>;
  /** Those of a conversation that are not at an end, oldest first. */
  openIn(conversationId: string): Promise<LaterReply[]>;
  /** Ids of those whose time has come, and of those a crash broke off. */
  due(now: Date, limit: number): Promise<string[]>;
  /** From one state to another, in one write; false when it was in none of them any more. */
  change(
    id: string,
    from: readonly LaterReplyState[],
    to: Pick<LaterReply, 'state'> & Partial<Pick<LaterReply, 'sendAt' | 'heardSeq'>>,
    at: Date,
  ): Promise<boolean>;
}

export interface CannedAnswerRepository {
  /** Everything of these owners. */
  of(owners: readonly CannedAnswer['owner'][]): Promise<CannedAnswer[]>;
  find(id: string): Promise<CannedAnswer | undefined>;
  /** False when the id is there already. */
  insert(answer: CannedAnswer): Promise<boolean>;
  /** Only at the version before; false when somebody else was faster. */
  replace(answer: CannedAnswer): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}
