import { setImmediate } from 'node:timers/promises';
import type { Document } from '../document.js';
import { memoryLimit } from '../errors.js';

/** Documents on their way through a pipeline, a bounded number at a time. */
export type Chunks = AsyncIterable<Document[]>;

/** One compiled stage. */
export type Stage = (source: Chunks) => Chunks;

/** How many documents a stage hands on at once. */
export const CHUNK_SIZE = 500;

/** What one blocking stage may hold, by estimate (MongoDB: 100 MB per stage without spilling to disk). */
export const STAGE_MEMORY_BYTES = 100 * 1024 * 1024;

/** A stage that turns each document into any number of documents, one by one. */
export function eachDocument(
  transform: (doc: Document) => Document | readonly Document[] | undefined,
): Stage {
  return async function* (source) {
    for await (const docs of source) {
      const out: Document[] = [];
      for (const doc of docs) {
        const result = transform(doc);
        if (result === undefined) continue;
        if (!isMany(result)) out.push(result);
        else for (const each of result) out.push(each);
      }
      yield* rechunk(out);
    }
  };
}

/** Hands out an array in chunks, letting other work of the thread run in between. */
export async function* rechunk(docs: Document[]): Chunks {
  if (docs.length > 0 && docs.length <= CHUNK_SIZE) {
    yield docs;
    return;
  }
  for (let at = 0; at < docs.length; at += CHUNK_SIZE) {
    if (at > 0) await setImmediate();
    yield docs.slice(at, at + CHUNK_SIZE);
  }
}

/** Counts what a blocking stage holds and fails with 292 above the cap. */
export class MemoryMeter {
  private bytes = 0;

  constructor(
    private readonly stage: string,
    private readonly limit = STAGE_MEMORY_BYTES,
  ) {}

  add(value: unknown): void {
    this.addBytes(estimateBytes(value));
  }

  addBytes(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.limit) throw memoryLimit(this.stage, this.limit);
  }
}

/** Roughly what a value occupies: enough to stop a stage long before the process runs out. */
export function estimateBytes(value: unknown): number {
  if (typeof value === 'string') return 24 + value.length * 2;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return 64 + value.byteLength;
  let bytes = 48;
  if (Array.isArray(value)) {
    for (const element of value) bytes += 8 + estimateBytes(element);
  } else {
    for (const field of Object.values(value)) bytes += 16 + estimateBytes(field);
  }
  return bytes;
}

function isMany(result: Document | readonly Document[]): result is readonly Document[] {
  return Array.isArray(result);
}
