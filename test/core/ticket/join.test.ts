import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HubError } from '../../../src/core/errors.js';
import { replay } from '../../../src/core/ticket/evolve.js';
import type { Tickets } from '../../../src/core/ticket/tickets.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { crashing, CrashError } from '../../support/crashing.js';
import { handled, opened, operator, ticketsOn } from './stored-tickets.js';
import { citizen, REPLY, staff } from './tickets.js';

let stores: Stores;
let close: () => Promise<void>;
let tickets: Tickets;

beforeAll(async () => {
  ({ stores, close } = await openStores());
  tickets = ticketsOn(stores);
});
afterAll(() => close());

const join = (on: Tickets, id: string, main: string) =>
  on.move(id, operator, `join-${id}-${main}`, 'join', { ticketIds: [main] });
const stateOf = async (id: string) => (await tickets.get(id)).state;
/** What the citizen of a ticket is told, in order. */
async function heard(id: string): Promise<string[]> {
  const inputs = await stores.inputs.newInputs(`talk-${id}`);
  return inputs.flatMap(({ input }) => (input.type === 'ticketEvent' ? [input.move] : []));
}
async function refusal(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    if (error instanceof HubError) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

describe('joining', () => {
  test('each joined citizen hears the answer of the main ticket when it closes', async () => {
    await opened(tickets, 'a1');
    await opened(tickets, 'a2');
    await opened(tickets, 'a3');
    await join(tickets, 'a2', 'a1');
    // By its number too, as people know it.
    await tickets.move('a3', operator, 'j3', 'join', { ticketIds: [(await tickets.get('a1')).number] });
    expect((await tickets.get('a3')).joinedTo).toBe('a1');
    await handled(tickets, 'a1', 'close');
    for (const id of ['a2', 'a3']) {
      const ticket = await tickets.get(id);
      expect(ticket).toMatchObject({ state: 'closed', result: 'solved' });
      expect(ticket.answer?.text).toContain(REPLY.text);
      expect(replay(ticket)).toMatchObject({ state: ticket.state, answer: ticket.answer });
      expect(await heard(id)).toEqual(['accept', 'follow']);
    }
  });

  test('undone: it goes back to where it was, and the end of the main ticket is not its end', async () => {
    await opened(tickets, 'u1');
    await opened(tickets, 'u2');
    await handled(tickets, 'u2', 'sign');
    await join(tickets, 'u2', 'u1');
    await tickets.move('u2', operator, 'undo', 'unjoin', { reason: '不是同一处' });
    expect(await tickets.get('u2')).toMatchObject({ state: 'signed' });
    expect((await tickets.get('u2')).joinedTo).toBeUndefined();
    await handled(tickets, 'u1', 'close');
    expect(await stateOf('u2')).toBe('signed');
    expect(await heard('u2')).not.toContain('follow');
  });

  test('a main ticket that is withdrawn lets the others go', async () => {
    await opened(tickets, 'w1');
    await opened(tickets, 'w2');
    await join(tickets, 'w2', 'w1');
    await tickets.move('w1', citizen, 'off', 'cancel', { reason: '已经来水' });
    expect(await stateOf('w2')).toBe('accepted');
    expect((await tickets.get('w2')).joinedTo).toBeUndefined();
  });

  test('refused: to itself, to one that is joined or has ended, one with followers, an unknown, a sealed one', async () => {
    for (const id of ['r1', 'r2', 'r3', 'r4']) await opened(tickets, id);
    await opened(tickets, 'r5', { secrecy: 'sealed' });
    await tickets.move('r4', citizen, 'off', 'cancel', { reason: '算了' });
    await join(tickets, 'r2', 'r1');
    expect(await refusal(join(tickets, 'r3', 'r3'))).toBe('ticket-join-main');
    expect(await refusal(join(tickets, 'r3', 'r2'))).toBe('ticket-join-main');
    expect(await refusal(join(tickets, 'r3', 'r4'))).toBe('ticket-join-main');
    expect(await refusal(join(tickets, 'r1', 'r3'))).toBe('ticket-join-has-followers');
    expect(await refusal(join(tickets, 'r3', 'nobody'))).toBe('ticket-not-found');
    expect(await refusal(join(tickets, 'r3', 'r5'))).toBe('ticket-not-found');
    expect(await refusal(tickets.move('r3', operator, 'j', 'join', { ticketIds: ['r1', 'r2'] }))).toBe(
      'ticket-join-one',
    );
    const county = staff('operator');
    if (county.type === 'staff') county.platform = 'dongtai';
    expect(await refusal(tickets.move('r3', county, 'j', 'join', { ticketIds: ['r1'] }))).toBe(
      'ticket-not-found',
    );
    expect(await stateOf('r3')).toBe('accepted');
  });

  test('reorder: two tickets joined to each other at once do not wait for each other for ever', async () => {
    await opened(tickets, 'x1');
    await opened(tickets, 'x2');
    await Promise.allSettled([join(tickets, 'x1', 'x2'), join(tickets, 'x2', 'x1')]);
    const states = await Promise.all(['x1', 'x2'].map(stateOf));
    expect(states).toContain('accepted');
  });

  test('reorder: joined in the moment the main ticket closes, its citizen hears the answer all the same', async () => {
    await opened(tickets, 'm1');
    await opened(tickets, 'm2');
    await handled(tickets, 'm1', 'call-back');
    // Between the look at the main ticket and the write of the join, the main ticket ends.
    const late = ticketsOn({
      ...stores,
      tickets: {
        ...stores.tickets,
        save: async (ticket, expected) => {
          if (ticket.id === 'm2' && ticket.state === 'joined') await handled(tickets, 'm1', 'close');
          return stores.tickets.save(ticket, expected);
        },
      },
    });
    await join(late, 'm2', 'm1');
    expect(await stateOf('m2')).toBe('closed');
    expect(await heard('m2')).toEqual(['accept', 'follow']);
  });

  test('what an earlier main ticket does is not done to one that was joined to another since', async () => {
    for (const id of ['s1', 's2', 's3']) await opened(tickets, id);
    await join(tickets, 's3', 's1');
    await tickets.move('s3', operator, 'undo', 'unjoin', { reason: '错并' });
    await join(tickets, 's3', 's2');
    const hub = { type: 'system', rule: 'follow' } as const;
    const done = tickets.move('s3', hub, 'f', 'follow', { ticketIds: ['s1'], text: '答复' });
    expect(await refusal(done)).toBe('ticket-illegal-move');
  });
});

describe('storm', () => {
  test('60 messages about one water cut: joined, answered once, each citizen told once', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `storm-${i}`);
    await opened(tickets, 'storm');
    await Promise.all(ids.map((id) => opened(tickets, id)));
    await Promise.all(ids.map((id) => join(tickets, id, 'storm')));
    expect(await stores.tickets.followers('storm')).toHaveLength(60);
    await handled(tickets, 'storm', 'close');
    expect(await stores.tickets.followers('storm')).toEqual([]);
    for (const told of await Promise.all(ids.map(heard))) expect(told).toEqual(['accept', 'follow']);
    const page = await tickets.list({ joinedTo: 'storm', scope: [{ sealed: false }], limit: 500 });
    expect(page).toHaveLength(60);
  }, 300_000);
});

describe('replay', () => {
  test('the process dies at any write of a closing with followers: all are told once in the end', async () => {
    const ends = [];
    for (let k = 0; ; k++) {
      const [main, one, two] = [`k${k}-m`, `k${k}-1`, `k${k}-2`];
      for (const id of [main, one, two]) await opened(tickets, id);
      await join(tickets, one, main);
      await join(tickets, two, main);
      await handled(tickets, main, 'call-back');
      const fuse = { left: k, writes: 0 };
      const dying = ticketsOn(crashing(stores, fuse));
      const closing = () => dying.move(main, operator, 'end', 'close', {});
      const died = await closing().then(
        () => false,
        (error: unknown) => error instanceof CrashError,
      );
      await tickets.move(main, operator, 'end', 'close', {});
      for (const id of await stores.tickets.withNotices(100)) await tickets.handOnNotices(id);
      ends.push([await heard(one), await heard(two)]);
      expect(await stores.tickets.withNotices(100)).toEqual([]);
      if (!died) break;
    }
    expect(ends.length).toBeGreaterThan(5);
    for (const end of ends) {
      expect(end).toEqual([
        ['accept', 'follow'],
        ['accept', 'follow'],
      ]);
    }
  }, 60_000);
});
