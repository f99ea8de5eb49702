import { useSyncExternalStore } from 'react';

/** What is being written: kept on this device, so that a closed page loses no word. */
const KEY = 'hub.draft.chat';
const listeners = new Set<() => void>();
let draft = localStorage.getItem(KEY) ?? '';

export function setDraft(text: string, { focus = true } = {}): void {
  draft = text;
  if (text === '') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, text);
  for (const listener of listeners) listener();
  if (focus) document.querySelector<HTMLElement>('#text')?.focus();
}

export function useDraft(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => draft,
  );
}
