import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import type { StaffMove, TicketSummary } from '../hub/types';
import { GRAVE_MOVES } from '../moves/move-fields';
import { useStaff } from '../session/session';
import { useNames, useSay } from '../words';
import { printOrder } from './print-order';
import { UNIT_WORDS } from './words';

/** What is done right in the row of a ticket. The hub decides again whether it may be done now, and says why not. */
export function RowActions({
  ticket: { number, state },
  moves,
  more,
  onMove,
}: {
  ticket: TicketSummary;
  moves: readonly StaffMove[];
  more: readonly StaffMove[];
  onMove(number: string, move: StaffMove): void;
}) {
  const say = useSay(UNIT_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { actions } = useStaff();
  const may = (move: StaffMove) => actions.includes(`ticket.${move}`);
  // In a list of several states, what has not been signed is signed first.
  const first: readonly StaffMove[] =
    state === 'dispatched' && !moves.includes('sign') ? ['sign', 'return'] : moves;
  return (
    <div className="row-actions no-print">
      {first.filter(may).map((move, index) => (
        <Button
          key={move}
          size="small"
          type={index === 0 ? 'primary' : 'default'}
          aria-label={`${moveName(move)} ${number}`}
          onClick={() => onMove(number, move)}
        >
          {moveName(move)}
        </Button>
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...more
              .filter((move) => may(move) && !first.includes(move))
              .map((move) => ({
                key: move,
                label: moveName(move),
                danger: GRAVE_MOVES.includes(move),
                onClick: () => onMove(number, move),
              })),
            { key: 'order', label: say('order'), onClick: () => printOrder(number) },
          ],
        }}
      >
        <Button
          size="small"
          icon={<EllipsisOutlined />}
          aria-label={say('moreOf', { number })}
          title={say('more')}
        />
      </Dropdown>
    </div>
  );
}
