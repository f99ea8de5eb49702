import type { City, DeadlineRules } from '../../core/model/city.js';
import { RequestType } from '../../core/model/codes.js';
import type { Finding } from '../problem.js';
import { expect } from './expect.js';

/** The working day makes sense, and for every ticket some rule fits each step. */
export function checkDeadlines({ deadlines, categories, profile }: City): Finding[] {
  const { timezone, rules } = deadlines;
  const codes = categories.map(({ code }) => code);
  return [
    ...expect(
      isTimezone(timezone) && timezone === profile.timezone,
      ['deadlines', 'timezone'],
      `"${timezone}" is not known, or is not the zone of profile.json (${profile.timezone})`,
      'Use the same IANA name in both, such as Asia/Shanghai',
    ),
    ...checkWorkingHours(deadlines),
    ...rules.flatMap(({ when, limit, warn }, index) => [
      ...(when.categories ?? []).flatMap((prefix, place) =>
        expect(
          codes.some((code) => code.startsWith(prefix)),
          ['deadlines', 'rules', index, 'when', 'categories', place],
          `no category begins with "${prefix}"`,
          'Use a code of categories.json',
        ),
      ),
      ...Object.entries({ limit, warn }).flatMap(([key, time]) =>
        expect(
          time?.unit !== 'working-day' || Number.isInteger(time.amount),
          ['deadlines', 'rules', index, key, 'amount'],
          'a part of a working day has no close of business',
          'Use whole working days, or working-hour',
        ),
      ),
    ]),
    ...(['sign', 'handle', 'return', 'review'] as const).flatMap((step) =>
      RequestType.options
        .filter((type) => !rules.some((rule) => fitsEvery(rule, step, type)))
        .slice(0, 1)
        .flatMap((type) =>
          expect(
            false,
            ['deadlines', 'rules'],
            `no rule for "${step}" fits an ordinary ticket of type "${type}"`,
            'Add one without urgency and categories as the last',
          ),
        ),
    ),
  ];
}

type Rule = DeadlineRules['rules'][number];

function fitsEvery({ step, when }: Rule, wanted: Rule['step'], type: RequestType): boolean {
  const anyOther = when.urgency === undefined && when.categories === undefined;
  return step === wanted && anyOther && (when.types?.includes(type) ?? true);
}

function checkWorkingHours({ workingHours }: DeadlineRules): Finding[] {
  const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
  return workingHours.flatMap(({ from, to }, index) => {
    const before = workingHours[index - 1]?.to ?? '';
    return expect(
      clock.test(from) && clock.test(to) && from < to && before <= from,
      ['deadlines', 'workingHours', index],
      `${from}–${to} is not an interval after the one before it`,
      'Write times as 08:30, in the order of the day',
    );
  });
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
