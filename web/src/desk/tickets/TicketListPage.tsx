import { Checkbox, Button, Popover } from 'antd';
import { useState } from 'react';
import { useHub } from '../hub/queries';
import { useMay } from '../session/session';
import { useSay } from '../words';
import { useAddressFilter } from './address-filter';
import { BulkBar } from './BulkBar';
import { COLUMNS, type Column, USUAL_COLUMNS } from './columns';
import { ExportButton } from './ExportButton';
import { SavedViews } from './SavedViews';
import { TicketFilters } from './TicketFilters';
import { TicketTable } from './TicketTable';
import { TICKET_WORDS } from './words';

/** All tickets one may see: filters, own views, chosen columns, moves on many, and a file to take away. */
export function TicketListPage() {
  const say = useSay(TICKET_WORDS);
  const { filter, change, clear } = useAddressFilter();
  const [selected, setSelected] = useState<string[]>([]);
  const [columns, setColumns] = useColumns();
  const { sort: _sort, order: _order, ...counted } = filter;
  const count = useHub<{ count: number; more: boolean }>('/staff/tickets/count', {
    sealed: false,
    ...counted,
  });
  const mayExport = useMay('ticket.export');
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        {count.data && (
          <span className="soft" role="status">
            {say(count.data.more ? 'countMore' : 'count', { n: count.data.count })}
          </span>
        )}
        <div className="row end">
          <SavedViews filter={filter} onApply={(next) => change(next)} onClear={clear} />
          <ColumnChoice columns={columns} onChange={setColumns} />
          {mayExport && <ExportButton filter={counted} />}
        </div>
      </div>
      <TicketFilters filter={filter} onChange={change} onClear={clear} />
      <BulkBar selected={selected} onDone={() => setSelected([])} />
      <TicketTable query={filter} columns={columns} selected={selected} onSelect={setSelected} />
    </>
  );
}

const KEPT = 'hub.desk.columns';

function useColumns(): [readonly Column[], (next: readonly Column[]) => void] {
  const [columns, setColumns] = useState<readonly Column[]>(() => {
    const kept = localStorage.getItem(KEPT)?.split(',') ?? [];
    const known = COLUMNS.filter((column) => kept.includes(column));
    return known.length > 0 ? known : USUAL_COLUMNS;
  });
  const choose = (next: readonly Column[]) => {
    localStorage.setItem(KEPT, next.join(','));
    setColumns(next);
  };
  return [columns, choose];
}

function ColumnChoice({ columns, onChange }: { columns: readonly Column[]; onChange(next: Column[]): void }) {
  const say = useSay(TICKET_WORDS);
  const toggle = (column: Column, on: boolean) =>
    onChange(COLUMNS.filter((one) => (one === column ? on : columns.includes(one))));
  const boxes = COLUMNS.map((column) => (
    <Checkbox
      key={column}
      checked={columns.includes(column)}
      // A list without the number has no way into a ticket.
      disabled={column === 'number'}
      onChange={({ target }) => toggle(column, target.checked)}
    >
      {say(column)}
    </Checkbox>
  ));
  return (
    <Popover trigger="click" placement="bottomRight" content={<div className="stack tight">{boxes}</div>}>
      <Button>{say('columns')}</Button>
    </Popover>
  );
}
