import '../style/work.css';
import type { Query } from '../hub/staff-api';
import { type WorkTab, WorkTabs } from '../queue/WorkTabs';
import { useAddressFilter } from '../tickets/address-filter';
import { useSay } from '../words';
import { Applications } from './Applications';
import { Rates } from './Rates';
import { SUPERVISION_WORDS } from './words';
import { Watched } from './Watched';

const BY_DUE = { sort: 'dueAt', order: 'ascending' };
const OLDEST = { sort: 'createdAt', order: 'ascending' };

/** Lists that somebody keeps an eye on. */
const WATCHED = {
  overdue: { overdue: true, ...BY_DUE },
  cards: { card: 'red', ...BY_DUE },
  unacknowledged: { unacknowledged: true, ...OLDEST },
  suspended: { state: 'suspended', ...OLDEST },
} satisfies Record<string, Query>;

const isWatched = (tab: string): tab is keyof typeof WATCHED => tab in WATCHED;

/** 督办: what is late and with whom, who has not answered, what is to be decided, and how units do over time. */
export default function SupervisionDesk() {
  const say = useSay(SUPERVISION_WORDS);
  const { filter } = useAddressFilter();
  const tabs: WorkTab[] = [
    { tab: 'overdue', name: say('overdue'), count: WATCHED.overdue, grave: true },
    { tab: 'cards', name: say('cards'), count: WATCHED.cards, grave: true },
    { tab: 'unacknowledged', name: say('unacknowledged'), count: WATCHED.unacknowledged },
    { tab: 'applications', name: say('applications'), count: { pending: true } },
    { tab: 'suspended', name: say('suspended'), count: WATCHED.suspended },
    { tab: 'rates', name: say('rates') },
  ];
  const open = tabs.find(({ tab }) => tab === filter['tab'])?.tab ?? 'overdue';
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
      </div>
      <WorkTabs tabs={tabs} open={open} label={say('tabs')} />
      {open === 'applications' && <Applications />}
      {open === 'rates' && <Rates />}
      {isWatched(open) && <Watched key={open} query={WATCHED[open]} byCard={open === 'cards'} />}
    </>
  );
}
