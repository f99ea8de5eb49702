import type { WorkingCalendar } from '../deadline/calendar.js';
import { addDays, zoneOf } from '../deadline/zone.js';
import type { StepContext } from './context.js';
import type { TemplateParams } from './effect.js';

const OPENS = 8 * 60;
const CLOSES = 21 * 60;
/** The longest holiday with its weekends is eleven days; nothing is promised for later than that. */
const MOST_DAYS = 14;

/** The same instant, or eight in the morning if it falls into the night: nobody is reminded at three. */
export function decentTime(at: Date, timezone: string): Date {
  const zone = zoneOf(timezone);
  const [hours = 0, minutes = 0] = zone.clockOf(at).split(':').map(Number);
  const minute = hours * 60 + minutes;
  if (minute >= OPENS && minute < CLOSES) return at;
  const day = zone.dayOf(at);
  return zone.instant(minute < OPENS ? day : addDays(day, 1), OPENS);
}

/**
 * Whether offices are open, and if not, when they open next. `opensAt` is absent when a day on the way is
 * in no official table of holidays: a guess must not be told as a fact.
 */
export function officeHours(calendar: WorkingCalendar, now: Date): { open: boolean; opensAt?: Date } {
  let day = calendar.zone.dayOf(now);
  for (let ahead = 0; ahead < MOST_DAYS; ahead += 1, day = addDays(day, 1)) {
    const next = calendar.hours(day).find(({ to }) => to > now);
    if (next && next.from <= now) return { open: true };
    if (calendar.look(day).missingYear !== undefined) break;
    if (next) return { open: false, opensAt: next.from };
  }
  return { open: false };
}

/** When staff are back, for a text: `opens` chooses between "today", "tomorrow", a date, and nothing known. */
export function opening({ opensAt, now, city }: StepContext): TemplateParams {
  if (!opensAt) return { opens: 'unknown', at: null };
  const zone = zoneOf(city.profile.timezone);
  const today = zone.dayOf(now);
  const day = zone.dayOf(opensAt);
  const opens = day === today ? 'today' : day === addDays(today, 1) ? 'tomorrow' : 'later';
  return { opens, at: opensAt };
}
