import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Empty, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { go } from '../../shared/router';
import { useShortcuts } from '../frame/shortcuts';
import type { TicketSummary } from '../hub/types';
import '../style/work.css';
import { Marks, Waits } from '../tickets/columns';
import { Due } from '../ui/Due';
import { ProblemAlert } from '../ui/Problem';
import { useSay } from '../words';
import type { ApiProblem } from '../../shared/api';
import { type Cursor, useCursor } from './cursor';
import { QUEUE_WORDS } from './words';

/** What a queue is read from, as `useHubList` answers. */
export interface QueueList {
  items: readonly TicketSummary[];
  isLoading: boolean;
  error: ApiProblem | null;
  hasNextPage?: boolean;
  fetchNextPage?(): unknown;
  refetch(): unknown;
}

/**
 * Tickets that wait, and the chosen one beside them. When one is dealt with it leaves the list, and the next opens by
 * itself. On a narrow screen one or the other is shown.
 */
export function Queue({
  list,
  children,
}: {
  list: QueueList;
  /** The chosen ticket. */
  children(number: string, cursor: Cursor): ReactNode;
}) {
  const say = useSay(QUEUE_WORDS);
  const { items } = list;
  const cursor = useCursor(items.map(({ number }) => number));
  const { current, choose, next, previous } = cursor;
  const [opened, setOpened] = useState(false);
  useShortcuts([
    { keys: 'j', label: say('next'), run: next },
    { keys: 'k', label: say('previous'), run: previous },
    {
      keys: 'o',
      label: say('keyOpen'),
      run: () => current !== undefined && go(`/desk/tickets/${current}`),
    },
  ]);
  useEffect(() => {
    document.querySelector('.queue-item[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  if (list.isLoading) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (items.length === 0)
    return list.error ? (
      <ProblemAlert problem={list.error} onAgain={() => void list.refetch()} />
    ) : (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('empty')} />
    );
  return (
    <div className={`queue ${opened ? 'opened' : ''}`}>
      <nav className="queue-list" aria-label={say('queue')}>
        <ul>
          {items.map((ticket) => (
            <li key={ticket.number}>
              <button
                type="button"
                className="queue-item"
                aria-current={ticket.number === current ? 'true' : undefined}
                onClick={() => {
                  choose(ticket.number);
                  setOpened(true);
                }}
              >
                <span>
                  <Marks ticket={ticket} /> <Waits ticket={ticket} /> {ticket.title}
                </span>
                <span className="row soft between">
                  {ticket.number} {ticket.dueAt !== undefined && <Due at={ticket.dueAt} />}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <p className="more">
            <Button onClick={() => void list.fetchNextPage?.()}>{say('more')}</Button>
          </p>
        )}
      </nav>
      <section className="queue-pane" aria-label={say('chosen')}>
        <Button
          className="queue-back"
          type="link"
          icon={<ArrowLeftOutlined />}
          onClick={() => setOpened(false)}
        >
          {say('back')}
        </Button>
        {current !== undefined && children(current, cursor)}
      </section>
    </div>
  );
}
