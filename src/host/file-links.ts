import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Attachment } from '../core/model/attachment.js';
import type { Conversation } from '../core/model/conversation.js';
import type { Clock, ConversationRepository, TicketRepository } from '../core/ports.js';

/** Long enough for somebody who reads messages once a week. */
const VALID_MS = 7 * 86_400_000;

export interface FileLinksDeps {
  conversations: Pick<ConversationRepository, 'load'>;
  tickets: Pick<TicketRepository, 'ofConversation'>;
  clock: Clock;
  publicBaseUrl: string;
}

/**
 * Addresses under which a citizen reads a file that their channel cannot carry. Whoever has the address
 * reads the file, so it ends after a week, and a file of a sealed matter has none: neither is one made, nor
 * does one that was made before still open.
 */
export class FileLinks {
  constructor(
    private readonly key: Buffer,
    private readonly deps: FileLinksDeps,
  ) {}

  /** Undefined for a sealed matter. */
  to({ id }: Attachment, conversation: Conversation): string | undefined {
    if (isMarkedSealed(conversation)) return undefined;
    const until = Math.floor((this.deps.clock.now().getTime() + VALID_MS) / 1000).toString(36);
    const claim = `${id}.${conversation.id}.${until}`;
    return `${this.deps.publicBaseUrl}/files/${claim}.${this.sign(claim)}`;
  }

  /** The id of the file; undefined for a token that is not ours, has ended, or whose matter is sealed now. */
  async find(token: string): Promise<string | undefined> {
    const [, claim, id, conversationId, until, mac] = TOKEN.exec(token) ?? [];
    if (!claim || !id || !conversationId || !until || !mac) return undefined;
    const [given, expected] = [Buffer.from(mac), Buffer.from(this.sign(claim))];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    if (parseInt(until, 36) * 1000 <= this.deps.clock.now().getTime()) return undefined;
    return (await this.isSealed(conversationId)) ? undefined : id;
  }

  private async isSealed(conversationId: string): Promise<boolean> {
    const [conversation, tickets] = await Promise.all([
      this.deps.conversations.load(conversationId),
      this.deps.tickets.ofConversation(conversationId, 200),
    ]);
    return (
      !conversation ||
      isMarkedSealed(conversation) ||
      tickets.some((ticket) => ticket.request.secrecy === 'sealed')
    );
  }

  private sign(claim: string): string {
    return createHmac('sha256', this.key).update(claim).digest('base64url').slice(0, 22);
  }
}

const TOKEN = /^(([\w-]{1,80})\.([\w-]{1,80})\.([0-9a-z]{6,9}))\.([\w-]{22})$/;

function isMarkedSealed({ flags }: Conversation): boolean {
  return flags.some(({ reason }) => reason === 'sealed');
}
