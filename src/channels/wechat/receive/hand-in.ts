import type { Accepted, ChannelHost, RawPayload } from '../../channel.js';

/** The provider cannot be told why: what the hub refuses is kept where staff can see it. */
export async function handIn(
  message: Parameters<ChannelHost['accept']>[0],
  raw: RawPayload,
  host: Pick<ChannelHost, 'accept' | 'quarantine'>,
): Promise<Accepted> {
  const answer = await host.accept(message, raw);
  if (answer.type === 'refused') {
    const { account, externalId } = message;
    await host.quarantine(raw, { code: answer.code, message: answer.message, account, externalId });
  }
  return answer;
}
