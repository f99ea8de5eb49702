import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { useShortcuts } from '../frame/shortcuts';
import { useCatalogue } from '../hub/catalogue';
import type { TicketDetail } from '../hub/types';
import { MoveProblem } from '../moves/MoveProblem';
import { useMove } from '../moves/use-move';
import { Keys } from '../frame/ShortcutsHelp';
import { Words } from '../ui/Words';
import { useSay } from '../words';
import { candidatesOf, UnitChoice } from './UnitChoice';
import { DISPATCH_WORDS } from './words';

/** Sends it to a unit with one key: the suggestion stands ready, whatever else is needed is beside it. */
export function DispatchForm({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(DISPATCH_WORDS);
  const { units } = useCatalogue();
  const candidates = candidatesOf(ticket);
  const moving = useMove(ticket);
  const [unit, setUnit] = useState(candidates[0]?.unit);
  const [assists, setAssists] = useState<string[]>([]);
  const [said, setReason] = useState<string>();
  const [noReturn, setNoReturn] = useState(false);
  const [asked, setAsked] = useState(false);
  const reason = said ?? candidates.find((one) => one.unit === unit)?.reason ?? '';
  const may = ticket.moves.some(({ move }) => move === 'dispatch');
  const send = () => {
    setAsked(true);
    if (unit === undefined || moving.running || !may) return;
    const details = { unit, assists, reason: reason.trim() || undefined, noReturn };
    void moving.run('dispatch', details);
  };
  useShortcuts([
    { keys: 'd', label: say('dispatch'), run: send },
    { keys: 'Mod+Enter', label: say('dispatch'), run: send },
  ]);
  if (ticket.secrecy === 'sealed') return <p className="card">{say('sealed')}</p>;
  const others = units.filter(({ id, current }) => current && id !== unit);
  return (
    <section className="card">
      <h2>{say('dispatch')}</h2>
      <MoveProblem ticket={ticket} move="dispatch" moving={moving} />
      <UnitChoice candidates={candidates} value={unit} onChange={setUnit} />
      {asked && unit === undefined && <p role="alert">{say('choose')}</p>}
      <div className="stack tight">
        <Select
          mode="multiple"
          aria-label={say('assists')}
          placeholder={say('assists')}
          showSearch={{ optionFilterProp: 'label' }}
          value={assists}
          onChange={setAssists}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Words
          aria-label={say('reason')}
          placeholder={say('reason')}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Checkbox checked={noReturn} onChange={({ target }) => setNoReturn(target.checked)}>
          {say('noReturn')}
        </Checkbox>
      </div>
      <div className="act-bar">
        <Button type="primary" loading={moving.running} disabled={!may} onClick={send}>
          {say('dispatch')} <Keys keys="d" />
        </Button>
      </div>
    </section>
  );
}
