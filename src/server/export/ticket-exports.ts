import { HubError } from '../../core/errors.js';
import type { Audit, AuditEvent } from '../../core/audit/event.js';
import { zoneOf } from '../../core/deadline/zone.js';
import type { City } from '../../core/model/city.js';
import type { Staff } from '../../core/model/staff.js';
import type { Clock, TicketFilter } from '../../core/ports.js';
import type { StaffActor, TicketService } from '../../core/services.js';
import type { TicketScope } from '../../core/ticket/scope.js';
import { exportScope } from '../ability.js';
import { isUsable } from '../auth/sessions.js';
import { actorOf } from '../auth/staff-service.js';
import { failure } from '../errors/failure.js';
import type { ExportJob, ExportRepository } from '../ports.js';
import { filterOf, TicketFilterBody } from '../staff/ticket-filter.js';
import { ticketSummary } from '../views/ticket-view.js';
import { cellOf, isColumn, titleOf } from './columns.js';
import { openSheet } from './sheet.js';

export interface ExportDeps {
  exports: ExportRepository;
  tickets: Pick<TicketService, 'list' | 'count'>;
  staff: { byId(id: string): Promise<Staff | undefined> };
  city: City;
  clock: Clock;
  audit: Audit;
  onError(what: string, error: unknown): void;
}

/** More belongs into the statistics, not into a file on somebody’s desk. */
export const MAX_ROWS = 50_000;
const PAGE = 200;
const KEPT_MS = 24 * 3_600_000;

/**
 * Exports of tickets, one after another in the background. Each is made under the rights that its owner has
 * when it runs; one that a crash or a stop broke off is made anew from its beginning.
 */
export class TicketExports {
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly deps: ExportDeps) {}

  /** Takes up what was left undone. */
  async start(): Promise<void> {
    for (const job of await this.deps.exports.unfinished()) this.enqueue(job.id);
  }

  /** Breaks off what runs; it is made anew at the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.working;
  }

  /** Resolves when everything asked for until now is made. */
  idle(): Promise<void> {
    return this.working;
  }

  async ask(
    id: string,
    actor: StaffActor,
    wanted: Pick<ExportJob, 'format' | 'columns' | 'filter'>,
  ): Promise<ExportJob> {
    const { exports, clock } = this.deps;
    const known = await exports.find(id);
    if (known) return known;
    const total = await this.deps.tickets.count(this.question(wanted, actor), MAX_ROWS + 1);
    if (total > MAX_ROWS) throw failure('export-too-large');
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + KEPT_MS);
    const job: ExportJob = {
      ...wanted,
      id,
      staffId: actor.id,
      state: 'waiting',
      rows: 0,
      total,
      createdAt: now,
      expiresAt,
    };
    await exports.insert(job);
    this.enqueue(id);
    return job;
  }

  private enqueue(id: string): void {
    this.working = this.working.then(() => this.make(id));
  }

  private async make(id: string): Promise<void> {
    const { exports, clock, staff } = this.deps;
    try {
      const job = await exports.find(id);
      if (!job || this.stopped) return;
      await exports.update(id, { state: 'running', rows: 0 });
      const person = await staff.byId(job.staffId);
      if (!person || !isUsable(person, clock.now())) throw failure('forbidden');
      const made = await this.write(job, actorOf(person));
      if (!made) return;
      // Before there is a file: what cannot be recorded cannot be taken away.
      await this.deps.audit.record({
        actor: { type: 'staff', id: person.id, name: person.name },
        action: 'ticket.exported',
        object: { type: 'export', id },
        detail: { ...exportDetail(job), rows: made.rows },
        outcome: 'done',
      });
      await exports.putFile(id, made.bytes, job.expiresAt);
      await exports.update(id, { state: 'done', finishedAt: clock.now() });
    } catch (error) {
      const code = error instanceof HubError ? error.code : 'internal-error';
      if (code === 'internal-error') this.deps.onError('export', error);
      await exports
        .update(id, { state: 'failed', failure: code, finishedAt: clock.now() })
        .catch((again: unknown) => this.deps.onError('export', again));
    }
  }

  /** Undefined when the hub stops meanwhile. */
  private async write(
    job: ExportJob,
    actor: StaffActor,
  ): Promise<{ bytes: Buffer; rows: number } | undefined> {
    const { tickets, city, clock, exports } = this.deps;
    const columns = job.columns.filter(isColumn);
    const sheet = openSheet(job.format);
    const local = localTime(city);
    const question = this.question(job, actor);
    sheet.row(columns.map(titleOf));
    let rows = 0;
    for (let after: { at: Date; id: string } | undefined; rows < MAX_ROWS;) {
      if (this.stopped) return undefined;
      const page = await tickets.list({
        ...question,
        sort: { by: 'createdAt', order: 'ascending' },
        after,
        limit: PAGE,
      });
      for (const ticket of page) {
        const summary = ticketSummary(ticket, actor, city, clock.now());
        sheet.row(columns.map((column) => cellOf(column, { ticket, summary, local })));
      }
      rows += page.length;
      await exports.update(job.id, { rows });
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = { at: last.createdAt, id: last.id };
    }
    return { bytes: sheet.end(), rows };
  }

  /** What is asked for stands still while it is made: nothing that comes later. */
  private question(
    { filter, createdAt }: Pick<ExportJob, 'filter'> & { createdAt?: Date },
    actor: StaffActor,
  ): TicketFilter & { scope: TicketScope } {
    return {
      ...filterOf(TicketFilterBody.parse(filter), createdAt ?? this.deps.clock.now()),
      scope: exportScope(actor),
    };
  }
}

/** What the audit log says of an export. Words that were searched for may name a citizen, and stay out of it. */
export function exportDetail({
  format,
  columns,
  filter,
}: Pick<ExportJob, 'format' | 'columns' | 'filter'>): AuditEvent['detail'] {
  const told = 'text' in filter ? { ...filter, text: '***' } : filter;
  return { format, columns: columns.join(','), filter: JSON.stringify(told) };
}

function localTime(city: City): (at: Date) => string {
  const zone = zoneOf(city.profile.timezone);
  const time = new Intl.DateTimeFormat('zh-CN', {
    timeZone: city.profile.timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => `${zone.dayOf(at)} ${time.format(at)}`;
}
