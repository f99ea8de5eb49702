import { deserialize, serialize } from 'bson';
import type { Document } from './document.js';

/**
 * Decodes BSON as the engine wants it: 64-bit integers stay `Long` (a JavaScript number cannot hold them all, and an
 * update would write a changed one back), binaries keep their subtype.
 */
export function decode(bytes: Uint8Array): Document {
  return deserialize(bytes, { promoteLongs: false, promoteBuffers: false });
}

export function encode(doc: Document): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
