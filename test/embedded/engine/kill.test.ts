import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { checkStore } from '../../../src/embedded/maintenance.js';
import { startEmbedded } from '../../../src/embedded/start.js';
import { startChild } from './child.js';
import { temporaryDirectory } from './open-store.js';

const KILLS = process.env['HUB_HEAVY'] === '1' ? 50 : 4;

test(
  `after ${KILLS} times kill -9 under concurrent writers no acknowledged write is lost and every index is sound`,
  async () => {
    const dir = await temporaryDirectory();
    const inserted = new Set<number>();
    const updated = new Set<number>();
    for (let kill = 0; kill < KILLS; kill++) {
      // Numbers of unacknowledged writes of the round before are left out: they may or may not be there.
      const first = Math.max(0, ...inserted) + 1000;
      await writeAndKill(dir, first, 50 + Math.random() * 400, inserted, updated);
      expect(await checkStore(dir)).toMatchObject({ faults: [] });
    }
    expect(inserted.size).toBeGreaterThan(KILLS);
    const stored = await readAll(dir);
    expect([...inserted].filter((no) => !stored.has(no))).toEqual([]);
    expect([...updated].filter((no) => stored.get(no) !== 1)).toEqual([]);
    await rm(dir, { recursive: true, force: true });
  },
  60_000 + KILLS * 20_000,
);

async function writeAndKill(
  dir: string,
  first: number,
  afterMs: number,
  inserted: Set<number>,
  updated: Set<number>,
): Promise<void> {
  const { process: child, lines } = startChild('./keep-writing.ts', dir, String(first));
  let isStarted = false;
  lines.on('line', (line) => {
    const [kind, no] = line.split(' ');
    if (kind === 'i') inserted.add(Number(no));
    if (kind === 'u') updated.add(Number(no));
    // Counted from the first acknowledgement, so that every round kills in the middle of writing.
    if (kind === 'i' && !isStarted) {
      isStarted = true;
      void sleep(afterMs).then(() => child.kill('SIGKILL'));
    }
  });
  await Promise.all([once(lines, 'close'), once(child, 'exit')]);
}

/** Each document's number, and how often it was updated. */
async function readAll(dir: string): Promise<Map<number, number>> {
  const store = await startEmbedded(dir);
  const client = await MongoClient.connect(store.uri);
  const docs = await client.db().collection<{ no: number; n: number }>('docs').find({}).toArray();
  await client.close();
  await store.close();
  return new Map(docs.map(({ no, n }) => [no, n]));
}
