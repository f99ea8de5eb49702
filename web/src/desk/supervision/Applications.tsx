import { Radio } from 'antd';
import { useState } from 'react';
import { APPLICATION_EN, APPLICATION_ZH } from '../../../../src/core/model/ticket-words.js';
import { useUnitName } from '../hub/catalogue';
import { useHubList } from '../hub/queries';
import type { TicketDetail, TicketSummary } from '../hub/types';
import { Chosen } from '../queue/Chosen';
import { Decision } from '../queue/Decision';
import { Queue } from '../queue/Queue';
import { Applications as AllApplications } from '../tickets/page/Applications';
import { Deadlines } from '../tickets/page/Deadlines';
import { Matter } from '../tickets/page/Matter';
import { Moves } from '../tickets/page/Moves';
import { Timeline } from '../tickets/page/Timeline';
import { clockTime } from '../ui/time';
import { useNames, useSay } from '../words';
import { SUPERVISION_WORDS } from './words';

/** 延期、挂账、不合理诉求、不纳入考核、申诉: what units apply for, decided one after the other. */
export function Applications() {
  const list = useHubList<TicketSummary>('/staff/tickets', {
    pending: true,
    sort: 'createdAt',
    order: 'ascending',
    limit: 50,
  });
  return (
    <Queue list={list}>
      {(number) => <Chosen number={number}>{(ticket) => <ToDecide ticket={ticket} />}</Chosen>}
    </Queue>
  );
}

function ToDecide({ ticket }: { ticket: TicketDetail }) {
  const pending = ticket.applications.filter(({ state }) => state === 'pending');
  const [chosen, setChosen] = useState<string>();
  const open = pending.find(({ id }) => id === chosen) ?? pending[0];
  return (
    <>
      <div className="side-by-side">
        <div className="stack">
          {open && <One key={open.id} ticket={ticket} id={open.id} onChoose={setChosen} />}
          <Deadlines ticket={ticket} />
        </div>
        <div className="stack">
          <Matter ticket={ticket} />
          <AllApplications ticket={ticket} />
          <Timeline ticket={ticket} />
        </div>
      </div>
      <Moves ticket={ticket} except={['decide']} />
    </>
  );
}

/** One application with both answers to it; of several, which one. */
function One({ ticket, id, onChoose }: { ticket: TicketDetail; id: string; onChoose(id: string): void }) {
  const say = useSay(SUPERVISION_WORDS);
  const kindName = useNames(APPLICATION_ZH, APPLICATION_EN);
  const unitName = useUnitName();
  const pending = ticket.applications.filter(({ state }) => state === 'pending');
  const open = pending.find((one) => one.id === id);
  if (!open) return null;
  const decided = (granted: boolean) => ({ applicationId: id, granted });
  return (
    <Decision
      ticket={ticket}
      reasonLabel={say('reason')}
      ways={[
        {
          move: 'decide',
          label: say('granted'),
          keys: 'a',
          details: decided(true),
          otherwise: say('grantedReason'),
        },
        { move: 'decide', label: say('refused'), keys: 'n', details: decided(false), grave: true },
      ]}
    >
      <h2>
        {say('wants')}：{kindName(open.kind)}
        {open.days !== undefined && ` · ${say('days', { n: open.days })}`}
      </h2>
      {pending.length > 1 && (
        <Radio.Group
          className="filters"
          value={id}
          onChange={({ target }) => onChoose(String(target.value))}
          options={pending.map((one) => ({ value: one.id, label: kindName(one.kind) }))}
        />
      )}
      <p className="said">{open.reason}</p>
      <p className="soft">
        {unitName(open.by)} · {clockTime(open.at)}
      </p>
    </Decision>
  );
}
