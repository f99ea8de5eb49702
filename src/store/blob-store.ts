import type { Connection } from 'mongoose';
import { z } from 'zod';
import { Attachment } from '../core/model/attachment.js';
import type { AttachmentRepository, RawArchive } from '../core/ports.js';
import { insertMissing, isDuplicateKey, openCollection, type Collection, type Row } from './collection.js';
import { gather } from './gather.js';
import type { RowSeal, Vault } from './pii/vault.js';

/** Well under the 16 MB of a document, and small enough not to hold up the store while it is written. */
const CHUNK = 2 * 1024 * 1024;

const Chunk = z.object({
  bytes: z.custom<{ buffer: Uint8Array }>((v) => typeof v === 'object' && v !== null && 'buffer' in v),
});
const RawHead = z.object({ mime: z.string(), chunks: z.number().int(), receivedAt: z.date() });
const AttachmentHead = z.object({ attachment: Attachment, chunks: z.number().int() });

/** Raw payloads as they came, apart from the messages: the evidence, and what a replay starts from. */
export function createRawArchive(connection: Connection, vault: Vault): RawArchive {
  const pii = vault.of('raw_payloads');
  const chunkPii = vault.of('raw_chunks');
  const heads = openCollection(connection, {
    name: 'raw_payloads',
    indexes: [{ fields: { receivedAt: 1 } }],
  });
  const chunks = openCollection(connection, { name: 'raw_chunks', indexes: [] });
  const insert = gather((added: Row[]) => insertMissing(heads, added));
  return {
    async put({ id, bytes, ...head }) {
      // A small payload, the usual case, is one durable write.
      if (bytes.length <= CHUNK) {
        await insert(pii.seal({ _id: id, ...head, chunks: 0, bytes: Buffer.from(bytes) }));
        return;
      }
      await putChunks(chunks, chunkPii, id, bytes);
      await insertOnce(heads, { _id: id, ...head, chunks: chunkCount(bytes) });
    },
    async get(id) {
      const row = await heads.findById(id).lean<Record<string, unknown>>();
      if (!row) return undefined;
      const head = RawHead.parse(row);
      const bytes =
        head.chunks === 0 ? bytesOf(pii.open(row)) : await getChunks(chunks, chunkPii, id, head.chunks);
      return { bytes, mime: head.mime, receivedAt: head.receivedAt };
    },
  };
}

/** Files of messages, kept in the same store so that every node and every backup has them. */
export function createAttachmentStore(connection: Connection, vault: Vault): AttachmentRepository {
  const pii = vault.of('attachments');
  const chunkPii = vault.of('attachment_chunks');
  const heads = openCollection(connection, { name: 'attachments', indexes: [{ fields: { at: 1 } }] });
  const chunks = openCollection(connection, { name: 'attachment_chunks', indexes: [] });
  return {
    async put(attachment, bytes, at) {
      await putChunks(chunks, chunkPii, attachment.id, bytes);
      // The head last: an attachment that can be found is whole.
      const head = { _id: attachment.id, attachment, chunks: chunkCount(bytes), at };
      await insertOnce(heads, pii.seal(head));
    },
    async get(id) {
      const row = await heads.findById(id).lean<Record<string, unknown>>();
      if (!row) return undefined;
      const head = AttachmentHead.parse(pii.open(row));
      return { attachment: head.attachment, bytes: await getChunks(chunks, chunkPii, id, head.chunks) };
    },
  };
}

function chunkCount(bytes: Uint8Array): number {
  return Math.ceil(bytes.length / CHUNK);
}

async function putChunks(chunks: Collection, pii: RowSeal, id: string, bytes: Uint8Array): Promise<void> {
  for (let i = 0; i < chunkCount(bytes); i++) {
    const part = Buffer.from(bytes.subarray(i * CHUNK, (i + 1) * CHUNK));
    await insertOnce(chunks, pii.seal({ _id: `${id}.${i}`, bytes: part }));
  }
}

async function getChunks(chunks: Collection, pii: RowSeal, id: string, count: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let i = 0; i < count; i++) {
    const row = await chunks.findById(`${id}.${i}`).lean<Row>();
    parts.push(bytesOf(row && pii.open(row)));
  }
  return Buffer.concat(parts);
}

function bytesOf(row: unknown): Buffer {
  return Buffer.from(Chunk.parse(row).bytes.buffer);
}

/** Ids derive from what is stored, so "already there" is "stored". */
async function insertOnce(
  collection: Collection,
  row: { _id: string } & Record<string, unknown>,
): Promise<void> {
  try {
    await collection.raw.insertOne(row);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
