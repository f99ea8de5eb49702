import { useEffect, useRef, useState } from 'react';

export interface Cursor {
  /** What is chosen; undefined when the list is empty. */
  current: string | undefined;
  choose(id: string): void;
  next(): void;
  previous(): void;
}

/** Which of a list is chosen. When it leaves the list, what comes in its place is next: a queue is worked off by itself. */
export function useCursor(ids: readonly string[]): Cursor {
  const [chosen, setChosen] = useState<string>();
  const place = useRef(0);
  const found = chosen === undefined ? -1 : ids.indexOf(chosen);
  const at = found >= 0 ? found : Math.min(place.current, ids.length - 1);
  const current = ids[at];
  useEffect(() => {
    place.current = Math.max(at, 0);
    setChosen(current);
  }, [at, current]);
  const go = (to: number) => setChosen(ids[Math.max(0, Math.min(to, ids.length - 1))]);
  return { current, choose: setChosen, next: () => go(at + 1), previous: () => go(at - 1) };
}
