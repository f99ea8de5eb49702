import type { Audit, AuditEvent } from '../core/audit/event.js';
import type { Zone } from '../core/deadline/zone.js';
import type { Clock } from '../core/ports.js';
import type { RetentionReport } from '../store/retention.js';

const LOOK_EVERY_MS = 10 * 60_000;
/** When nearly nobody writes. */
const AT = '03:00';

export interface RetentionDaysDeps {
  readonly run: (dryRun: boolean) => Promise<RetentionReport>;
  audit: Audit;
  daily: boolean;
  zone: Zone;
  clock: Clock;
  readonly onError: (what: string, error: unknown) => void;
}

/** Removes what has been kept long enough: every night when the city has said so, and when an admin asks. */
export class RetentionDays {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<unknown> = Promise.resolve();
  private lastDay = '';

  constructor(private readonly deps: RetentionDaysDeps) {}

  start(): void {
    if (!this.deps.daily) return;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.current;
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
        object: { type: 'retention', id: 'all' },
        detail,
        outcome,
      });
    await record({ dryRun, begun: true }, 'done');
    const report = await run(dryRun);
    await record({ dryRun, ...report }, 'done');
    return report;
  }
}
