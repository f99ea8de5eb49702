import { addDays, zoneOf } from '../deadline/zone.js';

const OPENS = 8 * 60;
const CLOSES = 22 * 60;

/** The same instant, or eight in the morning if it falls into the night: nobody is reminded at three. */
export function decentTime(at: Date, timezone: string): Date {
  const zone = zoneOf(timezone);
  const [hours = 0, minutes = 0] = zone.clockOf(at).split(':').map(Number);
  const minute = hours * 60 + minutes;
  if (minute >= OPENS && minute < CLOSES) return at;
  const day = zone.dayOf(at);
  return zone.instant(minute < OPENS ? day : addDays(day, 1), OPENS);
}
