import type { IndexDefinition, IndexOptions } from 'mongoose';
import { HubError } from '../core/errors.js';
import { type Ticket, TicketState } from '../core/model/ticket.js';
import type { TicketFilter, TicketQuery, TicketSort } from '../core/ports.js';
import type { TicketBounds, TicketScope } from '../core/ticket/scope.js';
import { idNumbersIn } from '../core/privacy/mask.js';
import type { Collection } from './collection.js';
import type { Vault } from './pii/vault.js';
import { searchTokens } from './search-tokens.js';

/** What a list may cost, milliseconds: beyond, the question has to be narrower. */
const MAX_MS = 5_000;

type Filter = Record<string, unknown>;
type Found = { _id: string; at: Date };

/**
 * Ids of the tickets asked for, in order. The question is cut into parts that an index answers alone and
 * in order (one unit or platform, one state), and the answers are merged: a page then costs the same
 * whether ten thousand tickets are kept or a million.
 */
export async function searchTickets(
  rows: Collection,
  query: TicketQuery,
  blind: Vault['blind'],
): Promise<string[]> {
  const sort = query.sort ?? { by: 'createdAt', order: 'descending' };
  const field = SORT_FIELD[sort.by];
  const direction = sort.order === 'ascending' ? 1 : -1;
  const parts = await inTime(
    partsOf(query, blind).map(({ filter, hint }) =>
      rows.raw
        .find(
          { ...filter, ...placeIn(query, sort) },
          { projection: { _id: 1, [field]: 1 }, maxTimeMS: MAX_MS, ...(hint && { hint }) },
        )
        .sort({ [field]: direction, _id: direction })
        .limit(query.limit)
        .toArray(),
    ),
  );
  const found = new Map<string, Found>();
  for (const row of parts.flat()) found.set(row._id, { _id: row._id, at: instant(row[field]) });
  return [...found.values()]
    .sort((a, b) => direction * (a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1)))
    .slice(0, query.limit)
    .map(({ _id }) => _id);
}

/** How many tickets there are, up to `limit`. */
export async function countTickets(
  rows: Collection,
  query: TicketFilter & { scope: TicketScope },
  limit: number,
  blind: Vault['blind'],
): Promise<number> {
  const parts = partsOf(query, blind);
  if (ways(query).length === 1) {
    // Every ticket is in one part: its state’s.
    const counts = await inTime(
      parts.map(({ filter, hint }) =>
        rows.raw.countDocuments(filter, { limit, maxTimeMS: MAX_MS, ...(hint && { hint }) }),
      ),
    );
    return Math.min(
      limit,
      counts.reduce((sum, n) => sum + n, 0),
    );
  }
  const found = await inTime(
    parts.map(({ filter, hint }) =>
      rows.raw
        .find(filter, { projection: { _id: 1 }, maxTimeMS: MAX_MS, ...(hint && { hint }) })
        .limit(limit)
        .toArray(),
    ),
  );
  return Math.min(limit, new Set(found.flat().map(({ _id }) => _id)).size);
}

/** What a row has beside its ticket, to be found by. */
export function ticketKeys(ticket: Ticket): Record<string, unknown> {
  const running = ticket.deadlines.filter(({ doneAt }) => !doneAt);
  const due = running.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : []));
  const colours = ticket.cards
    .filter(({ clock }) => running.some(({ id }) => id === clock))
    .map(({ card }) => card);
  const waiting = ticket.assists.filter(({ at }) => at === undefined);
  return {
    // 密件 stand under keys of their own: a question that may not know of them does not even count them.
    stateKey: stateKey(ticket.state, ticket.request.secrecy === 'sealed'),
    platformKey: ticket.platform ?? CITY,
    assistUnits: ticket.assists.length > 0 ? ticket.assists.map(({ unit }) => unit) : undefined,
    runningDueAt: due.length > 0 ? new Date(Math.min(...due)) : undefined,
    runningCard: colours.includes('red') ? 'red' : colours[0],
    pendingSince: ticket.applications.find(({ state }) => state === 'pending')?.at,
    waitingAssists: waiting.length > 0 ? waiting.map(({ unit }) => unit) : undefined,
    unacknowledgedSince: ticket.supervision.find(({ acknowledgedAt }) => acknowledgedAt === undefined)?.at,
  };
}

/** The indexes that the parts of a question are answered from. */
export const SEARCH_INDEXES: { fields: IndexDefinition; options?: IndexOptions }[] = [
  { fields: { searchTokens: 1 } },
  { fields: { conversationId: 1, createdAt: 1 } },
  { fields: { stateKey: 1, createdAt: 1 } },
  { fields: { stateKey: 1, runningDueAt: 1 } },
  { fields: { unit: 1, stateKey: 1, createdAt: 1 } },
  { fields: { unit: 1, stateKey: 1, runningDueAt: 1 } },
  { fields: { platformKey: 1, stateKey: 1, createdAt: 1 } },
  { fields: { platformKey: 1, stateKey: 1, runningDueAt: 1 } },
  {
    fields: { assistUnits: 1, stateKey: 1 },
    options: { partialFilterExpression: { assistUnits: { $exists: true } } },
  },
  {
    fields: { runningCard: 1, stateKey: 1 },
    options: { partialFilterExpression: { runningCard: { $exists: true } } },
  },
  { fields: { pendingSince: 1 }, options: { partialFilterExpression: { pendingSince: { $exists: true } } } },
  {
    fields: { waitingAssists: 1, stateKey: 1 },
    options: { partialFilterExpression: { waitingAssists: { $exists: true } } },
  },
  {
    fields: { unacknowledgedSince: 1 },
    options: { partialFilterExpression: { unacknowledgedSince: { $exists: true } } },
  },
];

const CITY = 'city';
const SORT_FIELD = { createdAt: 'createdAt', dueAt: 'runningDueAt' } as const;
const stateKey = (state: TicketState, sealed: boolean) => (sealed ? `sealed:${state}` : state);

interface Part {
  filter: Filter;
  hint?: Record<string, 1>;
}

function partsOf(query: TicketFilter & { scope: TicketScope }, blind: Vault['blind']): Part[] {
  const { filter, pointed, hint } = askedFor(query, blind);
  return ways(query).flatMap(({ way, sealed }): Part[] => {
    const states = [...new Set(query.states ?? TicketState.options)];
    const keys = states.flatMap((state) => [
      ...(query.sealed === true ? [] : [stateKey(state, false)]),
      ...(sealed && query.sealed !== false ? [stateKey(state, true)] : []),
    ]);
    // What is pointed at is few, whatever their states.
    if (pointed) return [{ filter: { ...filter, ...way, stateKey: { $in: keys } }, hint }];
    return keys.map((key) => ({ filter: { ...filter, ...way, stateKey: key } }));
  });
}

/** By which unit or platform tickets are come by: one way for each bound of the scope, two for a unit. */
function ways({ scope, unit, assist, platform }: TicketFilter & { scope: TicketScope }): {
  way: Filter;
  sealed: boolean;
}[] {
  return widest(scope).flatMap((bounds) => {
    const held = both(bounds.platform, platform);
    if (held === NONE) return [];
    const place = held === undefined ? {} : { platformKey: held };
    const leads = both(bounds.unit, unit);
    const lead = leads === NONE ? [] : [{ ...place, ...one('unit', leads), ...one('assistUnits', assist) }];
    const assisting =
      bounds.unit === undefined
        ? []
        : [{ ...place, ...one('unit', unit), ...all('assistUnits', [bounds.unit, assist]) }];
    return [...lead, ...assisting].map((way) => ({ way, sealed: bounds.sealed }));
  });
}

/** Bounds that lie within another of the scope are asked for with it. */
function widest(scope: TicketScope): TicketBounds[] {
  const unbound = scope.filter(({ unit, platform }) => unit === undefined && platform === undefined);
  const everything = unbound.find(({ sealed }) => sealed) ?? unbound[0];
  return everything && scope.every(({ sealed }) => !sealed || everything.sealed) ? [everything] : [...scope];
}

const NONE = Symbol('none');
function both(bound: string | undefined, asked: string | undefined): string | undefined | typeof NONE {
  if (bound !== undefined && asked !== undefined && bound !== asked) return NONE;
  return bound ?? asked;
}

const one = (field: string, value: string | undefined): Filter =>
  value === undefined ? {} : { [field]: value };
function all(field: string, values: (string | undefined)[]): Filter {
  const wanted = [...new Set(values.filter((value) => value !== undefined))];
  return wanted.length === 1 ? { [field]: wanted[0] } : { [field]: { $all: wanted } };
}

/** Everything but states, units and platform; `pointed` when it names few tickets by itself. */
function askedFor(query: TicketFilter, blind: Vault['blind']): Part & { pointed: boolean } {
  const { type, category, urgency, channel, conversationId, text, card, person, joinedTo } = query;
  const { pending, unacknowledged, assistWaiting } = query;
  const words = text === undefined ? {} : textFilter(text);
  const due = dueIn(query);
  const filter = {
    ...(type && { type }),
    ...(category !== undefined && { category: { $gte: category, $lt: `${category}\uffff` } }),
    ...(urgency && { urgency }),
    ...(channel && { channel }),
    ...(conversationId && { conversationId }),
    ...(joinedTo && { joinedTo }),
    ...(person && personFilter(person, blind)),
    ...(query.hotlines && { 'request.hotline': { $in: [...query.hotlines] } }),
    ...words,
    ...range('runningDueAt', due.from, due.before),
    ...(card && { runningCard: card }),
    ...(pending !== undefined && { pendingSince: pending ? { $gt: new Date(0) } : { $exists: false } }),
    ...(unacknowledged !== undefined && {
      unacknowledgedSince: unacknowledged ? { $gt: new Date(0) } : { $exists: false },
    }),
    ...(assistWaiting && { waitingAssists: assistWaiting }),
    ...range('createdAt', query.created?.from, query.created?.before),
  };
  const hint = hintFor(words, query);
  return {
    filter,
    pointed: (conversationId ?? person ?? joinedTo) !== undefined || hint !== undefined,
    hint,
  };
}

function hintFor(words: Filter, query: TicketFilter): Part['hint'] {
  if ('number' in words) return { number: 1 };
  if ('searchTokens' in words) return { searchTokens: 1 };
  if (query.pending === true) return { pendingSince: 1 };
  if (query.unacknowledged === true) return { unacknowledgedSince: 1 };
  if (query.assistWaiting !== undefined) return { waitingAssists: 1, stateKey: 1 };
  return query.card !== undefined && query.conversationId === undefined
    ? { runningCard: 1, stateKey: 1 }
    : undefined;
}

/** After the last ticket of the page before, by time and then by id: none is seen twice or left out. */
function placeIn(query: TicketQuery, { by, order }: TicketSort): Filter {
  const field = SORT_FIELD[by];
  // Those with no clock that runs have no place among the due.
  const asked = by === 'createdAt' ? query.created : { from: new Date(0), ...dueIn(query) };
  const { after } = query;
  if (!after) return range(field, asked?.from, asked?.before);
  const rest =
    order === 'ascending'
      ? { [field]: { $gte: after.at, ...(asked?.before && { $lt: asked.before }) } }
      : { [field]: { $lte: after.at, ...(asked?.from && { $gte: asked.from }) } };
  const past = order === 'ascending' ? '$lte' : '$gte';
  return { ...rest, $nor: [{ [field]: after.at, _id: { [past]: after.id } }] };
}

/** Overdue is due before now. */
function dueIn({ due, overdueAt }: TicketFilter): { from?: Date; before?: Date } {
  const [first] = [due?.before, overdueAt]
    .filter((date) => date !== undefined)
    .sort((a, b) => a.getTime() - b.getTime());
  return { ...(due?.from && { from: due.from }), ...(first && { before: first }) };
}

function range(field: string, from: Date | undefined, before: Date | undefined): Filter {
  if (!from && !before) return {};
  return { [field]: { ...(from && { $gte: from }), ...(before && { $lt: before }) } };
}

function instant(value: unknown): Date {
  return value instanceof Date ? value : new Date(0);
}

/** The store gives up after a while; the question was too wide for its indexes. */
async function inTime<T>(asked: Promise<T>[]): Promise<T[]> {
  try {
    return await Promise.all(asked);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 50)) throw error;
    throw new HubError('bad-input', 'search-too-broad', '查询范围太大', '请缩小时间范围，或加上单位、状态');
  }
}

function textFilter(text: string): Filter {
  const number = text.normalize('NFKC').toUpperCase().replaceAll(/\s/g, '');
  if (/^[A-Z]{2}\d{17}$/.test(number)) return { number };
  const tokens = searchTokens(text);
  return tokens.length > 0 ? { searchTokens: { $all: tokens } } : {};
}

/** Exactly this phone number, ID number or name; what is sealed cannot be searched by a part of it. */
function personFilter(person: string, blind: Vault['blind']): Filter {
  const [id] = idNumbersIn(person);
  if (id !== undefined) return { idIndex: blind('id-number', id) };
  if (/^[+\d][\d\s-]{5,20}$/.test(person.normalize('NFKC').trim()))
    return { phoneIndex: blind('phone', person) };
  return { nameIndex: blind('name', person) };
}
