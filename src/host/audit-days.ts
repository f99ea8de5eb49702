import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Anchor } from '../core/audit/check-chain.js';
import type { Zone } from '../core/deadline/zone.js';
import type { Clock } from '../core/ports.js';
import type { AuditStore, Verification } from '../store/audit/audit-store.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LATEST = 'latest.json';
const Noted = z.object({ seq: z.number().int(), hash: z.string() });

export interface AuditDaysDeps {
  audit: AuditStore;
  /** `anchors` in the data directory. */
  folder: string;
  zone: Zone;
  clock: Clock;
  onError(what: string, error: unknown): void;
}

/**
 * Notes after each day what its last audit record was: in the store, and in a file beside it that may be copied
 * to where the hub's users cannot write. Whoever cuts off or rewrites the log would have to find every copy.
 */
export class AuditDays {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly deps: AuditDaysDeps) {}

  start(): void {
    const look = () => void this.look().catch((error: unknown) => this.deps.onError('audit anchors', error));
    look();
    this.timer = setInterval(look, HOUR_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.noteLatest();
  }

  /** Anchors the days that are over since the last time, and notes where the log stands. */
  async look(): Promise<void> {
    const { audit, zone, clock } = this.deps;
    const now = clock.now();
    const today = zone.instant(zone.dayOf(now), 0);
    const day = zone.dayOf(new Date(today.getTime() - DAY_MS / 2));
    const known = await audit.anchors();
    if (!known.some((anchor) => anchor.day === day)) await audit.anchor(day, today);
    for (const anchor of await audit.anchors()) this.write(`${anchor.day}.json`, anchor, false);
    await this.noteLatest();
  }

  /** Reads the whole log and compares it with the anchors in the store and in the files. */
  verify(): Promise<Verification> {
    return this.deps.audit.verify(this.noted());
  }

  private noted(): Anchor[] {
    const { folder } = this.deps;
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return files.flatMap((name) => Noted.safeParse(jsonOf(join(folder, name))).data ?? []);
  }

  private async noteLatest(): Promise<void> {
    const { seq, hash, at } = await this.deps.audit.head();
    if (seq > 0) this.write(LATEST, { seq, hash, at }, true);
  }

  /** A day's file is never written twice: one that differs from the store is evidence. */
  private write(name: string, content: object, again: boolean): void {
    const { folder } = this.deps;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, name);
    if (!again && existsSync(file)) return;
    writeFileSync(`${file}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Half a file after a crash of the machine: the store's own anchor stands.
    return undefined;
  }
}
