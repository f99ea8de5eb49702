import { z } from 'zod';
import type { WeiboClient } from '../api/client.js';
import { WeiboTime } from '../api/shapes.js';
import type { Feed } from './feeds.js';
import { idOf } from './item.js';

export interface Collected {
  /** What is new, each once, in any order. */
  items: unknown[];
  /** The newest id that was seen: the mark, once all items are stored. */
  top: string | undefined;
  /** True when Weibo's memory may have ended before ours began: older items cannot be had any more. */
  mayHaveGap: boolean;
}

export interface Since {
  /** The newest item of the feed that we have; undefined before the first. */
  mark: string | undefined;
  /** Before the first mark: what is older than this is not ours to answer. */
  notBefore: Date;
}

/**
 * Everything new of a feed, after a minute or after a week. The pages go by id and not by number: between two
 * calls something new may shift the numbers, and something deleted would make one be skipped.
 */
export async function collectNew(
  client: Pick<WeiboClient, 'feed'>,
  { path }: Feed,
  { mark, notBefore }: Since,
): Promise<Collected> {
  const items: unknown[] = [];
  const seen = new Set<string>();
  const result = (mayHaveGap: boolean): Collected => ({ items, top: highest([...seen]), mayHaveGap });
  let maxId: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const found = await client.feed(path, { sinceId: mark ?? '0', maxId, count: PAGE });
    const fresh = found.items.filter((item) => {
      const id = idOf(item);
      return id === undefined || (isNewer(id, mark) && !seen.has(id));
    });
    const wanted = mark === undefined ? fresh.filter((item) => !isOlder(item, notBefore)) : fresh;
    items.push(...wanted);
    const ids = fresh.flatMap((item) => idOf(item) ?? []);
    for (const id of ids) seen.add(id);
    const reachedOld = wanted.length < fresh.length;
    if (reachedOld || found.items.length >= (found.total_number ?? Infinity)) return result(false);
    const bottom = lowest(ids);
    if (bottom === undefined) return result(mark !== undefined && items.length >= REMEMBERED);
    maxId = String(BigInt(bottom) - 1n);
  }
  return result(true);
}

/** Ids have no fixed length, so they are compared as numbers. */
function isNewer(id: string, than: string | undefined): boolean {
  return than === undefined || BigInt(id) > BigInt(than);
}
function highest(ids: string[]): string | undefined {
  return ids.reduce<string | undefined>((top, id) => (isNewer(id, top) ? id : top), undefined);
}
function lowest(ids: string[]): string | undefined {
  return ids.reduce<string | undefined>(
    (bottom, id) => (bottom === undefined || isNewer(bottom, id) ? id : bottom),
    undefined,
  );
}

function isOlder(item: unknown, than: Date): boolean {
  const { data } = Dated.safeParse(item);
  return data !== undefined && data.created_at < than;
}
const Dated = z.object({ created_at: WeiboTime });

/** The most that a call gives. */
const PAGE = 200;
/** Weibo gives the last 1 000 to 2 000 items of a feed, whatever is asked for. */
const REMEMBERED = 1000;
const MOST_PAGES = 60;
