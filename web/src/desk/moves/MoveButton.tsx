import { Button } from 'antd';
import { useState } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import type { StaffMove, TicketDetail } from '../hub/types';
import { useNames } from '../words';
import { OpenMove } from './OpenMove';

/** A move right from a list: reads the ticket, and opens its dialog. */
export function MoveButton({
  number,
  move,
  primary = false,
  initial,
  onDone,
}: {
  number: string;
  move: StaffMove;
  primary?: boolean;
  initial?: Record<string, unknown>;
  onDone?(ticket: TicketDetail): void;
}) {
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        type={primary ? 'primary' : 'default'}
        aria-label={`${moveName(move)} ${number}`}
        onClick={() => setOpen(true)}
      >
        {moveName(move)}
      </Button>
      {open && (
        <OpenMove
          number={number}
          move={move}
          initial={initial}
          onClose={() => setOpen(false)}
          onDone={onDone}
        />
      )}
    </>
  );
}
