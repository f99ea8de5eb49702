import { addDays, zoneOf } from '../deadline/zone.js';
import type { ChannelTraits } from '../ports.js';

/**
 * The end of the quiet hours that are on now, in the city's own time; undefined when there are none.
 * `from` after `to` is a night; `from` equal to `to` is never.
 */
export function quietUntil(now: Date, hours: ChannelTraits['quietHours']): Date | undefined {
  if (!hours) return undefined;
  const { from, to, timezone } = hours;
  const zone = zoneOf(timezone);
  const clock = zone.clockOf(now);
  const today = zone.dayOf(now);
  const isQuiet = from < to ? clock >= from && clock < to : from > to && (clock >= from || clock < to);
  if (!isQuiet) return undefined;
  return zone.instant(clock < to ? today : addDays(today, 1), minutesOf(to));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
