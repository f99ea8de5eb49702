import { modifyMany, modifyNow, modifyOne, type Modification, type Outcome } from '../modify.js';
import { writeError } from './insert.js';
import type { Running } from './command.js';
import type { Document } from '../document.js';

/** One statement of an update or delete command. */
export interface Statement {
  modification: Modification;
  multi: boolean;
}

export interface StatementsRun {
  ordered: boolean;
  /** Reads the statement at a place in the command; what it throws is that statement's failure. */
  read: (index: number) => Statement;
  onOutcome: (index: number, outcome: Outcome) => void;
}

/** How long the statements of one command may hold a write job before others get their turn. */
const JOB_MS = 10;

/**
 * Runs the statements of one command, each whole or not at all, in their order; answers which failed. Those that change
 * one document share write jobs: a commit waits for the disk, and a command of fifty statements would wait fifty times.
 */
export async function runStatements(
  namespace: string,
  count: number,
  { ordered, read, onOutcome }: StatementsRun,
  { store, deadline }: Running,
): Promise<Document[]> {
  const failures: Document[] = [];
  const isOver = () => ordered && failures.length > 0;
  let next = 0;

  const attempt = (index: number): 'done' | 'alone' => {
    try {
      const { modification, multi } = read(index);
      if (multi) return 'alone';
      const outcome = store.kv.attempt(() => modifyNow(store, namespace, modification));
      if (outcome === 'too-far') return 'alone';
      onOutcome(index, outcome);
    } catch (error) {
      failures.push(writeError(index, error));
    }
    return 'done';
  };

  const together = (): void => {
    const end = performance.now() + JOB_MS;
    while (next < count && !isOver() && attempt(next) === 'done') {
      next++;
      if (performance.now() > end) return;
    }
  };

  const alone = async (index: number): Promise<void> => {
    try {
      const { modification, multi } = read(index);
      if (multi)
        await modifyMany(store, namespace, modification, deadline, (outcome) => onOutcome(index, outcome));
      else onOutcome(index, await modifyOne(store, namespace, modification, deadline));
    } catch (error) {
      failures.push(writeError(index, error));
    }
  };

  while (next < count && !isOver()) {
    deadline.check();
    const before = next;
    await store.kv.write(together);
    // Nothing went: the statement here changes many documents, or is long in finding its one.
    if (next === before && !isOver()) await alone(next++);
  }
  return failures;
}
