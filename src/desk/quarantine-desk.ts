import { HubError } from '../core/errors.js';
import type { Quarantined } from '../core/model/quarantined.js';
import type { Clock, MessageRepository, QuarantineRepository, RawArchive, Waker } from '../core/ports.js';
import type { Retaken } from '../host/retake.js';

export interface QuarantineDeskDeps {
  quarantine: QuarantineRepository;
  raw: Pick<RawArchive, 'get'>;
  messages: Pick<MessageRepository, 'releaseInbound'>;
  waker: Waker;
  clock: Clock;
  /** Gives a payload back to the account that received it. */
  retake(channel: string, account: string, kept: Kept): Promise<Retaken>;
}
interface Kept {
  bytes: Uint8Array;
  mime: string;
  receivedAt: Date;
  externalId?: string;
}

/** What could not become a message, or could not be worked on: looked at, and given back once it can be. */
export class QuarantineDesk {
  constructor(private readonly deps: QuarantineDeskDeps) {}

  list(limit: number, which: 'open' | 'all'): Promise<Quarantined[]> {
    return this.deps.quarantine.list(limit, which);
  }

  /** The payload as it came. */
  async raw(id: string): Promise<{ bytes: Buffer; mime: string }> {
    return this.rawOf(await this.load(id));
  }

  /** Safe to repeat: a message is known by the provider's id, whoever hands it in. */
  async replay(id: string, staffId: string): Promise<Retaken> {
    const item = await this.load(id);
    if (item.messageId !== undefined) return this.release(item, item.messageId, staffId);
    if (item.settled && item.settled.reason === undefined)
      return { type: 'taken', messageIds: item.settled.messageIds };
    const outcome = await this.giveBack(item);
    if (outcome.type === 'kept') await this.deps.quarantine.keep(id, outcome);
    else await this.settle(id, staffId, outcome.messageIds);
    return outcome;
  }

  /** A person says why it need not be taken. It stays, and can be replayed all the same. */
  async giveUp(id: string, staffId: string, reason: string): Promise<void> {
    const { settled } = await this.load(id);
    if (settled)
      throw new HubError('conflict', 'quarantine-settled', '这条隔离内容已处理', '请刷新列表', {
        state: settled.reason === undefined ? 'taken' : 'given-up',
      });
    const at = this.deps.clock.now();
    await this.deps.quarantine.settle(id, { at, by: staffId, messageIds: [], reason });
  }

  /**
   * Settled first: should its step fail again, the worker opens the item anew, and a settling that came later
   * would hide it.
   */
  private async release(item: Quarantined, messageId: string, staffId: string): Promise<Retaken> {
    await this.settle(item.id, staffId, [messageId]);
    const released = await this.deps.messages.releaseInbound(messageId);
    if (released && item.conversationId !== undefined) this.deps.waker.conversation(item.conversationId, 0);
    return { type: 'taken', messageIds: [messageId] };
  }

  private async giveBack(item: Quarantined): Promise<Retaken> {
    const { bytes, mime, receivedAt } = await this.rawOf(item);
    const { channel, account, externalId } = item;
    try {
      return await this.deps.retake(channel, account, { bytes, mime, receivedAt, externalId });
    } catch (error) {
      if (error instanceof HubError) throw error;
      // What the channel's code cannot do today it may after the next update: the item stays.
      const message = error instanceof Error ? error.message : String(error);
      return { type: 'kept', code: 'replay-failed', message };
    }
  }

  private settle(id: string, by: string, messageIds: string[]): Promise<void> {
    return this.deps.quarantine.settle(id, { at: this.deps.clock.now(), by, messageIds });
  }

  private async rawOf({ rawId }: Quarantined) {
    const raw = rawId === undefined ? undefined : await this.deps.raw.get(rawId);
    if (raw) return raw;
    throw new HubError('not-found', 'quarantine-not-found', '原件已不存在。', '请刷新列表后重试。');
  }

  private async load(id: string): Promise<Quarantined> {
    const item = await this.deps.quarantine.find(id);
    if (item) return item;
    throw new HubError('not-found', 'quarantine-not-found', '没有这条隔离内容。', '请刷新列表后重试。');
  }
}
