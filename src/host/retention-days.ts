import type { Settings } from '../config/settings.js';
import type { AuditEvent } from '../core/audit/event.js';
import { addDays, type Zone } from '../core/deadline/zone.js';
import type { Clock } from '../core/ports.js';
import type { AuditStore } from '../store/audit/audit-store.js';
import { RetentionReport } from '../store/retention.js';
import { type RetentionRule, retentionRules } from './retention-rules.js';

const LOOK_EVERY_MS = 10 * 60_000;
/** When nearly nobody writes. */
const AT = '03:00';
const AT_MINUTES = 3 * 60;
/** Records that are looked through for the last run: two of each run, dry ones too. */
const RECORDS = 200;

export interface RetentionDaysDeps {
  readonly run: (dryRun: boolean) => Promise<RetentionReport>;
  audit: Pick<AuditStore, 'record' | 'list'>;
  periods: Settings['retention'];
  zone: Zone;
  clock: Clock;
  readonly onError: (what: string, error: unknown) => void;
}

const OBJECT = { type: 'retention', id: 'all' } as const;

/** What is kept how long, and how the removing does. */
export interface RetentionState {
  rules: RetentionRule[];
  /** Absent: nothing goes by itself. */
  nextRunAt?: Date;
  /** The last that came to its end and was no dry run. */
  lastRun?: { at: Date; by: string; removed: RetentionReport };
}

/** Removes what has been kept long enough: every night when the city has said so, and when an admin asks. */
export class RetentionDays {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<unknown> = Promise.resolve();
  private lastDay = '';

  constructor(private readonly deps: RetentionDaysDeps) {}

  start(): void {
    if (!this.deps.periods.daily) return;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.current;
  }

  async state(): Promise<RetentionState> {
    const { periods } = this.deps;
    return {
      rules: retentionRules(periods),
      ...(periods.daily && { nextRunAt: this.nextRunAt() }),
      lastRun: await this.lastRun(),
    };
  }

  /** Once in a night; a hub that was down then does it the next one. */
  async look(): Promise<void> {
    const { zone, clock, onError } = this.deps;
    const now = clock.now();
    const day = zone.dayOf(now);
    if (day === this.lastDay || zone.clockOf(now) < AT) return;
    this.lastDay = day;
    this.current = this.run(false, { type: 'hub', id: 'hub' }).catch((error: unknown) =>
      onError('retention', error),
    );
    await this.current;
  }

  /** The record comes first: what cannot be recorded is not removed. */
  async run(dryRun: boolean, actor: AuditEvent['actor']): Promise<RetentionReport> {
    const { audit, run } = this.deps;
    const record = (detail: AuditEvent['detail'], outcome: AuditEvent['outcome']) =>
      audit.record({
        actor,
        action: 'retention.run',
        object: OBJECT,
        detail,
        outcome,
      });
    await record({ dryRun, begun: true }, 'done');
    const report = await run(dryRun);
    await record({ dryRun, ...report }, 'done');
    return report;
  }

  /** What the audit log says: it outlives the process, and nobody can change it. */
  private async lastRun(): Promise<RetentionState['lastRun']> {
    const records = await this.deps.audit.list({
      object: OBJECT.id,
      actions: ['retention.run'],
      limit: RECORDS,
    });
    for (const { at, actor, detail } of records) {
      const removed = RetentionReport.safeParse(detail);
      if (detail['dryRun'] === false && removed.success)
        return { at, by: actor.name ?? actor.id, removed: removed.data };
    }
    return undefined;
  }

  private nextRunAt(): Date {
    const { zone, clock } = this.deps;
    const now = clock.now();
    const today = zone.dayOf(now);
    const isDone = today === this.lastDay;
    const at = zone.instant(isDone ? addDays(today, 1) : today, AT_MINUTES);
    // A hub that starts later in the day makes up for it at once.
    return at < now ? now : at;
  }
}
