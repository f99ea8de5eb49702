import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { ChannelHost } from '../channels/channel.js';
import type { ContinueLinks } from '../core/identity/continue-links.js';
import type { OneTime } from '../core/identity/one-time.js';
import { conversationIdOf } from '../core/intake/identity.js';
import type { createAccept } from '../core/intake/accept.js';
import type { StoredMessage } from '../core/model/message.js';
import type {
  AttachmentRepository,
  Clock,
  Ids,
  MessageRepository,
  QuarantineRepository,
  RawArchive,
  Waker,
} from '../core/ports.js';
import type { CallIntake } from '../desk/call-intake.js';
import type { MemoryStore } from '../store/channel-memory.js';
import type { News } from './news.js';
import type { createSaveAttachment } from './save-attachment.js';

export interface HostDeps {
  accept: ReturnType<typeof createAccept>;
  saveAttachment: ReturnType<typeof createSaveAttachment>;
  messages: MessageRepository;
  oneTime: OneTime;
  continueLinks: Pick<ContinueLinks, 'open'>;
  waker: Waker;
  attachments: AttachmentRepository;
  raw: RawArchive;
  quarantine: QuarantineRepository;
  memoryOf(channel: string): MemoryStore;
  phoneCalls: Pick<CallIntake, 'hear'>;
  news: News;
  secretOf(purpose: string): Buffer;
  clock: Clock;
  ids: Ids;
  log: Logger;
  publicBaseUrl: string;
}

/** What one channel is given of the hub. */
export function createChannelHost(channel: string, deps: HostDeps): ChannelHost {
  const { messages, news, clock, ids } = deps;
  /** With the secrets that stored texts only hold the place of. */
  const asTold = (message: StoredMessage) =>
    message.direction === 'out' ? deps.oneTime.fill(message) : message;
  return {
    accept: (message, raw) => deps.accept(message, raw),

    async quarantine(raw, reason) {
      const id = createHash('sha256').update(channel).update(raw.bytes).digest('hex').slice(0, 32);
      const account = reason.account ?? '';
      await deps.raw.put({ id: `q${id}`, channel, account, ...raw });
      await deps.quarantine.put({
        id: `q${id}`,
        channel,
        account,
        code: reason.code,
        message: reason.message,
        externalId: reason.externalId,
        rawId: `q${id}`,
        at: clock.now(),
      });
      deps.log.warn({ channel, code: reason.code, quarantineId: `q${id}` }, 'message quarantined');
    },

    async receipt({ outboxId, providerId, account, status, at, error }) {
      const moved = await messages.applyReceipt({ outboxId, providerId, account }, status, at, error);
      if (moved) news.publish(moved.conversationId);
      // What follows a failure is owed now, and the outbox sees to it.
      if (moved && status === 'failed') deps.waker.outbox();
    },

    call: (event) => deps.phoneCalls.hear(channel, event),
    saveAttachment: (file) => deps.saveAttachment(file),
    readAttachment: (id) => deps.attachments.get(id),
    memory: deps.memoryOf(channel),
    async history(account, address, afterSeq, limit) {
      const found = await messages.history(conversationIdOf(channel, account, address), afterSeq, limit);
      return found.map(asTold);
    },
    continueHere: (token, account, address) => deps.continueLinks.open(token, { channel, account, address }),
    subscribe: (account, address, onNews) =>
      news.subscribe(conversationIdOf(channel, account, address), (stored) => onNews(stored?.map(asTold))),

    async findOutbound(id) {
      const found = await messages.find(id);
      return found?.direction === 'out' && found.channel === channel ? found : undefined;
    },

    secret: (purpose) => deps.secretOf(`${channel}:${purpose}`),
    clock,
    ids,
    log: deps.log.child({ channel }),
    publicBaseUrl: deps.publicBaseUrl,
  };
}
