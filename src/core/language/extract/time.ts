import type { ParsedResult } from 'chrono-node';
import { casual as english } from 'chrono-node/en';
import type { City } from '../../model/city.js';
import type { When } from '../../model/place.js';
import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';
import { daysOff } from './days-off.js';
import { DAY, HOUR, part as partOfDay, type TimeWord, type WallContext } from './time-readings.js';
import { timeWords } from './time-words.js';
import { wallClock, type WallClock } from './wall-clock.js';

/** What may stand between two words of one time ("昨天大概3点"), and between the ends of a span. */
const JOINT = /^[\s的,]?(?:大概|大约|差不多|约|快|将近|就|都|从|在)?[\s]?$/;
const RANGE =
  /^\s*(?:开始|起)?(?:一直|持续|营业|施工|闹|吵|响|唱|搞|忙|干|放|打|弄|开|跳)*了?(?:到|至|~|-|—|–)\s*(第二天|次日|隔天)?的?$/u;
/** "昨天停水到今天" */
const DAYS_RANGE = /^\p{Script=Han}{0,3}[到至]$/u;
/** A wish or a date agreed on: what lies ahead then is no time of the matter. */
const WISH =
  /希望|请|麻烦|能不能|能否|可以|尽快|务必|要求|最好|上门|安排|派人|来修|解决|处理|回复|答复|预约|限期|之前|前/;
/** What the citizen did about the matter is not when it was. */
const REPORTED =
  /^.{0,6}?(?:打过?了?(?:12345|电话|热线)|报修|报过|投诉过|反映过|反应过|举报过|已?(?:经)?(?:投诉|反映|举报)(?:了|过))/;

/** Named only to be put aside: "去年中秋的事就不说了". */
const PUT_ASIDE = /^[^,。!?;]{0,6}(?:不说|不提|不谈|算了)/;
/** A date that belongs to a thing or a person and not to what happened: "生日是九月初九", "批号20250913". */
const OF_A_THING = /(?:生日|出生|生于|批号|有效期|保质期|到期|截止)[^,。;!?\n\d]{0,4}$/u;
/** The end of something whose beginning was not said: "放到十二点". */
const END_ALONE = /[放搞弄吵唱闹打响开忙干做跳施营]了?到(?:了)?$/;

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
  const holiday = daysOff(city);

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
      join(words, text).flatMap((group) => resolve(group, text, wallNow, today)),
      text,
      wallNow,
    );
    const found = resolved.map((time) => toFound(time, text, clock));
    if (found.length === 0 && /[a-z]{3}/i.test(text)) found.push(...englishTimes(text, now, clock, mask));
    return found.map((time) => weighed(time, text, now)).sort(byRank);
  };
}

/**
 * Times ahead are none of the matter when the sentence wishes something for them ("请明天上门"), and come
 * after what is past otherwise; so does the time of an earlier report.
 */
function weighed(time: Found<When>, text: string, now: Date): Found<When> {
  const after = text.slice(time.span.end, time.span.end + 16);
  const before = text.slice(Math.max(0, time.span.start - 10), time.span.start);
  if (PUT_ASIDE.test(after) || OF_A_THING.test(before)) return { ...time, confidence: 0.3 };
  if (REPORTED.test(after)) return { ...time, confidence: time.confidence * 0.6 };
  if (time.value.from <= now || time.value.precision === 'recurring') return time;
  const around = text.slice(Math.max(0, time.span.start - 8), time.span.start) + after.slice(0, 8);
  return { ...time, confidence: time.confidence * (WISH.test(around) ? 0.4 : 0.75) };
}

/** The surer kind first; among times that are plainly said, the one said first. */
function byRank(a: Found<When>, b: Found<When>): number {
  const rank = ({ confidence }: Found<When>) => (confidence >= 0.75 ? 2 : confidence >= 0.5 ? 1 : 0);
  return rank(b) - rank(a) || (rank(a) === 0 ? b.confidence - a.confidence : a.span.start - b.span.start);
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

function resolve(words: TimeWord[], text: string, now: number, today: number): Resolved[] {
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
  const endAlone = !day && END_ALONE.test(text.slice(Math.max(0, first.start - 5), first.start));
  const confidence = endAlone ? 0.45 : Math.max(...words.map((word) => word.confidence));
  // "两点" alone may be two points; after "九点到" it is the end.
  const linked = RANGE.test(
    text.slice(Math.max(0, first.start - 8), first.start).replace(/^.*[点刻半分]/, ''),
  );
  if (clock && !part && !day && clock.confidence < 0.6 && !linked) return [];

  const midnight = day?.from ?? (recurring?.day !== undefined ? recurring.day : today);
  const settle = (from: number) => {
    if (recurring || from <= now) return from;
    if (day === undefined) return from - DAY;
    // "今天半夜2点" said in the morning is the night just past.
    return midnight === today && from >= today + DAY ? from - DAY : from;
  };
  if (clock) {
    // "八点五十分" said in the evening: the later of the two, when it is past.
    const said = text.slice(clock.start, clock.end);
    const later = midnight + (clock.hour + 12) * HOUR + clock.minute * 60_000;
    if (
      !part &&
      !day &&
      !recurring &&
      /[点时]/.test(said) &&
      clock.hour > 0 &&
      clock.hour < 12 &&
      later <= now
    ) {
      const evening = { start: last.end, end: last.end, confidence: 0, from: 12, to: 24 };
      const afternoon: TimeWord[] = [...words, { ...evening, type: 'part', half: 'pm' }];
      return [{ ...base, words: afternoon, from: later, precision: clock.precision, confidence }];
    }
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
        // "晚上太吵" tells of no one night.
        confidence: day ? 0.93 : recurring ? confidence : 0.45,
      },
    ];
  }
  if (recurring)
    return [
      {
        ...base,
        from: midnight,
        to: midnight + DAY,
        precision: 'recurring',
        confidence: recurring.day === undefined ? 0.45 : confidence,
      },
    ];
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
function pairRanges(times: Resolved[], text: string, now: number): Resolved[] {
  const result: Resolved[] = [];
  for (const time of times) {
    const before = result.at(-1);
    const between = before && text.slice(before.end, time.start);
    const ownDay = time.words.some(({ type }) => type === 'day' || type === 'point');
    const link =
      between === undefined ? null : (RANGE.exec(between) ?? (ownDay ? DAYS_RANGE.exec(between) : null));
    if (!before || !link) {
      result.push(time);
      continue;
    }
    // "除夕那天放炮到半夜": a whole day does not end in its own night.
    if (before.precision === 'day' && !ownDay) {
      result.push(time);
      continue;
    }
    const beforeDay = Math.floor(before.from / DAY) * DAY;
    const alone = time.words.find((word) => word.type === 'day')?.dateAlone;
    if (alone !== undefined && before.precision !== 'recurring') {
      const at = new Date(before.from);
      const date = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), alone);
      const shift =
        (date <= beforeDay ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, alone) : date) -
        Math.floor(time.from / DAY) * DAY;
      time.from += shift;
      if (time.to !== undefined) time.to += shift;
    }
    let end = ownDay ? (time.to ?? time.from) : beforeDay + hourEnd(time, before);
    // "从28号到现在" said on the 23rd: the 28th of the month before.
    const started = text.slice(before.start, before.end);
    if (ownDay && end <= before.from && time.from <= now && /[周期拜号日]/.test(started)) {
      const week = /[周期拜]/.test(started);
      before.from = week ? before.from - 7 * DAY : monthBefore(before.from);
    }
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

function monthBefore(day: number): number {
  const at = new Date(day);
  return at.setUTCMonth(at.getUTCMonth() - 1);
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
    // "for 300M broadband" is no stretch of minutes.
    if (taken.touches(span) || /^(?:at )?\d+$|^(?:for|within) /i.test(result.text)) return [];
    const precision = englishPrecision(result);
    const stretch = result.end ? undefined : englishStretch(result, precision, clock);
    const from = stretch?.from ?? result.start.date();
    const to = result.end?.date() ?? stretch?.to;
    return [
      {
        value: { text: result.text, from, ...(to === undefined ? {} : { to }), precision },
        // "noise at night" tells of no one night.
        confidence:
          precision === 'part-of-day' && !/\b(?:last|this|yesterday|today|on|to)|day\b/i.test(result.text)
            ? 0.45
            : 0.85,
        span,
      },
    ];
  });
}

const ENGLISH_PARTS: readonly [said: RegExp, name: string][] = [
  [/morning/i, '早上'],
  [/(?<!after\s?)noon/i, '中午'],
  [/afternoon/i, '下午'],
  [/evening|night/i, '晚上'],
];

/** From when to when a day, a part of one, or a month lasts; nothing for an instant. */
function englishStretch(
  { start, text }: ParsedResult,
  precision: When['precision'],
  clock: WallClock,
): { from: Date; to: Date } | undefined {
  const at = clock.toWall(start.date());
  const day = Math.floor(at / DAY) * DAY;
  const between = (from: number, to: number) => ({ from: clock.toInstant(from), to: clock.toInstant(to) });
  if (precision === 'day') return between(day, day + DAY);
  if (precision === 'month') {
    const date = new Date(at);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return between(Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1));
  }
  const name = ENGLISH_PARTS.find(([said]) => said.test(text))?.[1];
  const reading = precision === 'part-of-day' && name !== undefined ? partOfDay(name) : undefined;
  return reading?.type === 'part' ? between(day + reading.from * HOUR, day + reading.to * HOUR) : undefined;
}

function englishPrecision({ start, text }: ParsedResult): When['precision'] {
  if (/\d:\d\d/.test(text)) return 'minute';
  if (start.isCertain('hour')) return 'hour';
  if (/morning|afternoon|evening|night|noon/i.test(text)) return 'part-of-day';
  return start.isCertain('day') || start.isCertain('weekday') || /day|week/i.test(text) ? 'day' : 'month';
}
