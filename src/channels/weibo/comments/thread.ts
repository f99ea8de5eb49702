import type { ReplyTarget } from '../api/client.js';

/** Where a public reply goes, as the thread's key. */
export function keyOf({ statusId, commentId }: ReplyTarget): string {
  return commentId === undefined ? `status:${statusId}` : `comment:${statusId}/${commentId}`;
}

export function targetOf(key: string): ReplyTarget | undefined {
  const [, post, statusId = post, commentId] = KEY.exec(key) ?? [];
  if (statusId === undefined) return undefined;
  return commentId === undefined ? { statusId } : { statusId, commentId };
}
const KEY = /^(?:status:(\d+)|comment:(\d+)\/(\d+))$/;
