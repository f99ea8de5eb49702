import type { Attachment } from '../model/attachment.js';
import { type Draft, hasBegun } from './draft.js';
import type { ConversationState, Dialogue } from './state.js';
import type { Turn } from './turn.js';

/**
 * The last look at a turn: files sent along with a wish ("算了" and a picture), or put aside by a question
 * nobody answered, belong to nothing the handlers made. They go to what is nearest, because a citizen who
 * sent a picture never sends it again. What is under seal or in public is taken into nothing.
 */
export function keepFiles(turn: Turn, before: Dialogue): void {
  const isOpen = !turn.understanding.sealed && turn.context.dialogue !== 'public';
  const sent = [...heldIn(before), ...(isOpen ? turn.attachments : [])];
  const kept = new Set([...idsIn(turn.state), ...turn.filesCarried()]);
  const loose = sent.filter(({ id }) => !kept.has(id));
  if (loose.length === 0) return;
  const { draft, parked, openTicketIds } = turn.state;
  const [newest, ...older] = parked;
  const [ticketId] = openTicketIds;
  if (!hasBegun(draft) && newest) {
    turn.update({ parked: [{ ...newest, draft: withFiles(newest.draft, loose, turn) }, ...older] });
  } else if (!hasBegun(draft) && ticketId !== undefined) {
    const attachmentIds = loose.map(({ id }) => id);
    turn.command(ticketId, { move: 'supplement', text: turn.text || '（附件）', attachmentIds });
  } else {
    turn.update({ draft: withFiles(draft, loose, turn) });
  }
}

const withFiles = (draft: Draft, files: Attachment[], { messageIds, origin }: Turn): Draft => ({
  ...draft,
  attachments: [...draft.attachments, ...files],
  messageIds: [...new Set([...draft.messageIds, ...messageIds])],
  origin: draft.origin ?? origin,
});

/** Every file the conversation holds for later. */
function idsIn({ draft, parked, dialogue }: ConversationState): string[] {
  const drafts = [draft, ...parked.map((entry) => entry.draft)];
  if (dialogue.type === 'emergency') drafts.push(dialogue.draft);
  return [...drafts.flatMap(({ attachments }) => attachments), ...heldIn(dialogue)].map(({ id }) => id);
}

const heldIn = (dialogue: Dialogue): Attachment[] =>
  dialogue.type === 'choosing' ? dialogue.held.attachments : [];
