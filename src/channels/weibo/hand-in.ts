import type { ChannelHost, RawPayload } from '../channel.js';

/**
 * Weibo cannot be told why: what the hub refuses for good is kept where staff can see it.
 * @throws when the hub has no room for it now; it is to be handed in again.
 */
export async function handIn(
  message: Parameters<ChannelHost['accept']>[0],
  raw: RawPayload,
  host: Pick<ChannelHost, 'accept' | 'quarantine'>,
): Promise<void> {
  const answer = await host.accept(message, raw);
  if (answer.type !== 'refused') return;
  if (answer.code === 'rate-limited')
    throw new Error(`the hub takes no more messages now: ${answer.message}`);
  const { account, externalId } = message;
  await host.quarantine(raw, { code: answer.code, message: answer.message, account, externalId });
}
