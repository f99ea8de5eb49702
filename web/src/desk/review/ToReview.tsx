import { Alert } from 'antd';
import { useUnitName } from '../hub/catalogue';
import type { TicketDetail } from '../hub/types';
import { Decision } from '../queue/Decision';
import { Files } from '../tickets/page/Files';
import { Matter } from '../tickets/page/Matter';
import { Moves } from '../tickets/page/Moves';
import { Units } from '../tickets/page/Units';
import { useSay } from '../words';
import { UnitAnswer } from './UnitAnswer';
import { REVIEW_WORDS } from './words';

/** The answer beside what was asked: whether it answers that is seen at one look. */
export function ToReview({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(REVIEW_WORDS);
  const unitName = useUnitName();
  const waiting = ticket.assists.filter(({ at }) => at === undefined).map(({ unit }) => unitName(unit));
  return (
    <>
      {waiting.length > 0 && (
        <Alert type="warning" showIcon title={say('assists', { units: waiting.join('、') })} />
      )}
      <div className="side-by-side">
        <div className="stack">
          <Matter ticket={ticket} />
          <Units ticket={ticket} />
          <Files ticket={ticket} />
        </div>
        <div className="stack">
          <UnitAnswer ticket={ticket} />
          <Decision
            ticket={ticket}
            reasonLabel={say('reason')}
            ways={[
              { move: 'review', label: say('approve'), keys: 'a', otherwise: '' },
              { move: 'rework', label: say('sendBack'), keys: 'n', grave: true },
            ]}
          />
        </div>
      </div>
      <Moves ticket={ticket} except={['rework']} />
    </>
  );
}
