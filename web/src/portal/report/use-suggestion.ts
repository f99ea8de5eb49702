import { useEffect, useState } from 'react';
import type { Suggestion } from '../../../../src/server/public/suggestion-view.js';
import { api } from '../../shared/hub';

/** What a text seems to be about, a moment after its writer paused. Nothing when the hub cannot be asked. */
export function useSuggestion(text: string): Suggestion {
  const [suggestion, setSuggestion] = useState<Suggestion>({});
  const asked = text.trim().slice(0, 3000);
  useEffect(() => {
    if (asked.length < 6) return setSuggestion({});
    let gone = false;
    const timer = setTimeout(() => {
      api
        .post<Suggestion>('/api/public/suggest', { text: asked })
        .then((found) => !gone && setSuggestion(found))
        .catch(() => !gone && setSuggestion({}));
    }, 700);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return suggestion;
}
