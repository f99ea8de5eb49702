import { describe, expect, test } from '@jest/globals';
import { deadlineFor } from '../../../src/core/deadline/clock.js';
import { explain } from '../../../src/core/deadline/explain.js';
import type { TimeLimit } from '../../../src/core/model/time-limit.js';
import { at, calendar } from './city.js';

function told(start: string, limit: TimeLimit, basis: string, changes = {}) {
  const { steps } = deadlineFor({ limit, basis }, at(start), calendar, changes);
  return { zh: explain(steps, calendar.zone, 'zh-CN'), en: explain(steps, calendar.zone, 'en') };
}

describe('a deadline says why it falls when it does', () => {
  test('over 国庆 with a make-up Saturday', () => {
    expect(told('2024-09-30 16:40', { amount: 5, unit: 'working-day' }, '求助5个工作日内办结')).toEqual({
      zh: '收到 9月30日 16:40；求助5个工作日内办结；国庆节放假 10月1–7日；10月12日(周六)上班；10月12日 17:30 到期',
      en: 'received 30 Sep 16:40; limit 5 working days; National Day 1–7 Oct; Sat 12 Oct is a working day; due 12 Oct 17:30',
    });
  });

  test('over two joined festivals and a weekend', () => {
    expect(told('2023-09-27 08:00', { amount: 10, unit: 'working-day' }, '投诉10个工作日内办结')).toEqual({
      zh: '收到 9月27日 08:00；投诉10个工作日内办结；中秋节、国庆节放假 9月29日–10月6日；10月7日(周六)上班；10月8日(周日)上班；周末 10月14–15日；10月17日 17:30 到期',
      en: 'received 27 Sep 08:00; limit 10 working days; Mid-Autumn Festival and National Day 29 Sep – 6 Oct; Sat 7 Oct is a working day; Sun 8 Oct is a working day; weekend 14–15 Oct; due 17 Oct 17:30',
    });
  });

  test('received at night, paused and extended', () => {
    const changes = {
      pauses: [{ from: at('2026-11-23 10:00'), to: at('2026-11-23 11:00') }],
      extensions: [{ amount: 1, unit: 'working-hour' }],
    };
    expect(told('2026-11-23 03:00', { amount: 4, unit: 'working-hour' }, '4个工作小时内', changes)).toEqual({
      zh: '收到 11月23日 03:00；4个工作小时内；非工作时间收到，从 11月23日 08:30 起算；11月23日 10:00 至 11月23日 11:00 暂停计时；经批准延期 1个工作小时；11月23日 16:30 到期',
      en: 'received 23 Nov 03:00; limit 4 working hours; received outside working hours, counted from 23 Nov 08:30; clock stopped 23 Nov 10:00 to 23 Nov 11:00; extended by 1 working hour; due 23 Nov 16:30',
    });
  });

  test('into a year whose holidays are not published', () => {
    const { zh, en } = told('2026-12-28 09:00', { amount: 15, unit: 'working-day' }, '举报15个工作日内办结');
    expect(zh).toBe('收到 12月28日 09:00；举报15个工作日内办结；2027年放假安排尚未公布，公布后确定到期时间');
    expect(en).toContain('the holidays of 2027 are not published yet');
  });
});
