import type { LaterReplyView, MessageView, NoteView, ThreadView } from '../../hub/types';

type Flag = ThreadView['conversation']['flags'][number];

/** One thing in the thread, whatever it is. */
export type Item =
  | { type: 'message'; id: string; at: string; message: MessageView }
  | { type: 'note'; id: string; at: string; note: NoteView }
  | { type: 'flag'; id: string; at: string; flag: Flag }
  | { type: 'later'; id: string; at: string; later: LaterReplyView };

/** Everything of a conversation in the order of time; what has not gone out stands at the end. */
export function itemsOf(thread: ThreadView, older: readonly MessageView[]): Item[] {
  const messages = [...older, ...thread.messages];
  const from = messages[0]?.at ?? '';
  const said: Item[] = [
    ...messages.map((message): Item => ({ type: 'message', id: message.id, at: message.at, message })),
    ...thread.notes.map((note): Item => ({ type: 'note', id: note.id, at: note.at, note })),
    ...thread.conversation.flags.map((flag): Item => ({
      type: 'flag',
      id: `flag-${flag.id}`,
      at: flag.at,
      flag,
    })),
  ].filter(({ at, type }) => type === 'message' || !thread.earlier || at >= from);
  // A message's place says its order better than its time does; the rest falls in between.
  const ordered = said
    .map((item, index) => ({ item, index }))
    .sort((a, b) => (a.item.at < b.item.at ? -1 : a.item.at > b.item.at ? 1 : a.index - b.index))
    .map(({ item }) => item);
  const coming = thread.later.map((later): Item => ({
    type: 'later',
    id: later.id,
    at: later.sendAt,
    later,
  }));
  return [...ordered, ...coming];
}

export const dayOf = (at: string): string => new Date(at).toDateString();
