import { useMemo } from 'react';
import type { TicketSummary } from '../hub/types';
import { useSay } from '../words';
import { SUPERVISION_WORDS } from './words';

/** How many are with whom, the most first; pressing one narrows the list to it. */
export function UnitCounts({
  tickets,
  chosen,
  onChoose,
}: {
  tickets: readonly TicketSummary[];
  chosen?: string;
  onChoose(unit: string | undefined): void;
}) {
  const say = useSay(SUPERVISION_WORDS);
  const units = useMemo(() => countByUnit(tickets), [tickets]);
  if (units.length < 2 && chosen === undefined) return null;
  return (
    <div className="row chips" role="group" aria-label={say('units')}>
      <button
        type="button"
        className="chip"
        aria-pressed={chosen === undefined}
        onClick={() => onChoose(undefined)}
      >
        {say('allUnits')} <span className="count">{tickets.length}</span>
      </button>
      {units.map(({ unit, name, count }) => (
        <button
          key={unit}
          type="button"
          className="chip"
          aria-pressed={chosen === unit}
          onClick={() => onChoose(unit)}
        >
          {name} <span className="count">{count}</span>
        </button>
      ))}
    </div>
  );
}

function countByUnit(tickets: readonly TicketSummary[]): { unit: string; name: string; count: number }[] {
  const counts = new Map<string, { unit: string; name: string; count: number }>();
  for (const { unit, unitName } of tickets) {
    if (unit === undefined) continue;
    const before = counts.get(unit)?.count ?? 0;
    counts.set(unit, { unit, name: unitName ?? unit, count: before + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
