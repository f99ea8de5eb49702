import { useEffect, useReducer } from 'react';
import { api } from './hub';

type Entry = { value?: unknown; failed?: string; loading?: Promise<void> };
const entries = new Map<string, Entry>();

/** Loads what a path answers, once; a page may do so before it is drawn, so that nothing jumps. */
export async function preload(path: string): Promise<void> {
  const known = entries.get(path);
  if (known?.value !== undefined) return;
  if (known?.loading) return known.loading;
  const entry: Entry = {};
  entries.set(path, entry);
  entry.loading = api
    .call<unknown>(path)
    .then((value) => {
      entry.value = value;
      keep(path, value);
    })
    .catch((problem: Error) => {
      entry.value = kept(path);
      if (entry.value === undefined) entry.failed = problem.message;
    })
    .finally(() => (entry.loading = undefined));
  return entry.loading;
}

/** What a path answers: undefined while it loads. What never changes much is kept for offline. */
export function useResource<T>(path: string): { value?: T; failed?: string; again(): void } {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let gone = false;
    void preload(path).then(() => !gone && redraw());
    return () => void (gone = true);
  }, [path]);
  const entry = entries.get(path);
  const again = () => {
    entries.delete(path);
    redraw();
    void preload(path).then(redraw);
  };
  return { value: entry?.value as T | undefined, failed: entry?.failed, again };
}

const KEPT = /^\/api\/public\/(forms|regions|hotlines)$/;

function keep(path: string, value: unknown): void {
  if (KEPT.test(path)) localStorage.setItem(`hub.kept:${path}`, JSON.stringify(value));
}

function kept(path: string): unknown {
  const text = localStorage.getItem(`hub.kept:${path}`);
  return text === null ? undefined : JSON.parse(text);
}
