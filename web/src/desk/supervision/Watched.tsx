import { Radio } from 'antd';
import { useState } from 'react';
import { useHubList } from '../hub/queries';
import type { Query } from '../hub/staff-api';
import type { TicketSummary } from '../hub/types';
import { MoveButton } from '../moves/MoveButton';
import type { Column } from '../tickets/columns';
import { TicketTable } from '../tickets/TicketTable';
import { useSay } from '../words';
import { Ladder } from './Ladder';
import { UnitCounts } from './UnitCounts';
import { SUPERVISION_WORDS } from './words';

const COLUMNS: readonly Column[] = ['number', 'title', 'state', 'due', 'unit'];
/** As many as one can look at; more is a matter of filters. */
const LIMIT = 200;

/** Tickets to keep an eye on, by unit; the rungs of the ladder for all that are chosen. */
export function Watched({ query, byCard }: { query: Query; byCard: boolean }) {
  const say = useSay(SUPERVISION_WORDS);
  const [unit, setUnit] = useState<string>();
  const [card, setCard] = useState('red');
  const [selected, setSelected] = useState<string[]>([]);
  const asked = { ...query, ...(byCard && { card }), limit: LIMIT };
  const { items } = useHubList<TicketSummary>('/staff/tickets', asked);
  const choose = (next: string | undefined) => {
    setUnit(next);
    setSelected([]);
  };
  return (
    <>
      {byCard && (
        <Radio.Group
          className="filters"
          aria-label={say('cards')}
          optionType="button"
          value={card}
          onChange={({ target }) => setCard(String(target.value))}
          options={[
            { value: 'red', label: say('red') },
            { value: 'yellow', label: say('yellow') },
          ]}
        />
      )}
      <UnitCounts tickets={items} chosen={unit} onChoose={choose} />
      <Ladder selected={selected} onDone={() => setSelected([])} />
      <TicketTable
        query={unit === undefined ? asked : { ...asked, unit }}
        columns={COLUMNS}
        empty="noneWaiting"
        selected={selected}
        onSelect={setSelected}
        actionsWidth={90}
        actions={({ number }) => <MoveButton number={number} move="supervise" />}
      />
    </>
  );
}
