import { calculateObjectSize, deserialize, serialize } from 'bson';
import { objectTooLarge } from './errors.js';
import type { Document } from './document.js';

/** The largest document, as in MongoDB. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/**
 * Decodes BSON as the engine wants it: 64-bit integers stay `Long` (a JavaScript number cannot hold them all, and an
 * update would write a changed one back), binaries keep their subtype.
 */
export function decode(bytes: Uint8Array): Document {
  return deserialize(bytes, { promoteLongs: false, promoteBuffers: false });
}

/** Encodes a document. Fails with 10334 when it is too large for the encoder, whose limit is a little above a document's. */
export function encode(doc: Document): Buffer {
  const bytes = serializeWithin(doc);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function serializeWithin(doc: Document): Uint8Array {
  try {
    return serialize(doc, { ignoreUndefined: true });
  } catch (error) {
    const size = error instanceof RangeError ? calculateObjectSize(doc, { ignoreUndefined: true }) : 0;
    throw size > MAX_DOCUMENT_BYTES ? objectTooLarge(size) : error;
  }
}
