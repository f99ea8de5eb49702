import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock, Ids } from '../core/ports.js';

/** Random bytes fetched at a time: one call for each digit would cost more than all the rest of an id. */
const POOL_BYTES = 4096;

/** Ids that sort by the time they were made, and cannot be guessed from one another. */
export function createIds(clock: Clock): Ids {
  const pool = Buffer.alloc(POOL_BYTES);
  let at = POOL_BYTES;
  const random = (): number => {
    if (at === POOL_BYTES) {
      randomFillSync(pool);
      at = 0;
    }
    return pool.readUInt8(at++) / 256;
  };
  const ulid = monotonicFactory(random);
  return { next: () => ulid(clock.now().getTime()) };
}
