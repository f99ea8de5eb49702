import type { Connection } from 'mongoose';
import type { Ticket } from '../../src/core/model/ticket.js';
import { ticketKeys } from '../../src/store/ticket-search.js';

type Row = { _id: string } & Record<string, unknown>;
const AT_ONCE = 1_000;
const HOUR_MS = 3_600_000;

/** Life stories that the copies are taken from, and how many of a hundred are such. */
export interface Story {
  ticket: Ticket;
  share: number;
}

/**
 * Fills the store with copies of real tickets under other ids: spread over the units, an hour apart and again, so that
 * what is in work is due on the days around now. Fields of persons lie open in them, as in rows of before their sealing.
 */
export async function seedTickets(
  connection: Connection,
  stories: readonly Story[],
  units: readonly string[],
  { from, to, now }: { from: number; to: number; now: Date },
): Promise<void> {
  const deck = stories.flatMap(({ ticket, share }) => Array.from({ length: share }, () => ticket));
  for (let first = from; first < to; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, to - first) }, (_, i) => first + i);
    const rows = numbers.flatMap((n) => {
      const story = deck[n % deck.length];
      return story ? [copyOf(story, n, units[n % units.length] ?? '', now)] : [];
    });
    await connection.collection<Row>('tickets').insertMany(rows, { ordered: false });
  }
}

function copyOf(story: Ticket, n: number, unit: string, now: Date): Row {
  const id = `bench-${String(n).padStart(8, '0')}`;
  // Two weeks back to two weeks ahead, in hours.
  const moved = (n % 672) * HOUR_MS - 336 * HOUR_MS + (now.getTime() - story.createdAt.getTime());
  const later = (at: Date | undefined) => at && new Date(at.getTime() + moved);
  const ticket: Ticket = {
    ...story,
    id,
    number: `BN2026${String(n).padStart(13, '0')}`,
    conversationId: id,
    citizenId: id,
    unit: story.unit === undefined ? undefined : unit,
    createdAt: later(story.createdAt) ?? story.createdAt,
    deadlines: story.deadlines.map((one) => ({ ...one, dueAt: later(one.dueAt), warnAt: later(one.warnAt) })),
    // Of the past nothing is owed any more: what time asks of these comes later.
    timerAt: story.timerAt === null ? null : new Date(now.getTime() + (1 + (n % 672)) * HOUR_MS),
    noticedSeq: story.events.length,
  };
  const { id: _id, ...row } = ticket;
  return { ...row, _id, lastEventSeq: story.events.length, ...ticketKeys(ticket) };
}
