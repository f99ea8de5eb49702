import { join } from 'node:path';
import { loadCity } from '../../../src/config/load-city.js';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';

/** The product's own city: its tables are what is tested. */
export const city = loadCity(join('config', 'city', 'yancheng'));
export const calendar = workingCalendar(city.deadlines, city.holidays);

/** "2020-09-30 16:40" in Shanghai. */
export function at(local: string): Date {
  return new Date(`${local.replace(' ', 'T')}:00+08:00`);
}

/** The other way round, so that a failing test shows a time one can read. */
export function local(instant: Date | undefined): string | undefined {
  return instant && new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
