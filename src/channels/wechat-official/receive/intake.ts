import type { ChannelHost, RawPayload } from '../../channel.js';
import { readBody } from '../webhook/body.js';
import type { WeChatAccount } from '../config.js';
import type { Followers } from '../followers.js';
import type { ReplyQuota } from '../send/quota.js';
import type { MediaInbox } from './media-inbox.js';
import { handIn } from './hand-in.js';
import { normalise } from './normalise.js';
import { externalIdOf, Push } from './push.js';

export interface IntakeContext {
  host: ChannelHost;
  account: Pick<WeChatAccount, 'account' | 'menu'>;
  quota: ReplyQuota;
  followers: Followers;
  inbox: MediaInbox;
}

/**
 * Takes one push: when it resolves, everything that the push tells is durable, and WeChat may be answered.
 * Doing it again changes nothing. It rejects only when the store does.
 */
export async function takePush(
  xml: string,
  context: IntakeContext,
  receivedAt = context.host.clock.now(),
): Promise<void> {
  const { host, account, quota, followers, inbox } = context;
  const raw: RawPayload = { bytes: Buffer.from(xml), mime: 'text/xml', receivedAt };
  const push = Push.safeParse(readBody(xml)).data;
  const keep = (code: string, message: string, externalId?: string) =>
    host.quarantine(raw, { code, message, account: account.account, externalId });
  if (push === undefined) return keep('unreadable', '微信推送的内容无法解析');

  const { FromUserName: citizen, CreateTime } = push;
  const meaning = normalise(push, {
    account: account.account,
    menu: account.menu,
    receivedAt: raw.receivedAt,
  });
  const { message, media } = meaning;
  const work: Promise<void>[] = [];
  if (meaning.grants) work.push(quota.grant(citizen, meaning.grants, new Date(Number(CreateTime) * 1000)));
  if (meaning.follows !== undefined) work.push(followers.note(citizen, meaning.follows));
  if (meaning.receipt) work.push(host.receipt(meaning.receipt));
  if (meaning.unknown !== undefined) {
    work.push(keep('unknown-type', `${meaning.unknown}尚不支持，请人工查看原件`, externalIdOf(push)));
  }
  if (message && media) work.push(inbox.put({ message, media, xml }));
  else if (message) work.push(handIn(message, raw, host));
  await Promise.all(work);
}
