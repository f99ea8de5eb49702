import type { ChannelHost, RawPayload } from '../../channel.js';
import type { Incoming } from '../link/link.js';
import type { FileInbox } from './file-inbox.js';
import { handIn } from './hand-in.js';
import { normalise } from './normalise.js';

export interface IntakeContext {
  host: ChannelHost;
  account: string;
  inbox: FileInbox;
  /** Shows a person who wrote in a room the way to the private chat; nothing depends on it. */
  showWay(room: string, person: string): void;
}

/** Takes one message: durable when it resolves. Doing it again changes nothing. It rejects only when the store does. */
export async function takeIncoming(
  incoming: Incoming,
  context: IntakeContext,
  receivedAt = context.host.clock.now(),
): Promise<void> {
  const { host, account, inbox } = context;
  const raw: RawPayload = {
    bytes: Buffer.from(incoming.raw),
    mime: 'application/json',
    receivedAt,
  };
  const meaning = normalise(incoming, { account, receivedAt: raw.receivedAt });
  switch (meaning.type) {
    case 'nothing':
      return;
    case 'unknown': {
      const message = `微信消息类型 ${meaning.what} 尚不支持，请人工查看原件`;
      return host.quarantine(raw, { code: 'unknown-type', message, account, externalId: incoming.id });
    }
    case 'message': {
      const { message, file, room } = meaning;
      if (file) await inbox.put({ message, raw });
      else await handIn(message, raw, host);
      if (room !== undefined) context.showWay(room, message.from.id);
    }
  }
}
