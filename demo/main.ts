import { account, hasHeardAll, print } from './account.js';
import { castFor } from './cast.js';
import { Caller } from './citizens/caller.js';
import { HubProcess } from './hub-process.js';
import { enter, type Played, type Stage, writeAgain } from './play.js';
import { Desk } from './staff.js';
import { Vendors } from './vendors.js';

/**
 * A scripted day at the hotline: citizens on all channels, interleaved; staff through the API; vendors that
 * fail in between; then an account of who heard what. `--kills=N` plays web and mail alone and kills the hub
 * (kill -9) at N random moments. Ends with 1 when an expected message is missing, doubled or out of order.
 */
async function main(): Promise<void> {
  const kills = Number(/^--kills=(\d+)$/.exec(process.argv[2] ?? '')?.[1] ?? 0);
  const vendors = await Vendors.open();
  const hub = await HubProcess.make({ channels: vendors.channels });
  const began = Date.now();
  let failed = true;
  try {
    await hub.start();
    const desk = await Desk.open(() => hub.base, hub.firstPassword());
    const stage = { base: () => hub.base, vendors, desk };
    const played = await play(hub, stage, kills);
    failed = await account(played, hub, desk, began);
    const code = await hub.stop();
    if (code !== 0) {
      failed = true;
      print(`The hub did not stop in order: exit code ${code}`);
    }
  } catch (error) {
    print(`✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  } finally {
    await hub.kill();
    hub.remove();
  }
  // The vendors live in this process and hold connections that were cut with the hub: end with them.
  process.exit(failed ? 1 : 0);
}

async function play(hub: HubProcess, stage: Stage, kills: number): Promise<Played[]> {
  const { desk, vendors } = stage;
  const cast = castFor(kills);
  await Caller.sitDown(desk.operator, vendors.exchange);
  const over = new AbortController();
  const killing = killAtRandom(hub, kills, over.signal);
  try {
    const [played] = await Promise.all([
      Promise.all(cast.map((role) => enter(role, stage))),
      desk.work(cast.length),
    ]);
    over.abort();
    await killing;
    await Promise.all(played.map(writeAgain));
    await quiet(played);
    return played;
  } finally {
    over.abort();
    await killing;
  }
}

/** Kills and restarts; when the story is over before the last kill, the rest is done on the quiet hub. */
async function killAtRandom(hub: HubProcess, kills: number, over: AbortSignal): Promise<void> {
  while (hub.kills < kills) {
    if (!over.aborted) await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 2_500));
    await hub.kill();
    await hub.start();
  }
}

/** Waits until everybody has heard everything, then a while longer for what must not come. */
async function quiet(played: Played[]): Promise<void> {
  const until = Date.now() + 60_000;
  do {
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const { person } of played) await person.look();
  } while (!played.every(hasHeardAll) && Date.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  for (const { person } of played) await person.look();
}

await main();
