import { Button } from 'antd';
import { useState } from 'react';
import { Keys } from '../frame/ShortcutsHelp';
import { useShortcuts } from '../frame/shortcuts';
import { useCatalogue } from '../hub/catalogue';
import type { TicketDetail } from '../hub/types';
import { MoveProblem } from '../moves/MoveProblem';
import { useMove } from '../moves/use-move';
import { Answer } from '../tickets/page/Answer';
import { Matter } from '../tickets/page/Matter';
import { Moves } from '../tickets/page/Moves';
import { Timeline } from '../tickets/page/Timeline';
import { Mark } from '../ui/Mark';
import { useSay } from '../words';
import { type Found, openQuestion } from './questions';
import { Questions } from './Questions';
import { Script } from './Script';
import { CALL_BACK_WORDS } from './words';

/** One call: whom, what to ask, and beside it what they had asked for and were told. */
export function ToCall({
  ticket,
  resting,
  onLater,
}: {
  ticket: TicketDetail;
  resting: boolean;
  /** Nobody was reached: on to the next. */
  onLater(): void;
}) {
  return (
    <>
      <div className="side-by-side">
        <div className="stack">
          <Script ticket={ticket} />
          <Call ticket={ticket} resting={resting} onLater={onLater} />
        </div>
        <div className="stack">
          <Answer ticket={ticket} />
          <Matter ticket={ticket} />
          <Timeline ticket={ticket} />
        </div>
      </div>
      <Moves ticket={ticket} except={['call-back', 'attempt']} />
    </>
  );
}

function Call({ ticket, resting, onLater }: { ticket: TicketDetail; resting: boolean; onLater(): void }) {
  const say = useSay(CALL_BACK_WORDS);
  const { callBack } = useCatalogue();
  const moving = useMove(ticket);
  const [found, setFound] = useState<Found>({});
  const isComplete = found.reached === true && openQuestion(found) === undefined;
  const mayGiveUp = ticket.attempts >= callBack.attempts;
  const submit = () => isComplete && void moving.run('call-back', { callBack: found });
  const later = () =>
    void moving.run('attempt').then((done) => {
      if (done) onLater();
    });
  const giveUp = () =>
    void moving.run('call-back', { callBack: { reached: false, reason: say('giveUpReason') } });
  useShortcuts([
    { keys: 's', label: say('submit'), run: submit },
    { keys: 'Mod+Enter', label: say('submit'), run: submit },
    { keys: 'n', label: say('attempt'), run: later },
  ]);
  return (
    <section className="card">
      <MoveProblem ticket={ticket} move="call-back" moving={moving} />
      <Questions found={found} onChange={setFound} />
      <p className="soft">
        {say('attempts', { n: ticket.attempts, most: callBack.attempts })}{' '}
        {resting && <Mark tone="warn">{say('rest')}</Mark>}
      </p>
      <div className="act-bar">
        <Button type="primary" loading={moving.running} disabled={!isComplete} onClick={submit}>
          {say('submit')} <Keys keys="s" />
        </Button>
        <Button loading={moving.running} onClick={later}>
          {say('attempt')} <Keys keys="n" />
        </Button>
        {mayGiveUp && (
          <Button loading={moving.running} onClick={giveUp}>
            {say('giveUp')}
          </Button>
        )}
      </div>
    </section>
  );
}
