import { useEffect, useState } from 'react';
import { ApiProblem } from '../../shared/api';
import { post } from '../hub/staff-api';
import type { MacroPreview } from '../hub/types';

const TYPE_MS = 350;

interface Previewed {
  preview?: MacroPreview;
  /** Places that nobody but the person can fill in, in their order. */
  asked: readonly string[];
  problem?: ApiProblem;
}

/** What each step would come to now, asked anew when the hand rests. */
export function useMacroPreview(
  macroId: string,
  ticketId: string,
  values: Readonly<Record<string, string>>,
): Previewed {
  const [preview, setPreview] = useState<MacroPreview>();
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<ApiProblem>();
  const said = JSON.stringify(values);
  useEffect(() => {
    let gone = false;
    setPreview(undefined);
    const timer = setTimeout(
      () => {
        post<MacroPreview>(`/staff/macros/${macroId}/preview`, { ticket: ticketId, values }).then(
          (found) => {
            if (gone) return;
            setPreview(found);
            setProblem(undefined);
            setAsked((before) => [...new Set([...before, ...found.unfilled])]);
          },
          (error: unknown) => !gone && setProblem(error instanceof ApiProblem ? error : undefined),
        );
      },
      said === '{}' ? 0 : TYPE_MS,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [macroId, ticketId, said]);
  return { preview, asked, problem };
}
