import { useSyncExternalStore } from 'react';
import type { Outbox, OutboxItem } from './outbox';

/** What the outbox holds, drawn anew when that changes. */
export function useOutbox(outbox: Outbox): readonly OutboxItem[] {
  return useSyncExternalStore(
    (listener) => {
      outbox.addEventListener('change', listener);
      return () => outbox.removeEventListener('change', listener);
    },
    () => outbox.items,
  );
}
