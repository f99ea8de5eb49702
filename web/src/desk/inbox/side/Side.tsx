import type { ThreadView } from '../../hub/types';
import { PersonCard } from './PersonCard';
import { TicketsCard } from './TicketsCard';

/** Beside what is said: who it is, and what has become of it. */
export function Side({ thread }: { thread: ThreadView }) {
  return (
    <div className="stack">
      <PersonCard thread={thread} />
      <TicketsCard thread={thread} />
    </div>
  );
}
