import type { Connection } from 'mongoose';
import { Ticket } from '../core/model/ticket.js';
import type { LikenessQuery, TicketRepository } from '../core/ports.js';
import { likenessKeys } from '../core/ticket/likeness.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';
import type { Vault } from './pii/vault.js';
import { countTickets, SEARCH_INDEXES, searchTickets, ticketKeys } from './ticket-search.js';

/** Tickets with their whole history in one document, and the counters of their numbers. */
export function createTicketStore(connection: Connection, vault: Vault): TicketRepository {
  const pii = vault.of('tickets');
  const rows = openCollection(connection, {
    name: 'tickets',
    indexes: [
      { fields: { number: 1 }, options: { unique: true } },
      { fields: { citizenId: 1, createdAt: 1 } },
      { fields: { 'request.hotline': 1, createdAt: 1 }, options: { sparse: true } },
      { fields: { nameIndex: 1 }, options: { sparse: true } },
      { fields: { idIndex: 1 }, options: { sparse: true } },
      { fields: { likenessKeys: 1 } },
      { fields: { category: 1, createdAt: 1 }, options: { sparse: true } },
      { fields: { 'request.place.town': 1, createdAt: 1 }, options: { sparse: true } },
      { fields: { noticesDue: 1 }, options: { sparse: true } },
      { fields: { timerAt: 1 } },
      { fields: { updatedAt: 1 } },
      { fields: { joinedTo: 1, createdAt: 1 }, options: { sparse: true } },
      ...SEARCH_INDEXES,
    ],
  });
  const counters = openCollection(connection, { name: 'counters', indexes: [] });
  const read = (row: Row) => fromRow(Ticket, pii.open(row));

  return {
    async load(id) {
      const row = await rows.raw.findOne({ _id: id });
      return row ? read(row) : undefined;
    },
    async byNumber(number) {
      const row = await rows.findOne({ number }).lean<Row>();
      return row ? read(row) : undefined;
    },
    async insert(ticket) {
      try {
        await rows.raw.insertOne(pii.seal(ticketRow(ticket)));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async save(ticket, expected) {
      const { _id, ...replacement } = pii.seal(ticketRow(ticket));
      const result = await rows.raw.replaceOne({ _id, version: expected }, replacement);
      return result.matchedCount === 1;
    },
    async ofConversation(conversationId, limit) {
      const found = await rows.raw.find({ conversationId }).sort({ createdAt: -1 }).limit(limit).toArray();
      return found.map(read);
    },
    async ofConversations(conversationIds, limit) {
      const found = await rows.raw
        .find({ conversationId: { $in: [...conversationIds] } })
        .limit(limit)
        .toArray();
      return found.map(read);
    },
    async ofCitizens(citizenIds, limit) {
      const found = await rows.raw
        .find({ citizenId: { $in: [...citizenIds] } })
        .sort({ createdAt: -1 })
        .limit(limit)
        .toArray();
      return found.map(read);
    },
    async list(query) {
      const ids = await searchTickets(rows, query, vault.blind);
      const found = await rows.raw.find({ _id: { $in: ids } }).toArray();
      const byId = new Map(found.map((row) => [row._id, row]));
      return ids.flatMap((id) => byId.get(id) ?? []).map(read);
    },
    count: (query, limit) => countTickets(rows, query, limit, vault.blind),
    async withNotices(limit) {
      const found = await rows.find({ noticesDue: true }, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
      return found.map((row) => row._id);
    },
    async noticed(id, seq) {
      // Only when no newer event has come: otherwise its notice would be taken for handed on.
      const all = await rows.raw.updateOne(
        { _id: id, noticedSeq: { $lte: seq }, lastEventSeq: seq },
        { $set: { noticedSeq: seq }, $unset: { noticesDue: 1 } },
      );
      if (all.matchedCount === 1) return;
      await rows.raw.updateOne({ _id: id, noticedSeq: { $lt: seq } }, { $set: { noticedSeq: seq } });
    },
    async dueTimers(now, limit) {
      // Null sorts before every date and is none: the lower bound leaves it out.
      const found = await rows.raw
        .find({ timerAt: { $gt: new Date(0), $lte: now } }, { projection: { _id: 1 } })
        .sort({ timerAt: 1 })
        .limit(limit)
        .toArray();
      return found.map((row) => row._id);
    },
    async hastenTimer(id, at) {
      const later = { $or: [{ timerAt: null }, { timerAt: { $gt: at } }] };
      await rows.raw.updateOne({ _id: id, ...later }, { $set: { timerAt: at } });
    },
    async postponeTimer(id, until) {
      await rows.raw.updateOne({ _id: id, timerAt: { $lt: until } }, { $set: { timerAt: until } });
    },
    async openAfter(id, limit) {
      const filter = { _id: { $gt: id }, state: { $nin: ['closed', 'archived', 'refused', 'cancelled'] } };
      const found = await rows.raw.find(filter).sort({ _id: 1 }).limit(limit).toArray();
      return found.map(read);
    },
    async changedSince(since, after, limit) {
      const place = after
        ? { updatedAt: { $gte: after.at }, $nor: [{ updatedAt: after.at, _id: { $lte: after.id } }] }
        : { updatedAt: { $gte: since } };
      const found = await rows.raw.find(place).sort({ updatedAt: 1, _id: 1 }).limit(limit).toArray();
      return found.map(read);
    },
    async followers(mainId) {
      const found = await rows.raw
        .find({ joinedTo: mainId, state: 'joined' }, { projection: { _id: 1 } })
        .toArray();
      return found.map((row) => row._id);
    },
    async likeThis(query) {
      const found = await Promise.all(
        waysTo(query).map(({ filter, sort }) => {
          const cursor = rows.raw.find({ ...filter, ...bounds(query) }).limit(query.limit);
          return (sort ? cursor.sort({ createdAt: -1 }) : cursor).toArray();
        }),
      );
      const byId = new Map(found.flat().map((row) => [row._id, row]));
      return [...byId.values()].map(read);
    },
    async nextSequence(key) {
      const row = await counters
        .findOneAndUpdate({ _id: key }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' })
        .lean<{ value: number }>();
      return row.value;
    },
  };
}

function ticketRow(ticket: Ticket): Row {
  const lastEventSeq = ticket.events.length;
  return toRow(ticket, {
    lastEventSeq,
    noticesDue: lastEventSeq > ticket.noticedSeq ? true : undefined,
    ...ticketKeys(ticket),
    // Whoever looks for tickets like theirs must not come upon a sealed one by its words.
    likenessKeys: ticket.request.secrecy === 'sealed' ? undefined : keysOf(ticket.request),
  });
}

/** Of the title and of all words: two may share what it is about and little else. */
const keysOf = ({ title, matter }: { title: string; matter: string }): string[] => [
  ...likenessKeys(title).map((key) => `t${key}`),
  ...likenessKeys(`${title}\n${matter}`),
];

/**
 * The same person, alike words, the same category, the same town. Keys of words are few to a key, so the
 * first ones are as good as the newest; the others run along an index by time.
 */
function waysTo({ citizenIds, words, category, town }: LikenessQuery) {
  const keys = keysOf(words);
  return [
    ...(citizenIds.length > 0 ? [{ filter: { citizenId: { $in: [...citizenIds] } }, sort: true }] : []),
    ...(keys.length > 0 ? [{ filter: { likenessKeys: { $in: keys } }, sort: false }] : []),
    ...(category === undefined ? [] : [{ filter: { category }, sort: true }]),
    ...(town === undefined ? [] : [{ filter: { 'request.place.town': town }, sort: true }]),
  ];
}

function bounds({ exceptId, from, to }: LikenessQuery): Record<string, unknown> {
  return {
    _id: { $ne: exceptId },
    createdAt: { $gte: from, $lte: to },
    'request.secrecy': { $ne: 'sealed' },
  };
}
