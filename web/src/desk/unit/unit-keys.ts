import { go } from '../../shared/router';
import { useShortcuts } from '../frame/shortcuts';
import type { StaffMove } from '../hub/types';
import type { Cursor } from '../queue/cursor';
import { useSay } from '../words';
import { printOrder } from './print-order';
import { UNIT_WORDS } from './words';

interface Hand {
  act(number: string, move: StaffMove): void;
  toggle(number: string): void;
  /** Moves of the tab: a key does what a button would. */
  offered: readonly StaffMove[];
}

/** The list without a mouse. */
export function useUnitKeys({ current, next, previous }: Cursor, { act, toggle, offered }: Hand): void {
  const say = useSay(UNIT_WORDS);
  const on = (does: (number: string) => void) => () => current !== undefined && does(current);
  useShortcuts([
    { keys: 'j', label: say('keyNext'), run: next },
    { keys: 'k', label: say('keyPrevious'), run: previous },
    { keys: 'Enter', label: say('keyOpen'), run: on((number) => go(`/desk/tickets/${number}`)) },
    { keys: 's', label: say('keySign'), run: on((number) => act(number, 'sign')) },
    {
      keys: 'r',
      label: say('keyReply'),
      run: on((number) => act(number, offered.includes('assist-reply') ? 'assist-reply' : 'reply')),
    },
    { keys: 'x', label: say('keySelect'), run: on(toggle) },
    { keys: 'p', label: say('keyPrint'), run: on(printOrder) },
  ]);
}
