import { describe, expect, test } from '@jest/globals';
import { deadlineFor } from '../../../src/core/deadline/clock.js';
import { explain } from '../../../src/core/deadline/explain.js';
import { ruleFor } from '../../../src/core/deadline/rule.js';
import type { RequestType, Urgency } from '../../../src/core/model/codes.js';
import { at, calendar, city, local } from './city.js';

const request = (type: RequestType, urgency: Urgency = 'normal', category?: string) => ({
  type,
  urgency,
  category,
});

type Step = Parameters<typeof ruleFor>[1];

function due(step: Step, given: ReturnType<typeof request>, start: string) {
  const rule = ruleFor(city.deadlines, step, given);
  if (rule === undefined) throw new Error(`no rule for ${step}`);
  const deadline = deadlineFor(rule, at(start), calendar);
  return deadline.type === 'due'
    ? { dueAt: local(deadline.dueAt), warnAt: local(deadline.warnAt) }
    : { words: explain(deadline.steps, calendar.zone, 'zh-CN') };
}

describe('the deadlines of Yancheng', () => {
  test.each([
    ['consultation', 2, '2026-11-25 17:30', '2026-11-24 17:30'],
    ['praise', 2, '2026-11-25 17:30', '2026-11-24 17:30'],
    ['help', 5, '2026-11-30 17:30', '2026-11-27 17:30'],
    ['other', 5, '2026-11-30 17:30', '2026-11-27 17:30'],
    ['suggestion', 10, '2026-12-07 17:30', '2026-12-04 17:30'],
    ['complaint', 10, '2026-12-07 17:30', '2026-12-04 17:30'],
    ['report', 15, '2026-12-14 17:30', '2026-12-11 17:30'],
  ] as const)('%s is handled in %i working days, yellow card one before', (type, days, dueAt, warnAt) => {
    expect(ruleFor(city.deadlines, 'handle', request(type))?.limit).toEqual({
      amount: days,
      unit: 'working-day',
    });
    expect(due('handle', request(type), '2026-11-23 10:00')).toEqual({ dueAt, warnAt });
  });

  test.each([
    ['danger to life', request('help', 'emergency'), '2026-10-01 03:15'],
    ['water, power, gas and heat', request('complaint', 'normal', 'GY02'), '2026-10-01 03:30'],
    ['an urgent matter', request('complaint', 'urgent', 'CG08'), '2026-10-01 03:30'],
    ['anything else', request('complaint'), '2026-10-08 17:30'],
  ])('%s received in the night of a holiday is signed by %s', (_what, given, expected) => {
    expect(due('sign', given, '2026-10-01 03:00').dueAt).toBe(expected);
  });

  test('an urgent matter warns when the first word is due, two hours after it came', () => {
    expect(due('handle', request('help', 'urgent'), '2026-10-01 03:00')).toEqual({
      warnAt: '2026-10-01 05:00',
      dueAt: '2026-10-02 03:00',
    });
  });

  test('a unit may return within one working day, and an answer is reviewed within one', () => {
    for (const step of ['return', 'review'] as const) {
      expect(due(step, request('complaint'), '2026-11-27 16:00').dueAt).toBe('2026-11-30 17:30');
    }
  });

  test('in a year without a table there is no time, only the reason', () => {
    expect(due('handle', request('report'), '2026-12-28 09:00')).toEqual({
      words: '收到 12月28日 09:00；举报15个工作日内办结；2027年放假安排尚未公布，公布后确定到期时间',
    });
  });
});

describe('the rule for a step', () => {
  const limit = { amount: 1, unit: 'hour' as const };
  const rules = [
    {
      step: 'sign' as const,
      when: { urgency: ['urgent' as const], categories: ['CG'] },
      limit,
      basis: 'both',
    },
    { step: 'sign' as const, when: { categories: ['CG'] }, limit, basis: 'category' },
    { step: 'sign' as const, when: {}, limit, basis: 'any' },
  ];
  const basis = (given: ReturnType<typeof request>) => ruleFor({ rules }, 'sign', given)?.basis;

  test('is the first whose every condition holds', () => {
    expect(basis(request('help', 'urgent', 'CG08'))).toBe('both');
    expect(basis(request('help', 'normal', 'CG08'))).toBe('category');
    expect(basis(request('help', 'urgent', 'FW01'))).toBe('any');
    expect(basis(request('help'))).toBe('any');
  });

  test('is none where the city set none', () => {
    expect(ruleFor({ rules }, 'review', request('help'))).toBeUndefined();
  });
});
