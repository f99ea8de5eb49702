import { decode, encode } from './codec.js';
import type { Deadline } from './deadline.js';
import type { Document } from './document.js';
import type { DocumentStream } from './cursors.js';
import type { Projection } from './project.js';
import type { Query } from './query.js';

/** No documents. */
export const emptyStream: DocumentStream = { fill: () => Promise.resolve(true), close: () => undefined };

/** A query's documents: as they are stored, or projected. */
export class QueryStream implements DocumentStream {
  constructor(
    private readonly query: Query,
    private readonly projection: Projection | undefined,
  ) {}

  fill(accept: (doc: Uint8Array) => boolean, deadline: Deadline): Promise<boolean> {
    const { projection } = this;
    if (!projection) return this.query.fill((hit) => accept(hit.raw), deadline);
    return this.query.fill((hit) => accept(encode(projection(hit.doc ?? decode(hit.raw)))), deadline);
  }

  close(): void {
    // A query holds nothing of the store between batches.
  }
}

/** Documents made elsewhere, batch by batch: a pipeline's results, or a list. */
export class BatchStream implements DocumentStream {
  private readonly batches: AsyncIterator<readonly Document[]>;
  private waiting: Uint8Array[] = [];
  private ended = false;

  constructor(
    batches: AsyncIterable<readonly Document[]>,
    private readonly useDeadline: (deadline: Deadline) => void = () => undefined,
  ) {
    this.batches = batches[Symbol.asyncIterator]();
  }

  async fill(accept: (doc: Uint8Array) => boolean, deadline: Deadline): Promise<boolean> {
    this.useDeadline(deadline);
    for (;;) {
      let taken = 0;
      while (taken < this.waiting.length && accept(this.waiting[taken] ?? new Uint8Array())) taken++;
      this.waiting = this.waiting.slice(taken);
      if (this.waiting.length > 0) return false;
      if (this.ended) return true;
      const next = await this.batches.next();
      deadline.check();
      if (next.done) this.ended = true;
      else this.waiting = next.value.map(encode);
    }
  }

  close(): void {
    this.waiting = [];
    if (!this.ended) void this.batches.return?.();
  }
}

/** A short list as a stream. */
export function listStream(docs: readonly Document[]): BatchStream {
  return new BatchStream(
    (async function* () {
      yield docs;
    })(),
  );
}
