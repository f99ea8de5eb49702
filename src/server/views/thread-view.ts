import { z } from 'zod';
import type { Note } from '../../core/services.js';
import { Instant, iso } from '../http.js';
import { ConversationView } from './conversation-view.js';
import { LaterReplyView } from './later-reply-view.js';
import { MessageView } from './message-view.js';
import { RoomView } from './reply-way-view.js';
import { TicketSummary } from './ticket-view.js';

/** A note of a colleague; the citizen never sees it. */
export const NoteView = z.object({
  id: z.string(),
  name: z.string(),
  text: z.string(),
  mentions: z.array(z.string()).meta({ description: 'Ids of colleagues who were told' }),
  at: Instant,
});
export type NoteView = z.infer<typeof NoteView>;

/** Who else is at a conversation now. */
export const PresentView = z.array(
  z.object({ staffId: z.string(), name: z.string(), state: z.enum(['viewing', 'typing']) }),
);
export type PresentView = z.infer<typeof PresentView>;

/** A conversation with all that stands in it. */
export const ThreadView = z
  .object({
    conversation: ConversationView,
    channel: RoomView.extend({
      title: z.object({ zh: z.string(), en: z.string() }),
      dialogue: z.enum(['chat', 'mail', 'public']),
    }),
    messages: z.array(MessageView).meta({ description: 'The newest, oldest first' }),
    earlier: z.boolean().meta({ description: 'There are older ones' }),
    notes: z.array(NoteView),
    tickets: z.array(TicketSummary),
    later: z.array(LaterReplyView).meta({ description: 'Replies that have not gone out' }),
    present: PresentView.meta({ description: 'Who else is here' }),
  })
  .meta({ id: 'Thread' });
export type ThreadView = z.infer<typeof ThreadView>;

export function noteView({ id, name, text, mentions, at }: Note, show: (text: string) => string): NoteView {
  return { id, name, text: show(text), mentions, at: iso(at) };
}
