import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { HubProcess } from '../demo/hub-process.js';
import { startEmbedded } from '../src/embedded/start.js';
import { connectStore } from '../src/store/connect.js';
import { openVault } from '../src/store/pii/open-vault.js';
import { createStores } from '../src/store/stores.js';
import { Echo } from './lib/echo.js';
import { BenchCitizen } from './lib/hub-citizen.js';
import { cpuSeconds } from './lib/process-cpu.js';
import { seed } from './lib/seed.js';
import { rate } from './lib/store-rate.js';

/**
 * Measures full conversational turns end to end (HTTP in → stored → engine → answer stored → SSE out) on the
 * embedded store, next to the raw limits of the same run, and how they change as tickets pile up. Load and
 * hub share the machine. Writes bench/RESULTS.md. Usage: npm run bench [-- <seconds per measurement>]
 */
const SECONDS = Number(process.argv[2] ?? 15);
const CONCURRENT = 64;
/** A hub runs for weeks: what its first minute spends on compiling is not what a turn costs. */
const WARM_UP_TURNS = 1000;
/** A conversation: complaint, place, phone, yes; four turns and a ticket. */
const STORY = ['我家楼下路灯坏了好几天了', '盐都区世纪大道88号', '13812345678', '对'];
const LOTS = { points: 100_000_000, perSeconds: 1 };
const LIFTED = {
  perSession: { requests: LOTS, messages: LOTS, streams: 10 },
  perAddress: { requests: LOTS, sessions: LOTS, streams: 100_000 },
};
/** Writes the hub makes for one turn: raw payload, message, step, outbox and marks, effects cleared. */
const WRITES_PER_TURN = 5;

const lines: string[] = [];
const say = (line: string): void => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

/** One citizen after another in one chair: when a story is told, the next person sits down. */
class Talker {
  private line = 0;

  private constructor(
    private readonly base: string,
    private citizen: BenchCitizen,
  ) {}

  static async open(base: string): Promise<Talker> {
    return new Talker(base, await BenchCitizen.open(base));
  }

  /** One turn, in milliseconds; opening the next session is not part of it. */
  async turn(): Promise<number> {
    if (this.line === STORY.length) {
      this.citizen.leave();
      this.citizen = await BenchCitizen.open(this.base);
      this.line = 0;
    }
    return this.citizen.turn(STORY[this.line++] ?? '');
  }

  leave(): void {
    this.citizen.leave();
  }
}

say('# Hub: measurements\n');
say(
  `Machine: ${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}.`,
);
say(
  `Commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim()}, ${new Date().toISOString().slice(0, 10)}. Command: \`npm run bench -- ${SECONDS}\`. One run; load generator and hub share the cores. Load average of the machine when it began: ${loadOf(1)}.`,
);
say(
  `Each hub has answered ${WARM_UP_TURNS} turns before it is measured. The bare echo is measured right before and after, because other programs on the machine slow down both. The quiet time that joins bubbles (800 ms by default) and the proof of work are off, limits per sender are lifted.\n`,
);

say('| what | per second | p50 ms | p99 ms |\n| --- | --- | --- | --- |');
const echo = await Echo.start();
await storeLimit();
const runs: HubRun[] = [];
for (const tickets of [1_000, 10_000, 100_000]) runs.push(await hubWith(tickets));
echo.stop();
aims(runs);
costs(runs);
writeFileSync('bench/RESULTS.md', `${lines.join('\n')}\n`);
process.exit(0);

interface HubRun {
  tickets: number;
  /** Bare echoes per second around the measurement at full load. */
  echo: number;
  /** Processor time of hub and load generator for one turn, ms. */
  cpu: number;
  clientCpu: number;
  /** Cores the hub had at full load. */
  cores: number;
  /** Load average of the machine after it. */
  load: string;
  /** Turns per second at full load. */
  full: number;
  /** 99th percentile at half that load, ms. */
  p99: number;
  /** Until the hub answers that it is ready, ms. */
  ready: number;
  /** Resident memory before any load, MB. */
  idle: number;
}

type Measured = 'full' | 'p99' | 'ready' | 'idle';
function least(runs: HubRun[], key: Measured): number {
  return Math.min(...runs.map((run) => run[key]));
}
function most(runs: HubRun[], key: Measured): number {
  return Math.max(...runs.map((run) => run[key]));
}

/** What was asked for beside what was measured: the worst of the runs counts. */
function aims(runs: HubRun[]): void {
  const growth = runs.map(({ full }) => full);
  const shrunk = (growth.at(-1) ?? 0) / (growth[0] ?? 1);
  const rows: [string, string, boolean][] = [
    ['≥ 250 turns/s on 2 cores', `${least(runs, 'full')}–${most(runs, 'full')}`, least(runs, 'full') >= 250],
    ['p99 < 200 ms at half of the load reached', `${most(runs, 'p99')} ms`, most(runs, 'p99') < 200],
    ['idle RSS < 250 MB', `${most(runs, 'idle')} MB`, most(runs, 'idle') < 250],
    ['start to ready < 3 s', `${most(runs, 'ready')} ms`, most(runs, 'ready') < 3000],
    ['no slowdown from 1 k to 100 k tickets', growth.join(' → '), shrunk > 0.85],
  ];
  say('\n## Against the aims\n\n| aim | measured | |\n| --- | --- | --- |');
  for (const [aim, measured, reached] of rows) {
    say(`| ${aim} | ${measured} | ${reached ? 'reached' : '**not reached in this run**'} |`);
  }
}

/** What carries over to another machine, and what two cores of this one can give at most. */
function costs(runs: HubRun[]): void {
  say('\n## What one turn costs\n');
  say(
    '| tickets | turns/s | bare echoes/s | echoes a turn | ms of processor, hub | load generator | cores the hub had | two free cores give at most | load average |',
  );
  say('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { tickets, full, echo, cpu, clientCpu, cores, load } of runs) {
    const most = Math.round((cpus().length * 1000) / (cpu + clientCpu));
    say(
      `| ${tickets} | ${full} | ${echo} | ${Math.round(echo / full)} | ${cpu.toFixed(1)} | ${clientCpu.toFixed(1)} | ${cores.toFixed(2)} | ${most} turns/s (calculated) | ${load} |`,
    );
  }
  say(
    '\nWhen other programs take the cores away, turns and echoes per second shrink with them; processor time grows much less.',
  );
}

function loadOf(minutes: 1): string {
  return (loadavg()[minutes - 1] ?? 0).toFixed(1);
}

/** The hub over a store that holds so many tickets already. */
async function hubWith(tickets: number): Promise<HubRun> {
  const hub = await HubProcess.make({
    log: { level: 'error' },
    channels: { web: { debounceMs: 0, proofOfWork: { enabled: false }, limits: LIFTED } },
  });
  await fill(hub.dataDir, tickets);
  const began = performance.now();
  await hub.start();
  const ready = Math.round(performance.now() - began);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const idle = rss(hub.pid);
  const { full, echoes, cpu, clientCpu, cores } = await turns(hub, CONCURRENT);
  const load = loadOf(1);
  row(`hub with ${tickets} tickets: turns, ${CONCURRENT} citizens at once`, full);
  const half = await paced(hub.base, full.perSecond / 2);
  row(`hub with ${tickets} tickets: turns at half that load`, half);
  const busy = rss(hub.pid);
  say(`| — ready after ${ready} ms, RSS idle ${idle} MB, after the load ${busy} MB | | | |`);
  await hub.stop();
  hub.remove();
  return {
    tickets,
    full: full.perSecond,
    echo: echoes,
    cpu,
    clientCpu,
    cores,
    load,
    p99: half.p99,
    ready,
    idle,
  };
}

/** Citizens talk without pause: the most the hub takes. */
async function turns(hub: HubProcess, citizens: number) {
  const talkers = await Promise.all(Array.from({ length: citizens }, () => Talker.open(hub.base)));
  // As many chairs as loops, because a citizen waits for the answer before speaking again.
  const free = [...talkers];
  const one = async () => {
    const talker = free.pop();
    if (!talker) throw new Error('more loops than citizens');
    await talker.turn();
    free.push(talker);
  };
  let toWarm = WARM_UP_TURNS;
  await Promise.all(
    talkers.map(async () => {
      while (toWarm-- > 0) await one();
    }),
  );
  const echoBefore = await echo.perSecond(1);
  const began = { hub: cpuSeconds(hub.pid), client: cpuSeconds(process.pid), at: performance.now() };
  const full = await rate(SECONDS, citizens, one);
  const spent = {
    hub: cpuSeconds(hub.pid) - began.hub,
    client: cpuSeconds(process.pid) - began.client,
    seconds: (performance.now() - began.at) / 1000,
  };
  const echoAfter = await echo.perSecond(1);
  for (const talker of talkers) talker.leave();
  const count = full.perSecond * spent.seconds;
  return {
    full,
    echoes: Math.round((echoBefore + echoAfter) / 2),
    cpu: (spent.hub * 1000) / count,
    clientCpu: (spent.client * 1000) / count,
    cores: spent.hub / spent.seconds,
  };
}

/** Turns begin at a fixed pace, whatever the answers do: latency as citizens would feel it. */
async function paced(base: string, perSecond: number) {
  const latencies: number[] = [];
  const free = await Promise.all(Array.from({ length: CONCURRENT * 2 }, () => Talker.open(base)));
  const begun: Promise<void>[] = [];
  const start = performance.now();
  for (let i = 0; performance.now() - start < SECONDS * 1000; i++) {
    const wait = start + (i * 1000) / perSecond - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const talker = free.shift() ?? (await Talker.open(base));
    begun.push(
      talker.turn().then((ms) => {
        latencies.push(ms);
        free.push(talker);
      }),
    );
  }
  await Promise.all(begun);
  latencies.sort((a, b) => a - b);
  const at = (q: number) => Number((latencies[Math.floor(latencies.length * q)] ?? 0).toFixed(2));
  for (const talker of free) talker.leave();
  return { perSecond: Math.round(latencies.length / SECONDS), p50: at(0.5), p99: at(0.99) };
}

/** The same number of durable writes of about the same size, and nothing else. */
async function storeLimit(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-raw-'));
  const store = await startEmbedded(dir);
  const client = await new MongoClient(store.uri, { maxPoolSize: 32 }).connect();
  const rows = client.db('raw').collection('rows');
  const filler = 'x'.repeat(900);
  const turn = async () => {
    for (let i = 0; i < WRITES_PER_TURN; i++) await rows.insertOne({ filler, at: new Date() });
  };
  await rate(2, CONCURRENT, turn);
  row(
    `raw: ${WRITES_PER_TURN} durable inserts of 0.9 KB one after another, as one turn needs`,
    await rate(SECONDS / 2, CONCURRENT, turn),
  );
  await client.close();
  await store.close();
  rmSync(dir, { recursive: true });
}

async function fill(dataDir: string, tickets: number): Promise<void> {
  const store = await startEmbedded(join(dataDir, 'store'));
  const connection = await connectStore(store.uri);
  await createStores(connection, await openVault(connection, join(dataDir, 'keys.json'), new Date()));
  await seed(connection, tickets);
  await connection.close();
  await store.close();
}

function row(what: string, { perSecond, p50, p99 }: { perSecond: number; p50: number; p99: number }): void {
  say(`| ${what} | ${perSecond} | ${p50} | ${p99} |`);
}

/** Resident memory of a process, MB. */
function rss(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return Math.round(Number(kb) / 1024);
}
