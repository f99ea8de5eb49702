import { ApiProblem } from '../../shared/api';
import { pause, readEvents } from '../../shared/event-stream';
import { outdate, queries } from './queries';
import { request } from './staff-api';

/** `stale`: what is shown may be old; `stopped`: nobody is signed in. */
export type LiveState = 'live' | 'stale' | 'stopped';
export type Hint =
  | { event: 'ticket' | 'conversation'; data: { id: string } }
  | { event: 'notice' | 'all'; data: object }
  | { event: 'presence'; data: { id: string } };

const RECONNECT_MS = 2_000;
/** Lists are read anew at most this often, however much moves: two hundred desks ask at once otherwise. */
const GATHER_MS = 400;

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

const waiting = new Map<string, Set<string>>();
let gathering: ReturnType<typeof setTimeout> | undefined;

function take(hint: Hint): void {
  for (const listener of hints) listener(hint);
  switch (hint.event) {
    case 'ticket':
    case 'conversation':
      return gather(`${hint.event}s`, hint.data.id);
    case 'notice':
      return gather('notices', '');
    case 'presence':
      return;
    case 'all':
      void queries.invalidateQueries();
  }
}

function gather(kind: string, id: string): void {
  const ids = waiting.get(kind) ?? new Set();
  waiting.set(kind, ids.add(id));
  gathering ??= setTimeout(() => {
    gathering = undefined;
    for (const [moved, movedIds] of waiting) for (const one of movedIds) void outdate(moved, one);
    waiting.clear();
  }, GATHER_MS);
}

function tell(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const listener of states) listener();
}
