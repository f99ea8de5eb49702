import { Link } from '../../shared/router';
import { useHub } from '../hub/queries';
import type { Query } from '../hub/staff-api';
import { useSay } from '../words';
import { QUEUE_WORDS } from './words';

export interface WorkTab {
  tab: string;
  name: string;
  /** Tickets that are counted beside the name. */
  count?: Query;
  /** A number somebody should do something about. */
  grave?: boolean;
}

/** Which of several lists is shown, as links: each can be opened in a window of its own. */
export function WorkTabs({ tabs, open, label }: { tabs: readonly WorkTab[]; open: string; label: string }) {
  return (
    <nav className="work-tabs no-print" aria-label={label}>
      {tabs.map((one) => (
        <Link
          key={one.tab}
          href={`${location.pathname}?tab=${one.tab}`}
          aria-current={one.tab === open ? 'page' : undefined}
        >
          {one.name} {one.count && <Count query={one.count} grave={one.grave} />}
        </Link>
      ))}
    </nav>
  );
}

function Count({ query, grave = false }: { query: Query; grave?: boolean }) {
  const say = useSay(QUEUE_WORDS);
  const { sort: _sort, order: _order, ...filter } = query;
  const { data } = useHub<{ count: number; more: boolean }>('/staff/tickets/count', {
    sealed: false,
    ...filter,
  });
  if (!data) return null;
  return (
    <span className={`count ${grave && data.count > 0 ? 'bad' : ''}`}>
      {data.more ? say('atLeast', { n: data.count }) : data.count}
    </span>
  );
}
