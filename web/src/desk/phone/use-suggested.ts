import { useEffect, useState } from 'react';
import { ApiProblem } from '../../shared/api';
import { post } from '../hub/staff-api';
import type { WritingSuggestion } from '../hub/types';

const PAUSE_MS = 600;
const FEWEST_LETTERS = 4;
export const NOTHING: WritingSuggestion = { danger: [], sealed: false, similar: [] };

/** What the words seem to be about, a moment after their writer paused; what was known stays while the hub is away. */
export function useSuggested(text: string): WritingSuggestion {
  const [suggestion, setSuggestion] = useState(NOTHING);
  const asked = text.trim();
  useEffect(() => {
    if (asked.length < FEWEST_LETTERS) return setSuggestion(NOTHING);
    let gone = false;
    const timer = setTimeout(() => {
      post<WritingSuggestion>('/staff/suggest', { text: asked }).then(
        (found) => !gone && setSuggestion(found),
        (problem: unknown) => {
          if (!(problem instanceof ApiProblem)) throw problem;
        },
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return suggestion;
}
