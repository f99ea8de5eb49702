import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../../src/core/model/ticket-words.js';
import { Keys } from '../../frame/ShortcutsHelp';
import { useShortcuts } from '../../frame/shortcuts';
import type { StaffMove, TicketDetail } from '../../hub/types';
import { GRAVE_MOVES, MAIN_MOVES, MOVE_KEYS } from '../../moves/move-fields';
import { MacroButton } from '../../moves/MacroButton';
import { MoveDialog } from '../../moves/MoveDialog';
import { useNames, useSay } from '../../words';
import { TICKET_WORDS } from '../words';

interface MovesProps {
  ticket: TicketDetail;
  /** Moves that stand elsewhere on the page. */
  except?: readonly StaffMove[];
  /** A move whose dialog is open at once. */
  first?: StaffMove;
  /** Main moves have a key each. */
  withKeys?: boolean;
}

/** What this person may do with it now; the hub says what, and nothing else is offered. */
export function Moves({ ticket, except = [], first, withKeys = false }: MovesProps) {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const moves = ticket.moves.map(({ move }) => move).filter((move) => !except.includes(move));
  const [open, setOpen] = useState(first !== undefined && moves.includes(first) ? first : undefined);
  const hasPending = ticket.applications.some(({ state }) => state === 'pending');
  const main = moves.filter((move) => MAIN_MOVES.includes(move) && (move !== 'decide' || hasPending));
  const more = moves.filter((move) => !MAIN_MOVES.includes(move));
  const isTalk = (move: StaffMove) => move === 'comment' || move === 'note';
  const talk = more.filter(isTalk);
  const rest = more.filter((move) => !isTalk(move));
  const keyOf = (move: StaffMove) => (withKeys ? MOVE_KEYS[move] : undefined);
  useShortcuts(
    [...main, ...talk].flatMap((move) => {
      const keys = keyOf(move);
      return keys === undefined ? [] : [{ keys, label: moveName(move), run: () => setOpen(move) }];
    }),
  );
  if (moves.length === 0) return <p className="soft">{say('noMoves')}</p>;
  return (
    <div
      className={`row ${except.length === 0 ? 'ticket-moves' : ''}`}
      role="group"
      aria-label={say('moves')}
    >
      {[...main, ...talk].map((move, index) => {
        const keys = keyOf(move);
        return (
          <Button
            key={move}
            type={index === 0 && main.length > 0 && except.length === 0 ? 'primary' : 'default'}
            onClick={() => setOpen(move)}
          >
            {moveName(move)} {keys !== undefined && <Keys keys={keys} />}
          </Button>
        );
      })}
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
      {except.length === 0 && <MacroButton ticket={ticket} />}
      {open && <MoveDialog key={open} ticket={ticket} move={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
