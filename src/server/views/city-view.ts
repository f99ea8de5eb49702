import { z } from 'zod';
import type { Problem } from '../../config/problem.js';
import { workingCalendar } from '../../core/deadline/calendar.js';
import { deadlineFor } from '../../core/deadline/clock.js';
import { explain, limitEn, limitZh } from '../../core/deadline/explain.js';
import type { NoticeProblem } from '../../core/deadline/holiday-notice.js';
import { Category, type City, DeadlineRules, FormField } from '../../core/model/city.js';
import { RequestType } from '../../core/model/codes.js';
import { Hotline, RetiredLine } from '../../core/model/hotline.js';
import { ClockStep } from '../../core/model/ticket-codes.js';
import { Unit } from '../../core/model/unit.js';
import type { CityState } from '../../desk/city-desk.js';
import type { MovedClock, MovedClocks } from '../../desk/moved-clocks.js';
import { Instant, isoIf } from '../http.js';

const Words = z.object({ zh: z.string(), en: z.string() });

/** One thing wrong in a file, as `hub config check` says it. */
export const ConfigProblem = z
  .object({ file: z.string(), path: z.string(), problem: z.string(), mend: z.string() })
  .meta({ id: 'ConfigProblem' });

const RESPONSIBLE = ['leader', 'section', 'responsible'] as const;

/** The city’s configuration in force, to be read by people. */
export const CityView = z
  .object({
    version: z.string().meta({ description: 'As written in profile.json, with a digest of the rules' }),
    changedOnDisk: z.boolean().meta({ description: 'The hub must be started anew to run with the files' }),
    problems: z.array(ConfigProblem).meta({ description: 'Of the files as they are now' }),
    profile: z.object({ id: z.string(), name: z.string(), serviceName: z.string(), timezone: z.string() }),
    hotlines: z.array(
      Hotline.pick({ id: true, dial: true, name: true, mode: true, unit: true, scope: true }),
    ),
    retiredLines: z.array(RetiredLine),
    units: z.array(
      Unit.pick({
        id: true,
        name: true,
        kind: true,
        validFrom: true,
        validTo: true,
        successors: true,
      }).extend({
        missing: z
          .array(z.enum(RESPONSIBLE))
          .meta({ description: 'To be filled in before going live: who is responsible' }),
      }),
    ),
    platforms: z.array(z.string()),
    categories: z.array(Category),
    forms: z.array(
      z.object({
        type: RequestType,
        version: z.number().int(),
        fields: z.array(
          FormField.pick({ id: true, kind: true, label: true, labelEn: true, need: true, maxLength: true }),
        ),
      }),
    ),
    workingHours: DeadlineRules.shape.workingHours,
    deadlines: z.array(
      z.object({
        step: ClockStep,
        when: DeadlineRules.shape.rules.element.shape.when,
        limit: Words,
        warn: Words.optional(),
        basis: z.string(),
        example: Words.meta({ description: 'As it would be explained to somebody who came now' }),
      }),
    ),
    calendar: z.array(
      z.object({
        year: z.number().int(),
        source: z.string(),
        daysOff: z.number().int(),
        makeUpDays: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'City' });
export type CityView = z.infer<typeof CityView>;

export function cityView({ city, changedOnDisk, problems }: CityState, now: Date): CityView {
  const { profile, deadlines } = city;
  const { id, name, serviceName, timezone, version } = profile;
  return {
    version,
    changedOnDisk,
    problems,
    profile: { id, name, serviceName, timezone },
    hotlines: city.hotlines,
    retiredLines: city.retiredLines,
    units: city.units.map((unit) => ({ ...unit, missing: RESPONSIBLE.filter((field) => !unit[field]) })),
    platforms: city.platforms.map(({ unit }) => unit),
    categories: city.categories,
    forms: city.forms,
    workingHours: deadlines.workingHours,
    deadlines: limitsOf(city, now),
    calendar: city.holidays
      .map(({ year, source, days }) => ({
        year,
        source,
        daysOff: days.filter(({ off }) => off).length,
        makeUpDays: days.filter(({ off }) => !off).length,
      }))
      .sort((a, b) => a.year - b.year),
  };
}

function limitsOf({ deadlines, holidays }: City, now: Date): CityView['deadlines'] {
  const calendar = workingCalendar(deadlines, holidays);
  return deadlines.rules.map((rule) => {
    const { steps } = deadlineFor(rule, now, calendar);
    return {
      step: rule.step,
      when: rule.when,
      limit: { zh: limitZh(rule.limit), en: limitEn(rule.limit) },
      warn: rule.warn && { zh: limitZh(rule.warn), en: limitEn(rule.warn) },
      basis: rule.basis,
      example: { zh: explain(steps, calendar.zone, 'zh-CN'), en: explain(steps, calendar.zone, 'en') },
    };
  });
}

const ClockView = z.object({
  number: z.string(),
  unit: z.string().optional(),
  step: ClockStep,
  dueAt: Instant.optional(),
  newDueAt: Instant.optional(),
  explanation: Words,
});
const Moved = z.object({ count: z.number().int(), first: z.array(ClockView) });

/** Which clocks a change would move; sealed tickets are not among them. */
export const DeadlinePreview = z
  .object({
    atRestart: Moved.meta({
      description: 'By calendar and working hours: they move when the hub starts with the change',
    }),
    forNewTickets: Moved.meta({
      description: 'By limits: open tickets keep what was promised; new ones like them would fall so',
    }),
    looked: z.number().int(),
    complete: z.boolean().meta({ description: 'false: there are more open tickets than were looked at' }),
  })
  .meta({ id: 'DeadlinePreview' });

export function previewView({
  atRestart,
  forNewTickets,
  ...rest
}: MovedClocks): z.infer<typeof DeadlinePreview> {
  return { ...rest, atRestart: movedView(atRestart), forNewTickets: movedView(forNewTickets) };
}

function movedView({ count, first }: MovedClocks['atRestart']): z.infer<typeof Moved> {
  return { count, first: first.map(clockView) };
}

function clockView({ dueAt, newDueAt, ...clock }: MovedClock): z.infer<typeof ClockView> {
  return { ...clock, dueAt: isoIf(dueAt), newDueAt: isoIf(newDueAt) };
}

export const NoticeView = z
  .object({
    file: z
      .object({ name: z.string(), content: z.string() })
      .optional()
      .meta({ description: 'To be saved into the city’s folder; absent where no year was found' }),
    problems: z.array(z.object({ code: z.string(), words: z.string(), message: Words })),
    configProblems: z.array(ConfigProblem),
  })
  .meta({ id: 'HolidayNotice' });

const NOTICE_WORDS: Record<NoticeProblem['code'], z.infer<typeof Words>> = {
  'no-year': { zh: '通知里没有找到年份，请另外给出', en: 'No year was found in the notice; give it beside' },
  'missing-holiday': { zh: '没有读到这个节日的放假安排', en: 'Nothing was read about this holiday' },
  'not-understood': { zh: '这句话里没有读到日期', en: 'No day was found in this sentence' },
  'no-such-day': { zh: '日历上没有这一天', en: 'The calendar has no such day' },
  'wrong-weekday': { zh: '日期与括号里的星期不符', en: 'The day is not the weekday in the brackets' },
  'wrong-count': { zh: '天数与“共几天”不符', en: 'There are not as many days as the sentence says' },
  'make-up-on-workday': { zh: '调休上班日不在周末', en: 'A make-up day that is no weekend' },
  'day-twice': { zh: '同一天出现两次', en: 'The same day twice' },
};

export function noticeView(read: {
  file?: { name: string; content: string };
  problems: readonly NoticeProblem[];
  configProblems: Problem[];
}): z.infer<typeof NoticeView> {
  const { file, problems, configProblems } = read;
  return {
    file,
    problems: problems.map(({ code, words }) => ({ code, words, message: NOTICE_WORDS[code] })),
    configProblems,
  };
}
