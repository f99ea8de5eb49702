import { describe, expect, test } from '@jest/globals';
import { ratesOf, type Share } from '../../src/core/assessment/rates.js';
import { TicketState } from '../../src/core/model/ticket.js';
import { differences, rates } from './recount.js';
import { live, OUTAGES, YEAR_END } from './year.js';

/** A hundred thousand tickets where time is there for it (`HUB_SIMULATE=100000 npm test -- test/simulation`). */
const TICKETS = Number(process.env['HUB_SIMULATE'] ?? (process.env['HUB_HEAVY'] === '1' ? 1500 : 200));

describe(`${TICKETS} tickets over the year 2026, with late clerks, returns, holidays and two outages`, () => {
  const states = new Map<string, number>();
  const found: string[] = [];
  const lived = Array.from({ length: TICKETS }, (_, seed) => {
    const ticket = live(seed + 1);
    states.set(ticket.state, (states.get(ticket.state) ?? 0) + 1);
    if (found.length < 20) found.push(...differences(ticket, YEAR_END));
    return ticket;
  });

  test('every deadline, warning and card is what an independent count says', () => {
    expect(found).toEqual([]);
  });

  test('the rates are what an independent count says', () => {
    const hub = ratesOf(lived, YEAR_END);
    const share = ({ is, of }: Share) => `${is}/${of}`;
    expect({
      signed: share(hub.signedInTime),
      handled: share(hub.handledInTime),
      satisfied: share(hub.satisfied),
    }).toEqual(rates(lived, YEAR_END));
    expect(hub.signedInTime.is / hub.signedInTime.of).toBeGreaterThan(0.5);
    expect(hub.handledInTime.is / hub.handledInTime.of).toBeLessThan(1);
  });

  test('nothing happens while the hub is down, and all of it once afterwards', () => {
    const during = lived.flatMap(({ events }) =>
      events.filter(({ seq, at }) => seq > 1 && OUTAGES.some(({ from, to }) => from <= at && at < to)),
    );
    expect(during).toEqual([]);
    const late = lived.flatMap(({ events }) =>
      events.filter(
        ({ move, at, details }) => move === 'card' && details.dueAt !== undefined && details.dueAt < at,
      ),
    );
    expect(late.length).toBeGreaterThan(0);
  });

  test('the mix reaches the ordinary ends', () => {
    for (const state of TicketState.options.filter((one) => ['archived', 'closed', 'signed'].includes(one)))
      expect([state, states.get(state) ?? 0]).toEqual([state, expect.any(Number)]);
    expect(states.get('archived') ?? 0).toBeGreaterThan(TICKETS / 2);
  });
});
