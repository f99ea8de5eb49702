import { Button, Select } from 'antd';
import { useState } from 'react';
import { useShortcuts } from '../frame/shortcuts';
import { useCatalogue } from '../hub/catalogue';
import type { TicketDetail } from '../hub/types';
import { MoveProblem } from '../moves/MoveProblem';
import { useMove } from '../moves/use-move';
import { Matter } from '../tickets/page/Matter';
import { Moves } from '../tickets/page/Moves';
import { Units } from '../tickets/page/Units';
import { Words } from '../ui/Words';
import { useSay } from '../words';
import { UnitSaid } from './UnitSaid';
import { DISPATCH_WORDS } from './words';

/** A dispute to arbitrate: what the unit says and what the platform said; whom it goes to then has it for good. */
export function Disputed({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(DISPATCH_WORDS);
  return (
    <>
      <div className="side-by-side">
        <div className="stack">
          <Matter ticket={ticket} />
          <Units ticket={ticket} />
        </div>
        <div className="stack">
          <UnitSaid ticket={ticket} move="return" title={say('returnedBy')} />
          <UnitSaid ticket={ticket} move="reject-return" title={say('refusedBecause')} />
          <UnitSaid ticket={ticket} move="dispute" title={say('disputedBy')} />
          <Arbitration ticket={ticket} />
        </div>
      </div>
      <Moves ticket={ticket} except={['arbitrate']} />
    </>
  );
}

function Arbitration({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(DISPATCH_WORDS);
  const { units } = useCatalogue();
  const moving = useMove(ticket);
  const [unit, setUnit] = useState(ticket.unit);
  const [assists, setAssists] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const ready = unit !== undefined && reason.trim() !== '';
  const send = () => ready && void moving.run('arbitrate', { unit, assists, reason });
  useShortcuts([{ keys: 'Mod+Enter', label: say('arbitrate'), run: send }]);
  const options = units.filter(({ current }) => current).map(({ id, name }) => ({ value: id, label: name }));
  const search = { optionFilterProp: 'label' };
  return (
    <section className="card">
      <h2>{say('arbitrate')}</h2>
      <MoveProblem ticket={ticket} move="arbitrate" moving={moving} />
      <div className="stack tight">
        <Select
          aria-label={say('to')}
          showSearch={search}
          value={unit}
          onChange={setUnit}
          options={options}
        />
        <Select
          mode="multiple"
          aria-label={say('assists')}
          placeholder={say('assists')}
          showSearch={search}
          value={assists}
          onChange={setAssists}
          options={options.filter(({ value }) => value !== unit)}
        />
        <Words
          aria-label={say('arbitrateReason')}
          placeholder={say('arbitrateReason')}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <div className="act-bar">
        <Button type="primary" loading={moving.running} disabled={!ready} onClick={send}>
          {say('arbitrate')}
        </Button>
      </div>
    </section>
  );
}
