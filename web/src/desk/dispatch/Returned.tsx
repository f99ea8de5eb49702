import { Button, type GetRef, type Input } from 'antd';
import { useRef, useState } from 'react';
import { Keys } from '../frame/ShortcutsHelp';
import { useShortcuts } from '../frame/shortcuts';
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

/** A return to decide: the unit's reason and basis beside the matter. */
export function Returned({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(DISPATCH_WORDS);
  return (
    <>
      <p className="soft">{say('returnedTimes', { n: ticket.returns, m: ticket.dispatches })}</p>
      <div className="side-by-side">
        <div className="stack">
          <Matter ticket={ticket} />
          <Units ticket={ticket} />
        </div>
        <div className="stack">
          <UnitSaid ticket={ticket} move="return" title={say('returnedBy')} />
          <Decision ticket={ticket} />
        </div>
      </div>
      <Moves ticket={ticket} except={['accept-return', 'reject-return']} />
    </>
  );
}

function Decision({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(DISPATCH_WORDS);
  const moving = useMove(ticket);
  const [reason, setReason] = useState('');
  const field = useRef<GetRef<typeof Input.TextArea>>(null);
  const accept = () => void moving.run('accept-return', { reason: reason.trim() || undefined });
  const reject = () =>
    reason.trim() === '' ? field.current?.focus() : void moving.run('reject-return', { reason });
  useShortcuts([
    { keys: 'a', label: say('acceptReturn'), run: accept },
    { keys: 'n', label: say('rejectReturn'), run: reject },
    { keys: 'Mod+Enter', label: say('rejectReturn'), run: reject },
  ]);
  return (
    <section className="card">
      <MoveProblem ticket={ticket} move="reject-return" moving={moving} />
      <Words
        ref={field}
        aria-label={say('rejectReason')}
        placeholder={say('rejectReason')}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <div className="act-bar">
        <Button type="primary" loading={moving.running} onClick={accept}>
          {say('acceptReturn')} <Keys keys="a" />
        </Button>
        <Button danger loading={moving.running} onClick={reject}>
          {say('rejectReturn')} <Keys keys="n" />
        </Button>
      </div>
    </section>
  );
}
