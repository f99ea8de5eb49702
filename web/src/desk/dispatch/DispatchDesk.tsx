import { useHub, useHubList } from '../hub/queries';
import { useCatalogue } from '../hub/catalogue';
import type { TicketSummary } from '../hub/types';
import { Chosen } from '../queue/Chosen';
import { Queue } from '../queue/Queue';
import { type WorkTab, WorkTabs } from '../queue/WorkTabs';
import { useMay } from '../session/session';
import { useAddressFilter } from '../tickets/address-filter';
import { useSay } from '../words';
import { Disputed } from './Disputed';
import { Returned } from './Returned';
import { ToDispatch } from './ToDispatch';
import { DISPATCH_WORDS } from './words';

const OLDEST = { sort: 'createdAt', order: 'ascending' };

/** 派单台: what waits for a unit, what units sent back, and what they dispute; worked off one after the other. */
export default function DispatchDesk() {
  const say = useSay(DISPATCH_WORDS);
  const mayArbitrate = useMay('ticket.arbitrate');
  const { filter } = useAddressFilter();
  const tabs: WorkTab[] = [
    { tab: 'waiting', name: say('waiting'), count: { state: 'accepted' } },
    { tab: 'returned', name: say('returned'), count: { state: 'returned' } },
    ...(mayArbitrate ? [{ tab: 'disputed', name: say('disputed'), count: { state: 'disputed' } }] : []),
  ];
  const open = tabs.find(({ tab }) => tab === filter['tab'])?.tab ?? 'waiting';
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
      </div>
      <WorkTabs tabs={tabs} open={open} label={say('tabs')} />
      {open === 'waiting' ? <Waiting /> : <Others key={open} state={open} />}
    </>
  );
}

function Waiting() {
  const say = useSay(DISPATCH_WORDS);
  const { hotlines } = useCatalogue();
  const { data, ...list } = useHub<{ hotlines: string[]; items: TicketSummary[] }>('/staff/zone/tickets', {
    limit: 200,
  });
  const zone = data?.hotlines ?? [];
  const lines = zone.map((id) => hotlines.find((line) => line.id === id)?.name ?? id);
  return (
    <>
      {lines.length > 0 && <p className="soft">{say('zone', { lines: lines.join('、') })}</p>}
      <Queue list={{ ...list, items: data?.items ?? [] }}>
        {(number) => <Chosen number={number}>{(ticket) => <ToDispatch ticket={ticket} />}</Chosen>}
      </Queue>
    </>
  );
}

function Others({ state }: { state: string }) {
  const list = useHubList<TicketSummary>('/staff/tickets', { state, limit: 50, ...OLDEST });
  const Pane = state === 'returned' ? Returned : Disputed;
  return (
    <Queue list={list}>
      {(number) => <Chosen number={number}>{(ticket) => <Pane ticket={ticket} />}</Chosen>}
    </Queue>
  );
}
