import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../shared/api';
import { post } from '../hub/staff-api';
import type { Call } from '../hub/types';

const PAUSE_MS = 800;
type Notes = { summary: string; fields: Record<string, string> };

export interface Kept {
  saving: boolean;
  at?: number;
  problem?: ApiProblem;
  /** Keeps what is written now and waits for it. */
  flush(): Promise<void>;
}

/** Keeps what is written whenever its writer pauses; one writing after the other, the last words last. */
export function useAutosave(callId: string, notes: Notes): Kept {
  const [state, setState] = useState<Omit<Kept, 'flush'>>({ saving: false });
  const wanted = useRef(notes);
  const kept = useRef(JSON.stringify(notes));
  const running = useRef(Promise.resolve());
  const text = JSON.stringify(notes);
  useEffect(() => {
    wanted.current = notes;
    if (text === kept.current) return;
    const timer = setTimeout(() => void keep().catch(() => undefined), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const keep = (): Promise<void> => {
    running.current = running.current.catch(() => undefined).then(send);
    return running.current;
  };
  const send = async (): Promise<void> => {
    const written = JSON.stringify(wanted.current);
    if (written === kept.current) return;
    setState((before) => ({ ...before, saving: true }));
    try {
      await post<Call>(`/staff/calls/${callId}/note`, wanted.current);
      kept.current = written;
      setState({ saving: false, at: Date.now() });
    } catch (problem) {
      setState((before) => ({
        ...before,
        saving: false,
        problem: problem instanceof ApiProblem ? problem : undefined,
      }));
      throw problem;
    }
  };
  return { ...state, flush: keep };
}
