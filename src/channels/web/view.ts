import type { StoredInbound, StoredMessage, StoredOutbound } from '../../core/model/message.js';
import type { SessionFiles } from './files.js';
import type { CitizenMessage } from './schemas.js';
import type { Session } from './session.js';

/** External id of a message: unique per account, and leads back to what the client called it. */
export function externalId(session: Session, clientMessageId: string): string {
  return `${session.id}:${clientMessageId}`;
}

/**
 * A stored message as its citizen sees it: no internals, no names of staff. Undefined while it has no
 * place in the conversation yet.
 */
export function citizenView(
  message: StoredMessage,
  session: Session,
  files: SessionFiles,
): CitizenMessage | undefined {
  if (message.seq === undefined) return undefined;
  const place = { seq: message.seq, id: message.id, at: message.at.toISOString() };
  return message.direction === 'in'
    ? { ...place, ...ownMessage(message, session, files) }
    : { ...place, ...answer(message, session, files) };
}

type Shown = Omit<CitizenMessage, 'seq' | 'id' | 'at'>;

function ownMessage({ message }: StoredInbound, session: Session, files: SessionFiles): Shown {
  const prefix = externalId(session, '');
  return {
    from: 'you',
    ...(message.externalId.startsWith(prefix) && {
      clientMessageId: message.externalId.slice(prefix.length),
    }),
    text: message.text ?? message.fullText ?? '',
    buttons: [],
    attachments: message.attachments.map((attachment) => files.show(session, attachment)),
    status: 'received',
  };
}

function answer({ author, content, delivery }: StoredOutbound, session: Session, files: SessionFiles): Shown {
  return {
    ...(author.type === 'staff' ? { from: 'staff', author: '工作人员' } : { from: 'bot' }),
    text: content.text,
    buttons: content.buttons,
    attachments: content.attachments.map((attachment) => files.show(session, attachment)),
    status: delivery.status === 'read' ? 'read' : 'delivered',
  };
}
