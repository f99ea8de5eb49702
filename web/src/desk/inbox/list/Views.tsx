import { Link } from '../../../shared/router';
import { useHub } from '../../hub/queries';
import { useSay } from '../../words';
import { addressOf, type InboxPlace } from '../place';
import { type View, VIEWS } from '../rows';
import { INBOX_WORDS } from '../words';

/** The hub counts no further. */
const MOST = 100;

/** The views, each with how many wait in it. */
export function Views({ place }: { place: InboxPlace }) {
  const say = useSay(INBOX_WORDS);
  const { data: counts } = useHub<Record<View, number>>('/staff/conversations/counts');
  return (
    <nav aria-label={say('views')}>
      <ul className="inbox-views">
        {VIEWS.map((view) => (
          <li key={view}>
            <Link
              href={addressOf(undefined, { view, q: '' })}
              aria-current={view === place.view && place.q === '' ? 'page' : undefined}
              className={LOUD.includes(view) && (counts?.[view] ?? 0) > 0 ? 'loud' : ''}
            >
              {say(view)}
              {view !== 'all' && counts && counts[view] > 0 && (
                <b>{counts[view] >= MOST ? `${MOST - 1}+` : counts[view]}</b>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const LOUD: readonly View[] = ['emergency', 'failed'];
