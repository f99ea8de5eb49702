import { Button, Skeleton } from 'antd';
import type { useHubList } from '../hub/queries';
import type { TicketSummary } from '../hub/types';
import { StateTag } from '../tickets/StateTag';
import { Due } from '../ui/Due';
import { ProblemAlert } from '../ui/Problem';
import { When } from '../ui/When';
import { useSay } from '../words';
import { SEALED_WORDS } from './words';

interface SealedListProps {
  open: readonly TicketSummary[];
  over: readonly TicketSummary[];
  list: ReturnType<typeof useHubList<TicketSummary>>;
  chosen?: string;
  onChoose(id: string): void;
}

/** Buttons, not links: nothing to be copied, opened elsewhere or kept in a history. */
export function SealedList({ open, over, list, chosen, onChoose }: SealedListProps) {
  const say = useSay(SEALED_WORDS);
  if (list.isLoading) return <Skeleton active paragraph={{ rows: 6 }} />;
  return (
    <nav className="sealed-list" aria-label={say('list')}>
      <ProblemAlert problem={list.error} onAgain={() => void list.refetch()} />
      <h2>
        {say('open')} · {open.length}
      </h2>
      {open.length === 0 && <p className="soft">{say('none')}</p>}
      <Rows tickets={open} chosen={chosen} onChoose={onChoose} />
      {over.length > 0 && <h2>{say('over')}</h2>}
      <Rows tickets={over} chosen={chosen} onChoose={onChoose} over />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </nav>
  );
}

interface RowsProps extends Pick<SealedListProps, 'chosen' | 'onChoose'> {
  tickets: readonly TicketSummary[];
  over?: boolean;
}

function Rows({ tickets, chosen, onChoose, over = false }: RowsProps) {
  return (
    <ul>
      {tickets.map(({ id, title, state, dueAt, createdAt }) => (
        <li key={id}>
          <button type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
            <strong>{title}</strong>
            <span className="row">
              <StateTag state={state} /> {!over && dueAt !== undefined && <Due at={dueAt} />}
            </span>
            <span className="soft">
              <When at={createdAt} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
