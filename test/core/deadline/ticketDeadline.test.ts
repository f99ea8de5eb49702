import { describe, expect, test } from '@jest/globals';
import { ticketDeadlines } from '../../../src/core/deadline/ticketDeadline.js';
import type { RequestType, Urgency } from '../../../src/core/model/codes.js';
import { at, city, local } from './city.js';

const deadline = ticketDeadlines(city);
const request = (type: RequestType, urgency: Urgency = 'normal', category?: string) => ({
  type,
  urgency,
  category,
});

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
    const handle = deadline('handle', request(type), at('2026-11-23 10:00'));
    expect(handle).toMatchObject({ step: 'handle', limitZh: `${days}个工作日`, provisional: false });
    expect([local(handle?.dueAt), local(handle?.warnAt)]).toEqual([dueAt, warnAt]);
  });

  test.each([
    ['danger to life', request('help', 'emergency'), '2026-10-01 03:15'],
    ['water, power, gas and heat', request('complaint', 'normal', 'GY02'), '2026-10-01 03:30'],
    ['an urgent matter', request('complaint', 'urgent', 'CG08'), '2026-10-01 03:30'],
    ['anything else', request('complaint'), '2026-10-08 17:30'],
  ])('%s received in the night of a holiday is signed by %s', (_what, given, expected) => {
    expect(local(deadline('sign', given, at('2026-10-01 03:00'))?.dueAt)).toBe(expected);
  });

  test('an urgent matter warns when the first word is due, two hours after it came', () => {
    const handle = deadline('handle', request('help', 'urgent'), at('2026-10-01 03:00'));
    expect([local(handle?.warnAt), local(handle?.dueAt)]).toEqual(['2026-10-01 05:00', '2026-10-02 03:00']);
  });

  test('a unit may return within one working day', () => {
    expect(local(deadline('return', request('complaint'), at('2026-11-27 16:00'))?.dueAt)).toBe(
      '2026-11-30 17:30',
    );
  });

  test('in a year without a table a ticket is provisional and carries no time', () => {
    const handle = deadline('handle', request('report'), at('2026-12-28 09:00'));
    expect(handle).toMatchObject({ provisional: true, limitZh: '15个工作日' });
    expect(handle?.dueAt).toBeUndefined();
    expect(handle?.explanationZh).toContain('2027年放假安排尚未公布');
  });

  test('a step for which the city has no rule has no deadline', () => {
    const silent = ticketDeadlines({ ...city, deadlines: { ...city.deadlines, rules: [] } });
    expect(silent('handle', request('help'), at('2026-11-23 10:00'))).toBeUndefined();
  });
});
