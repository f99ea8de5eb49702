import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';
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
function hubOn(now: Date, years: number[]): Tickets {
  const holidays = city.holidays.filter(({ year }) => years.includes(year));
  return new Tickets({
    ...stores,
    clock: { now: () => now },
    random: { int: () => 482_913 },
    waker: { conversation: () => undefined, outbox: () => undefined },
    city,
    calendar: workingCalendar(city.deadlines, holidays),
    rulesOf: () => city,
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
