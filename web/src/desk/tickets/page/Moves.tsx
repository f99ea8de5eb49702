import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { StaffMove, TicketDetail } from '../../hub/types';
import { GRAVE_MOVES, MAIN_MOVES } from '../../moves/move-fields';
import { MoveDialog } from '../../moves/MoveDialog';
import { useNames, useSay } from '../../words';
import { TICKET_WORDS } from '../words';

/** What this person may do with it now; the hub says what, and nothing else is offered. */
export function Moves({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const [open, setOpen] = useState<StaffMove>();
  const moves = ticket.moves.map(({ move }) => move);
  const hasPending = ticket.applications.some(({ state }) => state === 'pending');
  const main = moves.filter((move) => MAIN_MOVES.includes(move) && (move !== 'decide' || hasPending));
  const more = moves.filter((move) => !MAIN_MOVES.includes(move));
  const isTalk = (move: StaffMove) => move === 'comment' || move === 'note';
  const talk = more.filter(isTalk);
  const rest = more.filter((move) => !isTalk(move));
  if (moves.length === 0) return <p className="soft">{say('noMoves')}</p>;
  return (
    <div className="row ticket-moves" role="group" aria-label={say('moves')}>
      {main.map((move, index) => (
        <Button key={move} type={index === 0 ? 'primary' : 'default'} onClick={() => setOpen(move)}>
          {moveName(move)}
        </Button>
      ))}
      {talk.map((move) => (
        <Button key={move} onClick={() => setOpen(move)}>
          {moveName(move)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((move) => ({
              key: move,
              label: moveName(move),
              danger: GRAVE_MOVES.includes(move),
              onClick: () => setOpen(move),
            })),
          }}
        >
          <Button>{`${say('moves')} …`}</Button>
        </Dropdown>
      )}
      {open && (
        <MoveDialog
          key={open}
          ticket={ticket}
          move={open}
          initial={initialFor(open, ticket)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

/** What the hub proposes stands in the fields; the person decides. */
function initialFor(move: StaffMove, ticket: TicketDetail): Record<string, unknown> {
  switch (move) {
    case 'dispatch':
      return { unit: ticket.dispatchSuggestion?.unit, reason: ticket.dispatchSuggestion?.reason };
    case 'decide': {
      const pending = ticket.applications.filter(({ state }) => state === 'pending');
      return pending.length === 1 ? { applicationId: pending[0]?.id } : {};
    }
    case 'reclassify':
      return { type: ticket.type, category: ticket.category, urgency: ticket.urgency };
    default:
      return {};
  }
}
