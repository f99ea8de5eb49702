import type { ChannelAdapter, ChannelHost, KeptPayload } from '../channels/channel.js';

/** What became of a payload that was given back. */
export type Retaken =
  /** Understood: the messages it is or was before; none where it says something else, or its file is on the way. */
  { type: 'taken'; messageIds: string[] } | { type: 'kept'; code: string; message: string };

/** Gives a payload back to its channel, and listens to what the channel makes of it. */
export async function retake(
  adapter: Pick<ChannelAdapter, 'retake'>,
  kept: KeptPayload,
  host: ChannelHost,
): Promise<Retaken> {
  const messageIds: string[] = [];
  let again: { code: string; message: string } | undefined;
  const listening: ChannelHost = {
    ...host,
    accept: async (message, raw) => {
      const answer = await host.accept(message, raw);
      if (answer.type !== 'refused') messageIds.push(answer.messageId);
      return answer;
    },
    // It lies in quarantine already.
    quarantine: async (_raw, { code, message }) => void (again = { code, message }),
  };
  await adapter.retake?.(kept, listening);
  return again === undefined ? { type: 'taken', messageIds } : { type: 'kept', ...again };
}
