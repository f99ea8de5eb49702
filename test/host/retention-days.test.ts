import { describe, expect, test } from '@jest/globals';
import { Retention } from '../../src/config/settings.js';
import { zoneOf } from '../../src/core/deadline/zone.js';
import { RetentionDays } from '../../src/host/retention-days.js';
import { RetentionReport } from '../../src/store/retention.js';
import { memoryAudit } from '../support/server/memory-audit.js';

const NONE = Object.fromEntries(Object.keys(RetentionReport.shape).map((kind) => [kind, 0]));

/** A hub's retention on a day in Yancheng (UTC+8), with what the log says already. */
function retention(
  at: string,
  { daily = true, fails = false, audit = memoryAudit(() => new Date(at)) } = {},
) {
  let now = new Date(at);
  const days = new RetentionDays({
    run: async () => {
      if (fails) throw new Error('the disk is full');
      return RetentionReport.parse({ ...NONE, messages: 7 });
    },
    audit,
    periods: Retention.parse({ daily, messages: 400 }),
    zone: zoneOf('Asia/Shanghai'),
    clock: { now: () => now },
    onError: () => undefined,
  });
  return { days, audit, at: (time: string) => void (now = new Date(time)) };
}

describe('what administrators are told of retention', () => {
  test('every period of the settings is a rule, with words in both languages', async () => {
    const { rules } = await retention('2026-12-01T00:00:00Z').days.state();
    const { daily: _, ...periods } = Retention.parse({ messages: 400 });
    expect(Object.fromEntries(rules.map(({ kind, days }) => [kind, days]))).toEqual(periods);
    for (const { zh, en } of rules)
      expect([zh, en]).toEqual([expect.stringMatching(/天|期|除/), expect.any(String)]);
  });

  test('the next run is at three in the morning of the city, and the day after once it is done', async () => {
    const one = retention('2026-11-30T18:59:00Z');
    expect((await one.days.state()).nextRunAt).toEqual(new Date('2026-11-30T19:00:00Z'));
    one.at('2026-11-30T19:00:00Z');
    await one.days.look();
    expect((await one.days.state()).nextRunAt).toEqual(new Date('2026-12-01T19:00:00Z'));
  });

  test('nothing is announced where nothing goes by itself', async () => {
    expect(await retention('2026-12-01T00:00:00Z', { daily: false }).days.state()).not.toHaveProperty(
      'nextRunAt',
    );
  });

  test('the last run is one that removed; a dry run, or one that broke off, is none; a restart forgets nothing', async () => {
    const first = retention('2026-12-01T00:00:00Z');
    const actor = { type: 'staff', id: 's1', name: '安全管理员' } as const;
    expect((await first.days.state()).lastRun).toBeUndefined();
    await first.days.run(false, actor);
    await first.days.run(true, actor);
    const broken = retention('2026-12-02T00:00:00Z', { fails: true, audit: first.audit });
    await expect(broken.days.run(false, actor)).rejects.toThrow();
    const { lastRun } = await retention('2026-12-03T00:00:00Z', { audit: first.audit }).days.state();
    expect(lastRun).toMatchObject({
      at: new Date('2026-12-01T00:00:00Z'),
      by: '安全管理员',
      removed: { messages: 7 },
    });
  });
});
