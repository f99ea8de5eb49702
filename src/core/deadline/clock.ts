import type { DeadlineRules } from '../model/city.js';
import type { TimeLimit } from '../model/time-limit.js';
import type { Interval, WorkingCalendar } from './calendar.js';
import type { DeadlineStep } from './step.js';
import { type Day, addDays } from './zone.js';

export type DeadlineRule = DeadlineRules['rules'][number];

/** A time during which the clock stood still (挂起); without `to` it still does. */
export interface Pause {
  from: Date;
  to?: Date;
}

/** What happened to a deadline after it was set. */
export interface DeadlineChanges {
  pauses?: readonly Pause[];
  /** 延期, each counted on from where the time before it ended. */
  extensions?: readonly TimeLimit[];
}

/**
 * When something is due. `unknown-year`: a day that counts lies in a year without an official table, so
 * no time is invented; it is worked out when the table is there. `paused`: the clock stands still.
 */
export type Deadline =
  | { type: 'due'; dueAt: Date; warnAt?: Date; steps: DeadlineStep[] }
  | { type: 'unknown-year'; year: number; steps: DeadlineStep[] }
  | { type: 'paused'; since: Date; steps: DeadlineStep[] };

/**
 * The deadline a rule sets for work that began at `startedAt`.
 *
 * Working days follow Civil Code art. 201 and 203: the day of the start does not count, and the last
 * day ends at the close of business. A working day at whose close the clock stood still does not count.
 * Working hours run inside the working intervals; minutes, hours and days on the wall clock, day and
 * night. A warning that would fall before the start is left out.
 */
export function deadlineFor(
  rule: Pick<DeadlineRule, 'limit' | 'warn' | 'basis'>,
  startedAt: Date,
  calendar: WorkingCalendar,
  { pauses = [], extensions = [] }: DeadlineChanges = {},
): Deadline {
  const opening: DeadlineStep[] = [
    { type: 'received', at: startedAt },
    { type: 'limit', limit: rule.limit, basis: rule.basis },
  ];
  const standing = pauses.find((pause) => pause.to === undefined);
  if (standing !== undefined) return { type: 'paused', since: standing.from, steps: opening };

  const closed = pauses.flatMap(({ from, to }) => (to === undefined || to <= from ? [] : [{ from, to }]));
  const counter = new Counter(calendar, closed);
  const limits = [rule.limit, ...extensions];
  const dueAt = limits.reduce((from, limit) => counter.forward(limit, from), startedAt);
  const warning = rule.warn && counter.backward(rule.warn, dueAt);
  const warnAt = warning && warning > startedAt ? warning : undefined;

  const days = limits.some(isWorkingTime) ? daysBetween(startedAt, dueAt, calendar) : { steps: [] };
  const steps: DeadlineStep[] = [
    ...opening,
    ...lateStart(rule.limit, startedAt, counter),
    ...days.steps,
    ...closed.filter(({ from }) => from < dueAt).map((pause) => ({ type: 'paused' as const, ...pause })),
    ...extensions.map((limit) => ({ type: 'extended' as const, limit })),
  ];
  if (days.missingYear !== undefined) {
    const year = days.missingYear;
    return { type: 'unknown-year', year, steps: [...steps, { type: 'no-table', year }] };
  }
  return { type: 'due', dueAt, warnAt, steps: [...steps, { type: 'due', at: dueAt }] };
}

/** Counts time forwards and backwards over the hours in which the clock runs. */
class Counter {
  constructor(
    private readonly calendar: WorkingCalendar,
    private readonly pauses: readonly Interval[],
  ) {}

  forward(limit: TimeLimit, from: Date): Date {
    if (limit.unit === 'working-day') return this.daysOn(limit.amount, this.day(from), 1);
    let left = milliseconds(limit);
    for (let day = this.day(from); ; day = addDays(day, 1)) {
      for (const interval of this.running(limit, day)) {
        const begin = Math.max(interval.from.getTime(), from.getTime());
        const length = interval.to.getTime() - begin;
        if (length <= 0) continue;
        if (left <= length) return new Date(begin + left);
        left -= length;
      }
    }
  }

  backward(limit: TimeLimit, from: Date): Date {
    if (limit.unit === 'working-day') return this.daysOn(limit.amount, this.day(from), -1);
    let left = milliseconds(limit);
    for (let day = this.day(from); ; day = addDays(day, -1)) {
      for (const interval of this.running(limit, day).toReversed()) {
        const end = Math.min(interval.to.getTime(), from.getTime());
        const length = end - interval.from.getTime();
        if (length <= 0) continue;
        if (left <= length) return new Date(end - left);
        left -= length;
      }
    }
  }

  /** The first moment at or after `from` at which time of this kind runs. */
  firstMoment(limit: TimeLimit, from: Date): Date {
    for (let day = this.day(from); ; day = addDays(day, 1)) {
      const next = this.running(limit, day).find((interval) => interval.to > from);
      if (next !== undefined) return next.from > from ? next.from : from;
    }
  }

  /** The close of the n-th counting working day after (or before) a day that itself does not count. */
  private daysOn(amount: number, start: Day, direction: 1 | -1): Date {
    let left = Math.ceil(amount);
    for (let day = addDays(start, direction); ; day = addDays(day, direction)) {
      const close = this.calendar.hours(day).at(-1)?.to;
      if (close === undefined || this.pausedAt(close)) continue;
      left -= 1;
      if (left === 0) return close;
    }
  }

  private running(limit: TimeLimit, day: Day): readonly Interval[] {
    const { zone } = this.calendar;
    const open: readonly Interval[] = isWorkingTime(limit)
      ? this.calendar.hours(day)
      : [{ from: zone.instant(day, 0), to: zone.instant(addDays(day, 1), 0) }];
    return this.pauses.reduce<readonly Interval[]>(
      (intervals, pause) => intervals.flatMap((one) => without(one, pause)),
      open,
    );
  }

  private pausedAt(at: Date): boolean {
    return this.pauses.some(({ from, to }) => from <= at && at < to);
  }

  private day(at: Date): Day {
    return this.calendar.zone.dayOf(at);
  }
}

function without(interval: Interval, hole: Interval): Interval[] {
  if (hole.to <= interval.from || hole.from >= interval.to) return [interval];
  return [
    { from: interval.from, to: hole.from },
    { from: hole.to, to: interval.to },
  ].filter(({ from, to }) => from < to);
}

function lateStart(limit: TimeLimit, startedAt: Date, counter: Counter): DeadlineStep[] {
  if (limit.unit !== 'working-hour') return [];
  const at = counter.firstMoment(limit, startedAt);
  return at > startedAt ? [{ type: 'counted-from', at }] : [];
}

/** Days off (in runs) and make-up days from the start to the due day, or to where the tables end. */
function daysBetween(
  startedAt: Date,
  dueAt: Date,
  calendar: WorkingCalendar,
): { steps: DeadlineStep[]; missingYear?: number } {
  const steps: DeadlineStep[] = [];
  const last = calendar.zone.dayOf(dueAt);
  let run: Extract<DeadlineStep, { type: 'days-off' }> | undefined;
  for (let day = calendar.zone.dayOf(startedAt); day <= last; day = addDays(day, 1)) {
    const { working, kind, name, missingYear } = calendar.look(day);
    if (missingYear !== undefined) return { steps, missingYear };
    if (kind === 'make-up') steps.push({ type: 'make-up', day });
    if (working) {
      run = undefined;
      continue;
    }
    if (run === undefined) {
      run = { type: 'days-off', from: day, to: day, names: [] };
      steps.push(run);
    }
    run.to = day;
    if (name !== undefined && !run.names.includes(name)) run.names.push(name);
  }
  return { steps };
}

function isWorkingTime({ unit }: TimeLimit): boolean {
  return unit === 'working-day' || unit === 'working-hour';
}

const HOUR_MS = 3_600_000;

function milliseconds({ amount, unit }: TimeLimit): number {
  switch (unit) {
    case 'minute':
      return amount * 60_000;
    case 'hour':
    case 'working-hour':
      return amount * HOUR_MS;
    case 'day':
    case 'working-day':
      return amount * 24 * HOUR_MS;
  }
}
