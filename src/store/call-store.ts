import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import { Call, CallNews, type CallState } from '../core/model/call.js';
import { Ticket } from '../core/model/ticket.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';
import { OVER } from '../core/privacy/erase.js';
import type { Vault } from './pii/vault.js';

export interface CallQuery {
  states?: readonly CallState[];
  /** Calls whose call back waits or is in somebody's hands, longest waiting first. */
  callBacks?: boolean;
  conversationId?: string;
  before?: Date;
  limit: number;
}

/** Calls, who sits at which extension, and what came up on whose screen. Every write that resolves is durable. */
export interface CallRepository {
  load(id: string): Promise<Call | undefined>;
  /** The one write that decides; false when somebody else was faster. `expected` 0 inserts. */
  save(call: Call, expected: number): Promise<boolean>;
  /** Newest first, except call backs. */
  list(query: CallQuery): Promise<Call[]>;
  /** The last one to sit down at an extension has it; a person has one extension. */
  sit(extension: string, staffId: string, at: Date): Promise<void>;
  leave(staffId: string): Promise<void>;
  sitsAt(extension: string): Promise<string | undefined>;
  seatOf(staffId: string): Promise<string | undefined>;
  /** Puts something on a person's screen; false when the same key is there already. */
  show(staffId: string, news: Omit<CallNews, 'seq'>): Promise<boolean>;
  /** What came up for a person after `seq`, oldest first; only the latest few are kept. */
  newsAfter(staffId: string, seq: number): Promise<CallNews[]>;
  /** Tickets not closed in which this number is given to call back, newest first, sealed ones too. */
  openTicketsOf(e164: string, limit: number): Promise<Ticket[]>;
}

/** More than one person's calls of an hour: who was away longer reads the list of calls. */
const NEWS_KEPT = 50;
const TRIES = 20;

const Screen = z.object({ seq: z.number().int(), news: z.array(CallNews) });

export function createCallStore(connection: Connection, vault: Vault): CallRepository {
  const pii = vault.of('calls');
  const ticketPii = vault.of('tickets');
  const rows = openCollection(connection, {
    name: 'calls',
    indexes: [
      { fields: { startedAt: 1 } },
      { fields: { state: 1, startedAt: 1 } },
      { fields: { callBackSince: 1 }, options: { sparse: true } },
      { fields: { conversationId: 1, startedAt: 1 }, options: { sparse: true } },
      { fields: { callerIndex: 1 }, options: { sparse: true } },
    ],
  });
  const seats = openCollection(connection, {
    name: 'call_seats',
    indexes: [{ fields: { staffId: 1 } }],
  });
  const screens = openCollection(connection, { name: 'call_screens', indexes: [] });
  const tickets = openTicketsByNumber(connection);

  return {
    async load(id) {
      const row = await rows.raw.findOne({ _id: id });
      return row ? fromRow(Call, pii.open(row)) : undefined;
    },

    async save(call, expected) {
      const { _id, ...rest } = pii.seal(callRow(call));
      if (expected > 0)
        return (await rows.raw.replaceOne({ _id, version: expected }, rest)).matchedCount === 1;
      try {
        await rows.raw.insertOne({ _id, ...rest });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async list(query) {
      const found = await rows
        .find(filterOf(query))
        .sort(query.callBacks ? { callBackSince: 1 } : { startedAt: -1 })
        .limit(query.limit)
        .lean<Row[]>();
      return found.map((row) => fromRow(Call, pii.open(row)));
    },

    async sit(extension, staffId, at) {
      await seats.raw.deleteMany({ staffId, _id: { $ne: extension } });
      await seats.raw.replaceOne({ _id: extension }, { staffId, at }, { upsert: true });
    },

    async leave(staffId) {
      await seats.raw.deleteMany({ staffId });
    },

    async sitsAt(extension) {
      const row = await seats.raw.findOne({ _id: extension });
      return row ? Seat.parse(row).staffId : undefined;
    },

    async seatOf(staffId) {
      const row = await seats.raw.findOne({ staffId });
      return row?._id;
    },

    async show(staffId, news) {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const row = await screens.raw.findOne({ _id: staffId });
        const { seq, news: known } = row ? Screen.parse(row) : { seq: 0, news: [] };
        if (known.some(({ key }) => key === news.key)) return false;
        const next = { seq: seq + 1, news: [...known, { ...news, seq: seq + 1 }].slice(-NEWS_KEPT) };
        if (await replaceScreen(staffId, next, row ? seq : undefined)) return true;
      }
      throw new Error(`The screen of ${staffId} was written by others ${String(TRIES)} times in a row.`);
    },

    async newsAfter(staffId, seq) {
      const row = await screens.raw.findOne({ _id: staffId });
      return row ? Screen.parse(row).news.filter((news) => news.seq > seq) : [];
    },

    async openTicketsOf(e164, limit) {
      // The second finds rows from before fields were sealed, by an index that empties with them.
      const given = [{ phoneIndex: vault.blind('phone', e164) }, { 'request.phone.e164': e164 }];
      const found = await Promise.all(
        given.map((number) =>
          tickets
            .find({ ...number, state: { $nin: [...OVER] } })
            .sort({ createdAt: -1 })
            .limit(limit)
            .lean<Row[]>(),
        ),
      );
      return found
        .flat()
        .map((row) => fromRow(Ticket, ticketPii.open(row)))
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
        .slice(0, limit);
    },
  };

  /** Numbers given here rise in the order in which they can be read, because the whole screen is one write. */
  async function replaceScreen(_id: string, next: z.infer<typeof Screen>, expected: number | undefined) {
    if (expected !== undefined)
      return (await screens.raw.replaceOne({ _id, seq: expected }, next)).matchedCount === 1;
    try {
      await screens.raw.insertOne({ _id, ...next });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

const Seat = z.object({ staffId: z.string() });

function callRow(call: Call): Row {
  const waits = call.callBack !== undefined && call.callBack.state !== 'done';
  return toRow(call, {
    callBackSince: waits ? call.callBack?.since : undefined,
    conversationId: call.record?.conversationId,
  });
}

function filterOf({ states, callBacks, conversationId, before }: CallQuery): Record<string, unknown> {
  return {
    ...(states && { state: { $in: states } }),
    ...(callBacks && { callBackSince: { $exists: true } }),
    ...(conversationId !== undefined && { conversationId }),
    ...(before && { startedAt: { $lt: before } }),
  };
}

/** Another view of the tickets, with the index that finds a caller's among millions before the phone is picked up. */
function openTicketsByNumber(connection: Connection) {
  const schema = new Schema<Row>(
    { _id: { type: String, required: true } },
    { strict: false, versionKey: false, minimize: false, collection: 'tickets', autoIndex: false },
  );
  schema.index({ phoneIndex: 1, createdAt: -1 }, { sparse: true });
  schema.index({ 'request.phone.e164': 1, createdAt: -1 }, { sparse: true });
  return connection.model<Row>('tickets_by_number', schema);
}
