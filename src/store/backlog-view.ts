import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { Backlog, BacklogView } from '../core/delivery/channel-operations.js';

const Groups = z.array(
  z
    .object({
      _id: z.object({ channel: z.string(), account: z.string() }),
      waiting: z.number(),
      oldestAt: z.date(),
    })
    .transform(({ _id, ...group }): Backlog => ({ ..._id, ...group })),
);
/** Monitoring asks often, and what it is told may be a little old. */
const FRESH_MS = 2_000;

/** Counts what waits, by the indexes that hold nothing but what waits. */
export function createBacklogView(connection: Connection): BacklogView {
  const messages = connection.collection('messages');
  const outgoing = remembered(async () =>
    Groups.parse(
      await messages
        .aggregate([
          { $match: { dueAt: { $gt: new Date(0) } } },
          {
            $group: {
              _id: { channel: '$channel', account: '$account' },
              waiting: { $sum: 1 },
              oldestAt: { $min: '$at' },
            },
          },
        ])
        .toArray(),
    ),
  );
  const incoming = remembered(() => messages.countDocuments({ status: 'new' }));
  return { outgoing, incoming };
}

/** Asks at most once in a while; who asks meanwhile gets the same answer. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: { at: number; answer: Promise<T> } | undefined;
  return () => {
    if (known && performance.now() - known.at < FRESH_MS) return known.answer;
    const answer = ask();
    known = { at: performance.now(), answer };
    // A store that was away for a moment is asked anew by the next one.
    answer.catch(() => (known = undefined));
    return answer;
  };
}
