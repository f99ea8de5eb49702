import { describe, expect, test } from '@jest/globals';
import { type Rates, ratesOf } from '../../src/core/assessment/rates.js';
import { sumOfRates, type UnitRates } from '../../src/core/assessment/unit-rates.js';
import { addDays, zoneOf } from '../../src/core/deadline/zone.js';
import type { Ticket } from '../../src/core/model/ticket.js';
import { replay } from '../../src/core/ticket/evolve.js';
import { RatesDesk } from '../../src/desk/rates-desk.js';
import { live } from '../simulation/year.js';
import { memoryUnitRates } from '../support/server/memory-unit-rates.js';

const zone = zoneOf('Asia/Shanghai');
const TICKETS = 60;
const lived = Array.from({ length: TICKETS }, (_, seed) => live(seed + 1));
const HALF_PAST_MIDNIGHT = 30;

/** The hub's tickets as they stood at a moment. */
function asOf(at: Date): Ticket[] {
  return lived.flatMap((ticket) => {
    const events = ticket.events.filter((event) => event.at <= at);
    return events.length === 0 ? [] : [replay({ ...ticket, events })];
  });
}

function deskAt(clock: { at: Date }): RatesDesk {
  return new RatesDesk({
    rates: memoryUnitRates(),
    zone,
    clock: { now: () => clock.at },
    onError: (_what, error) => {
      throw error;
    },
    tickets: {
      changedSince: async (since, after, limit) =>
        asOf(clock.at)
          .filter(({ updatedAt, id }) =>
            after ? updatedAt > after.at || (+updatedAt === +after.at && id > after.id) : updatedAt >= since,
          )
          .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime() || (a.id < b.id ? -1 : 1))
          .slice(0, limit),
    },
  });
}

const total = (rates: readonly UnitRates[]): Partial<Rates> =>
  sumOfRates(rates.map((one) => ({ ...one, unit: 'all', platform: 'all' })))[0]?.rates ?? {};

/** `returned` is of those who returned, and counted by dispatches; the others are of who has it. */
function compared({ returned: _, ...rates }: Partial<Rates>): Partial<Rates> {
  return rates;
}

describe('rates of units, a row a day', () => {
  test('drift: the days of a year add up to the rates of its tickets, also when nothing was counted for days', async () => {
    const clock = { at: zone.instant('2026-01-01', HALF_PAST_MIDNIGHT) };
    const desk = deskAt(clock);
    await desk.between('2026-01-01', '2026-01-01');
    const end = '2027-01-20';
    for (let day = '2026-01-01', n = 0; day < end; n++) {
      // Every tenth time nobody counted for eight days.
      day = addDays(day, n % 10 === 9 ? 8 : 1);
      clock.at = zone.instant(day, HALF_PAST_MIDNIGHT);
      await desk.countDays();
    }
    const { units } = await desk.between('2026-01-01', end);
    const withUnit = asOf(clock.at).filter(({ unit }) => unit !== undefined);
    expect(compared(total(units))).toEqual(compared(ratesOf(withUnit, clock.at)));
    expect(total(units).signedInTime?.of).toBeGreaterThan(TICKETS / 2);
  }, 120_000);

  test('leak: a platform sees its own units’ rates alone', async () => {
    const clock = { at: zone.instant('2026-01-01', HALF_PAST_MIDNIGHT) };
    const desk = deskAt(clock);
    await desk.countDays();
    clock.at = zone.instant('2026-06-30', HALF_PAST_MIDNIGHT);
    await desk.countDays();
    const city = await desk.between('2026-01-01', '2026-06-30', 'city');
    expect(city.units.length).toBeGreaterThan(0);
    const county = await desk.between('2026-01-01', '2026-06-30', 'county-yandu');
    expect(county.units).toEqual([]);
  });

  test('overload: asked again at once it does not count again', async () => {
    const clock = { at: zone.instant('2026-06-30', HALF_PAST_MIDNIGHT) };
    let asked = 0;
    const desk = new RatesDesk({
      rates: memoryUnitRates(),
      zone,
      clock: { now: () => clock.at },
      onError: () => undefined,
      tickets: {
        changedSince: async () => {
          asked += 1;
          await new Promise((resolve) => setTimeout(resolve, 30));
          return [];
        },
      },
    });
    await Promise.all([1, 2, 3].map(() => desk.between('2026-06-30', '2026-06-30')));
    await desk.between('2026-06-30', '2026-06-30');
    expect(asked).toBe(1);
  });
});
