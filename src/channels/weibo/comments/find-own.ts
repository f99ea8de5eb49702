import type { ReplyTarget } from '../api/client.js';
import type { OwnComment } from '../api/shapes.js';

/** The id of the comment that an attempt made, if it is among our own; undefined: Weibo never took it. */
export function findOwn(
  own: readonly OwnComment[],
  { statusId, commentId }: ReplyTarget,
  attempt: { text: string; at: Date },
): string | undefined {
  return own.find(
    (comment) =>
      comment.status.idstr === statusId &&
      (commentId === undefined || !comment.reply_comment || comment.reply_comment.idstr === commentId) &&
      comment.created_at.getTime() >= attempt.at.getTime() - CLOCKS_MS &&
      bare(comment.text) === bare(attempt.text),
  )?.idstr;
}

/** Weibo names whom a comment answers, and shortens every address. */
function bare(text: string): string {
  return text
    .replace(/^回复@[^:：\s]+[:：]/, '')
    .replaceAll(/https?:\/\/[\w./?%&=#~:+-]+/g, '')
    .replaceAll(/\s+/g, '');
}

/** Weibo's clock and ours, and its whole seconds. */
const CLOCKS_MS = 60_000;
