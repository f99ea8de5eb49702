import { Long, serialize } from 'bson';
import type { Document } from './document.js';

/** A command's answer: a document, or one already encoded. */
export type Reply = Document | EncodedReply;

/** An answer as BSON bytes, so that stored documents go out as they lie in the store. */
export class EncodedReply {
  constructor(readonly bytes: Uint8Array) {}
}

/** BSON type numbers (bsonspec.org). */
const TYPE = { document: 3, array: 4 } as const;

/** The answer of `find`, `aggregate` and `getMore`; `id` 0 says that the cursor is exhausted. */
export function cursorReply(
  namespace: string,
  id: bigint,
  batchName: 'firstBatch' | 'nextBatch',
  batch: readonly Uint8Array[],
): EncodedReply {
  const rest = serialize({ id: Long.fromBigInt(id), ns: namespace });
  const cursor = withElement(rest, TYPE.array, batchName, encodedArray(batch));
  return new EncodedReply(withElement(serialize({ ok: 1 }), TYPE.document, 'cursor', cursor));
}

/** A document with one more field, whose value is encoded already. */
export function withEncoded(rest: Document, name: string, value: Uint8Array): EncodedReply {
  return new EncodedReply(
    withElement(serialize(rest, { ignoreUndefined: true }), TYPE.document, name, value),
  );
}

/** BSON arrays are documents with the names "0", "1", … */
function encodedArray(items: readonly Uint8Array[]): Buffer {
  let size = 5;
  for (let i = 0; i < items.length; i++) size += 2 + String(i).length + (items[i]?.length ?? 0);
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32LE(size, 0);
  items.forEach((item, i) => {
    bytes[at++] = TYPE.document;
    at += bytes.write(String(i), at, 'latin1');
    bytes[at++] = 0;
    bytes.set(item, at);
    at += item.length;
  });
  bytes[at] = 0;
  return bytes;
}

function withElement(base: Uint8Array, type: number, name: string, value: Uint8Array): Buffer {
  const size = base.length + 2 + name.length + value.length;
  const bytes = Buffer.allocUnsafe(size);
  bytes.set(base, 0);
  bytes.writeInt32LE(size, 0);
  let at = base.length - 1;
  bytes[at++] = type;
  at += bytes.write(name, at, 'latin1');
  bytes[at++] = 0;
  bytes.set(value, at);
  bytes[size - 1] = 0;
  return bytes;
}
