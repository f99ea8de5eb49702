import { useEffect, useState } from 'react';
import { ApiProblem } from '../../../shared/api';
import { onHint } from '../../hub/live';
import { post } from '../../hub/staff-api';
import type { PresentView } from '../../hub/types';

const BEAT_MS = 10_000;

/** Says that one is here, and how far one has read; who else is here comes back, and over the stream. */
export function usePresence(
  id: string,
  lastSeq: number,
  typing: boolean,
  first: PresentView | undefined,
): PresentView {
  const [present, setPresent] = useState<PresentView>();
  useEffect(() => {
    const path = `/staff/conversations/${id}/presence`;
    const beat = () => {
      // Whoever looks at another window is not reading.
      if (document.hidden) return;
      const body = { state: typing ? 'typing' : 'viewing', seenSeq: lastSeq };
      post<{ present: PresentView }>(path, body).then(({ present: now }) => setPresent(now), quiet);
    };
    beat();
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, [id, lastSeq, typing]);
  useEffect(
    () => () => void post(`/staff/conversations/${id}/presence`, { state: 'left' }).catch(quiet),
    [id],
  );
  useEffect(
    () =>
      onHint((hint) => {
        if (hint.event === 'presence' && hint.data.id === id) setPresent(hint.data.present);
      }),
    [id],
  );
  return present ?? first ?? [];
}

/** A beat may be lost: the next one comes, and the bar says when the line is down. */
function quiet(error: unknown): void {
  if (!(error instanceof ApiProblem)) throw error;
}
