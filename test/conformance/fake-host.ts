import { createHash, createHmac } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { pino, type Logger } from 'pino';
import type {
  Accepted,
  ChannelHost,
  ChannelMemory,
  IncomingFile,
  RawPayload,
  Receipt,
  SavedAttachment,
} from '../../src/channels/channel.js';
import type { Attachment } from '../../src/core/model/attachment.js';
import type { CallEvent } from '../../src/core/model/call.js';
import {
  InboundMessage,
  type InboundMessageInput,
  type StoredMessage,
  type StoredOutbound,
} from '../../src/core/model/message.js';

/** What the host has durably done, in the order in which it did it. */
export type LogEntry =
  | ({ type: 'accepted' } & Taken)
  | ({ type: 'duplicate' } & Taken)
  | ({ type: 'conflict' } & Taken)
  | { type: 'refused'; code: string; raw: RawPayload }
  | { type: 'quarantined'; code: string; message: string; externalId?: string; raw: RawPayload }
  | { type: 'receipt'; receipt: Receipt }
  | { type: 'call'; event: CallEvent };
interface Taken {
  messageId: string;
  message: InboundMessage;
  raw: RawPayload;
}

/**
 * The hub as a channel sees it, in memory but with the real rules: one unique key
 * {channel, account, externalId}, a log whose order is the order of durability, files with sniffed types,
 * a memory with atomic claims. Channel tests run against it instead of mocks.
 */
export class FakeHost implements ChannelHost {
  readonly log: Logger = pino({ level: 'silent' });
  readonly publicBaseUrl = 'https://12345.example.cn';
  readonly journal: LogEntry[] = [];
  /** Moves only when a test moves it; undefined: the real time. */
  now: Date | undefined;
  readonly clock = { now: (): Date => this.now ?? new Date() };
  readonly ids = { next: (): string => `id-${String(++this.lastId).padStart(6, '0')}` };
  readonly memory: ChannelMemory = new FakeMemory(() => this.clock.now());
  /** Most bytes of one saved file. */
  maxAttachmentBytes = 20 * 1024 * 1024;

  private lastId = 0;
  private readonly byKey = new Map<
    string,
    { messageId: string; hash: string; conflicts: Map<string, string> }
  >();
  private readonly stored: StoredMessage[] = [];
  private readonly files = new Map<string, { attachment: Attachment; bytes: Buffer }>();
  private readonly listeners = new Set<{ account: string; citizenId: string; onNews: () => void }>();
  private readonly watchers = new Set<() => void>();
  private readonly faults = new Map<Operation, Fault[]>();

  async accept(input: InboundMessageInput, raw: RawPayload): Promise<Accepted> {
    const fault = this.takeFault('accept');
    if (fault?.type === 'throw') throw fault.error;
    if (fault?.type === 'refuse') {
      this.write({ type: 'refused', code: fault.code, raw });
      return { type: 'refused', code: fault.code, message: 'refused by the test' };
    }
    const parsed = InboundMessage.safeParse(input);
    if (!parsed.success) {
      this.write({ type: 'refused', code: 'bad-input', raw });
      return { type: 'refused', code: 'bad-input', message: parsed.error.message };
    }
    const message = parsed.data;
    const hash = bodyHash(message);
    const key = JSON.stringify([message.channel, message.account, message.externalId]);
    const known = this.byKey.get(key);
    const earlier = known?.hash === hash ? known.messageId : known?.conflicts.get(hash);
    if (earlier !== undefined) {
      this.write({ type: 'duplicate', messageId: earlier, message, raw });
      return { type: 'duplicate', messageId: earlier };
    }
    const messageId = this.ids.next();
    this.keep(messageId, message, hash, known?.messageId);
    if (known) {
      known.conflicts.set(hash, messageId);
      this.write({ type: 'conflict', messageId, message, raw });
      return { type: 'conflict', messageId };
    }
    this.byKey.set(key, { messageId, hash, conflicts: new Map() });
    this.write({ type: 'accepted', messageId, message, raw });
    return { type: 'accepted', messageId };
  }

  async quarantine(
    raw: RawPayload,
    reason: { code: string; message: string; externalId?: string },
  ): Promise<void> {
    const fault = this.takeFault('quarantine');
    if (fault?.type === 'throw') throw fault.error;
    this.write({ type: 'quarantined', ...reason, raw });
  }

  async receipt(receipt: Receipt): Promise<void> {
    this.write({ type: 'receipt', receipt });
  }

  async call(event: CallEvent): Promise<void> {
    const fault = this.takeFault('call');
    if (fault?.type === 'throw') throw fault.error;
    this.write({ type: 'call', event });
  }

  async saveAttachment(file: IncomingFile): Promise<SavedAttachment> {
    const limit = Math.min(file.maxBytes ?? Infinity, this.maxAttachmentBytes);
    if (file.bytes.length === 0) return { type: 'refused', code: 'empty', message: `${file.name} 是空文件` };
    if (file.bytes.length > limit)
      return { type: 'refused', code: 'too-large', message: `${file.name} 太大` };
    const mime = (await fileTypeFromBuffer(file.bytes))?.mime ?? textOrBinary(file.bytes);
    if (mime === 'application/x-msdownload') {
      return { type: 'refused', code: 'type-not-allowed', message: `${file.name} 是可执行文件` };
    }
    const attachment: Attachment = {
      id: this.ids.next(),
      name: file.name,
      mime,
      size: file.bytes.length,
      sha256: sha256(file.bytes),
      ...(file.inline ? { inline: true } : {}),
    };
    this.files.set(attachment.id, { attachment, bytes: Buffer.from(file.bytes) });
    return { type: 'saved', attachment };
  }

  async readAttachment(id: string): Promise<{ attachment: Attachment; bytes: Buffer } | undefined> {
    return this.files.get(id);
  }

  async history(
    account: string,
    citizenId: string,
    afterSeq: number,
    limit: number,
  ): Promise<StoredMessage[]> {
    return this.stored
      .filter((m) => m.account === account && citizenOf(m) === citizenId && (m.seq ?? 0) > afterSeq)
      .slice(0, limit);
  }

  /** Tokens of links given elsewhere, each good for one citizen. */
  readonly links = new Map<string, string | undefined>();

  async continueHere(
    token: string,
    account: string,
    citizenId: string,
  ): Promise<'continued' | 'here' | 'gone'> {
    const user = this.links.get(token);
    const me = `${account} ${citizenId}`;
    if (!this.links.has(token) || (user !== undefined && user !== me)) return 'gone';
    this.links.set(token, me);
    return 'continued';
  }

  subscribe(account: string, citizenId: string, onNews: () => void): () => void {
    const listener = { account, citizenId, onNews };
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  async findOutbound(id: string): Promise<StoredOutbound | undefined> {
    return this.stored.find((m): m is StoredOutbound => m.direction === 'out' && m.id === id);
  }

  secret(purpose: string): Buffer {
    return createHmac('sha256', 'a master secret of the tests').update(purpose).digest();
  }

  /** Puts an outgoing message in the store, as the outbox would have, and tells who waits for it. */
  putOutbound(message: Omit<StoredOutbound, 'seq'>): StoredOutbound {
    const outbound = { ...message, seq: this.stored.length + 1 };
    this.stored.push(outbound);
    this.tell(outbound.account, outbound.to);
    return outbound;
  }

  /** The next calls of an operation fail in this way, one fault per call. */
  failNext(operation: Operation, ...faults: Fault[]): void {
    this.faults.set(operation, [...(this.faults.get(operation) ?? []), ...faults]);
  }

  /** Messages accepted or kept beside another, oldest first. */
  get accepted(): InboundMessage[] {
    return this.journal.flatMap((e) => (e.type === 'accepted' || e.type === 'conflict' ? [e.message] : []));
  }

  entries<T extends LogEntry['type']>(type: T): Extract<LogEntry, { type: T }>[] {
    return this.journal.filter((e): e is Extract<LogEntry, { type: T }> => e.type === type);
  }

  /** Resolves when the journal satisfies the condition; fails with the journal's content after `ms`. */
  async until(what: string, condition: () => boolean, ms = 15_000): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const finish = (error?: Error): void => {
        clearTimeout(timer);
        clearInterval(poll);
        this.watchers.delete(look);
        if (error) reject(error);
        else resolve();
      };
      const look = (): void => {
        if (condition()) finish();
      };
      const seen = (): string => this.journal.map((e) => e.type).join(', ') || 'nothing';
      const timer = setTimeout(() => finish(new Error(`waited ${ms} ms for ${what}; saw ${seen()}`)), ms);
      const poll = setInterval(look, 20);
      this.watchers.add(look);
    });
  }

  private keep(id: string, message: InboundMessage, hash: string, conflictOf?: string): void {
    this.stored.push({
      id,
      conversationId: `${message.account}/${message.from.id}`,
      channel: message.channel,
      account: message.account,
      seq: this.stored.length + 1,
      at: message.receivedAt,
      direction: 'in',
      message,
      status: 'done',
      bodyHash: hash,
      ...(conflictOf === undefined ? {} : { conflictOf }),
    });
    this.tell(message.account, message.from.id);
  }

  private tell(account: string, citizenId: string): void {
    for (const l of this.listeners) if (l.account === account && l.citizenId === citizenId) l.onNews();
  }

  private write(entry: LogEntry): void {
    this.journal.push(entry);
    for (const look of [...this.watchers]) look();
  }

  private takeFault(operation: Operation): Fault | undefined {
    return this.faults.get(operation)?.shift();
  }
}

export type Operation = 'accept' | 'quarantine' | 'call';
export type Fault =
  { type: 'throw'; error: Error } | { type: 'refuse'; code: 'rate-limited' | 'too-large' | 'bad-input' };

class FakeMemory implements ChannelMemory {
  private readonly documents = new Map<string, { json: string; expiresAt?: Date }>();
  constructor(private readonly now: () => Date) {}

  async get(key: string): Promise<Record<string, unknown> | undefined> {
    const found = this.live(key);
    return found === undefined ? undefined : parseObject(found);
  }
  async set(key: string, value: Record<string, unknown>, expiresAt?: Date): Promise<void> {
    this.documents.set(key, { json: JSON.stringify(value), ...(expiresAt ? { expiresAt } : {}) });
  }
  async claim(key: string, value: Record<string, unknown>, expiresAt?: Date): Promise<boolean> {
    if (this.live(key) !== undefined) return false;
    await this.set(key, value, expiresAt);
    return true;
  }
  async delete(key: string): Promise<void> {
    this.documents.delete(key);
  }
  async list(prefix: string, limit: number): Promise<{ key: string; value: Record<string, unknown> }[]> {
    const keys = [...this.documents.keys()].filter((key) => key.startsWith(prefix)).sort();
    return keys
      .flatMap((key) => {
        const json = this.live(key);
        return json === undefined ? [] : [{ key, value: parseObject(json) }];
      })
      .slice(0, limit);
  }
  private live(key: string): string | undefined {
    const found = this.documents.get(key);
    if (found?.expiresAt && found.expiresAt <= this.now()) return undefined;
    return found?.json;
  }
}

/** Content alone, as the hub compares it: times and the provider's id are not content. */
function bodyHash(m: InboundMessage): string {
  const files = m.attachments.map((a) => a.sha256);
  return sha256(Buffer.from(JSON.stringify([m.kind, m.text, m.fullText, m.location, m.event, files])));
}

function citizenOf(m: StoredMessage): string {
  return m.direction === 'in' ? m.message.from.id : m.to;
}

function textOrBinary(bytes: Uint8Array): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'text/plain';
  } catch {
    return 'application/octet-stream';
  }
}

function parseObject(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
