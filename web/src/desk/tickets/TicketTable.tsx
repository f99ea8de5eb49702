import { Button, Empty, Grid, Skeleton, Table } from 'antd';
import { useEffect, useMemo } from 'react';
import { go, Link } from '../../shared/router';
import { useHubList } from '../hub/queries';
import type { Query } from '../hub/staff-api';
import type { TicketSummary } from '../hub/types';
import { Due } from '../ui/Due';
import { ProblemAlert } from '../ui/Problem';
import { useSay } from '../words';
import { columnsOf, type Column, Marks, USUAL_COLUMNS, Waits } from './columns';
import { StateTag } from './StateTag';
import { TICKET_WORDS } from './words';

interface TicketTableProps {
  query: Query;
  /** Another list than all tickets, of the same rows. */
  path?: string;
  columns?: readonly Column[];
  /** What is said when the list is empty; a queue is glad of it. */
  empty?: 'none' | 'noneWaiting';
  selected?: readonly string[];
  onSelect?(numbers: string[]): void;
  /** Beside each row, for what is done right in the list. */
  actions?(ticket: TicketSummary): React.ReactNode;
  /** Width of these, in pixels. */
  actionsWidth?: number;
  /** Number of the row that keys act upon. */
  cursor?: string;
}

/** Tickets as a table; as cards where the screen is narrow. Grows page by page, and by itself when something moves. */
export function TicketTable(props: TicketTableProps) {
  const {
    query,
    path = '/staff/tickets',
    columns = USUAL_COLUMNS,
    empty = 'none',
    selected,
    onSelect,
    actions,
    actionsWidth = 130,
    cursor,
  } = props;
  const say = useSay(TICKET_WORDS);
  const { md } = Grid.useBreakpoint();
  // Sealed matters have a desk of their own, also for whoever may see them.
  const list = useHubList<TicketSummary>(path, { limit: 50, sealed: false, ...query });
  const shown = useMemo(() => {
    const wanted = columnsOf(columns);
    return actions
      ? [
          ...wanted,
          {
            key: 'actions',
            title: say('moves'),
            width: actionsWidth,
            render: (_: unknown, one: TicketSummary) => actions(one),
          },
        ]
      : wanted;
  }, [columns, actions, actionsWidth]);
  useEffect(() => {
    document.querySelector('.at-cursor')?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  if (list.isLoading) return <Skeleton active paragraph={{ rows: 6 }} />;
  const nothing = <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say(empty)} />;
  return (
    <>
      <ProblemAlert problem={list.error} onAgain={() => void list.refetch()} />
      {md === false ? (
        <Cards tickets={list.items} nothing={nothing} actions={actions} />
      ) : (
        <Table<TicketSummary>
          size="small"
          rowKey="number"
          columns={shown}
          dataSource={list.items}
          pagination={false}
          locale={{ emptyText: nothing }}
          onRow={({ number }) => ({ onDoubleClick: () => go(`/desk/tickets/${number}`) })}
          rowClassName={({ number }) => (number === cursor ? 'at-cursor' : '')}
          rowSelection={
            onSelect && {
              selectedRowKeys: [...(selected ?? [])],
              onChange: (keys) => onSelect(keys.map(String)),
              getCheckboxProps: ({ number }) => ({ 'aria-label': number }),
            }
          }
        />
      )}
      {list.items.length > 0 && (
        <p className="more">
          {list.hasNextPage ? (
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {say('more')}
            </Button>
          ) : (
            <span className="soft">{say('all')}</span>
          )}
        </p>
      )}
    </>
  );
}

function Cards({
  tickets,
  nothing,
  actions,
}: {
  tickets: readonly TicketSummary[];
  nothing: React.ReactNode;
  actions?(ticket: TicketSummary): React.ReactNode;
}) {
  if (tickets.length === 0) return nothing;
  return (
    <ul className="ticket-cards">
      {tickets.map((ticket) => (
        <li key={ticket.number} className="card">
          <Link href={`/desk/tickets/${ticket.number}`}>
            <Marks ticket={ticket} /> <Waits ticket={ticket} />
            <strong>{ticket.title}</strong>
          </Link>
          <div className="row soft">
            <StateTag state={ticket.state} /> <Due at={ticket.dueAt} /> {ticket.unitName} {ticket.number}
          </div>
          {actions?.(ticket)}
        </li>
      ))}
    </ul>
  );
}
