import type { ParsedResult } from 'chrono-node';
import { casual as english } from 'chrono-node/en';
import type { City } from '../../model/city.js';
import type { When } from '../../model/place.js';
import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';
import { DAY, HOUR, type TimeWord, type WallContext } from './time-readings.js';
import { timeWords } from './time-words.js';
import { wallClock, type WallClock } from './wall-clock.js';

/** What may stand between two words of one time ("昨天大概3点"), and between the ends of a span. */
const JOINT = /^[\s的,]?(?:大概|大约|差不多|约|快|将近|就|都|从|在)?[\s]?$/;
const RANGE = /^\s*(?:一直|持续)?(?:到|至|~|-|—|–)\s*(第二天|次日)?$/;

/** A resolved group of words, on the wall clock. */
interface Resolved extends Span {
  from: number;
  to?: number;
  precision: When['precision'];
  confidence: number;
  words: TimeWord[];
}

/**
 * Times as people say them, resolved against now in the city's zone: the words of each time are read by
 * rules, joined, and ends of a span paired. The past is preferred where nothing says otherwise, because
 * people report what happened.
 */
export function createTimes(city: City): (text: string, now: Date, taken: Span[]) => Found<When>[] {
  const clock = wallClock(city.profile.timezone);
  const holiday = holidays(city);

  return (text, now, taken) => {
    const wallNow = Math.floor(clock.toWall(now) / 60_000) * 60_000;
    const today = Math.floor(wallNow / DAY) * DAY;
    const context: WallContext = {
      now: wallNow,
      today,
      holiday: (name, year) => holiday(name, year, today),
    };
    const mask = new Mask(text, taken);
    const words = timeWords(text, context).filter((word) => !mask.touches(word));
    const resolved = pairRanges(
      join(words, text).flatMap((group) => resolve(group, wallNow, today)),
      text,
    );
    const found = resolved.map((time) => toFound(time, text, clock));
    if (found.length === 0 && /[a-z]{3}/i.test(text)) found.push(...englishTimes(text, now, clock, mask));
    return found.sort((a, b) => b.confidence - a.confidence);
  };
}

function join(words: TimeWord[], text: string): TimeWord[][] {
  const groups: TimeWord[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && follows(last, word) && JOINT.test(text.slice(last.end, word.start)))
      group.push(word);
    else groups.push([word]);
  }
  return groups;
}

const ORDER = { recurring: 0, day: 1, point: 1, part: 2, clock: 3 };

/** A day takes a part of the day and a clock after it, never another day. */
function follows(last: TimeWord, next: TimeWord): boolean {
  if (last.type === 'point') return false;
  return ORDER[next.type] > ORDER[last.type] && next.type !== 'point';
}

function resolve(words: TimeWord[], now: number, today: number): Resolved[] {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  const base = { start: first.start, end: last.end, words };
  const point = words.find((word) => word.type === 'point');
  if (point) {
    return [
      { ...base, from: point.from, to: point.to, precision: point.precision, confidence: point.confidence },
    ];
  }
  const day = words.find((word) => word.type === 'day');
  const part = words.find((word) => word.type === 'part');
  const clock = words.find((word) => word.type === 'clock');
  const recurring = words.find((word) => word.type === 'recurring');
  const confidence = Math.max(...words.map((word) => word.confidence));
  if (clock && !part && !day && clock.confidence < 0.6) return [];

  const midnight = day?.from ?? (recurring?.day !== undefined ? recurring.day : today);
  const settle = (from: number) => {
    if (recurring || from <= now) return from;
    if (day === undefined) return from - DAY;
    // "今天半夜2点" said in the morning is the night just past.
    return midnight === today && from >= today + DAY ? from - DAY : from;
  };
  if (clock) {
    const from = settle(midnight + hourOf(clock.hour, part) * HOUR + clock.minute * 60_000);
    return [
      {
        ...base,
        from,
        precision: recurring ? 'recurring' : clock.precision,
        confidence: day ? 0.95 : confidence,
      },
    ];
  }
  if (part) {
    const from = settle(midnight + part.from * HOUR);
    const to = from + (part.to - part.from) * HOUR;
    return [
      {
        ...base,
        from,
        to,
        precision: recurring ? 'recurring' : 'part-of-day',
        confidence: day ? 0.93 : confidence,
      },
    ];
  }
  if (recurring) return [{ ...base, from: midnight, to: midnight + DAY, precision: 'recurring', confidence }];
  if (day) return [{ ...base, from: day.from, to: day.to, precision: day.precision, confidence }];
  return [];
}

/** 3 in the afternoon is 15; 12 at night is the midnight after; 2 at night is in the day after. */
function hourOf(hour: number, part: (TimeWord & { type: 'part' }) | undefined): number {
  switch (part?.half) {
    case undefined:
      return hour;
    case 'am':
      return part.from === 0 && hour === 12 ? 0 : hour;
    case 'noon':
      return hour <= 3 ? hour + 12 : hour;
    case 'pm':
      return hour < 12 ? hour + 12 : hour;
    case 'night':
      if (hour === 12 || hour === 24 || hour === 0) return 24;
      return hour <= 5 ? hour + 24 : hour < 12 ? hour + 12 : hour;
  }
}

/** "晚上10点到凌晨2点": the second end takes the day of the first, and lies after it. */
function pairRanges(times: Resolved[], text: string): Resolved[] {
  const result: Resolved[] = [];
  for (const time of times) {
    const before = result.at(-1);
    const link = before && RANGE.exec(text.slice(before.end, time.start));
    if (!before || !link) {
      result.push(time);
      continue;
    }
    const ownDay = time.words.some((word) => word.type === 'day' || word.type === 'point');
    const beforeDay = Math.floor(before.from / DAY) * DAY;
    let end = ownDay ? (time.to ?? time.from) : beforeDay + hourEnd(time, before);
    if (!ownDay && (link[1] !== undefined || end <= before.from)) end += DAY;
    if (end <= before.from) {
      result.push(time);
      continue;
    }
    before.to = end;
    before.end = time.end;
    before.precision = before.precision === 'recurring' ? 'recurring' : time.precision;
  }
  return result;
}

function hourEnd(time: Resolved, before: Resolved): number {
  const clock = time.words.find((word) => word.type === 'clock');
  if (clock === undefined) return (time.to ?? time.from) % DAY;
  const part =
    time.words.find((word) => word.type === 'part') ?? before.words.find((word) => word.type === 'part');
  return hourOf(clock.hour, part) * HOUR + clock.minute * 60_000;
}

function toFound(time: Resolved, text: string, clock: WallClock): Found<When> {
  return {
    value: {
      text: text.slice(time.start, time.end),
      from: clock.toInstant(time.from),
      ...(time.to === undefined ? {} : { to: clock.toInstant(time.to) }),
      precision: time.precision,
    },
    confidence: time.confidence,
    span: { start: time.start, end: time.end },
  };
}

function englishTimes(text: string, now: Date, clock: WallClock, taken: Mask): Found<When>[] {
  const offset = Math.round((clock.toWall(now) - now.getTime()) / 60_000);
  return english.parse(text, { instant: now, timezone: offset }).flatMap((result) => {
    const span = { start: result.index, end: result.index + result.text.length };
    if (taken.touches(span) || /^(?:at )?\d+$/.test(result.text)) return [];
    const precision = englishPrecision(result);
    const from =
      precision === 'day'
        ? clock.toInstant(Math.floor(clock.toWall(result.start.date()) / DAY) * DAY)
        : result.start.date();
    const to = result.end?.date() ?? (precision === 'day' ? new Date(from.getTime() + DAY) : undefined);
    return [
      {
        value: { text: result.text, from, ...(to === undefined ? {} : { to }), precision },
        confidence: 0.85,
        span,
      },
    ];
  });
}

function englishPrecision({ start, text }: ParsedResult): When['precision'] {
  if (/\d:\d\d/.test(text)) return 'minute';
  if (start.isCertain('hour')) return 'hour';
  if (/morning|afternoon|evening|night|noon/i.test(text)) return 'part-of-day';
  return start.isCertain('day') || start.isCertain('weekday') || /day|week/i.test(text) ? 'day' : 'month';
}

type HolidayLookup = (
  name: string,
  year: number | undefined,
  today: number,
) => { from: number; to: number } | undefined;

/** Days off by name and year, from the official tables; fixed days where a year has no table. */
function holidays(city: City): HolidayLookup {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { year, days } of city.holidays) {
    for (const { date, name, off } of days) {
      if (!off) continue;
      for (const key of keysOf(name)) {
        const at = Date.parse(`${date}T00:00:00Z`);
        const known = spans.get(`${year} ${key}`);
        spans.set(`${year} ${key}`, {
          from: Math.min(known?.from ?? at, at),
          to: Math.max(known?.to ?? 0, at + DAY),
        });
      }
    }
  }
  const inYear = (name: string, year: number) => {
    const fixed = FIXED[name];
    return (
      spans.get(`${year} ${name}`) ??
      (fixed && {
        from: Date.UTC(year, fixed[0], fixed[1]),
        to: Date.UTC(year, fixed[0], fixed[1] + fixed[2]),
      })
    );
  };
  return (said, year, today) => {
    const name = ALSO[said] ?? said;
    if (year !== undefined) return inYear(name, year);
    const thisYear = new Date(today).getUTCFullYear();
    const candidates = [thisYear + 1, thisYear, thisYear - 1].map((each) => inYear(name, each));
    return candidates.find((span) => span !== undefined && span.from <= today + 14 * DAY);
  };
}

const ALSO: Record<string, string> = { 过年: '春节', 除夕: '春节', 十一: '国庆', 劳动节: '五一' };
const FIXED: Record<string, [month: number, date: number, days: number]> = {
  元旦: [0, 1, 1],
  五一: [4, 1, 5],
  国庆: [9, 1, 7],
};

/** "国庆节、中秋节" of one table row stands for both. */
function keysOf(name: string): string[] {
  const keys = ['元旦', '春节', '清明', '端午', '中秋', '国庆'].filter((key) => name.includes(key));
  return /劳动|五一/.test(name) ? [...keys, '五一'] : keys;
}
