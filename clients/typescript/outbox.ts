import type { AppApi, AppItemProblem, AppMessageResult, AppNewMessage } from './app-api.js';
import { Refused, Unreachable } from './hub.js';

/** Where the app keeps the outbox over its own end: a file, a database row. */
export interface OutboxStorage {
  load(): Promise<OutboxItem[]>;
  /** Durable when it resolves. */
  save(items: OutboxItem[]): Promise<void>;
}

/** A message that waits, with the files it names. Plain data. */
export interface OutboxItem {
  message: AppNewMessage;
  files: { uploadId: string; name: string }[];
}

/** What came of a flush. */
export interface Flushed {
  /** Messages that still wait: the network is away, or the hub asked to come later. */
  left: number;
  retryAfterSeconds?: number;
  /** Out of the outbox and not at the hub: the citizen must be told, and can mend them. */
  refused: { message: AppNewMessage; problem: AppItemProblem }[];
}

/**
 * Messages written without network. Each keeps the id it got when it was written, so that sending it twice
 * is sending it once; one that the hub refuses is handed back and holds up no other.
 */
export class Outbox {
  private flushing: Promise<Flushed> | undefined;
  private changing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly api: AppApi,
    private readonly storage: OutboxStorage,
    /** The bytes of a file that waits. */
    private readonly readFile: (uploadId: string) => Promise<Uint8Array>,
    private readonly newId: () => string = () => crypto.randomUUID(),
  ) {}

  /** Keeps a message until the hub has it; resolves with its id when it is safe on the device. */
  async add(
    message: Omit<AppNewMessage, 'clientMessageId' | 'attachments'>,
    files: OutboxItem['files'] = [],
  ): Promise<string> {
    const clientMessageId = this.newId();
    const sentAt = message.sentAt ?? new Date().toISOString();
    const attachments = files.map(({ uploadId }) => uploadId);
    const item = { message: { ...message, clientMessageId, attachments, sentAt }, files };
    await this.change((items) => [...items, item]);
    return clientMessageId;
  }

  /** Sends what waits, oldest first. Call it at will: with the network back, at each start; one runs at a time. */
  flush(): Promise<Flushed> {
    this.flushing ??= this.sendAll().finally(() => (this.flushing = undefined));
    return this.flushing;
  }

  private async sendAll(): Promise<Flushed> {
    const refused: Flushed['refused'] = [];
    let batchSize = BATCH;
    for (;;) {
      const items = await this.storage.load();
      if (items.length === 0) return { left: 0, refused };
      const batch = items.slice(0, batchSize);
      try {
        const results = await this.sendBatch(batch);
        const retryAfterSeconds = results.map(waitOf).find((wait) => wait !== undefined);
        refused.push(...results.flatMap((result) => refusalOf(result, batch)));
        const done = new Set(results.filter((r) => waitOf(r) === undefined).map((r) => r.clientMessageId));
        const left = await this.change((all) => all.filter((i) => !done.has(i.message.clientMessageId)));
        if (retryAfterSeconds !== undefined) return { left: left.length, retryAfterSeconds, refused };
      } catch (error) {
        if (blamesMessage(error) && batch.length > 1) {
          // One of them is to blame: alone, each gets its own answer.
          batchSize = 1;
          continue;
        }
        const retryAfterSeconds = error instanceof Refused ? error.retryAfterSeconds : undefined;
        if (error instanceof Unreachable || (error instanceof Refused && !error.isFinal))
          return { left: items.length, retryAfterSeconds, refused };
        throw error;
      }
    }
  }

  /** Files first, because a message can only name what is there. */
  private async sendBatch(batch: OutboxItem[]): Promise<AppMessageResult[]> {
    const ready: OutboxItem[] = [];
    const results: AppMessageResult[] = [];
    for (const item of batch) {
      const problem = await this.upload(item);
      if (problem) results.push(refusal(item, problem));
      else ready.push(item);
    }
    if (ready.length === 0) return results;
    try {
      const sent = await this.api.sendMessages({ messages: ready.map(({ message }) => message) });
      return [...results, ...sent.results];
    } catch (error) {
      const only = ready.length === 1 ? ready[0] : undefined;
      if (only && blamesMessage(error)) return [...results, refusal(only, error)];
      throw error;
    }
  }

  private async upload({ files }: OutboxItem): Promise<Refused | undefined> {
    for (const { uploadId, name } of files) {
      try {
        await this.api.findUpload(uploadId);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 404) throw error;
        const problem = await this.put(uploadId, name);
        if (problem) return problem;
      }
    }
    return undefined;
  }

  /** A file that will never be taken is the message's problem; any other failure ends the flush. */
  private async put(uploadId: string, name: string): Promise<Refused | undefined> {
    try {
      await this.api.putUpload(uploadId, await this.readFile(uploadId), { name });
      return undefined;
    } catch (error) {
      if (blamesMessage(error)) return error;
      throw error;
    }
  }

  /** Changes happen one after the other, so that what is added during a flush is not lost. */
  private change(edit: (items: OutboxItem[]) => OutboxItem[]): Promise<OutboxItem[]> {
    const changed = this.changing.then(async () => {
      const items = edit(await this.storage.load());
      await this.storage.save(items);
      return items;
    });
    // A storage that failed once fails that caller alone.
    this.changing = changed.catch(() => undefined);
    return changed;
  }
}

/** What the hub takes at once. */
const BATCH = 20;

/** Not the network, not the hub, not the device: what was sent will never be taken as it is. */
function blamesMessage(error: unknown): error is Refused {
  return error instanceof Refused && error.isFinal && error.status !== 401 && error.status !== 403;
}

type RefusedResult = Extract<AppMessageResult, { type: 'refused' }>;

/** After how many seconds it may go again; undefined when the hub is done with it. */
function waitOf(result: AppMessageResult): number | undefined {
  return result.type === 'refused' ? result.retryAfterSeconds : undefined;
}

function refusal({ message }: OutboxItem, { code, message: words, hint }: Refused): RefusedResult {
  const { clientMessageId } = message;
  return { type: 'refused', clientMessageId, problem: { code, message: words, hint } };
}

function refusalOf(result: AppMessageResult, batch: OutboxItem[]): Flushed['refused'] {
  if (result.type !== 'refused' || result.retryAfterSeconds !== undefined) return [];
  const item = batch.find(({ message }) => message.clientMessageId === result.clientMessageId);
  return item ? [{ message: item.message, problem: result.problem }] : [];
}
