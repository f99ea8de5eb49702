import type { Connection } from 'mongoose';
import type { Conversation } from '../../src/core/model/conversation.js';
import type { MessageRepository } from '../../src/core/ports.js';

type Row = { _id: string } & Record<string, unknown>;
const AT_ONCE = 500;

/**
 * Fills the store with copies of one real conversation under other ids, each a second older than the one before: an
 * inbox after months. Fields of persons lie open in the copies, as rows of before their sealing do.
 */
export async function seedInbox(
  connection: Connection,
  stores: { messages: Pick<MessageRepository, 'history'> },
  original: Conversation,
  { conversations, messagesEach }: { conversations: number; messagesEach: number },
): Promise<string[]> {
  const messages = await stores.messages.history(original.id, 0, 100);
  const ids = Array.from({ length: conversations }, (_, n) => `bench-${String(n).padStart(7, '0')}`);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    await insert(
      connection,
      'conversations',
      some.map((id, index) => {
        const at = new Date(original.lastAt.getTime() - (from + index) * 1000);
        const { id: _id, ...same } = original;
        return { ...same, _id: id, address: id, citizenId: id, lastAt: at, createdAt: at };
      }),
    );
    await insert(
      connection,
      'messages',
      some.flatMap((id) =>
        Array.from({ length: messagesEach }, (_none, index) => {
          const { id: _id, ...same } = messages[index % messages.length] ?? { id: '' };
          return { ...same, _id: `${id}.${index}`, conversationId: id, seq: index + 1 };
        }),
      ),
    );
  }
  return ids;
}

async function insert(connection: Connection, collection: string, rows: Row[]): Promise<void> {
  await connection.collection<Row>(collection).insertMany(rows);
}
