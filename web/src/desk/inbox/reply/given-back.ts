import type { LaterReplyView } from '../../hub/types';

type Listener = (reply: Pick<LaterReplyView, 'text' | 'attachmentIds' | 'ticketId'>) => void;
const listeners = new Set<Listener>();

/** A reply was taken back: its words go into the box again, so that they can be written on. */
export function giveBack(reply: Parameters<Listener>[0]): void {
  for (const listener of listeners) listener(reply);
}

export function onGivenBack(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
