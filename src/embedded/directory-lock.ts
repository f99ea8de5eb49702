import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** A data directory held by this process. */
export interface DirectoryLock {
  release(): void;
}

const LOCK_FILE = 'store.lock';
/** The owner touches its lock this often, for those who cannot see its process (another container or machine). */
const HEARTBEAT_MS = 5_000;
const HEARTBEAT_DEAD_MS = 30_000;
/** Taking over a stale lock takes microseconds; a guard this old was left by a process that died in between. */
const GUARD_DEAD_MS = 10_000;

const Owner = z.object({
  pid: z.number(),
  host: z.string(),
  /** When that process started, so that another one with its number is not taken for it. Empty where unknown. */
  started: z.string(),
  token: z.string(),
});
type Owner = z.infer<typeof Owner>;

/** Tokens of the locks this process holds. */
const held = new Set<string>();

/**
 * Takes a directory for this process alone: the store keeps its catalog in memory, and a second writer would not be
 * seen. The lock of a process that is gone is taken over. Creates the directory when it is not there.
 */
export function lockDirectory(dataDir: string): DirectoryLock {
  const file = join(dataDir, LOCK_FILE);
  const owner: Owner = {
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
    token: randomBytes(12).toString('hex'),
  };
  makeWritable(dataDir);
  if (!create(file, owner)) takeOver(file, dataDir, owner);
  held.add(owner.token);
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      held.delete(owner.token);
      if (readOwner(file)?.token === owner.token) rmSync(file, { force: true });
    },
  };
}

function makeWritable(dataDir: string): void {
  const probe = join(dataDir, `.write-${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The data directory ${dataDir} cannot be written (${reason}). What to do: give this user write permission, or choose another directory.`,
      { cause: error },
    );
  }
}

function create(file: string, owner: Owner): boolean {
  try {
    writeFileSync(file, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** One taker at a time, kept apart by a guard file: two must not both find the lock stale and both replace it. */
function takeOver(file: string, dataDir: string, owner: Owner): void {
  const guard = `${file}.takeover`;
  if (ageOf(guard) > GUARD_DEAD_MS) rmSync(guard, { force: true });
  if (!create(guard, owner)) throw inUse(dataDir, 'another process is starting on it');
  try {
    const current = readOwner(file);
    if (current && isAlive(current, file))
      throw inUse(dataDir, `process ${current.pid} on ${current.host} uses it`);
    const fresh = `${file}.${owner.token}`;
    writeFileSync(fresh, JSON.stringify(owner), { mode: 0o600 });
    renameSync(fresh, file);
  } finally {
    rmSync(guard, { force: true });
  }
}

function inUse(dataDir: string, by: string): Error {
  return new Error(
    `The data directory ${dataDir} is in use: ${by}. What to do: stop that process, or choose another directory.`,
  );
}

function isAlive(owner: Owner, file: string): boolean {
  if (owner.host !== hostname()) return ageOf(file) < HEARTBEAT_DEAD_MS;
  if (owner.pid === process.pid) return held.has(owner.token);
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return owner.started === startOf(owner.pid);
}

/** Start time of a process in clock ticks since boot (proc(5), field 22); empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process keeps its number until its parent looks at it; it holds nothing any more.
    return state === 'Z' || state === 'X' ? 'gone' : (rest[18] ?? '');
  } catch {
    return '';
  }
}

/** Undefined when there is no lock, or one that was never completely written. */
function readOwner(file: string): Owner | undefined {
  try {
    return Owner.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function ageOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? Date.now() - stat.mtimeMs : 0;
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
