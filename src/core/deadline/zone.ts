/** A calendar day in the city's own time, "2026-11-23". */
export type Day = string;

/** Turns instants into local days and back. China keeps no summer time, but nothing here relies on that. */
export interface Zone {
  readonly timezone: string;
  dayOf(at: Date): Day;
  /** The instant at which the local clock shows this many minutes after midnight of the day. */
  instant(day: Day, minutes: number): Date;
  /** "16:40" */
  clockOf(at: Date): string;
}

/**
 * The zone of an IANA name.
 * @throws RangeError for a name the runtime does not know; the configuration check says so earlier.
 */
export function zoneOf(timezone: string): Zone {
  const known = zones.get(timezone);
  if (known) return known;
  const zone = makeZone(timezone);
  zones.set(timezone, zone);
  return zone;
}

/** Making a formatter costs about a millisecond, and a turn needs the zone several times. */
const zones = new Map<string, Zone>();

function makeZone(timezone: string): Zone {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  // The local clock read as if it were UTC: differences between two such readings are local differences.
  const localAsUtc = (at: number): number => {
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  };
  const local = (at: Date) => new Date(localAsUtc(at.getTime())).toISOString();
  return {
    timezone,
    dayOf: (at) => local(at).slice(0, 10),
    clockOf: (at) => local(at).slice(11, 16),
    instant(day, minutes) {
      const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
      // Twice, because the offset at the first guess may be the one before a change of the clocks.
      const guess = wanted - (localAsUtc(wanted) - wanted);
      return new Date(wanted - (localAsUtc(guess) - guess));
    },
  };
}

const DAY_MS = 86_400_000;

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
