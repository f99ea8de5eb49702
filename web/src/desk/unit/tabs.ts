import type { Query } from '../hub/staff-api';
import type { StaffMove } from '../hub/types';
import type { WorkTab } from '../queue/WorkTabs';
import type { Column } from '../tickets/columns';
import { useSay } from '../words';
import { UNIT_WORDS } from './words';

interface TabOf {
  tab: 'sign' | 'hand' | 'due' | 'returned' | 'assist' | 'applications';
  /** Which tickets of a unit it shows, in which order. */
  query(unit: string): Query;
  /** Moves right in the row, the likeliest first; the rest behind "more". */
  moves: readonly StaffMove[];
  more: readonly StaffMove[];
  columns: readonly Column[];
}

const BY_DUE = { sort: 'dueAt', order: 'ascending' };
const OLDEST = { sort: 'createdAt', order: 'ascending' };
const ONE_STATE: readonly Column[] = ['number', 'title', 'due', 'person', 'created'];
const STATES: readonly Column[] = ['number', 'title', 'state', 'due', 'person'];
const IN_HAND: readonly StaffMove[] = ['progress', 'return', 'dispute', 'comment'];

/** What waits for a unit, in the order of a day's work. */
export const UNIT_TABS: readonly TabOf[] = [
  {
    tab: 'sign',
    query: (unit) => ({ unit, state: 'dispatched', ...BY_DUE }),
    moves: ['sign', 'return'],
    more: ['comment'],
    columns: ONE_STATE,
  },
  {
    tab: 'hand',
    query: (unit) => ({ unit, state: ['signed', 'suspended'], ...OLDEST }),
    moves: ['reply', 'apply'],
    more: IN_HAND,
    columns: STATES,
  },
  {
    tab: 'due',
    query: (unit) => ({ unit, state: ['dispatched', 'signed'], ...BY_DUE }),
    moves: ['reply', 'apply'],
    more: IN_HAND,
    columns: STATES,
  },
  {
    tab: 'returned',
    query: (unit) => ({ unit, state: ['returned', 'disputed'], ...OLDEST }),
    moves: ['comment'],
    more: ['note'],
    columns: STATES,
  },
  {
    tab: 'assist',
    query: (unit) => ({ assistWaiting: unit, state: ['dispatched', 'signed', 'suspended'], ...OLDEST }),
    moves: ['assist-reply'],
    more: ['comment', 'note'],
    columns: STATES,
  },
  {
    tab: 'applications',
    query: (unit) => ({ unit, pending: true, ...OLDEST }),
    moves: ['reply'],
    more: ['comment'],
    columns: STATES,
  },
];

/** The tabs with their numbers. In that of limits only what is too late is counted: the rest stands in others. */
export function useUnitTabs(unit: string): WorkTab[] {
  const say = useSay(UNIT_WORDS);
  return UNIT_TABS.map(({ tab, query }) => ({
    tab,
    name: say(tab),
    count: tab === 'due' ? { ...query(unit), overdue: true } : query(unit),
    grave: tab === 'due',
  }));
}
