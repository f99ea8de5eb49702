import { z } from 'zod';
import { holderOf } from '../../core/inbox/holder.js';
import type { Conversation } from '../../core/model/conversation.js';
import type { Ticket } from '../../core/model/ticket.js';
import { onSealedDesk, type StaffActor } from '../../core/services.js';
import { Instant, iso, isoIf } from '../http.js';
import { grantFor } from '../permissions.js';
import { withoutPerson } from '../../core/privacy/mask.js';

/** A conversation in the shared inbox. The engine's state and pending effects are the hub's own affair. */
export const ConversationView = z
  .object({
    id: z.string(),
    channel: z.string(),
    account: z.string(),
    /** The citizen's address on the channel; absent for readers who may not know the person. */
    address: z.string().optional(),
    citizenName: z.string().optional(),
    mode: z.enum(['bot', 'staff']),
    staffId: z.string().optional(),
    holder: z.string().optional().meta({ description: 'Name of who has taken it' }),
    platform: z.string().optional().meta({ description: 'County that holds its tickets' }),
    sealed: z.boolean(),
    flags: z.array(
      z.object({
        id: z.string(),
        reason: z.string(),
        summary: z.string(),
        at: Instant,
        urgent: z.boolean(),
        doneAt: Instant.optional(),
        doneBy: z.string().optional(),
      }),
    ),
    subject: z.string().optional(),
    lastText: z.string(),
    lastAt: Instant,
    createdAt: Instant,
    version: z.number().int(),
  })
  .meta({ id: 'Conversation' });
export type ConversationView = z.infer<typeof ConversationView>;

/** 密件: words of it are for the sealed desk alone. A conversation is sealed by its flag or a ticket. */
export function isSealed(conversation: Conversation, tickets: readonly Ticket[] = []): boolean {
  return (
    conversation.sealed === true ||
    conversation.flags.some((flag) => flag.reason === 'sealed') ||
    tickets.some((ticket) => ticket.request.secrecy === 'sealed')
  );
}

export function conversationView(
  conversation: Conversation,
  viewer: StaffActor,
  tickets?: readonly Ticket[],
): ConversationView {
  const sealed = isSealed(conversation, tickets);
  const closed = sealed && !onSealedDesk(viewer);
  const person = grantFor(viewer, 'person.read') !== undefined && !closed;
  const show = (text: string) => (closed ? '密件' : person ? text : withoutPerson(text, {}));
  const { id, channel, account, mode, staffId, version } = conversation;
  return {
    id,
    channel,
    account,
    address: person ? conversation.address : undefined,
    citizenName: person ? conversation.citizenName : undefined,
    mode,
    staffId,
    holder: holderOf(conversation)?.name,
    platform: conversation.platform,
    sealed,
    flags: conversation.flags.map((flag) => ({
      ...flag,
      summary: show(flag.summary),
      at: iso(flag.at),
      doneAt: isoIf(flag.doneAt),
    })),
    subject: conversation.thread.subject === undefined ? undefined : show(conversation.thread.subject),
    lastText: show(conversation.lastText),
    lastAt: iso(conversation.lastAt),
    createdAt: iso(conversation.createdAt),
    version,
  };
}
