import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { NoteRepository } from '../core/ports.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';
import type { Vault } from './pii/vault.js';

const Note = z.object({
  id: z.string(),
  conversationId: z.string(),
  staffId: z.string(),
  name: z.string(),
  text: z.string(),
  mentions: z.array(z.string()).default([]),
  at: z.date(),
});

/** Internal notes of staff: in a collection of their own, so that no query for a citizen can return one. */
export function createNoteStore(connection: Connection, vault: Vault): NoteRepository {
  const pii = vault.of('notes');
  const rows = openCollection(connection, {
    name: 'notes',
    indexes: [{ fields: { conversationId: 1, at: 1 } }],
  });
  return {
    async add(note) {
      try {
        await rows.raw.insertOne(pii.seal(toRow(note)));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async of(conversationId) {
      const found = await rows.find({ conversationId }).sort({ at: 1 }).limit(500).lean<Row[]>();
      return found.map((row) => fromRow(Note, pii.open(row)));
    },
  };
}
