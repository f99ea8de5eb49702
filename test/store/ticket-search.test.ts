import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { type Ticket, TicketState } from '../../src/core/model/ticket.js';
import type { TicketFilter, TicketQuery } from '../../src/core/ports.js';
import { isWithin, type TicketScope } from '../../src/core/ticket/scope.js';
import fc from '../support/fc.js';
import { openStores, type Stores } from './open-stores.js';
import { after, ticket } from './samples.js';

let close: () => Promise<void>;
let connection: Connection;
let tickets: Stores['tickets'];
const all: Ticket[] = [];

const UNITS = [undefined, 'lights', 'water'] as const;
const PLATFORMS = [undefined, 'north', 'south'] as const;

/** Every state with every holder, several at the same moment; every seventh sealed. */
beforeAll(async () => {
  const opened = await openStores();
  ({ close, connection } = opened);
  ({ tickets } = opened.stores);
  let n = 0;
  for (const state of TicketState.options)
    for (const unit of UNITS)
      for (const platform of PLATFORMS) {
        n++;
        const one = ticket(`t${String(n).padStart(3, '0')}`, '路灯坏了', {
          state,
          unit,
          platform,
          assists:
            n % 3 === 0 ? [{ unit: 'parks', askedAt: after(0), ...(n % 2 === 0 && { at: after(1) }) }] : [],
          supervision:
            n % 5 === 0
              ? [{ seq: 2, level: 'notice', at: after(1), reason: '逾期', ...(n % 2 === 0 && ANSWERED) }]
              : [],
          category: n % 2 === 0 ? '0102' : '0201',
          type: n % 5 === 0 ? 'praise' : 'complaint',
          deadlines: n % 4 === 0 ? [clock(after(n % 8))] : [],
          createdAt: after(Math.floor(n / 6)),
        });
        const kept: Ticket = n % 7 === 0 ? { ...one, request: { ...one.request, secrecy: 'sealed' } } : one;
        all.push(kept);
        await tickets.insert(kept);
      }
});
afterAll(() => close());

const ANSWERED = { acknowledgedAt: after(2) };
const clock = (dueAt: Date): Ticket['deadlines'][number] => ({
  id: 'handle-1',
  rule: { limit: { amount: 5, unit: 'working-day' }, basis: '' },
  pauses: [],
  extensions: [],
  step: 'handle',
  startedAt: after(0),
  dueAt,
  limitZh: '',
  explanationZh: '',
  explanationEn: '',
  provisional: false,
});

const bounds = fc.record(
  {
    unit: fc.constantFrom('lights', 'water', 'parks', 'nobody'),
    platform: fc.constantFrom('north', 'south'),
    sealed: fc.boolean(),
  },
  { requiredKeys: ['sealed'] },
);
const scope = fc.array(bounds, { maxLength: 3 });
const filter = fc.record(
  {
    states: fc.uniqueArray(fc.constantFrom(...TicketState.options), { minLength: 1, maxLength: 4 }),
    unit: fc.constantFrom('lights', 'water'),
    assist: fc.constant('parks'),
    assistWaiting: fc.constant('parks'),
    unacknowledged: fc.boolean(),
    sealed: fc.boolean(),
    platform: fc.constantFrom('city', 'north'),
    type: fc.constantFrom('praise' as const, 'complaint' as const),
    category: fc.constantFrom('01', '0201'),
    text: fc.constant('路灯'),
  },
  { requiredKeys: [] },
);

/** The question answered by looking at every ticket. */
function expected(asked: TicketFilter & { scope: TicketScope }): string[] {
  return (
    all
      .filter((one) => asked.scope.some((any) => isWithin(any, one)))
      .filter((one) => !asked.states || asked.states.includes(one.state))
      .filter((one) => asked.unit === undefined || one.unit === asked.unit)
      .filter((one) => asked.assist === undefined || one.assists.some(({ unit }) => unit === asked.assist))
      .filter(
        (one) =>
          asked.assistWaiting === undefined ||
          one.assists.some(({ unit, at }) => unit === asked.assistWaiting && at === undefined),
      )
      .filter(
        (one) =>
          asked.unacknowledged === undefined ||
          asked.unacknowledged === one.supervision.some(({ acknowledgedAt }) => acknowledgedAt === undefined),
      )
      .filter((one) => asked.sealed === undefined || asked.sealed === (one.request.secrecy === 'sealed'))
      .filter((one) => asked.platform === undefined || (one.platform ?? 'city') === asked.platform)
      .filter((one) => asked.type === undefined || one.type === asked.type)
      .filter((one) => asked.category === undefined || one.category?.startsWith(asked.category))
      // 密件 are found by no word, whoever asks.
      .filter((one) => asked.text === undefined || one.request.secrecy !== 'sealed')
      .map(({ id }) => id)
  );
}

async function everyPage(asked: Omit<TicketQuery, 'limit'>, limit: number): Promise<Ticket[]> {
  const found: Ticket[] = [];
  for (let place: TicketQuery['after']; ;) {
    const page = await tickets.list({ ...asked, after: place, limit });
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < limit) return found;
    const due = last.deadlines[0]?.dueAt;
    place = { at: (asked.sort?.by === 'dueAt' ? due : undefined) ?? last.createdAt, id: last.id };
  }
}

describe('leak: what is asked within a scope', () => {
  test('is found wholly and nothing beside it, whatever the scope and the filter; counts say the same', async () => {
    await fc.assert(
      fc.asyncProperty(scope, filter, async (within, asked) => {
        const query = { ...asked, scope: within };
        const wanted = expected(query);
        const found = await tickets.list({ ...query, limit: 500 });
        expect(found.map(({ id }) => id).sort()).toEqual(wanted.sort());
        expect(await tickets.count(query, 500)).toBe(wanted.length);
        expect(await tickets.count(query, 3)).toBe(Math.min(3, wanted.length));
      }),
      { numRuns: 60 },
    );
  });

  test('no scope is no ticket', async () => {
    expect(await tickets.list({ scope: [], limit: 10 })).toEqual([]);
    expect(await tickets.count({ scope: [] }, 10)).toBe(0);
  });
});

describe('pages', () => {
  test.each([
    ['createdAt', 'ascending'],
    ['createdAt', 'descending'],
    ['dueAt', 'ascending'],
    ['dueAt', 'descending'],
  ] as const)('by %s %s: none twice, none left out, many at one moment', async (by, order) => {
    const asked = { scope: [{ sealed: true }], sort: { by, order } };
    const whole = await tickets.list({ ...asked, limit: 500 });
    const paged = await everyPage(asked, 7);
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    const wanted = by === 'dueAt' ? all.filter(({ deadlines }) => deadlines.length > 0) : all;
    expect(whole).toHaveLength(wanted.length);
    const times = whole.map(
      (one) => (by === 'dueAt' ? one.deadlines[0]?.dueAt : one.createdAt)?.getTime() ?? 0,
    );
    const sorted = times.toSorted((a, b) => (order === 'ascending' ? a - b : b - a));
    expect(times).toEqual(sorted);
  });

  test('one that moves between pages is not a reason to lose another', async () => {
    const asked = { scope: [{ sealed: true }], limit: 10 };
    const first = await tickets.list(asked);
    const last = first.at(-1);
    const place = last && { at: last.createdAt, id: last.id };
    const [gone] = first;
    if (!gone) throw new Error('no ticket');
    await tickets.save({ ...gone, version: 2, state: 'archived' }, gone.version);
    const second = await tickets.list({ ...asked, after: place });
    expect(second.map(({ id }) => id)).toEqual(
      all
        .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
        .slice(10, 20)
        .map(({ id }) => id),
    );
  });
});

describe('overload: each part of a question is a walk along one index', () => {
  test.each([
    ['one state', { stateKey: 'signed' }, { createdAt: -1, _id: -1 }],
    ['due in a state', { stateKey: 'signed', runningDueAt: { $gte: after(0) } }, { runningDueAt: 1, _id: 1 }],
    ['a unit', { unit: 'lights', stateKey: 'signed' }, { createdAt: -1, _id: -1 }],
    [
      'due in a unit',
      { unit: 'lights', stateKey: 'signed', runningDueAt: { $gte: after(0), $lt: after(9) } },
      { runningDueAt: 1, _id: 1 },
    ],
    ['a platform', { platformKey: 'north', stateKey: 'signed' }, { createdAt: -1, _id: -1 }],
  ] as const)('%s needs no sorting', async (_, asked, sort) => {
    const plan = await connection.collection('tickets').find(asked).sort(sort).limit(5).explain();
    expect(JSON.stringify(plan)).toContain('IXSCAN');
    expect(JSON.stringify(plan)).not.toContain('"SORT"');
  });

  test('tickets that a unit assists are read by that unit, not by their state', async () => {
    const asked = { assistUnits: 'parks', stateKey: 'signed' };
    const plan = await connection.collection('tickets').find(asked).sort({ createdAt: -1 }).explain();
    expect(JSON.stringify(plan)).toContain('assistUnits_1_stateKey_1');
  });
});
