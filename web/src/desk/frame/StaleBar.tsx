import { Alert } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { PartView } from '../../../../src/server/views/readiness-view.js';
import { HUB_WORDS } from '../hub/words';
import { liveState, onLiveState } from '../hub/live';
import { useSay } from '../words';

/** A line that breaks for a moment is nobody's business. */
const SAID_AFTER_MS = 3_000;
const LOOK_MS = 30_000;

type Part = z.infer<typeof PartView>;

/** Says plainly when what is shown may be old, or when a part of the hub is down. */
export function StaleBar() {
  const say = useSay(HUB_WORDS);
  const state = useSyncExternalStore(onLiveState, liveState);
  const stale = useFor(state === 'stale', SAID_AFTER_MS);
  const broken = useBrokenParts();
  if (stale) return <Alert banner role="status" type="warning" title={say('stale')} />;
  if (broken.length > 0)
    return <Alert banner role="status" type="warning" title={say('broken', { parts: broken.join('、') })} />;
  return null;
}

function useBrokenParts(): string[] {
  const { data } = useQuery({
    queryKey: ['readyz'],
    // Answers 503 with the same body while a part is down.
    queryFn: async ({ signal }) => {
      const answer: { parts: Part[] } = await (await fetch('/readyz', { signal })).json();
      return answer;
    },
    refetchInterval: LOOK_MS,
    staleTime: LOOK_MS,
    retry: false,
  });
  return (data?.parts ?? []).filter(({ state }) => state === 'down').map(({ name }) => name);
}

function useFor(now: boolean, ms: number): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!now) return setLong(false);
    const timer = setTimeout(() => setLong(true), ms);
    return () => clearTimeout(timer);
  }, [now, ms]);
  return long;
}
