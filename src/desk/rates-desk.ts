import {
  changeOfRates,
  sumOfRates,
  type UnitRateRepository,
  type UnitRates,
} from '../core/assessment/unit-rates.js';
import { addDays, type Zone } from '../core/deadline/zone.js';
import type { Clock, TicketRepository } from '../core/ports.js';

const HOUR_MS = 3_600_000;
const PAGE = 200;
/** Counting takes at most this part of the time: however many screens ask, it is done again that much later. */
const REST = 20;

export interface RatesDeskDeps {
  tickets: Pick<TicketRepository, 'changedSince'>;
  rates: UnitRateRepository;
  zone: Zone;
  clock: Clock;
  onError(what: string, error: unknown): void;
}

/** Rates of units over days, from a row a day and unit: a month costs the same however many tickets it had. */
export class RatesDesk {
  private timer: NodeJS.Timeout | undefined;
  private counting: Promise<void> | undefined;
  private restsUntil = 0;

  constructor(private readonly deps: RatesDeskDeps) {}

  start(): void {
    const look = () => void this.count().catch((error: unknown) => this.deps.onError('rates', error));
    look();
    this.timer = setInterval(look, HOUR_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.counting;
  }

  /** Of days of the city, both included; `platform` for one platform alone. */
  async between(
    from: string,
    to: string,
    platform?: string,
  ): Promise<{ units: UnitRates[]; countedAt: Date }> {
    await this.count();
    const rows = await this.deps.rates.between(from, to);
    const own = rows.filter((row) => platform === undefined || row.platform === platform);
    const countedAt = (await this.deps.rates.countedUntil()) ?? this.deps.clock.now();
    return { units: sumOfRates(own), countedAt };
  }

  /** Counts what has changed since the last time, unless that was just now. */
  private async count(): Promise<void> {
    if (this.counting === undefined && performance.now() >= this.restsUntil) {
      const began = performance.now();
      this.counting = this.countDays().finally(() => {
        const ended = performance.now();
        this.restsUntil = ended + (ended - began) * REST;
        this.counting = undefined;
      });
    }
    await this.counting;
  }

  /** Counts now: the days since the last one that was counted to its end, in one walk over the tickets that changed since. */
  async countDays(): Promise<void> {
    const { rates, zone, clock } = this.deps;
    const now = clock.now();
    const until = await rates.countedUntil();
    const today = zone.dayOf(now);
    const days = [zone.dayOf(until && until < now ? until : now)];
    for (let day = days[0] ?? today; day < today;) days.push((day = addDays(day, 1)));
    const spans = days.map((day) => {
      const end = zone.instant(addDays(day, 1), 0);
      return { day, from: zone.instant(day, 0), to: end < now ? end : now };
    });
    const counted = new Map<string, UnitRates[]>(days.map((day) => [day, []]));
    const since = spans[0]?.from ?? now;
    for await (const ticket of this.changedSince(since))
      for (const { day, from, to } of spans) {
        const change = changeOfRates(ticket, from, to);
        if (change.length > 0) counted.set(day, sumOfRates([...(counted.get(day) ?? []), ...change]));
      }
    await rates.replace(
      [...counted].map(([day, units]) => ({ day, units })),
      now,
    );
  }

  /** Each once, though it may change again while they are walked. */
  private async *changedSince(since: Date) {
    const seen = new Set<string>();
    let after: { at: Date; id: string } | undefined;
    for (;;) {
      const page = await this.deps.tickets.changedSince(since, after, PAGE);
      for (const ticket of page) {
        if (!seen.has(ticket.id)) yield ticket;
        seen.add(ticket.id);
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = { at: last.updatedAt, id: last.id };
    }
  }
}
