import type { ChannelHost, RawPayload } from '../../channel.js';
import type { CommentsAccount } from '../config.js';
import { handIn } from '../hand-in.js';
import { type Feed, FEEDS } from './feeds.js';
import { idOf, isDeleted, isUnderAPost } from './item.js';
import { normalise } from './normalise.js';

/** Takes one item of a feed: durable when it resolves. Doing it again changes nothing. */
export async function takeItem(
  item: unknown,
  feed: Feed,
  raw: RawPayload,
  { host, account: settings }: { host: ChannelHost; account: CommentsAccount },
): Promise<void> {
  if (isDeleted(item)) return;
  const { account, uid, screenName } = settings;
  const meaning = normalise(item, feed, { account, uid, screenName, receivedAt: raw.receivedAt });
  switch (meaning.type) {
    case 'own':
      return;
    case 'message':
      return handIn(meaning.message, raw, host);
    case 'unreadable': {
      const id = idOf(item);
      const externalId = id === undefined ? undefined : `${feed.kind}:${id}`;
      const message = `“${feed.title}”里有一条无法解析，请人工查看原件`;
      return host.quarantine(raw, { code: 'unreadable', message, account, externalId });
    }
  }
}

/** The feed in which an item must have stood: its name is not kept with the bytes, and its kind decides. */
export function feedOf(item: unknown): Feed {
  const kind = isUnderAPost(item) ? 'comment' : 'status';
  return FEEDS.find((feed) => feed.kind === kind) ?? FEEDS[0];
}
