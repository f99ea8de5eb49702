import type { InboundMessageInput } from '../../../core/model/message.js';
import type { Feed } from './feeds.js';
import { Comment, Status } from './item.js';
import { keyOf } from './thread.js';

export interface NormaliseContext {
  account: string;
  /** Our own user id: what we wrote ourselves is nobody's request. */
  uid: string;
  screenName: string;
  receivedAt: Date;
}

export type Meaning =
  | { type: 'message'; message: InboundMessageInput }
  | { type: 'own' }
  /** Not what the documentation says it is: kept for people to look at. */
  | { type: 'unreadable' };

/** Makes a message of an item of a feed. Total: what it does not know it says so. */
export function normalise(item: unknown, { kind }: Feed, context: NormaliseContext): Meaning {
  const status = kind === 'status' ? Status.safeParse(item).data : undefined;
  const comment = kind === 'comment' ? Comment.safeParse(item).data : undefined;
  const written = status ?? comment;
  if (written === undefined) return { type: 'unreadable' };
  const { idstr, user, created_at: sentAt } = written;
  if (user.idstr === context.uid) return { type: 'own' };
  const target = comment ? { statusId: comment.status.idstr, commentId: idstr } : { statusId: idstr };
  const whole = written.text.slice(0, MOST_CHARACTERS);
  const text = ownWords(whole, context.screenName);
  const cut = whole.length < written.text.length ? ['内容过长，只保留了前一部分'] : [];
  return {
    type: 'message',
    message: {
      channel: 'weibo',
      account: context.account,
      externalId: `${kind}:${idstr}`,
      kind: 'text',
      from: { id: user.idstr, name: user.screen_name },
      thread: { key: keyOf(target) },
      text,
      ...(text !== whole && { fullText: whole }),
      sentAt: sentAt < context.receivedAt ? sentAt : context.receivedAt,
      receivedAt: context.receivedAt,
      notices: [...cut, ...(status ? noticesOf(status) : [])],
    },
  };
}

/** Twice what Weibo allows in a post. */
const MOST_CHARACTERS = 10_000;

/** Without what Weibo puts around them: whom it answers, our name, and the posts that were passed on. */
function ownWords(text: string, screenName: string): string {
  const [own = ''] = text.split('//@');
  return own
    .replace(/^回复@[^:：\s]+[:：]/, '')
    .split(`@${screenName}`)
    .join(' ')
    .replaceAll(/[ \t\u200b]+/g, ' ')
    .trim();
}

function noticesOf({ isLongText, pic_urls: pictures = [], user, idstr }: Status): string[] {
  const address = `https://weibo.com/${user.idstr}/${idstr}`;
  return [
    ...(isLongText ? [`长微博，这里只有前一部分，全文见 ${address}`] : []),
    ...(pictures.length > 0 ? [`附有 ${pictures.length} 张图片，见 ${address}`] : []),
  ];
}
