import type { Zone } from '../../core/deadline/zone.js';
import type { Clock, Waker } from '../../core/ports.js';
import type { StaffHint } from '../../core/services.js';
import type { Stores } from '../../store/stores.js';
import { ConversationDesk } from '../conversation-desk.js';
import type { StaffFiles } from '../staff-files.js';
import { InboxDesk } from './inbox-desk.js';
import { Presence } from './presence.js';
import { ReplyDesk } from './reply-desk.js';

/** The desks of the shared inbox over their repositories. */
export function openInbox(deps: {
  stores: Stores;
  clock: Clock;
  waker: Waker;
  visit(conversationId: string): Promise<void>;
  files: StaffFiles;
  zone: Zone;
  onNews(conversationId: string): void;
  publish: (hint: StaffHint) => void;
}) {
  const { stores, publish, ...parts } = deps;
  const conversations = new ConversationDesk({
    ...stores,
    ...parts,
    onNotice: (to) => publish({ type: 'notice', to }),
  });
  const inbox = {
    lists: new InboxDesk({ ...stores, ...parts, places: stores.deskPlaces }),
    replies: new ReplyDesk({ ...stores, ...parts, desk: conversations, later: stores.laterReplies }),
    places: stores.deskPlaces,
    presence: new Presence((id) => publish({ type: 'presence', id })),
    answers: stores.cannedAnswers,
    colleagues: stores.staff.staff,
    messages: stores.messages,
  };
  return { conversations, inbox };
}
