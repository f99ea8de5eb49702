import { z } from 'zod';
import { RequestType } from '../../core/model/codes.js';
import type { City } from '../../core/model/city.js';
import { roomIn } from '../../core/inbox/reply-way.js';
import { TicketState } from '../../core/model/ticket.js';
import type { ChannelTraits } from '../../core/ports.js';
import { onSealedDesk, type StaffActor } from '../../core/services.js';
import type { InboxRow } from '../../desk/inbox/inbox-desk.js';
import { abilityOf } from '../ability.js';
import { Instant, isoIf } from '../http.js';
import { ConversationView, conversationView, isSealed } from './conversation-view.js';
import { ticketSummary } from './ticket-view.js';

/** A line of the shared inbox: enough to choose by. */
export const InboxRowView = ConversationView.extend({
  channelTitle: z.object({ zh: z.string(), en: z.string() }),
  who: z.string().optional().meta({
    description: 'Name on the channel or in the newest ticket, or an address people know each other by',
  }),
  unread: z
    .boolean()
    .meta({ description: 'The asker holds it or has read it before, and the citizen wrote since' }),
  seenSeq: z.number().int().meta({ description: 'Place of the last message the asker has seen' }),
  heardSeq: z.number().int().meta({ description: 'Place of the citizen’s last message' }),
  drafted: z.boolean().meta({ description: 'The asker has a draft here' }),
  failed: z.boolean().meta({ description: 'A message to the citizen failed, or nobody knows its outcome' }),
  replyUntil: Instant.optional().meta({ description: 'When the medium lets nobody answer any more' }),
  tickets: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      type: RequestType,
      state: TicketState,
      dueAt: Instant.optional(),
      overdue: z.boolean(),
    }),
  ),
}).meta({ id: 'InboxRow' });
export type InboxRowView = z.infer<typeof InboxRowView>;

const FAILED: readonly string[] = ['send-failed', 'send-unknown'];

export function inboxRowView(
  { conversation, tickets, place }: InboxRow,
  viewer: StaffActor,
  city: City,
  traits: ChannelTraits,
  now: Date,
): InboxRowView {
  const hidden = isSealed(conversation, tickets) && !onSealedDesk(viewer);
  const { heardSeq = 0, channel, staffId } = conversation;
  const seenSeq = place?.seenSeq ?? 0;
  const shown = conversationView(conversation, viewer, tickets);
  const summaries = hidden
    ? []
    : tickets
        .filter((ticket) => abilityOf(viewer).can('ticket.read', ticket))
        .map((ticket) => ticketSummary(ticket, viewer, city, now));
  const spoken = traits.addresses === undefined ? undefined : shown.address;
  return {
    ...shown,
    who: shown.citizenName ?? summaries.find(({ name }) => name !== undefined)?.name ?? spoken,
    channelTitle: traits.title ?? { zh: channel, en: channel },
    unread: (staffId === viewer.id || seenSeq > 0) && heardSeq > seenSeq,
    seenSeq,
    heardSeq,
    drafted: place?.draft !== undefined,
    failed: conversation.flags.some(({ reason, doneAt }) => !doneAt && FAILED.includes(reason)),
    replyUntil: isoIf(roomIn(conversation, traits, now).until),
    tickets: summaries.map(({ id, number, title, type, state, dueAt, overdue }) => ({
      id,
      number,
      title,
      type,
      state,
      dueAt,
      overdue,
    })),
  };
}
