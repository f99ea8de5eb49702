import { zoneOf } from '../../deadline/zone.js';

/**
 * The local clock read as if it were UTC, in milliseconds ("wall"), and back. Sums over days are then
 * plain arithmetic. Offsets are remembered by the hour, because asking the runtime costs more than all
 * the reading of the text.
 */
export interface WallClock {
  toWall: (at: Date) => number;
  toInstant: (wall: number) => Date;
}

const HOUR = 3_600_000;
/** Enough for a busy day's texts; then the memory starts anew. */
const REMEMBERED = 2000;

export function wallClock(timezone: string): WallClock {
  const zone = zoneOf(timezone);
  const offsets = new Map<number, number>();
  const offsetAt = (at: number): number => {
    // Zones change their clocks on full quarters of an hour at the earliest; all in use do on the hour.
    const hour = Math.floor(at / HOUR) * HOUR;
    let offset = offsets.get(hour);
    if (offset === undefined) {
      const local = new Date(hour);
      offset = Date.parse(`${zone.dayOf(local)}T${zone.clockOf(local)}:00Z`) - hour;
      if (offsets.size >= REMEMBERED) offsets.clear();
      offsets.set(hour, offset);
    }
    return offset;
  };
  return {
    toWall: (at) => at.getTime() + offsetAt(at.getTime()),
    toInstant: (wall) => new Date(wall - offsetAt(wall - offsetAt(wall))),
  };
}
