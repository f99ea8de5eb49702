import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../src/embedded/start.js';
import { connectStore } from '../src/store/connect.js';
import { createStores } from '../src/store/stores.js';
import { operator, opened, ticketsOn } from '../test/core/ticket/stored-tickets.js';
import { city, LEAD, staff } from '../test/core/ticket/tickets.js';
import { testVault } from '../test/support/vault.js';
import { seedTickets } from './lib/seed-tickets.js';

/**
 * What work with tickets costs as they grow in number: dispatching one, listing what is due today in one's unit, one
 * round of the sweeper. On the embedded store, by the hub's own code. Writes bench/RESULTS-work-orders.md.
 * Usage: npm run bench:work-orders [-- <sizes, such as 10000,100000> <times each>]
 */
const SIZES = (process.argv[2] ?? '10000,100000').split(',').map(Number);
const TIMES = Number(process.argv[3] ?? 300);
const DAY_MS = 86_400_000;
const AIM = 2;

const dir = mkdtempSync(join(tmpdir(), 'bench-work-orders-'));
const store = await startEmbedded(dir);
const connection = await connectStore(store.uri);
const stores = await createStores(connection, testVault());
const now = new Date();
const tickets = ticketsOn(stores, { clock: { now: () => now } });
const units = city.units.flatMap(({ id, validTo }) => (validTo === undefined ? [id] : []));
const lines: string[] = [];
const say = (line: string): void => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

const waiting = await opened(tickets, 'story-accepted');
await opened(tickets, 'story-signed');
await tickets.move('story-signed', operator, 'd', 'dispatch', { unit: LEAD });
const signed = await tickets.move('story-signed', staff('clerk', LEAD), 's', 'sign', {});
const closed = { ...signed, state: 'closed' as const, deadlines: [], timerAt: null };
const stories = [
  { ticket: closed, share: 90 },
  { ticket: signed, share: 9 },
  { ticket: waiting, share: 1 },
];

const measured = new Map<string, number[]>();
let serial = 0;
let seeded = 0;
say('# Work with tickets: measurements\n');
say(
  `Machine: ${cpus().length} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}, commit ${commit()}. Load average when it began: ${loadavg()[0]?.toFixed(1)}. Each ${TIMES} times, one after another; nine of ten tickets are closed.\n`,
);
say('| tickets | what | p50 ms | p99 ms |\n| --- | --- | --- | --- |');
for (const size of SIZES) {
  await seedTickets(connection, stories, units, { from: seeded, to: size, now });
  seeded = size;
  await measure(size, 'dispatch', prepareDispatch);
  await measure(size, 'due in my unit today', async () => dueToday);
  await measure(size, 'a round of the sweeper, nothing due', async () => idleRound);
}
verdict();
writeFileSync('bench/RESULTS-work-orders.md', `${lines.join('\n')}\n`);
await connection.close();
await store.close();
rmSync(dir, { recursive: true, force: true });

async function measure(size: number, what: string, prepare: () => Promise<() => Promise<unknown>>) {
  const times: number[] = [];
  for (let n = 0; n < TIMES + TIMES / 10; n++) {
    const act = await prepare();
    const begun = performance.now();
    await act();
    // The first ones warm up.
    if (n >= TIMES / 10) times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (q: number) => times[Math.floor(times.length * q)] ?? 0;
  measured.set(what, [...(measured.get(what) ?? []), at(0.99)]);
  say(`| ${size} | ${what} | ${at(0.5).toFixed(2)} | ${at(0.99).toFixed(2)} |`);
}

/** A fresh ticket each time; opening it is not measured. */
async function prepareDispatch(): Promise<() => Promise<unknown>> {
  const id = `fresh-${++serial}`;
  await opened(tickets, id);
  return () => tickets.move(id, operator, `dispatch-${id}`, 'dispatch', { unit: anyUnit() });
}

function dueToday(): Promise<unknown> {
  const from = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  return tickets.list({
    scope: [{ unit: anyUnit(), sealed: false }],
    due: { from, before: new Date(from.getTime() + DAY_MS) },
    sort: { by: 'dueAt', order: 'ascending' },
    limit: 50,
  });
}

/** What the sweeper asks of tickets each second. */
async function idleRound(): Promise<void> {
  await stores.tickets.withNotices(500);
  await stores.tickets.dueTimers(now, 500);
}

function anyUnit(): string {
  return units[Math.floor(Math.random() * units.length)] ?? LEAD;
}

function verdict(): void {
  say(
    `\n| aim: p99 at ${SIZES.at(-1)} at most ${AIM} times that at ${SIZES[0]} | times | |\n| --- | --- | --- |`,
  );
  for (const [what, p99] of measured) {
    const ratio = (p99.at(-1) ?? 0) / (p99[0] ?? 1);
    say(`| ${what} | ${ratio.toFixed(2)} | ${ratio <= AIM ? 'reached' : '**not reached in this run**'} |`);
  }
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();
}
