import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import type { City } from '../../../src/core/model/city.js';
import { Tickets } from '../../../src/core/ticket/tickets.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { ticket as sample } from '../../store/samples.js';
import { at, city } from './tickets.js';

let stores: Stores;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ stores, close } = await openStores());
});
afterAll(() => close());

/** The hub on a day, with the tables of days off of these years. */
function hubOn(now: Date, years: number[], known: City = city): Tickets {
  const holidays = city.holidays.filter(({ year }) => years.includes(year));
  return new Tickets({
    ...stores,
    clock: { now: () => now },
    random: { int: () => 482_913 },
    waker: { conversation: () => undefined, outbox: () => undefined },
    city: known,
    calendar: workingCalendar(city.deadlines, holidays),
    rulesOf: () => known,
    sourceOf: () => '08',
  });
}

describe('the table of the coming year is published', () => {
  const request = { ...sample('r', '路灯').request, type: 'complaint' as const };

  test('a limit that had no date gets one, once, and its history says why', async () => {
    const before = hubOn(at('2025-12-24 10:00'), [2025]);
    const opened = await before.open('r1', 'c1', request, 'wang', { type: 'citizen' });
    expect(opened.deadlines.find(({ step }) => step === 'handle')).toMatchObject({ provisional: true });

    const after = hubOn(at('2025-12-25 09:00'), [2025, 2026]);
    expect(await after.recountAll('with-2026')).toBe(1);
    const counted = await after.get('r1');
    expect(counted.deadlines.find(({ step }) => step === 'handle')).toMatchObject({
      dueAt: at('2026-01-08 17:30'),
      provisional: false,
    });
    expect(counted.events.at(-1)).toMatchObject({ move: 'recount', actor: { rule: 'calendar' } });
    expect(await after.recountAll('with-2026')).toBe(0);
    expect(counted.timerAt).toEqual(counted.deadlines.find(({ step }) => step === 'dispatch')?.warnAt);
  });
});

describe('a reform is announced', () => {
  test('a ticket given to a unit that now has an end goes to its successor on that day', async () => {
    const now = at('2026-11-23 09:00');
    const staff = { type: 'staff', id: 's', name: 's', roles: ['operator'] } as const;
    const before = hubOn(now, [2026]);
    const request = { ...sample('reform', '路灯').request, type: 'report' as const };
    await before.open('reform', 'c1', request, 'wang', { type: 'citizen' });
    const given = await before.move('reform', staff, 'c2', 'dispatch', { unit: 'urban-management' });
    const units = city.units.map((unit) =>
      unit.id === 'urban-management' ? { ...unit, validTo: '2026-11-23', successors: ['police'] } : unit,
    );
    const after = hubOn(now, [2026], { ...city, units });
    await after.recountAll('reform');
    const midnight = at('2026-11-24 00:00');
    expect(given.timerAt?.getTime()).toBeGreaterThan(midnight.getTime());
    expect((await after.get('reform')).timerAt).toEqual(midnight);
    await hubOn(midnight, [2026], { ...city, units }).runDuties('reform');
    expect(await after.get('reform')).toMatchObject({ unit: 'police', state: 'dispatched' });
  });
});
