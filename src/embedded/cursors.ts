import { cursorNotFound } from './errors.js';
import { cursorReply, type EncodedReply } from './reply.js';
import type { Deadline } from './deadline.js';

/** Where a cursor's documents come from, one batch at a time. */
export interface DocumentStream {
  /** Hands out encoded documents until `accept` refuses one, which comes first in the next call; true at the end. */
  fill(accept: (doc: Uint8Array) => boolean, deadline: Deadline): Promise<boolean>;
  close(): void;
}

/** Documents in the first batch when the client does not say. */
const DEFAULT_FIRST_BATCH = 101;
/** A reply must stay below the 48 MB a client takes; MongoDB stops batches at 16 MB. */
const BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;

interface Cursor {
  namespace: string;
  stream: DocumentStream;
  usedAt: number;
}

/** The open cursors. One that is being read is not in the table, so nobody else can read it. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = 0n;

  constructor(private readonly now: () => number = Date.now) {}

  get size(): number {
    return this.open.size;
  }

  /** Answers with the first batch, and keeps a cursor when there is more. */
  async first(
    namespace: string,
    stream: DocumentStream,
    { batchSize, singleBatch }: { batchSize?: number; singleBatch?: boolean },
    deadline: Deadline,
  ): Promise<EncodedReply> {
    const { batch, ended } = await readBatch(stream, batchSize ?? DEFAULT_FIRST_BATCH, deadline);
    if (ended || singleBatch) {
      stream.close();
      return cursorReply(namespace, 0n, 'firstBatch', batch);
    }
    const id = ++this.lastId;
    this.open.set(id, { namespace, stream, usedAt: this.now() });
    return cursorReply(namespace, id, 'firstBatch', batch);
  }

  /** Answers with the next batch. Fails with 43 when the cursor is gone. */
  async more(
    id: bigint,
    namespace: string,
    batchSize: number | undefined,
    deadline: Deadline,
  ): Promise<EncodedReply> {
    const cursor = this.open.get(id);
    if (!cursor || cursor.namespace !== namespace) throw cursorNotFound(id);
    this.open.delete(id);
    const { batch, ended } = await readBatch(cursor.stream, batchSize ?? Infinity, deadline);
    if (ended) cursor.stream.close();
    else this.open.set(id, { ...cursor, usedAt: this.now() });
    return cursorReply(namespace, ended ? 0n : id, 'nextBatch', batch);
  }

  /** Whether there was such a cursor. */
  kill(id: bigint): boolean {
    this.open.get(id)?.stream.close();
    return this.open.delete(id);
  }

  /** Closes what nobody asked for in ten minutes, as MongoDB does. */
  closeIdle(): void {
    const limit = this.now() - IDLE_MS;
    for (const [id, { usedAt }] of this.open) if (usedAt < limit) this.kill(id);
  }
}

async function readBatch(
  stream: DocumentStream,
  most: number,
  deadline: Deadline,
): Promise<{ batch: Uint8Array[]; ended: boolean }> {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  const accept = (doc: Uint8Array): boolean => {
    // One document always fits: a client that is handed nothing would ask for ever.
    if (batch.length >= most || (batch.length > 0 && bytes + doc.length > BATCH_BYTES)) return false;
    batch.push(doc);
    bytes += doc.length;
    return true;
  };
  try {
    return { ended: await stream.fill(accept, deadline), batch };
  } catch (error) {
    stream.close();
    throw error;
  }
}
