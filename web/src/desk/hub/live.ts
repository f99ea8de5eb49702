import { ApiProblem } from '../../shared/api';
import { pause, readEvents } from '../../shared/event-stream';
import { outdate, outdateLists, outdateOne, queries } from './queries';
import { request } from './staff-api';
import type { PresentView } from './types';

/** `stale`: what is shown may be old; `stopped`: nobody is signed in. */
export type LiveState = 'live' | 'stale' | 'stopped';
export type Hint =
  | { event: 'ticket' | 'conversation'; data: { id: string } }
  | { event: 'notice' | 'alert' | 'call' | 'all'; data: object }
  | { event: 'presence'; data: { id: string; present: PresentView } };

const RECONNECT_MS = 2_000;
/** What comes within this is one reading. */
const GATHER_MS = 200;
/**
 * After lists were read anew they are left for so long, however much moves: two hundred desks would otherwise ask at
 * every message of every citizen. The first news after a quiet while shows at once.
 */
const LISTS_EVERY_MS = 3_000;

const states = new Set<() => void>();
const hints = new Set<(hint: Hint) => void>();
let state: LiveState = 'stopped';
let following: AbortController | undefined;

export const liveState = (): LiveState => state;
export function onLiveState(listener: () => void): () => void {
  states.add(listener);
  return () => states.delete(listener);
}

/** Calls back with every hint, for what is not a query (sounds, titles, presence); returns how to stop. */
export function onHint(listener: (hint: Hint) => void): () => void {
  hints.add(listener);
  return () => hints.delete(listener);
}

/** Follows what moves, until `stopLive`. What moved is read anew where it is shown. */
export function startLive(): void {
  stopLive();
  following = new AbortController();
  void follow(following.signal);
}

export function stopLive(): void {
  following?.abort();
  following = undefined;
  tell('stopped');
}

async function follow(over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    try {
      await readEvents<Hint['data']>((signal) => request('/staff/stream', { signal }), over, {
        onOpen: () => tell('live'),
        onEvent: ({ event, data }) => take({ event, data } as Hint),
      });
    } catch (problem) {
      if (!(problem instanceof ApiProblem) && !(problem instanceof DOMException)) throw problem;
    }
    if (over.aborted) return;
    tell('stale');
    await pause(RECONNECT_MS, over);
  }
}

function take(hint: Hint): void {
  for (const listener of hints) listener(hint);
  switch (hint.event) {
    case 'ticket':
    case 'conversation':
      void outdateOne(`${hint.event}s`, hint.data.id);
      return outdateListsSoon(`${hint.event}s`);
    case 'notice':
      return outdateListsSoon('notices');
    case 'alert':
    case 'call':
      // Somebody is rung: nothing to gather.
      return void outdate(`${hint.event}s`);
    case 'presence':
      return;
    case 'all':
      void queries.invalidateQueries();
  }
}

const nextAt = new Map<string, number>();
const planned = new Set<string>();

function outdateListsSoon(kind: string): void {
  if (planned.has(kind)) return;
  planned.add(kind);
  const wait = Math.max(GATHER_MS, (nextAt.get(kind) ?? 0) - Date.now());
  setTimeout(() => {
    planned.delete(kind);
    // Not all desks at the same moment.
    nextAt.set(kind, Date.now() + LISTS_EVERY_MS * (0.75 + Math.random() / 2));
    void outdateLists(kind);
  }, wait);
}

function tell(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const listener of states) listener();
}
