import { type KeyboardEvent, useId, useState } from 'react';
import { useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { useAttempt } from '../../ui/Problem';

export interface CannedAnswer {
  id: string;
  title: string;
  text: string;
  tags: string[];
  owner: { type: 'person' | 'platform' | 'unit' };
  version: number;
  mayChange: boolean;
}

/** "/" at the beginning of a line, and what is typed behind it to find one. */
const ASKED = /(^|\n)\/([^\s/]{0,30})$/;

/** Canned answers while a reply is written: found by words or by sound, filled in by the hub, put where "/" stood. */
export function useCanned(text: string, conversationId: string, onText: (text: string) => void) {
  const listId = useId();
  const [at, setAt] = useState(0);
  const [closedAt, setClosedAt] = useState<string>();
  const asked = ASKED.exec(text);
  const typed = asked?.[2];
  const isOpen = typed !== undefined && closedAt !== text;
  const { data } = useHub<{ items: CannedAnswer[] }>(isOpen ? '/staff/canned-answers' : undefined, {
    q: typed,
  });
  const { problem, attempt } = useAttempt();
  const items = isOpen ? (data?.items ?? []).slice(0, 20) : [];
  const chosen = items[Math.min(at, items.length - 1)];

  const take = (one: CannedAnswer) =>
    attempt(async () => {
      const filled = await post<{ text: string }>(`/staff/canned-answers/${one.id}/fill`, { conversationId });
      setAt(0);
      onText(`${text.replace(ASKED, '$1')}${filled.text}`);
    });
  /** True when the key was meant for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const takes =
      (event.key === 'Enter' || event.key === 'Tab') && chosen && !event.ctrlKey && !event.metaKey;
    if (step === 0 && !takes && event.key !== 'Escape') return false;
    event.preventDefault();
    if (step !== 0) setAt((before) => (before + step + items.length) % Math.max(1, items.length));
    else if (takes) void take(chosen);
    else setClosedAt(text);
    return true;
  };
  return {
    isOpen,
    listId,
    items,
    chosen,
    problem,
    loaded: data !== undefined,
    take: (one: CannedAnswer) => void take(one),
    open: () => onText(text === '' || text.endsWith('\n') ? `${text}/` : `${text}\n/`),
    onKeyDown,
    aria: isOpen
      ? { 'aria-controls': listId, 'aria-activedescendant': chosen && `${listId}-${chosen.id}` }
      : {},
  };
}
