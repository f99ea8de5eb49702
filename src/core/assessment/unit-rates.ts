import type { Ticket } from '../model/ticket.js';
import { replay } from '../ticket/evolve.js';
import { type Rates, ratesOf, type Share } from './rates.js';

/** The rates of one unit on one platform. */
export interface UnitRates {
  unit: string;
  /** `city`, or a county platform. */
  platform: string;
  rates: Rates;
}

/** What of each unit's rates changed in a day, so that the days of a month add up to the month. */
export interface DayOfRates {
  day: string;
  units: UnitRates[];
}

/** What the store keeps of rates: a row a day and unit. */
export interface UnitRateRepository {
  /** Until when everything has been counted; undefined before anything was. */
  countedUntil(): Promise<Date | undefined>;
  /** Takes the place of what was kept of these days. Kept before `until` is. */
  replace(days: readonly DayOfRates[], until: Date): Promise<void>;
  /** The rows from one day to another, both included. */
  between(from: string, to: string): Promise<UnitRates[]>;
}

/**
 * What a ticket added to the rates of its units between two moments: how they stood at the end, less how they stood
 * at the beginning, both by its history. What is exempted or joined later is so taken out again on that later day.
 */
export function changeOfRates(ticket: Ticket, from: Date, to: Date): UnitRates[] {
  return sumOfRates([...standing(ticket, to), ...standing(ticket, from).map(negative)]).filter(
    ({ rates }) => !isNothing(rates),
  );
}

/** Rates of the same unit and platform, added up. */
export function sumOfRates(all: Iterable<UnitRates>): UnitRates[] {
  const sums = new Map<string, UnitRates>();
  for (const { unit, platform, rates } of all) {
    const key = `${unit} ${platform}`;
    const sum = sums.get(key);
    sums.set(key, { unit, platform, rates: sum ? combine(sum.rates, rates) : rates });
  }
  return [...sums.values()];
}

/** How the ticket counted at a moment: for the unit that then had it, and for those that sent it back. */
function standing(ticket: Ticket, at: Date): UnitRates[] {
  const events = ticket.events.filter((event) => event.at <= at);
  if (events.length === 0 || ticket.request.secrecy === 'sealed') return [];
  const then = replay({ ...ticket, events });
  const platform = then.platform ?? 'city';
  const rates = ratesOf([then], at);
  const own = then.unit === undefined ? [] : [{ unit: then.unit, platform, rates: without(rates) }];
  // 退单率 is of the unit that returned it, which by now has it no more.
  const isCounted = rates.returned.of > 0;
  return isCounted ? [...own, ...returns(events, platform)] : own;
}

function returns(events: Ticket['events'], platform: string): UnitRates[] {
  let unit: string | undefined;
  return events.flatMap(({ move, details }): UnitRates[] => {
    if (move === 'dispatch' || move === 'arbitrate') unit = details.unit;
    if (unit === undefined || (move !== 'dispatch' && move !== 'arbitrate' && move !== 'return')) return [];
    const returned = move === 'return' ? { of: 0, is: 1 } : { of: 1, is: 0 };
    return [{ unit, platform, rates: { ...NOTHING, returned } }];
  });
}

const none: Share = { of: 0, is: 0 };
const NOTHING: Rates = {
  signedInTime: none,
  handledInTime: none,
  handled: none,
  reached: none,
  satisfied: none,
  returned: none,
  reworked: none,
};

const without = (rates: Rates): Rates => ({ ...rates, returned: none });
const negative = ({ rates, ...whose }: UnitRates): UnitRates => ({
  ...whose,
  rates: each((name) => ({ of: -rates[name].of, is: -rates[name].is })),
});
const combine = (a: Rates, b: Rates): Rates =>
  each((name) => ({ of: a[name].of + b[name].of, is: a[name].is + b[name].is }));
const isNothing = (rates: Rates): boolean =>
  Object.values(rates).every(({ of, is }: Share) => of === 0 && is === 0);

function each(share: (name: keyof Rates) => Share): Rates {
  return {
    signedInTime: share('signedInTime'),
    handledInTime: share('handledInTime'),
    handled: share('handled'),
    reached: share('reached'),
    satisfied: share('satisfied'),
    returned: share('returned'),
    reworked: share('reworked'),
  };
}
