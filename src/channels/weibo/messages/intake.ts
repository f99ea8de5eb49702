import type { ChannelHost, RawPayload } from '../../channel.js';
import { parseJson } from '../api/json.js';
import { handIn } from '../hand-in.js';
import type { MediaInbox } from './media-inbox.js';
import { normalise } from './normalise.js';
import { externalIdOf, Push } from './push.js';
import type { Windows } from './windows.js';

export interface IntakeContext {
  host: ChannelHost;
  account: { account: string; uid: string };
  windows: Windows;
  inbox: MediaInbox;
}

/**
 * Takes one push: when it resolves, everything that the push tells is durable, and Weibo may be answered.
 * Doing it again changes nothing. It rejects only when the store does.
 */
export async function takePush(
  body: string,
  context: IntakeContext,
  receivedAt = context.host.clock.now(),
): Promise<void> {
  const { host, windows, inbox } = context;
  const { account, uid } = context.account;
  const raw: RawPayload = { bytes: Buffer.from(body), mime: 'application/json', receivedAt };
  const keep = (code: string, message: string, externalId?: string) =>
    host.quarantine(raw, { code, message, account, externalId });
  const push = Push.safeParse(parseJson(body)).data;
  if (push === undefined) return keep('unreadable', '微博推送的内容无法解析');
  const externalId = externalIdOf(push);
  if (push.receiver_id !== uid) return keep('other-receiver', '微博推送给了别的账号，请核对 UID', externalId);

  const { sender_id: citizen, created_at: at } = push;
  const { message, media, grants, leaves, unknown } = normalise(push, account, raw.receivedAt);
  const work: Promise<void>[] = [];
  if (grants) work.push(windows.grant(citizen, grants, at));
  if (leaves) work.push(windows.leave(citizen));
  if (unknown !== undefined)
    work.push(keep('unknown-type', `${unknown}尚不支持，请人工查看原件`, externalId));
  if (message && media) work.push(inbox.put({ message, media, raw: body }));
  else if (message) work.push(handIn(message, raw, host));
  await Promise.all(work);
}
