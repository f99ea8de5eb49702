import { located } from '../../errors.js';
import { DAY } from './calendar.js';

/** A time zone: how far local time is ahead of UTC at an instant. */
export interface TimeZone {
  /** Milliseconds to add to UTC at `instant` (milliseconds since 1970). */
  offsetAt(instant: number): number;
}

export const UTC: TimeZone = { offsetAt: () => 0 };

/** Parses `Asia/Shanghai`, `+08:00`, `+0800`, `+08`, `UTC` or `GMT`; 40485 for anything else. */
export function parseTimeZone(name: string): TimeZone {
  const known = zones.get(name);
  if (known) return known;
  const zone = fixedZone(name) ?? namedZone(name);
  if (zones.size < MAX_ZONES) zones.set(name, zone);
  return zone;
}

/** The local time at an instant, as if it were UTC. */
export function toLocal(instant: number, zone: TimeZone): number {
  return instant + zone.offsetAt(instant);
}

/** The instant of a local time. Where clocks change, a time that does not exist moves past the gap. */
export function fromLocal(local: number, zone: TimeZone): number {
  const guess = local - zone.offsetAt(local);
  return local - zone.offsetAt(guess);
}

const zones = new Map<string, TimeZone>();
const MAX_ZONES = 700;
const MINUTE = 60_000;
/** Zones change their offset on quarter hours only. */
const QUARTER_HOUR = 15 * MINUTE;
const MAX_CACHED_OFFSETS = 100_000;

function fixedZone(name: string): TimeZone | undefined {
  if (name === 'UTC' || name === 'GMT' || name === 'Z') return UTC;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(name);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  const offset = (match[1] === '-' ? -minutes : minutes) * MINUTE;
  return { offsetAt: () => offset };
}

/**
 * Reading an offset from Intl costs tens of microseconds, so offsets are remembered per day; only a
 * day on which clocks change is remembered by quarter hour.
 */
function namedZone(name: string): TimeZone {
  const format = zoneFormat(name);
  const offsets = new Map<number, number>();
  const offsetFrom = (start: number): number => {
    let offset = offsets.get(start);
    if (offset === undefined) {
      offset = readOffset(format, start);
      if (offsets.size >= MAX_CACHED_OFFSETS) offsets.clear();
      offsets.set(start, offset);
    }
    return offset;
  };
  return {
    offsetAt: (instant) => {
      const day = instant - (((instant % DAY) + DAY) % DAY);
      const offset = offsetFrom(day);
      if (offset === offsetFrom(day + DAY)) return offset;
      return offsetFrom(Math.floor(instant / QUARTER_HOUR) * QUARTER_HOUR);
    },
  };
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw located(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
}

function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(instant / 1000) * 1000;
}
